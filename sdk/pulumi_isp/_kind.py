"""One kind of resource, for programs and policies."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """One kind of resource.

    Attributes:
        vendor: The vendor, as in config keys.
        resource: The resource's name, as in ``Ont``.
        serialized: The constant for the provider: a pickled reference to its class.
        texts: Properties with free text that the vendor shows to people. ``list.part`` means that part of
            each item in a list.
        replacing: Properties whose change replaces the object.
        told_by_id: The properties that the id consists of, separated by slashes; the first one may contain
            slashes.
        proofs: The properties that may prove that an object is still the same one.
        proven_by: The argument that refers to the object whose proofs prove this one. Then the proofs are
            secret if that one's are.
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
        """Pulumi's type token on the dynamic front."""
        return f"pulumi-python:isp/{self.vendor}:{self.resource}"

    @property
    def plugin_token(self) -> str:
        """Pulumi's type token on the plugin front."""
        return f"isp:{self.vendor}:{self.resource}"

    @property
    def tokens(self) -> tuple[str, str]:
        """Both tokens."""
        return self.token, self.plugin_token

    @property
    def name(self) -> str:
        """For people, as in a program: ``calix.Ont``."""
        return f"{self.vendor}.{self.resource}"

    def __str__(self) -> str:
        return self.name
