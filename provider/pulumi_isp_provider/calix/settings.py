"""Settings of a connection to a Calix CMS."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..core.settings import ManagedSettings, check_url, config_name, setting

READ_TIMEOUT = (0.1, 3600.0)
"""Shortest and longest time to wait for an answer, in seconds."""

NODE_CONCURRENCY = (1, 64)
"""Fewest and most requests in flight to one E7."""

MAX_SESSIONS = (1, 200)
"""Fewest and most sessions at a time; a CMS has 200 for all its users."""


@dataclass(frozen=True, kw_only=True)
class CalixSettings(ManagedSettings):
    """Address and credentials of a CMS (config namespace ``calix``).

    Attributes:
        url: Base address of the XML northbound interface, usually ``http://<cms>:18080``.
        username: CMS account; it needs the privilege "Full CMS Administration".
        password: Its password.
        rest_url: Base address of the REST interface, usually ``http://<cms>:8080``.
        read_timeout: Seconds to wait for an answer, within :data:`READ_TIMEOUT`. A node may take 20 s and
            the CMS 35 s.
        node_concurrency: Requests in flight to one E7 at a time, within :data:`NODE_CONCURRENCY`. There is no
            public measurement; 1 is the careful choice.
        max_sessions: Sessions that all runs of one user have with this account at a time, within
            :data:`MAX_SESSIONS`; the others wait for their turn. They count against the account's
            "Maximum GUI Login sessions" in the CMS.
    """

    vendor: ClassVar[str] = "calix"

    url: str = setting("address of the CMS, such as http://cms:18080", required=True)
    username: str = setting("CMS user name", required=True)
    password: str = setting("CMS password", required=True, secret=True)
    rest_url: str | None = setting("address of the CMS REST interface, such as http://cms:8080")
    read_timeout: float = setting("seconds to wait for an answer", default=60.0, kind=float)
    node_concurrency: int = setting("requests in flight to one E7 at a time", default=1, kind=int)
    max_sessions: int = setting("sessions of all your runs at a time", default=200, kind=int)

    def check(self) -> list[str]:
        """Problems with the address and the numbers."""
        problems = super().check()
        problems += check_url(self.url, config_name(self.vendor, self.connection, "url"))
        if self.rest_url:
            problems += check_url(self.rest_url, config_name(self.vendor, self.connection, "rest_url"))
        for name, value, (least, most), unit in (
            ("read_timeout", self.read_timeout, READ_TIMEOUT, " seconds"),
            ("node_concurrency", self.node_concurrency, NODE_CONCURRENCY, ""),
            ("max_sessions", self.max_sessions, MAX_SESSIONS, ""),
        ):
            if not least <= value <= most:
                key = config_name(self.vendor, self.connection, name)
                problems.append(f"{key} must be from {least:g} to {most:g}{unit}")
        return problems
