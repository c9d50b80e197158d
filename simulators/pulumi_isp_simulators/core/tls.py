"""TLS for the simulators: given files, or a certificate authority made on the spot."""

from __future__ import annotations

import os
import socket
import ssl
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cheroot.makefile import StreamReader, StreamWriter
from cheroot.ssl import Adapter


@dataclass(frozen=True)
class Tls:
    """The files that a TLS server needs.

    Attributes:
        cert: Server certificate, PEM, with what chain there is.
        key: Its private key, PEM, without a password.
        ca: Certificate of the authority that clients must trust, PEM, if it is known.
    """

    cert: Path
    key: Path
    ca: Path | None = None

    def context(self) -> ssl.SSLContext:
        """Server-side settings over these files.

        Raises:
            OSError: A file cannot be read.
            ssl.SSLError: A file holds no usable certificate or key, or they do not belong together.
        """
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(self.cert, self.key)
        return context


def self_signed(directory: Path | str, *hosts: str) -> Tls:
    """Make a certificate authority and a server certificate for ``localhost``, 127.0.0.1 and further hosts.

    Writes ``ca.pem``, ``server.pem`` and ``server.key`` (mode 0600) into the directory, which is made
    if need be; files of an earlier run are replaced. The authority's own key is thrown away.

    Raises:
        ValueError: There can be no certificate for one of the hosts.
        OSError: The files cannot be written.
    """
    import trustme  # here: it brings in cryptography, which costs more than a start may take

    folder = Path(directory)
    folder.mkdir(parents=True, exist_ok=True)
    authority = trustme.CA()
    server = authority.issue_cert(*dict.fromkeys(("localhost", "127.0.0.1", *hosts)))
    tls = Tls(cert=folder / "server.pem", key=folder / "server.key", ca=folder / "ca.pem")
    (folder / "ca.pem").write_bytes(authority.cert_pem.bytes())
    tls.cert.write_bytes(b"".join(blob.bytes() for blob in server.cert_chain_pems))
    tls.key.unlink(missing_ok=True)  # an old file would keep its old mode
    with os.fdopen(os.open(tls.key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(server.private_key_pem.bytes())
    return tls


class DeferredTls(Adapter):
    """Wraps sockets and leaves the handshake to the thread that serves the connection.

    Cheroot's own adapter shakes hands in the thread that accepts, where one silent client stops all.
    """

    def __init__(self, tls: Tls) -> None:
        self.context = tls.context()

    def bind(self, sock: socket.socket) -> socket.socket:
        """The listening socket stays as it is."""
        return sock

    def wrap(self, sock: socket.socket) -> tuple[ssl.SSLSocket, dict[str, str]]:
        """Wrap an accepted socket."""
        wrapped = self.context.wrap_socket(sock, server_side=True, do_handshake_on_connect=False)
        return wrapped, self.get_environ()

    def get_environ(self) -> dict[str, str]:
        """What a WSGI application is told about the connection."""
        return {"wsgi.url_scheme": "https", "HTTPS": "on"}

    def makefile(self, sock: Any, mode: str = "r", bufsize: int = -1) -> StreamReader | StreamWriter:
        """Cheroot's reader or writer over a wrapped socket."""
        return (StreamReader if "r" in mode else StreamWriter)(sock, mode, bufsize)
