"""Each rule judges every kind, and every place in it, that has what the rule is about.

The places are found in the provider's own schemas: a new resource, or a new property, with such a meaning
fails here until the rule judges it, or until it is said why it does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import pytest
from marshmallow.fields import Field, List, Nested

from pulumi_isp.policy import RULES, Kind, StackRule, check, declared
from pulumi_isp.policy.kinds import EVERY
from pulumi_isp_provider.catalogue import RESOURCES
from pulumi_isp_provider.cloudconnexa.resources.fields import Subnet
from pulumi_isp_provider.core.properties import Choice, Property, Text

BY_ID = {rule.id: rule for rule in RULES}


@dataclass(frozen=True)
class Place:
    """A property of a kind, or a part of the things in its list."""

    kind: Kind
    path: str
    field: Field[Any]
    traits: Any

    @property
    def words(self) -> set[str]:
        """What it may be, where that is one of some words."""
        return set(getattr(next(iter(self.field.validators), None), "choices", ()))

    @property
    def name(self) -> str:
        """Its last name."""
        return self.path.rpartition(".")[2].removesuffix("[]")

    def holds(self, value: Any) -> dict[str, Any]:
        """Properties in which it has a value."""
        for part in reversed(self.path.split(".")):
            value = {part.removesuffix("[]"): [value] if part.endswith("[]") else value}
        properties: dict[str, Any] = value
        return properties

    def __str__(self) -> str:
        return f"{self.kind.name}.{self.path}"


def places(kind: Kind, fields: dict[str, Any], prefix: str = "") -> Iterator[Place]:
    for name, each in fields.items():
        inner, mark = (each.inner, "[]") if isinstance(each, List) else (each, "")
        if isinstance(inner, Nested):
            yield from places(kind, inner.schema.fields, f"{prefix}{name}{mark}.")
        else:
            traits = each.traits if isinstance(each, Property) else None
            yield Place(kind, f"{prefix}{name}{mark}", inner, traits)


PLACES: Final = [
    place
    for kind, resource in zip(EVERY, RESOURCES, strict=True)
    for place in places(kind, resource.load().schema().fields)
]


@dataclass(frozen=True)
class Meaning:
    """What a rule is about.

    Attributes:
        rules: Those that must judge each place.
        is_meant: Whether a place is such a one.
        wrong: A value that is not allowed there.
        settings: Of the rules.
        before: What stood there before, where the rules are about a change.
        besides: Places that the rules leave alone, and why.
    """

    rules: tuple[str, ...]
    is_meant: Callable[[Place], bool]
    wrong: Any
    settings: dict[str, Any] = field(default_factory=dict)
    before: Any = None
    besides: dict[str, str] = field(default_factory=dict)


LEAKS: Final = "password=Sesame77"
NO_ROUTES: Final = {
    "cloudconnexa.IpService.routes[]": "lies in a route of its network",
    "cloudconnexa.LocationContext.ips[]": "where users come from: nothing is routed there",
    "cloudconnexa.TenantSettings.wpc_subnets[]": "the tenant's own addresses, as wide as it is",
    "cloudconnexa.TenantSettings.wpc_domain_routing_subnets[]": "addresses that stand for domains",
}
BYPASS: Final = {
    "cloudconnexa.UserGroup.tunnel_bypass[]": "is left to where the user is: it takes no range from others"
}


def refers_to(kind: str) -> Callable[[Place], bool]:
    return lambda place: getattr(place.traits, "refers_to", None) == kind


MEANINGS: Final = {
    "a region": Meaning(
        ("connector-region",), refers_to("VpnRegion"), "us-east-1", {"allowed": ["eu-central-1"]}
    ),
    "all regions": Meaning(
        ("connector-region",), lambda place: "all_regions" in place.path, True, {"allowed": ["eu-central-1"]}
    ),
    "a way to the internet": Meaning(
        ("internet-access",),
        lambda place: "SPLIT_TUNNEL_ON" in place.words,
        "SPLIT_TUNNEL_ON",
        {"allowed": ["RESTRICTED_INTERNET"]},
    ),
    "a wide subnet": Meaning(
        ("route-width",), lambda place: isinstance(place.field, Subnet), "0.0.0.0/0", besides=NO_ROUTES
    ),
    "a reserved subnet": Meaning(
        ("route-reserved",),
        lambda place: isinstance(place.field, Subnet),
        "127.0.0.0/8",
        besides=NO_ROUTES | BYPASS,
    ),
    "all of a type": Meaning(
        ("access-group-open",),
        lambda place: "NETWORK_SERVICE" in place.words,
        "NETWORK_SERVICE",
        {"sources": [], "destinations": []},
    ),
    "a role": Meaning(("user-access",), lambda place: "ADMIN" in place.words, "ADMIN", {"roles": ["MEMBER"]}),
    "an administrator": Meaning(
        ("user-admins-limited",), lambda place: "ADMIN" in place.words, "ADMIN", {"most": 0}
    ),
    "the group of a user": Meaning(
        ("user-access",), lambda place: place.name == "group_id", "g-2", {"groups": ["g-1"]}
    ),
    "an e-mail address": Meaning(
        ("user-email-domain",),
        lambda place: "email" in place.path,
        "a@example.org",
        {"domains": ["example.com"]},
    ),
    "a switch of a line": Meaning(
        ("ont-switches-limited",),
        lambda place: place.name == "admin_state",
        "disabled",
        {"most": 0},
        before="enabled",
    ),
    "an ONT profile": Meaning(
        ("ont-profile-allowed",), lambda place: place.name == "ont_profile", "157", {"allowed": ["162"]}
    ),
    "a subscriber": Meaning(
        ("ont-subscriber-named",),
        lambda place: place.name == "subscriber_id",
        "157",
        {"pattern": "svc-.*"},
        besides={"calix.OntEthernetPort.subscriber_id": "its ONT says whose it is"},
    ),
    "a text for people": Meaning(
        ("texts-without-secrets",),
        lambda place: getattr(place.traits, "for_people", False) or place.name in {"name", "description"},
        LEAKS,
    ),
    "a name": Meaning(("naming",), lambda place: place.name == "name", "plant", {"names": "Site .*"}),
    "a description": Meaning(
        ("naming",), lambda place: place.name == "description", "plant", {"descriptions": "Site .*"}
    ),
    "any text": Meaning(
        ("no-plain-secrets",),
        # A word of a list is no text, and a text for people is another rule's.
        lambda place: (
            isinstance(place.field, Text) and not isinstance(place.field, Choice) and not is_for_people(place)
        ),
        LEAKS,
    ),
    "a connection": Meaning(
        ("connection",), lambda place: place.path == "connection", "north", {"allowed": ["west"]}
    ),
}


def is_for_people(place: Place) -> bool:
    return MEANINGS["a text for people"].is_meant(place)


def meant(meaning: Meaning) -> list[Place]:
    return [place for place in PLACES if meaning.is_meant(place)]


@pytest.mark.parametrize(
    ("meaning", "place"),
    [
        pytest.param(meaning, place, id=f"{what}-{place}")
        for what, meaning in MEANINGS.items()
        for place in meant(meaning)
    ],
)
def test_what_is_wrong_there_is_found(meaning: Meaning, place: Place) -> None:
    """In each kind, in lists and in parts of things in lists; or it is said why not."""
    now = declared(place.kind, "a", **place.holds(meaning.wrong))
    before = [declared(place.kind, "a", **place.holds(meaning.before))] if meaning.before else None

    for name in meaning.rules:
        found = check(BY_ID[name], now, before=before, settings=meaning.settings)
        assert bool(found) is (str(place) not in meaning.besides)


@pytest.mark.parametrize("meaning", MEANINGS.values(), ids=MEANINGS)
def test_every_meaning_is_somewhere(meaning: Meaning) -> None:
    """Else a renamed property would leave its rule without a test; nor is anything left out that is not."""
    found = {str(place) for place in meant(meaning)}

    assert found
    assert set(meaning.besides) <= found


@pytest.mark.parametrize("kind", EVERY, ids=lambda kind: kind.name)
def test_every_kind_can_be_protected_and_is_counted_when_it_goes(kind: Kind) -> None:
    """Whatever it is."""
    one = declared(kind, "a")

    assert check(BY_ID["protected"], one, settings={"kinds": [kind.name]}) != []
    removals = [rule for rule in RULES if isinstance(rule, StackRule) and "removals" in rule.id]
    found = [rule.id for rule in removals if check(rule, before=[one], settings={"most": 0, "percent": 0})]
    assert len(found) == 1
