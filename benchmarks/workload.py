"""What the simulators are filled with, and the requests that are measured."""

from __future__ import annotations

import http.client
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

from pulumi_isp_simulators.seeds import isp

SHELVES = 10
NETWORKS = 50

_ENVELOPE = (
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>'
    "{}</soapenv:Body></soapenv:Envelope>"
)
_ONT_PAGE = (
    '<rpc message-id="1" nodename="NTWK-E7-{shelf}" username="admin" sessionid="{session}"><get-config>'
    '<source><running/></source><filter type="subtree"><top><object><type>System</type><id/><children>'
    "<type>Ont</type><after><type>Ont</type><id><ont>{after}</ont></id></after></children></object></top>"
    "</filter></get-config></rpc>"
)


@dataclass(frozen=True)
class Ask:
    """One request, ready to be sent again and again."""

    method: str
    path: str
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


class Caller:
    """One client with one kept connection."""

    def __init__(self, url: str) -> None:
        where = urlsplit(url)
        self._connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=60)

    def send(self, ask: Ask) -> bytes:
        """The body of the answer.

        Raises:
            RuntimeError: The status is not 200.
        """
        self._connection.request(ask.method, ask.path, ask.body or None, dict(ask.headers))
        answer = self._connection.getresponse()
        body = answer.read()
        if answer.status != http.client.OK:
            raise RuntimeError(f"{ask.method} {ask.path}: {answer.status} {body[:200]!r}")
        return body

    def close(self) -> None:
        """Give the connection up."""
        self._connection.close()


@dataclass(frozen=True)
class Listing:
    """A page of a listing: its name, and its request by number, so that pages differ."""

    name: str
    ask: Callable[[str, int], Ask]


@dataclass(frozen=True)
class Load:
    """One simulator's share of the measurements.

    Attributes:
        system: Name of the simulator, as on the command line.
        objects: What it is filled with, in words.
        seed: Its first state.
        sign_in: Gives what requests must carry: a session or a token; empty where there is none.
        listings: What is measured; the first one also with many clients.
        sign: What stands in every good answer of the first listing.
    """

    system: str
    objects: str
    seed: Mapping[str, Any]
    sign_in: Callable[[Caller], str]
    listings: tuple[Listing, ...]
    sign: bytes


def loads(scale: float) -> tuple[Load, ...]:
    """The loads of all three simulators, at a share of their full size."""
    onts, routes = max(1, round(1000 * scale)), max(1, round(100 * scale))
    services = max(10, round(20_000 * scale))
    return (_cms(onts), _cloudconnexa(routes), _whmcs(services))


def _cms(onts: int) -> Load:
    def shelf(number: int) -> dict[str, Any]:
        # A twenty-fifth of the subscribers that are made up have left.
        (network,) = isp(1, onts + onts // 20 + 2)["cms"]["networks"]
        return {**network, "name": f"E7-{number}", "onts": network["onts"][:onts]}

    def sign_in(caller: Caller) -> str:
        login = "<UserName>admin</UserName><Password>simulated</Password>"
        body = _ENVELOPE.format(f'<auth message-id="1"><login>{login}</login></auth>').encode()
        answer = caller.send(Ask("POST", "/cmsexc/ex/netconf", body))
        return answer.partition(b"<SessionId>")[2].partition(b"<")[0].decode()

    def page(session: str, number: int) -> Ask:
        shelf_number, after = 1 + number % SHELVES, number * 37 % onts
        rpc = _ONT_PAGE.format(shelf=shelf_number, session=session, after=after)
        return Ask("POST", "/cmsexc/ex/netconf", _ENVELOPE.format(rpc).encode(), {"Content-Type": "text/xml"})

    seed = {"networks": [shelf(number) for number in range(1, SHELVES + 1)]}
    words = f"{onts * SHELVES:,} ONTs on {SHELVES} shelves"
    return Load("cms", words, seed, sign_in, (Listing("ONTs, a page", page),), b"rpc-reply")


def _cloudconnexa(routes: int) -> Load:
    def network(number: int) -> dict[str, Any]:
        subnets = [
            {"subnet": f"10.{100 + number}.{at}.0/24", "description": "Customers"} for at in range(routes)
        ]
        return {"name": f"area-{number}", "routes": subnets}

    def sign_in(caller: Caller) -> str:
        query = urlencode({"client_id": "sim.acme", "client_secret": "simulated-secret"})
        answer = json.loads(caller.send(Ask("POST", f"/api/v1/oauth/token?{query}")))
        return str(answer["access_token"])

    def listing(what: str, size: int, total: int) -> Listing:
        def page(token: str, number: int) -> Ask:
            path = f"/api/v1/{what}?page={number % max(1, total // size)}&size={size}"
            return Ask("GET", path, headers={"Authorization": f"Bearer {token}"})

        return Listing(f"{what.rpartition('/')[2]}, {size} a page", page)

    rest = isp(SHELVES, SHELVES)["cloudconnexa"]
    seed = {**rest, "networks": [*rest["networks"], *(network(at) for at in range(NETWORKS))]}
    total = routes * NETWORKS
    listings = (
        listing("networks/routes", 100, total),
        listing("networks/routes", 1000, total),
        listing("networks", 10, NETWORKS),
    )
    words = f"{total:,} routes in {NETWORKS} networks"
    return Load("cloudconnexa", words, seed, sign_in, listings, b'"totalElements"')


def _whmcs(services: int) -> Load:
    def listing(action: str, words: str, size: int) -> Listing:
        def page(_: str, number: int) -> Ask:
            form = {
                "identifier": "sim-identifier",
                "secret": "simulated-secret",
                "action": action,
                "responsetype": "json",
                "limitstart": number * size % services,
                "limitnum": size,
            }
            kind = {"Content-Type": "application/x-www-form-urlencoded"}
            return Ask("POST", "/includes/api.php", urlencode(form).encode(), kind)

        return Listing(f"{words}, {size} a page", page)

    listings = (
        listing("GetClientsProducts", "services", 25),
        listing("GetClientsProducts", "services", 250),
        listing("GetClients", "clients", 250),
    )
    seed = isp(SHELVES, services)["whmcs"]
    return Load("whmcs", f"{services:,} services", seed, lambda _: "", listings, b'"result":"success"')
