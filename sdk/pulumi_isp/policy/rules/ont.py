"""Rules about ONTs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from pulumi_isp_provider.core.names import few
from pulumi_isp_provider.core.serial_numbers import serial_key

from ..kinds import ETHERNET_SERVICE, ONT, ONT_ETHERNET_PORT
from ..resources import Plan, Resource
from ..rule import Finding, ResourceRule, StackRule
from ..settings import Settings, matches, setting
from .plant import address

_MOST_NAMED = 50
"""Most ONTs that a message names."""


def _serial_twice(plan: Plan, _: Settings) -> Iterator[Finding]:
    seen: dict[str, Resource] = {}
    for ont in plan.of(ONT):
        serial = ont["serial_number"]
        key = serial_key(str(serial.content)) if serial.is_there else None
        if key is not None and (first := seen.setdefault(key, ont)) is not ont:
            yield Finding(ont, f"serial_number {serial} is also the one of {first}")


SERIAL_UNIQUE = StackRule(
    id="ont-serial-unique",
    description="A serial number, in any spelling, is declared only once in a stack.",
    reason="One device cannot be in two places. The second declaration takes the line away from the first "
    "subscriber, or is refused in the middle of an update. The provider sees that only within one CMS.",
    remedy="Correct the serial number of one of the two, or remove the ONT that does not exist any more.",
    settings=Settings,
    judge=_serial_twice,
)


def _id_twice(plan: Plan, _: Settings) -> Iterator[Finding]:
    seen: dict[tuple[str, str, str], Resource] = {}
    for ont in plan.of(ONT):
        where, shelf, number = ont.connection, ont["network_name"], ont["ont_id"]
        if where is not None and shelf.is_there and number.is_there:
            key = (where, str(shelf.content), str(number.content))
            if (first := seen.setdefault(key, ont)) is not ont:
                yield Finding(ont, f"network_name {shelf} and ont_id {number} are also those of {first}")


ID_UNIQUE = StackRule(
    id="ont-id-unique",
    description="An ont_id on an E7 is declared only once in a stack.",
    reason="The second declaration would change the first subscriber's ONT.",
    remedy="Give one of the two another ont_id, or leave ont_id out: the E7 then takes the first free one.",
    settings=Settings,
    judge=_id_twice,
)


@dataclass(frozen=True, kw_only=True)
class ProfileSettings(Settings):
    """Which profiles ONTs may have."""

    allowed: list[str] = setting(
        [],
        "Numbers of the ONT profiles that may be used; empty for all.",
        type="array",
        items={"type": ["string", "integer"]},
    )
    by_name: dict[str, list[str]] = setting(
        {},
        "Profiles by product, if names in the program tell the product. Key: a pattern of names (`*` stands "
        "for any text). Value: the only profiles that these ONTs may have. If several patterns match, the "
        "longest counts.",
        type="object",
        additionalProperties={"type": "array", "items": {"type": ["string", "integer"]}, "minItems": 1},
    )


def _profile(ont: Resource, settings: ProfileSettings) -> Iterator[Finding]:
    profile = ont["ont_profile"]
    if not profile.is_there:
        return
    # The engine changes the order of a map, so equally long names are sorted.
    matching = [name for name in settings.by_name if matches(name, ont.name)]
    longest = max(matching, key=lambda name: (len(name), name), default=None)
    allowed = settings.allowed if longest is None else settings.by_name[longest]
    if allowed and str(profile.content) not in allowed:
        yield Finding(ont, f"ont_profile {profile} is not allowed here; allowed are {', '.join(allowed)}")


PROFILE_ALLOWED = ResourceRule(
    id="ont-profile-allowed",
    description="An ONT has an allowed profile, and one of its own product.",
    reason="With a profile of another device type, the ONT has no service. With the profile of another "
    "product, a subscriber gets more, or less, than was paid for.",
    remedy="Correct ont_profile, or allow the profile in the configuration of the pack.",
    settings=ProfileSettings,
    kinds=(ONT,),
    judge=_profile,
)


@dataclass(frozen=True, kw_only=True)
class SubscriberSettings(Settings):
    """The form of a subscriber_id."""

    pattern: str = setting(
        r"\S.*", "Regular expression that the whole subscriber_id must match.", type="string", format="regex"
    )


def _subscriber(ont: Resource, settings: SubscriberSettings) -> Iterator[Finding]:
    subscriber = ont["subscriber_id"]
    if subscriber.is_there and not re.fullmatch(settings.pattern, str(subscriber.content)):
        yield Finding(ont, f"subscriber_id {subscriber} does not match {settings.pattern}")
    elif "subscriber_id" not in set(ont.names()):
        yield Finding(ont, "subscriber_id is not declared")


SUBSCRIBER_NAMED = ResourceRule(
    id="ont-subscriber-named",
    description="An ONT has a subscriber_id, in the same form as all others.",
    reason="An E7 uses the number of a deleted ONT again. Only subscriber_id tells whose ONT it is, and "
    "whether it is still the same one.",
    remedy="Declare a subscriber_id that matches the pattern, such as f'svc-{service.id}'.",
    settings=SubscriberSettings,
    kinds=(ONT,),
    judge=_subscriber,
)


def _active_removed(plan: Plan, _: Settings) -> Iterator[Finding]:
    gone: set[str] = set()
    for ont, why in plan.removed(ONT):
        gone.add(ont.urn)
        if _is_in_service(ont):
            state = ont["admin_state"]
            yield Finding(ont, f"the subscriber's line is in service (admin_state {state}), and is {why}")
    onts = {each.urn: each for each in (plan.previous or {}).values() if each.kind is ONT}
    addressed = {address(plan, each): each for each in onts.values()}
    for service, why in plan.removed(ETHERNET_SERVICE):
        on = service["ont"].content if service["ont"].is_there else None
        below = [onts[urn] for urn in service.refers.get("ont", ()) if urn in onts]
        below += [addressed[at] for at in [(service.connection, on)] if at in addressed]
        # If the ONT is deleted too, or is off already, the subscriber loses nothing with the service.
        if _is_in_service(service) and all(_is_in_service(ont) and ont.urn not in gone for ont in below):
            state = service["admin_state"]
            yield Finding(service, f"the subscriber's service is in use (admin_state {state}), and is {why}")


def _is_in_service(resource: Resource) -> bool:
    state = resource["admin_state"]
    return not state.is_there or bool(state.content != "disabled")


ACTIVE_KEPT = StackRule(
    id="ont-active-kept",
    description="An ONT that is in service, or a service on it, is not deleted (seen in a preview).",
    reason="Suspend a subscriber before you delete the line: that can be taken back at once. A deletion "
    "cannot, because the ONT's services are deleted with it.",
    remedy="Set admin_state='disabled' in one update, and remove the resource in a later one. To move an ONT "
    "to another shelf or port, give the resource a waiver.",
    settings=Settings,
    judge=_active_removed,
    needs_state=True,
)


@dataclass(frozen=True, kw_only=True)
class SwitchSettings(Settings):
    """How many may be switched off or on."""

    most: int = setting(
        20,
        "Most ONTs that one update may switch off, and most that it may switch on. The same number is "
        "allowed for services, and for ports.",
        type="integer",
        minimum=0,
    )


def _many_switched(plan: Plan, settings: SwitchSettings) -> Iterator[Finding]:
    switched: dict[tuple[str, str], list[Resource]] = defaultdict(list)
    for each in plan.of(ONT, ETHERNET_SERVICE, ONT_ETHERNET_PORT):
        was, now = (one["admin_state"] for one in (plan.before(each) or each, each))
        if was.is_there and now.is_there and (was.content == "disabled") is not (now.content == "disabled"):
            switched[str(each.kind), "off" if now.content == "disabled" else "on"].append(each)
    for (kind, direction), those in switched.items():
        if len(those) > settings.most:
            names = few([repr(each.name) for each in those], _MOST_NAMED)
            yield Finding(
                None,
                f"{len(those)} {kind} would be switched {direction} at once, and no more than "
                f"{settings.most} may be: {names}",
            )


SWITCHES_LIMITED = StackRule(
    id="ont-switches-limited",
    description="An update switches no more subscribers off, or on, than allowed (seen in a preview).",
    reason="If a billing system marks everybody as overdue for an hour, everybody would be taken off line.",
    remedy="Look at where admin_state comes from. If you mean all of them, raise the limit for this update.",
    settings=SwitchSettings,
    judge=_many_switched,
    needs_state=True,
)
