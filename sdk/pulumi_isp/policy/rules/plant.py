"""Rules about services on ONTs, and ONTs on GPON ports."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from pulumi_isp_provider.core.names import few

from ..kinds import ETHERNET_SERVICE, ONT
from ..resources import Plan, Resource
from ..rule import Finding, StackRule
from ..settings import Settings, setting
from ..values import State

_MOST_NAMED = 50
"""Most ONTs that a message names."""


@dataclass(frozen=True, kw_only=True)
class ServiceSettings(Settings):
    """Whether services are declared in this stack."""

    always: bool = setting(
        False,
        "Also judge a stack without any service. Otherwise the rule assumes that its services are declared "
        "elsewhere.",
        type="boolean",
    )


def _without_service(plan: Plan, settings: ServiceSettings) -> Iterator[Finding]:
    services = list(plan.of(ETHERNET_SERVICE))
    if not services and not settings.always:
        return
    onts = list(plan.of(ONT))
    declared = {ont.urn for ont in onts}
    made_of: set[str] = set()
    addressed: set[tuple[str, str]] = set()
    for service in services:
        on, where = service["ont"], service.connection
        if referred := declared.intersection(service.refers.get("ont", ())):
            made_of |= referred
        elif on.is_there and where is not None:
            addressed.add((where, str(on.content)))
        else:
            return  # this service may be on any of the ONTs
    named = {ont.urn: address(plan, ont) for ont in onts}
    # Ids that no ONT is declared with. An E7 may have chosen them, for an ONT that declares no ont_id.
    loose = {(where, id_.rpartition("/")[0]) for where, id_ in addressed.difference(named.values())}
    for ont in onts:
        state, where, shelf = ont["admin_state"], ont.connection, ont["network_name"]
        if not state.is_there or state.content == "disabled" or ont.urn in made_of:
            continue
        if where is None or not shelf.is_there:
            continue
        at = named[ont.urn]
        is_served = at in addressed if at else (where, str(shelf.content)) in loose
        if not is_served:
            yield Finding(ont, f"is in service (admin_state {state}), and no calix.EthernetService is on it")


def address(plan: Plan, ont: Resource) -> tuple[str, str] | None:
    """Connection and id of an ONT, as a service names them; None if they are not known."""
    shelf, number, before = ont["network_name"], ont["ont_id"], plan.before(ont)
    if before and not number.is_there and before["network_name"] == shelf:
        number = before["ont_id"]  # the E7 has chosen it
    if ont.connection is None or not shelf.is_there or not number.is_there:
        return None
    return ont.connection, f"{shelf.content}/{number.content}"


SERVED = StackRule(
    id="ont-service",
    description="An ONT that is in service has a service.",
    reason="An ONT without a service is on line, but its subscriber is not: the line was sold and carries "
    "nothing.",
    remedy="Declare a calix.EthernetService on it, or set admin_state='disabled' until the line is sold. If "
    "its service is declared elsewhere, give the resource a waiver.",
    settings=ServiceSettings,
    judge=_without_service,
)


@dataclass(frozen=True, kw_only=True)
class PortSettings(Settings):
    """How many ONTs a port may have, and where the port is written."""

    most: int = setting(64, "Most ONTs on one GPON port: the split of your plant.", type="integer", minimum=1)
    told_by: str = setting(
        "name",
        "Where an ONT's port is written: the resource's name in the program, or a property.",
        enum=["name", "description", "subscriber_id"],
    )
    pattern: str = setting(
        "",
        "Regular expression that finds the port in that text. The port is its first group, or the whole "
        "match if it has no group. Empty: no ONT is judged.",
        type="string",
        format="regex",
    )


def _crowded(plan: Plan, settings: PortSettings) -> Iterator[Finding]:
    ports: dict[tuple[str, str, str], list[Resource]] = defaultdict(list)
    for ont in plan.of(ONT) if settings.pattern else ():
        where, shelf = ont.connection, ont["network_name"]
        if where is None or not shelf.is_there:
            continue
        for port in _port(ont, settings):
            ports[where, str(shelf.content), port].append(ont)
    for (_, _, port), onts in ports.items():
        if len(onts) > settings.most:
            first = onts[0]
            is_shown = settings.told_by == "name" or first[settings.told_by].state is State.KNOWN
            yield Finding(
                None,
                f"{len(onts)} ONTs are on GPON port {port if is_shown else '[secret]'} of "
                f"{first['network_name']}, and no more than {settings.most} may be: "
                f"{few([repr(ont.name) for ont in onts], _MOST_NAMED)}",
            )


def _port(ont: Resource, settings: PortSettings) -> Iterator[str]:
    if settings.told_by == "name":
        text = ont.name
    elif (value := ont[settings.told_by]).is_there:
        text = str(value.content)
    else:
        return
    if found := re.search(settings.pattern, text):
        yield str(found[1 if found.re.groups else 0])


PORTS_LIMITED = StackRule(
    id="ont-port-limited",
    description="A GPON port has no more ONTs than its splitter takes, if the program names the ports.",
    reason="One ONT too many on a splitter does not come up, or takes light and bandwidth from the others.",
    remedy="Plan the ONT for another port, or raise `most` if the splitter takes more.",
    settings=PortSettings,
    judge=_crowded,
)
