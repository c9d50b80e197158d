"""TLS for the simulators, with given files or a new certificate authority."""

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
        cert: Server certificate, PEM, with its chain if any.
        key: Its private key, PEM, without a password.
        ca: Certificate of the authority that clients must trust, PEM, if known.
    """

    cert: Path
    key: Path
    ca: Path | None = None

    def context(self) -> ssl.SSLContext:
        """Server-side settings with these files.

        Raises:
            OSError: A file cannot be read.
            ssl.SSLError: A file has no usable certificate or key, or they do not match.
        """
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(self.cert, self.key)
        return context


def self_signed(directory: Path | str, *hosts: str) -> Tls:
    """Make a certificate authority and a server certificate for ``localhost``, 127.0.0.1 and further hosts.

    Writes ``ca.pem``, ``server.pem`` and ``server.key`` (mode 0600) into the directory, which is made if
    needed; files of an earlier run are replaced. The authority's own key is not kept.

    Raises:
        ValueError: A host name cannot have a certificate.
        OSError: The files cannot be written.
    """
    import trustme  # here, because it imports cryptography, which would slow down every start

    folder = Path(directory)
    folder.mkdir(parents=True, exist_ok=True)
    authority = trustme.CA()
    server = authority.issue_cert(*dict.fromkeys(("localhost", "127.0.0.1", *hosts)))
    tls = Tls(cert=folder / "server.pem", key=folder / "server.key", ca=folder / "ca.pem")
    (folder / "ca.pem").write_bytes(authority.cert_pem.bytes())
    tls.cert.write_bytes(b"".join(blob.bytes() for blob in server.cert_chain_pems))
    tls.key.unlink(missing_ok=True)  # an existing file would keep its mode
    with os.fdopen(os.open(tls.key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(server.private_key_pem.bytes())
    return tls


class DeferredTls(Adapter):
    """Wraps sockets without a handshake; the thread that serves the connection does it.

    Cheroot's own adapter does the handshake in the accepting thread, where one silent client blocks all.
    """

    def __init__(self, tls: Tls) -> None:
        self.context = tls.context()

    def bind(self, sock: socket.socket) -> socket.socket:
        """Leave the listening socket unchanged."""
        return sock

    def wrap(self, sock: socket.socket) -> tuple[ssl.SSLSocket, dict[str, str]]:
        """Wrap an accepted socket."""
        wrapped = self.context.wrap_socket(sock, server_side=True, do_handshake_on_connect=False)
        return wrapped, self.get_environ()

    def get_environ(self) -> dict[str, str]:
        """The WSGI variables of the connection."""
        return {"wsgi.url_scheme": "https", "HTTPS": "on"}

    def makefile(self, sock: Any, mode: str = "r", bufsize: int = -1) -> StreamReader | StreamWriter:
        """Cheroot's reader or writer over a wrapped socket."""
        return (StreamReader if "r" in mode else StreamWriter)(sock, mode, bufsize)
