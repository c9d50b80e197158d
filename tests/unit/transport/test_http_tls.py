"""Certificates, and what a broken TLS connection means."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pulumi_isp_provider.errors import ConfigurationError, ConnectError, ConnectionLostError
from pulumi_isp_provider.transport.base import Request
from pulumi_isp_provider.transport.http import Http
from pulumi_isp_provider.transport.retry import RetryPolicy
from pulumi_isp_provider.transport.stack import build

Ask = Callable[..., Request]
Serve = Callable[..., Any]


def test_certificate_of_the_given_authority_is_trusted(serve_tls: Serve, ask: Ask, ca_file: str) -> None:
    """A CA bundle of our own makes a private certificate good, for reads and for creates."""
    server = serve_tls(lambda call: call.reply(200, b"ok"))
    with Http(verify=ca_file) as http:
        assert http.send(ask(server.url)).body == b"ok"
        assert http.send(ask(server.url, method="POST", repeatable=False)).body == b"ok"


def test_bundle_of_the_environment_is_trusted(
    serve_tls: Serve, ask: Ask, ca_file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a setting, the bundle that the environment names is used, as requests does it."""
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", ca_file)
    server = serve_tls(lambda call: call.reply(200, b"ok"))
    with Http() as http:
        assert http.send(ask(server.url)).body == b"ok"


def test_missing_bundle_of_the_environment_is_said_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A variable that points nowhere is not passed over."""
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "missing.pem"))
    with pytest.raises(ConfigurationError, match="no file with CA certificates") as caught:
        Http()
    assert "What to do: The environment variable REQUESTS_CA_BUNDLE" in str(caught.value)


def test_unknown_authority_is_refused_before_anything_is_sent(serve_tls: Serve, ask: Ask) -> None:
    """A certificate that cannot be checked ends it at the first attempt; the credentials stay here."""
    server = serve_tls(lambda call: call.reply())
    transport = build(Http(), retry=RetryPolicy())
    with transport, pytest.raises(ConnectError, match="certificate is not trusted") as caught:
        transport.send(ask(server.url, headers={"Authorization": "Bearer x"}))
    assert not caught.value.effect_unknown
    assert server.calls == []
    assert server.connections == 1


def test_wrong_host_name_is_refused(serve_tls: Serve, ask: Ask, ca_file: str) -> None:
    """A good certificate for another name is no good."""
    server = serve_tls(lambda call: call.reply())
    with Http(verify=ca_file) as http, pytest.raises(ConnectError, match="certificate is not trusted"):
        http.send(ask(server.url.replace("localhost", "127.0.0.1")))
    assert server.calls == []


def test_tls_to_a_plain_server_is_a_connection_never_made(serve: Serve, ask: Ask, ca_file: str) -> None:
    """TLS where only http is spoken: no request was sent."""
    server = serve(lambda call: call.reply())
    with Http(verify=ca_file, timeout=(2.0, 2.0)) as http, pytest.raises(ConnectError):
        http.send(ask(server.url.replace("http:", "https:"), timeout=(0.5, 0.5)))


def test_tls_broken_after_the_request_leaves_the_effect_open(
    serve_tls: Serve, ask: Ask, ca_file: str
) -> None:
    """The libraries call it a TLS error like a failed handshake, but the request had been sent."""

    def script(call: Any) -> None:
        # Close the socket below TLS, so that the end comes without TLS's own farewell.
        plain = socket.socket(fileno=call.sock.detach())
        plain.shutdown(socket.SHUT_RDWR)
        plain.close()

    server = serve_tls(script)
    with Http(verify=ca_file) as http, pytest.raises(ConnectionLostError) as caught:
        http.send(ask(server.url, method="POST", repeatable=False))
    assert caught.value.effect_unknown
    assert len(server.calls) == 1


def test_garbage_in_place_of_tls_after_the_request_leaves_the_effect_open(
    serve_tls: Serve, ask: Ask, ca_file: str
) -> None:
    """Bytes that are not TLS in the middle of an exchange."""

    def script(call: Any) -> None:
        plain = socket.socket(fileno=call.sock.detach())
        plain.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        plain.close()

    server = serve_tls(script)
    with Http(verify=ca_file) as http, pytest.raises(ConnectionLostError):
        http.send(ask(server.url))


def test_proxy_that_refuses_the_tunnel_kept_the_request_here(
    serve: Serve, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """CONNECT goes out and is refused: that is no byte of the request itself."""
    proxy = serve(lambda call: call.reply(502))
    monkeypatch.setenv("https_proxy", f"http://{proxy.host}")
    with Http() as http, pytest.raises(ConnectError, match="the proxy refused with 502"):
        http.send(ask("https://far.example/thing", headers={"Authorization": "Bearer x"}))
    (call,) = proxy.calls
    assert call.method == "CONNECT"
    assert "Authorization" not in call.headers


def test_missing_bundle_is_said_at_once(tmp_path: Path) -> None:
    """A path that names no file is refused when the setting is read, not at the first request."""
    with pytest.raises(ConfigurationError, match="no file with CA certificates"):
        Http(verify=str(tmp_path / "missing.pem"))


def test_bundle_without_certificates_is_said_at_once(tmp_path: Path) -> None:
    """So is a file that holds something else."""
    path = tmp_path / "ca.pem"
    path.write_text("not a certificate")
    with pytest.raises(ConfigurationError, match="no CA certificates in PEM form"):
        Http(verify=str(path))


def test_switching_the_check_off_is_said_loudly(caplog: pytest.LogCaptureFixture) -> None:
    """It can be done, but not silently."""
    Http(verify=False).close()
    assert "Certificates are not checked" in caplog.text


def test_authorities_are_read_once_for_all_connections(
    serve_tls: Serve, ask: Ask, ca_file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A create has a connection of its own, and reads no file of certificates for it."""
    read: list[dict[str, Any]] = []
    load = ssl.SSLContext.load_verify_locations

    def counted(context: ssl.SSLContext, *args: Any, **files: Any) -> None:
        read.append(files)
        load(context, *args, **files)

    server = serve_tls(lambda call: call.reply(200, b"ok"))
    with Http(verify=ca_file) as http:
        monkeypatch.setattr(ssl.SSLContext, "load_verify_locations", counted)
        for _ in range(5):
            assert http.send(ask(server.url, method="POST", repeatable=False)).body == b"ok"
            assert http.send(ask(server.url)).body == b"ok"

    assert server.connections == 6
    assert len(read) == 1
