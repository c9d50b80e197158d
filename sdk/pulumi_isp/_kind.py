"""One kind of resource, as programs and policies know it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """One kind of resource.

    Attributes:
        vendor: The vendor, as in config keys.
        resource: The resource's name, as in ``Ont``.
        serialized: The constant that stands for the provider: a pickled reference to its class, and no more.
        texts: Properties in which people write free text that the vendor shows to others. ``list.part``
            means that part of each thing in a list.
        replacing: Properties whose change deletes the object and makes another.
        told_by_id: The properties that an id tells, which is made of them with a slash between;
            the first one may have slashes of its own.
        proofs: The properties that may prove that an object is still the same one.
        proven_by: The argument that refers to the object by which this one is recognised. The proofs are
            then as secret as that one's.
    """

    vendor: str
    resource: str
    serialized: str
    texts: tuple[str, ...] = ()
    replacing: tuple[str, ...] = ()
    told_by_id: tuple[str, ...] = ()
    proofs: tuple[str, ...] = ()
    proven_by: str | None = None

    @property
    def token(self) -> str:
        """Pulumi's type token."""
        return f"pulumi-python:isp/{self.vendor}:{self.resource}"

    @property
    def name(self) -> str:
        """For people, as in a program: ``calix.Ont``."""
        return f"{self.vendor}.{self.resource}"

    def __str__(self) -> str:
        return self.name
