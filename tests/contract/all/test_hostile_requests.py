"""Whatever headers and bodies arrive over the socket, no simulator fails by its own fault."""

from __future__ import annotations

import string
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pulumi_isp_simulators import CloudConnexaVendor, CmsVendor, Simulator, Vendor, WhmcsVendor

PATHS = {
    "cms": ["/cmsexc/ex/netconf", "//cmsexc/ex/netconf", "/cmsweb/nc", "/restnbi/devices"],
    "cloudconnexa": [
        "/api/v1/oauth/token",
        "/api/v1/networks",
        "/api/v1/users/x",
        "/api/v1/settings/dns/zones",
    ],
    "whmcs": ["/includes/api.php", "/a/b/includes/api.php?action=GetClients", "/"],
}
NAMES = st.sampled_from(
    [
        "Accept",
        "Authorization",
        "Content-Encoding",
        "Content-Type",
        "Cookie",
        "Expect",
        "Host",
        "Range",
        "SOAPAction",
        "Transfer-Encoding",
        "X-Forwarded-For",
    ]
) | st.text(string.ascii_letters + "-", min_size=1, max_size=20)
VALUES = st.sampled_from(
    [
        "Basic",
        "Basic !!!",
        "Basic /w==",
        "Bearer ",
        "Digest x",
        "application/json; charset=nonsense",
        "application/x-www-form-urlencoded; charset=utf-16",
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "text/xml; charset=UTF-7",
    ]
) | st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=60)


@pytest.fixture(scope="module", params=[CmsVendor, CloudConnexaVendor, WhmcsVendor])
def simulator(request: pytest.FixtureRequest) -> Iterator[Simulator[Vendor]]:
    """Each vendor in turn, with what it has without a seed."""
    with Simulator(request.param()) as simulator:
        yield simulator


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_request_is_answered_by_a_failure_of_the_simulator(
    simulator: Simulator[Vendor], data: st.DataObject
) -> None:
    """Odd methods, paths, headers and bodies get the vendor's answer, or a closed connection; never a bug."""
    address = urlsplit(simulator.url)
    connection = HTTPConnection(str(address.hostname), address.port, timeout=30)
    headers = data.draw(st.dictionaries(NAMES, VALUES, max_size=5))
    try:
        with suppress(HTTPException, OSError, ValueError):
            connection.request(
                data.draw(st.sampled_from(["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"])),
                data.draw(st.sampled_from(PATHS[simulator.vendor.name])),
                data.draw(st.binary(max_size=200)),
                {name: value.encode("latin-1") for name, value in headers.items()},
            )
            answer = connection.getresponse()
            body = answer.read()
            assert answer.getheader("X-Simulator-Bug") is None
            assert b"Traceback" not in body
    finally:
        connection.close()
    assert not any(entry.bug for entry in simulator.requests[-3:])
