"""Endpoints that are neither objects nor settings: switches, the DNS log and Cyber Shield's lists."""

from __future__ import annotations

from collections.abc import Iterator

from .described import SHAPES
from .errors import invalid
from .instants import instant
from .shapes import Shape
from .tenant import Tenant
from .wire import Act, Answer, Call, Endpoint, accepted, page_of

FEATURES = {"access-visibility": "/access-visibility", "dns-log": "/dns-log/user-dns-resolutions"}
LISTS = ("allow", "block")

_SINCE = {"access-visibility": "1.1.1", "dns-log": "1.0"}


def endpoints() -> Iterator[Endpoint]:
    """Every endpoint of this module."""
    for name, path in FEATURES.items():
        yield Endpoint(f"{name}.get", "GET", f"{path}/enabled", _reader(name), "1.1.1")
        yield Endpoint(f"{name}.enable", "PUT", f"{path}/enable", _switch(name, on=True), _SINCE[name])
        yield Endpoint(f"{name}.disable", "PUT", f"{path}/disable", _switch(name, on=False), _SINCE[name])
    yield Endpoint("dns-log.list", "GET", f"{FEATURES['dns-log']}/page", dns_log)
    for which in LISTS:
        for how, shape in (("add", "DomainsToAdd"), ("remove", "DomainsToRemove")):
            path = f"/cybershield/{which}-list-{how}-domains"
            yield Endpoint(f"cybershield.{which}-{how}", "POST", path, _domains(which, SHAPES[shape]))


def _reader(name: str) -> Act:
    def read(tenant: Tenant, call: Call) -> Answer:  # noqa: ARG001 - one signature for all
        return Answer(200, tenant.features.get(name, False))

    return read


def _switch(name: str, *, on: bool) -> Act:
    def turn(tenant: Tenant, call: Call) -> Answer:  # noqa: ARG001 - one signature for all
        tenant.features[name] = on
        return Answer(200)

    return turn


def dns_log(tenant: Tenant, call: Call) -> Answer:  # noqa: ARG001 - one signature for all
    """A page of resolved names. It is empty, because nobody resolves names here."""
    if instant(call.needed("startHour")) is None:
        raise invalid("startHour", "The value is not a date-time")
    call.number("hoursBack", 1, 1, 2)
    size = call.number("size", 500, 10, 10000)
    return Answer(200, page_of([], 0, call.number("page", 0, 0, 2**31 - 1), size))


def _domains(which: str, shape: Shape) -> Act:
    def change(tenant: Tenant, call: Call) -> Answer:
        fields = accepted(tenant, shape, call)
        held = tenant.domain_lists[which]
        added = {each["domain"]: each.get("comment", "") for each in fields.get("domainAndComments", ())}
        gone = set(fields.get("domains", ()))
        tenant.domain_lists[which] = {name: text for name, text in (held | added).items() if name not in gone}
        return Answer(200)

    return change
