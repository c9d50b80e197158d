"""For each rule: what passes, what fails, what is not known yet, and what is secret. Data, for all tests.

Properties stand as the provider's check leaves them, so a program may declare them in the same way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

from pulumi_isp._kinds import DNS_RECORD
from pulumi_isp.policy import (
    ACCESS_GROUP,
    ETHERNET_SERVICE,
    HOST,
    HOST_CONNECTOR,
    NETWORK,
    NETWORK_CONNECTOR,
    ONT,
    ROUTE,
    USER,
    USER_GROUP,
    Kind,
    Resource,
    declared,
)
from pulumi_isp.policy.values import UNKNOWN

HIDDEN: Final = "hush-hush-7Q"
"""Stands in every secret value of a case: no message may hold it."""


@dataclass(frozen=True)
class Given:
    """One resource of a case."""

    kind: Kind
    name: str
    properties: dict[str, Any]
    secrets: tuple[str, ...] = ()
    is_protected: bool = True
    was: str | None = None

    def resource(self) -> Resource:
        """As a rule sees it."""
        return declared(
            self.kind,
            self.name,
            secrets=self.secrets,
            is_protected=self.is_protected,
            was=self.was,
            **self.properties,
        )


@dataclass(frozen=True)
class Case:
    """The four examples of a rule; in one of them, at least, something is secret.

    Attributes:
        passes: Nothing is found.
        fails: Something is found, and the last resource named.
        unknown: Like ``fails``, with what the rule judges not known yet: nothing is found.
        secret: Like ``fails``, with what the rule judges secret: found, and not shown.
        settings: Of the rule.
        before: What the state has where it fails.
        found: Part of the message where it fails.
        provider_refuses: The provider's own check refuses it first, so that no run comes so far.
    """

    passes: tuple[Given, ...]
    fails: tuple[Given, ...]
    unknown: tuple[Given, ...]
    secret: tuple[Given, ...]
    found: str
    settings: dict[str, Any] = field(default_factory=dict)
    before: tuple[Given, ...] = ()
    provider_refuses: bool = False


_NUMBERS: Final = iter(range(100, 1000))


def ont(name: str, /, *, secrets: tuple[str, ...] = (), protect: bool = True, **properties: Any) -> Given:
    """An ONT that breaks no rule, but for what is said."""
    number = next(_NUMBERS)
    usual = {
        "network_name": "hill",
        "ont_id": str(number),
        "ont_profile": "162",
        "admin_state": "enabled",
        "subscriber_id": f"svc-{number}",
    }
    return Given(ONT, name, _with(usual, properties), secrets, protect)


def service(name: str, on: str, /) -> Given:
    """A service on an ONT, which is named by its id."""
    usual = {"ont": on, "port_kind": "gigabit", "port": 1, "service_id": 1, "admin_state": "enabled"}
    return Given(ETHERNET_SERVICE, name, {**usual, "tag_action": "1", "bandwidth_profile": "3"})


def network(name: str, /, *, secrets: tuple[str, ...] = (), protect: bool = True, **properties: Any) -> Given:
    """A network that breaks no rule, but for what is said."""
    usual = {"name": f"Site {next(_NUMBERS)}", "internet_access": "SPLIT_TUNNEL_ON"}
    return Given(NETWORK, name, _with(usual, properties), secrets, protect)


def route(name: str, subnet: Any, /, *, secrets: tuple[str, ...] = (), **properties: Any) -> Given:
    """A route of a network that nobody asks for before `up`."""
    return Given(ROUTE, name, _with({"network_id": "n-1", "subnet": subnet}, properties), secrets)


def connector(name: str, region: Any, /, *, secrets: tuple[str, ...] = ()) -> Given:
    """A connector of a network that nobody asks for before `up`."""
    usual = {"network_id": "n-1", "name": f"dial-{next(_NUMBERS)}", "vpn_region_id": region}
    return Given(NETWORK_CONNECTOR, name, usual, secrets)


def host_connector(name: str, region: Any, /) -> Given:
    """The same of a host."""
    usual = {"host_id": "h-1", "name": f"dial-{next(_NUMBERS)}", "vpn_region_id": region}
    return Given(HOST_CONNECTOR, name, usual)


def host(name: str, /, **properties: Any) -> Given:
    """A host that breaks no rule, but for what is said."""
    return Given(HOST, name, {"name": f"Site {next(_NUMBERS)}", **properties})


def user_group(name: str, /, **properties: Any) -> Given:
    """A user group that breaks no rule, but for what is said."""
    usual = {"name": f"Site {next(_NUMBERS)}", "all_regions_included": True}
    return Given(USER_GROUP, name, {**usual, **properties})


def access_group(name: str, /, *, secrets: tuple[str, ...] = (), **properties: Any) -> Given:
    """An access group that breaks no rule, but for what is said."""
    usual = {
        "name": f"Site {next(_NUMBERS)}",
        "source_all": ["USER_GROUP"],
        "destination_networks": ["n-1"],
    }
    return Given(ACCESS_GROUP, name, {**usual, **properties}, secrets)


def dns_record(name: str, /, *, secrets: tuple[str, ...] = (), **properties: Any) -> Given:
    """A DNS record that breaks no rule, but for what is said."""
    usual = {"domain": f"{name}.example.com", "ipv4_addresses": ["192.0.2.7"]}
    return Given(DNS_RECORD, name, {**usual, **properties}, secrets)


def user(name: str, /, *, secrets: tuple[str, ...] = (), **properties: Any) -> Given:
    """A user who breaks no rule, but for what is said."""
    login = f"{name}-{next(_NUMBERS)}"
    usual = {"username": login, "email": f"{login}@example.com", "group_id": "g-1", "role": "MEMBER"}
    return Given(USER, name, _with(usual, properties), secrets)


def _with(usual: dict[str, Any], properties: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in {**usual, **properties}.items() if value is not None}


def _several(prefix: str, number: int, **properties: Any) -> tuple[Given, ...]:
    return tuple(ont(f"{prefix}-{each}", **properties) for each in range(number))


def _cases() -> Iterator[tuple[str, Case]]:
    yield (
        "ont-serial-unique",
        Case(
            passes=(ont("a", serial_number="AB12CD"), ont("b", serial_number="AB12CE")),
            fails=(
                ont("serial-a", serial_number="AB12CD"),
                ont("serial-b", serial_number="AB12CD", connection="west"),
            ),
            unknown=(ont("a", serial_number=UNKNOWN), ont("b", serial_number=UNKNOWN)),
            secret=(
                ont("a", serial_number="C0FFEE", secrets=("serial_number",)),
                ont("b", serial_number="CXNK00C0FFEE", secrets=("serial_number",), connection="west"),
            ),
            found="is also the one of calix.Ont 'serial-a'",
        ),
    )
    yield (
        "ont-id-unique",
        Case(
            passes=(ont("a", ont_id="7"), ont("b", ont_id="7", network_name="dale")),
            fails=(ont("id-a", ont_id="7"), ont("id-b", ont_id="7")),
            unknown=(ont("a", ont_id=UNKNOWN), ont("b", ont_id=UNKNOWN)),
            secret=(
                ont("a", network_name=HIDDEN, ont_id="7", secrets=("network_name",)),
                ont("b", network_name=HIDDEN, ont_id="7", secrets=("network_name",)),
            ),
            found="are also those of calix.Ont 'id-a'",
            provider_refuses=True,
        ),
    )
    yield (
        "ont-profile-allowed",
        Case(
            passes=(ont("a"), ont("gold-1", ont_profile="170")),
            fails=(ont("profile-other", ont_profile="157"),),
            unknown=(ont("a", ont_profile=UNKNOWN),),
            secret=(ont("a", ont_profile="157", secrets=("ont_profile",)),),
            settings={"allowed": [162.0, "163"], "by_name": {"gold-*": ["170"]}},
            found="ont_profile '157' is not allowed here; allowed are 162, 163",
        ),
    )
    yield (
        "ont-subscriber-named",
        Case(
            passes=(ont("a"),),
            fails=(ont("subscriber-none", subscriber_id=None),),
            unknown=(ont("a", subscriber_id=UNKNOWN),),
            secret=(ont("a", subscriber_id=HIDDEN, secrets=("subscriber_id",)),),
            settings={"pattern": "svc-[0-9]+"},
            found="subscriber_id is not declared",
        ),
    )
    yield (
        "ont-service",
        Case(
            passes=(service("line", "hill/91"), ont("a", ont_id="91"), ont("b", admin_state="disabled")),
            fails=(service("line-of-another", "hill/92"), ont("served-92", ont_id="92"), ont("served-not")),
            unknown=(ont("a", admin_state=UNKNOWN), service("line", "hill/93")),
            secret=(ont("a", secrets=("admin_state",)), service("line", "hill/94")),
            found="calix.Ont 'served-not': is in service (admin_state 'enabled'), and no calix.EthernetServ",
        ),
    )

    def on_port(*ports: Any, secrets: tuple[str, ...] = ()) -> tuple[Given, ...]:
        return tuple(
            ont(f"port-{number}", description=port, secrets=secrets) for number, port in enumerate(ports)
        )

    yield (
        "ont-port-limited",
        Case(
            passes=on_port("PON 1/1", "PON 1/2", "no port"),
            fails=on_port("PON 1/1", "PON 1/1"),
            unknown=on_port(UNKNOWN, UNKNOWN),
            secret=on_port(*[f"{HIDDEN} PON 1/3"] * 2, secrets=("description",)),
            settings={"told_by": "description", "pattern": r"PON (\d+/\d+)", "most": 1},
            found="2 ONTs are on GPON port 1/1 of 'hill', and no more than 1 may be: 'port-0', 'port-1'",
        ),
    )
    # A property that no rule is about: what goes is named without it.
    hidden: dict[str, Any] = {"description": HIDDEN, "secrets": ("description",)}
    gone = _several("gone", 3, admin_state="disabled", **hidden)
    yield (
        "ont-removals-limited",
        Case(
            passes=gone[:2],
            fails=(),
            unknown=tuple(replace(each, properties={**each.properties, "ont_id": UNKNOWN}) for each in gone),
            secret=(),
            settings={"most": 2, "percent": 0},
            before=gone,
            found="3 of 3 calix.Ont would be deleted, and no more than 2 may be: 'gone-0' (no longer",
        ),
    )
    records = tuple(dns_record(f"gone-record-{each}", **hidden) for each in range(2))
    yield (
        "removals-limited",
        Case(
            passes=records[:1],
            fails=(),
            unknown=tuple(
                replace(each, properties={**each.properties, "domain": UNKNOWN}) for each in records
            ),
            secret=(),
            settings={"most": 1, "percent": 0},
            before=records,
            found="2 of 2 cloudconnexa.DnsRecord would be deleted, and no more than 1 may be: 'gone-rec",
        ),
    )
    active = ont("in-service", **hidden)
    yield (
        "ont-active-kept",
        Case(
            passes=(replace(active, name="renamed", was=active.name),),
            fails=(),
            unknown=(replace(active, properties={**active.properties, "network_name": UNKNOWN}),),
            secret=(),
            before=(active,),
            found="the subscriber's line is in service (admin_state 'enabled'), and is no longer declared",
        ),
    )
    on = _several("switched", 2)

    def switched(state: Any, secrets: tuple[str, ...] = ()) -> tuple[Given, ...]:
        return tuple(Given(ONT, each.name, {**each.properties, "admin_state": state}, secrets) for each in on)

    yield (
        "ont-switches-limited",
        Case(
            passes=on,
            fails=switched("disabled"),
            unknown=switched(UNKNOWN),
            secret=switched("disabled", ("admin_state",)),
            settings={"most": 1},
            before=on,
            found="2 calix.Ont would be switched off at once, and no more than 1 may be: 'switched-0', 'sw",
        ),
    )
    yield (
        "route-overlap",
        Case(
            passes=(network("a", routes=[{"subnet": "10.1.0.0/24"}]), route("b", "10.1.1.0/24")),
            fails=(
                network("overlap-inline", routes=[{"subnet": "10.1.0.0/16"}, {"subnet": "2001:db8::/48"}]),
                route("overlap-separate", "10.1.7.0/24"),
            ),
            unknown=(
                network("a", routes=[{"subnet": UNKNOWN}]),
                route("b", "10.1.1.0/24"),
                route("c", UNKNOWN),
            ),
            secret=(
                network("a", routes=[{"subnet": "10.66.0.0/16"}], secrets=("routes",)),
                route("b", "10.66.7.0/24", secrets=("subnet",)),
            ),
            found="subnet '10.1.7.0/24' overlaps routes[0].subnet '10.1.0.0/16' of cloudconnexa.Network",
        ),
    )
    yield (
        "route-width",
        Case(
            passes=(
                route("a", "10.0.0.0/8"),
                network("b", routes=[{"subnet": "2001:db8::/32"}]),
                user_group("c", tunnel_bypass=["192.168.0.0/16"]),
            ),
            fails=(
                user_group("wide-bypass", tunnel_bypass=["192.168.0.0/16", "0.0.0.0/0"]),
                route("wide-all", "0.0.0.0/0"),
            ),
            unknown=(
                user_group("c", tunnel_bypass=[UNKNOWN]),
                route("a", UNKNOWN),
                network("b", routes=UNKNOWN),
            ),
            secret=(route("a", "::/0", secrets=("subnet",)),),
            found="subnet '0.0.0.0/0' takes all traffic",
        ),
    )
    yield (
        "route-reserved",
        Case(
            passes=(route("a", "10.1.0.0/16"),),
            fails=(network("reserved-inline", routes=[{"subnet": "192.0.2.0/25"}]),),
            unknown=(network("a", routes=[UNKNOWN]),),
            secret=(route("a", "192.0.2.0/25", secrets=("subnet",)),),
            settings={"ranges": ["192.0.2.0/24"]},
            found="routes[0].subnet '192.0.2.0/25' overlaps the reserved range 192.0.2.0/24",
        ),
    )
    yield (
        "internet-access",
        Case(
            passes=(
                network("a", internet_access="RESTRICTED_INTERNET"),
                host("b", internet_access="SPLIT_TUNNEL_ON"),
                user_group("c"),
            ),
            fails=(
                host("internet-of-host", internet_access="SPLIT_TUNNEL_OFF", gateways_ids=["n-1"]),
                user_group("internet-of-users", internet_access="SPLIT_TUNNEL_OFF", gateways_ids=["n-1"]),
                network("internet-off", internet_access="SPLIT_TUNNEL_OFF", gateways_ids=["n-1"]),
            ),
            unknown=(
                network("a", internet_access=UNKNOWN),
                host("b", internet_access=UNKNOWN),
                user_group("c", internet_access=UNKNOWN),
            ),
            secret=(network("a", internet_access="SPLIT_TUNNEL_OFF", secrets=("internet_access",)),),
            settings={"allowed": ["RESTRICTED_INTERNET", "SPLIT_TUNNEL_ON"]},
            found="internet_access 'SPLIT_TUNNEL_OFF' is not allowed",
        ),
    )
    yield (
        "connector-region",
        Case(
            passes=(
                network("a", connectors=[{"name": "c", "vpn_region_id": "eu-central-1"}]),
                connector("b", "eu-central-1"),
                host_connector("c", "eu-central-1"),
                user_group("d", all_regions_included=False, vpn_region_ids=["eu-central-1"]),
            ),
            fails=(
                connector("region-own", "us-east-1"),
                host_connector("region-of-host", "us-east-1"),
                user_group("region-every"),
                user_group(
                    "region-of-users",
                    all_regions_included=False,
                    vpn_region_ids=["eu-central-1", "us-east-1"],
                ),
                network("region-far", connectors=[{"name": "c", "vpn_region_id": "us-east-1"}]),
            ),
            unknown=(
                network("a", connectors=[{"name": "c", "vpn_region_id": UNKNOWN}]),
                connector("b", UNKNOWN),
                host_connector("c", UNKNOWN),
                user_group("d", all_regions_included=False, vpn_region_ids=[UNKNOWN]),
            ),
            secret=(
                network("a", connectors=[{"name": "c", "vpn_region_id": HIDDEN}], secrets=("connectors",)),
                connector("b", HIDDEN, secrets=("vpn_region_id",)),
            ),
            settings={"allowed": ["eu-central-1"]},
            found="connectors[0].vpn_region_id 'us-east-1' is not allowed; allowed are eu-central-1",
        ),
    )
    yield (
        "user-access",
        Case(
            passes=(user("ann"),),
            fails=(user("access-none", group_id=None),),
            unknown=(user("ann", group_id=UNKNOWN, role=UNKNOWN),),
            secret=(user("ann", group_id=HIDDEN, secrets=("group_id",)),),
            settings={"groups": ["g-1"], "roles": ["MEMBER", "ADMIN"]},
            found="group_id is not declared",
        ),
    )
    yield (
        "user-email-domain",
        Case(
            passes=(user("ann", email="Ann@Example.COM"),),
            fails=(user("domain-other", email="ann@example.org"),),
            unknown=(user("ann", email=UNKNOWN),),
            secret=(user("ann", email=f"{HIDDEN}@example.org", secrets=("email",)),),
            settings={"domains": ["example.com"]},
            found="the domain of email 'ann@example.org' is not allowed; allowed are example.com",
        ),
    )
    yield (
        "user-admins-limited",
        Case(
            passes=(user("ann", role="ADMIN"), user("bob")),
            fails=(user("admin-a", role="ADMIN"), user("admin-b", role="ADMIN")),
            unknown=(user("ann", role=UNKNOWN), user("bob", role=UNKNOWN)),
            secret=(
                user("ann", role="ADMIN", secrets=("role",)),
                user("bob", role="ADMIN", secrets=("role",)),
            ),
            settings={"most": 1},
            found="2 users are administrators, and no more than 1 may be: 'admin-a', 'admin-b'",
        ),
    )
    yield (
        "access-group-open",
        Case(
            passes=(access_group("a"), access_group("b", destination_all=["PUBLISHED_SERVICE"])),
            fails=(access_group("access-to-all", destination_all=["PUBLISHED_SERVICE", "NETWORK_SERVICE"]),),
            unknown=(access_group("a", source_all=UNKNOWN, destination_all=[UNKNOWN]),),
            secret=(
                access_group("a", destination_all=["NETWORK_SERVICE"], secrets=("destination_all",)),
                access_group("b", source_all=["HOST"], secrets=("source_all",)),
            ),
            settings={"sources": ["USER_GROUP"], "destinations": ["PUBLISHED_SERVICE"]},
            found="destination_all[1] 'NETWORK_SERVICE' opens all that exist now or later; allowed",
        ),
    )
    yield (
        "protected",
        Case(
            passes=(ont("a"), user("ann")),
            fails=(ont("unprotected", protect=False),),
            unknown=(ont("a", ont_profile=UNKNOWN),),
            secret=(ont("a", description=HIDDEN, secrets=("description",), protect=False),),
            settings={"kinds": ["calix.Ont"]},
            found="is not protected",
        ),
    )
    yield (
        "naming",
        Case(
            passes=(network("a", name="Site 1"),),
            fails=(network("naming-other", name="plant"),),
            unknown=(network("a", name=UNKNOWN, routes=[{"subnet": "10.1.0.0/16", "description": UNKNOWN}]),),
            secret=(network("a", name=HIDDEN, secrets=("name",)),),
            settings={"names": "Site .*"},
            found="name 'plant' does not match Site .*",
        ),
    )
    yield (
        "connection",
        Case(
            passes=(ont("a"), ont("b", connection="west")),
            fails=(ont("connection-other", connection="north"),),
            unknown=(ont("a", connection=UNKNOWN),),
            secret=(ont("a", connection=HIDDEN, secrets=("connection",)),),
            settings={"allowed": ["default", "west"]},
            found="connection 'north' is not allowed; allowed are default, west",
        ),
    )
    yield (
        "texts-without-secrets",
        Case(
            passes=(network("a", description="Head end, room 2"),),
            fails=(network("text-shown", description="router_password: Sesame7"),),
            unknown=(network("a", description=UNKNOWN),),
            secret=(network("a", description=f"password={HIDDEN}", secrets=("description",)),),
            found="description holds a password or key, and the vendor shows it to others",
        ),
    )
    yield (
        "no-plain-secrets",
        Case(
            passes=(ont("a", reg_id=f"password={HIDDEN}", secrets=("reg_id",)),),
            fails=(ont("plain-secret", reg_id="token: Sesame7"),),
            unknown=(ont("a", reg_id=UNKNOWN),),
            secret=(),
            found="reg_id holds a password or key in plain text",
        ),
    )


CASES: Final = dict(_cases())
"""By rule."""
