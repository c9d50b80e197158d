"""What a program tells the engine of each kind of resource, known without loading the provider.

It is in users' state, and never changes; tests hold it against the provider.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Kind:
    """One kind of resource.

    Attributes:
        vendor: The vendor, as in config keys.
        name: The resource's name, as in ``Ont``.
        serialized: The constant that stands for the provider: a pickled reference to its class, and no more.
    """

    vendor: str
    name: str
    serialized: str

    @property
    def token(self) -> str:
        """Pulumi's type token."""
        return f"pulumi-python:isp/{self.vendor}:{self.name}"

    def __str__(self) -> str:
        return f"{self.vendor}.{self.name}"


ONT: Final = Kind(
    "calix",
    "Ont",
    "gASVLwAAAAAAAACMG3B1bHVtaV9pc3BfcHJvdmlkZXIuZHluYW1pY5SMCENhbGl4T250lJOUKVKULg==",
)
NETWORK: Final = Kind(
    "cloudconnexa",
    "Network",
    "gASVOgAAAAAAAACMG3B1bHVtaV9pc3BfcHJvdmlkZXIuZHluYW1pY5SME0Nsb3VkQ29ubmV4YU5ldHdvcmuUk5QpUpQu",
)
ROUTE: Final = Kind(
    "cloudconnexa",
    "Route",
    "gASVOAAAAAAAAACMG3B1bHVtaV9pc3BfcHJvdmlkZXIuZHluYW1pY5SMEUNsb3VkQ29ubmV4YVJvdXRllJOUKVKULg==",
)
USER: Final = Kind(
    "cloudconnexa",
    "User",
    "gASVNwAAAAAAAACMG3B1bHVtaV9pc3BfcHJvdmlkZXIuZHluYW1pY5SMEENsb3VkQ29ubmV4YVVzZXKUk5QpUpQu",
)

KINDS: Final = (ONT, NETWORK, ROUTE, USER)
"""All of them."""
