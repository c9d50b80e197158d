"""A simulated vendor on its ports, for tests and for the command line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Generic, Self, TypeVar

from .app import App
from .log import RequestLog
from .seed import read_document, section
from .server import HttpServer
from .simulation import Simulation
from .tls import Tls
from .vendor import Vendor

V = TypeVar("V", bound=Vendor)


class Simulator(Simulation, Generic[V]):
    """Serves a vendor over HTTP while the ``with`` block runs.

    Example:
        >>> with Simulator(CmsVendor(), seed={"networks": [{"name": "E7-1"}]}) as cms:  # doctest: +SKIP
        ...     cms.fault("ont.create", "reset_after")
        ...     run_the_client(cms.url)
        ...     assert cms.count("ont.create") == 1

    Args:
        vendor: The simulated system; its constructor takes credentials, versions and limits.
        seed: Its initial state in the vendor's seed format, a mapping or a JSON or YAML file. It may be in a
            section with the system's name, next to those of other systems.
        host: Address to listen on.
        port: Port; 0 means any free one.
        rest_port: Port of the vendor's second site, if it has one; 0 is any free one.
        tls: Serve HTTPS with these files.
        latency: Seconds added to every request.
        log: File to which each request is appended as a line of JSON, secrets masked.
        admin_hosts: Additional host names of the admin side, with a dot.

    Raises:
        SeedError: The seed is not usable.
        OSError: In :meth:`start`: the address is not available, or the log cannot be written.
    """

    vendor: V

    def __init__(
        self,
        vendor: V,
        seed: Mapping[str, Any] | Path | str | None = None,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        rest_port: int = 0,
        tls: Tls | None = None,
        latency: float = 0.0,
        log: Path | str | None = None,
        admin_hosts: Iterable[str] = (),
    ) -> None:
        if isinstance(seed, Path | str):
            seed = read_document(Path(seed))
        if seed is not None:
            seed = section(seed, vendor.name)[1]
        super().__init__(vendor, seed, latency, RequestLog(log, vendor.name))
        names = (host, *admin_hosts)
        self._server = HttpServer(host, port, App(self, vendor, names), tls)
        self._rest = (
            None if vendor.rest is None else HttpServer(host, rest_port, App(self, vendor.rest, names), tls)
        )

    @property
    def url(self) -> str:
        """Its URL, as in ``http://127.0.0.1:40123``."""
        return self._server.url

    @property
    def network_url(self) -> str | None:
        """Its URL for other machines while it listens; None if they cannot reach it."""
        return self._server.network_url

    @property
    def admin_url(self) -> str:
        """The URL of its admin side, without a slash at the end."""
        return f"{self._server.url}/_sim"

    @property
    def rest_url(self) -> str:
        """The URL of the vendor's second site.

        Raises:
            AttributeError: The vendor has none.
        """
        if self._rest is None:
            raise AttributeError(f"{self.vendor.name} has no second port")
        return self._rest.url

    def start(self) -> Self:
        """Listen. The ``with`` statement does it."""
        try:
            self.log.open()
            self._server.open()
            if self._rest is not None:
                self._rest.open()
        except OSError:
            self.stop()
            raise
        return self

    def stop(self) -> None:
        """Stop listening and close every connection; the log and the state can still be read."""
        self.end_pauses()
        self._server.close()
        if self._rest is not None:
            self._rest.close()
        self.log.close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()
