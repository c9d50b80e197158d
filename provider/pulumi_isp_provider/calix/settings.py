"""Settings of a connection to a Calix CMS."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import ClassVar

from ..settings import ConnectionSettings, check_url, config_name, setting


@dataclass(frozen=True, kw_only=True)
class CalixSettings(ConnectionSettings):
    """Where the CMS is and who we are there (config namespace ``calix``).

    Attributes:
        url: Base address of the XML northbound interface, usually ``http://<cms>:18080``.
        username: CMS account; it needs the privilege "Full CMS Administration".
        password: Its password.
        rest_url: Base address of the REST interface, usually ``http://<cms>:8080``.
        read_timeout: Seconds to wait for an answer. A node may take 20 s and the CMS 35 s.
        node_concurrency: Requests in flight to one E7 at a time. No public measurement exists;
            1 is the careful choice.
    """

    vendor: ClassVar[str] = "calix"

    url: str = setting("address of the CMS, such as http://cms:18080", required=True)
    username: str = setting("CMS user name", required=True)
    password: str = setting("CMS password", required=True, secret=True)
    rest_url: str | None = setting("address of the CMS REST interface, such as http://cms:8080")
    read_timeout: float = setting("seconds to wait for an answer", default=60.0, kind=float)
    node_concurrency: int = setting("requests in flight to one E7 at a time", default=1, kind=int)

    def check(self) -> list[str]:
        """Problems with the address and the numbers."""
        problems = super().check()
        problems += check_url(self.url, config_name(self.vendor, self.connection, "url"))
        if self.rest_url:
            problems += check_url(self.rest_url, config_name(self.vendor, self.connection, "rest_url"))
        if not 0 < self.read_timeout < inf:
            problems.append(
                f"{config_name(self.vendor, self.connection, 'read_timeout')} must be more than 0 seconds"
            )
        if self.node_concurrency < 1:
            problems.append(
                f"{config_name(self.vendor, self.connection, 'node_concurrency')} must be 1 or more"
            )
        return problems
