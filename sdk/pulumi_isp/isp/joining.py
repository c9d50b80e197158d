"""The join of one device in WHMCS, in the CMS's records and on the fibre."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from pulumi_isp_provider.core.serial_numbers import serial_key

from ..calix import DiscoveredOnt, GetOntResult
from ..whmcs import Subscriber, UnusableService

T = TypeVar("T")
Row = Mapping[str, Any]

_NOBODYS = "no service of the fibre products has its serial number"


def join(
    subscribers: Sequence[Subscriber],
    unusable: Sequence[UnusableService],
    onts: Sequence[GetOntResult],
    seen: Sequence[DiscoveredOnt],
) -> tuple[list[Row], list[Row]]:
    """The lines, and all that could not be joined, with the reason.

    Args:
        subscribers: The usable services, in every state.
        unusable: The unusable services, and those that share an ONT, which are also among the subscribers.
        onts: The provisioned ONTs.
        seen: The discovered ONTs.
    """
    wrong = {service.service_id for service in unusable}
    placed = [each for each in subscribers if each.state != "absent" and each.service_id not in wrong]
    services = _by(placed, lambda each: serial_key(each.ont_serial))
    devices = {(each.network_name, each.ont_id): each.serial_number for each in seen if each.ont_id}
    provisioned = _by(onts, lambda each: _serial_of(each, devices))
    on_fibre = _by(seen, lambda each: each.serial_number)

    lines: list[Row] = []
    unjoined: list[Row] = [
        _unjoined("service", str(each.service_id), None, "; ".join(each.reasons)) for each in unusable
    ]
    for service in placed:
        serial = serial_key(service.ont_serial)
        sharing = services.get(serial, []) if serial else []
        here, there = provisioned.get(serial, []), on_fibre.get(serial, [])
        reason = _why_not(serial, service, sharing, here, there)
        if reason is None:
            lines.append(_line(service, serial, here, there))
        else:
            unjoined.append(_unjoined("service", str(service.service_id), serial, reason))
    joined = {line["serial_number"] for line in lines}
    ended = _by(
        [each for each in subscribers if each.state == "absent"], lambda each: serial_key(each.ont_serial)
    )
    unjoined += _without_service(onts, seen, devices, joined, services, ended)
    return lines, unjoined


def _why_not(
    serial: str | None,
    service: Subscriber,
    sharing: Sequence[Subscriber],
    here: Sequence[GetOntResult],
    there: Sequence[DiscoveredOnt],
) -> str | None:
    if serial is None:
        return "it has no serial number in WHMCS"
    if len(sharing) > 1:
        others = (str(each.service_id) for each in sharing if each is not service)
        return f"service {', '.join(others)} has the same serial number"
    if len(here) > 1:
        return f"its ONT is provisioned more than once: {', '.join(each.id for each in here)}"
    if not here and not there:
        return "no E7 has its ONT, neither provisioned nor seen on the fibre"
    if not here and len(there) > 1:
        places = (f"{each.network_name} {each.pon}" for each in there)
        return f"its ONT is seen more than once: {', '.join(places)}"
    return None


def _line(
    service: Subscriber,
    serial: str | None,
    here: Sequence[GetOntResult],
    there: Sequence[DiscoveredOnt],
) -> Row:
    ont = next(iter(here), None)
    own = [each for each in there if ont is not None and each.network_name == ont.network_name]
    device = next(iter([*own, *there]), None)
    return {
        "subscriber": service,
        "serial_number": serial,
        "ont": ont,
        "discovered": device,
        "network_name": next(each.network_name for each in (ont, device) if each is not None),
        "pon": device.pon if device is not None else ont and ont.linked_pon,
    }


def _without_service(
    onts: Iterable[GetOntResult],
    seen: Iterable[DiscoveredOnt],
    devices: Mapping[tuple[str, str], str],
    joined: set[str],
    services: Mapping[str | None, Sequence[Subscriber]],
    ended: Mapping[str | None, Sequence[Subscriber]],
) -> Iterator[Row]:
    def reason(serial: str | None) -> str:
        if serial is None:
            return "it has no serial number, and no device is linked to it"
        if serial in services:
            return f"service {_ids(services[serial])}, which has it, could not be joined"
        if serial in ended:
            return f"service {_ids(ended[serial])}, which has it, is {ended[serial][0].status}"
        return _NOBODYS

    for ont in onts:
        serial = _serial_of(ont, devices)
        if serial not in joined:
            yield _unjoined("ont", ont.id, serial, reason(serial))
    for device in seen:
        if device.ont_id is None and device.serial_number not in joined:
            place = f"{device.network_name} {device.serial_number}"
            yield _unjoined("discovered_ont", place, device.serial_number, reason(device.serial_number))


def _serial_of(ont: GetOntResult, devices: Mapping[tuple[str, str], str]) -> str | None:
    return serial_key(ont.serial_number) or devices.get((ont.network_name, ont.ont_id))


def _by(rows: Iterable[T], serial: Callable[[T], str | None]) -> dict[str | None, list[T]]:
    """Rows by serial number, those without one left out."""
    found: dict[str | None, list[T]] = defaultdict(list)
    for row in rows:
        if key := serial(row):
            found[key].append(row)
    return dict(found)


def _unjoined(what: str, id_: str, serial: str | None, reason: str) -> Row:
    return {"what": what, "id": id_, "serial_number": serial, "reason": reason}


def _ids(services: Sequence[Subscriber]) -> str:
    return ", ".join(str(each.service_id) for each in services)
