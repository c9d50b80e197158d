"""The life of a tenant's settings, which are there as long as the tenant is."""

from __future__ import annotations

import ipaddress
import logging
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from marshmallow import ValidationError, validates_schema
from marshmallow.validate import Length, Regexp

from ...core.lifecycle import Lifecycle
from ...core.properties import (
    Choice,
    Flag,
    Identifier,
    InputSchema,
    Items,
    ListOf,
    PropertySchema,
    Text,
    WholeNumber,
    properties_of,
)
from ...core.records import Properties, Record
from ...core.schema import has_unknown
from ...errors import NotFoundError, PlanRefusedError
from .collection import missing
from .fields import Address, Subnet, canonical_addresses, canonical_subnets, lower_case

if TYPE_CHECKING:
    from ..client.client import CloudConnexaClient
    from ..client.models import DnsServers, DnsZones, DomainRoutingSubnet, TenantSubnets

logger = logging.getLogger("pulumi_isp_provider.lifecycle")

ID: Final = "settings"
"""The id: a tenant has them once."""
_V6: Final = 6
_DOMAIN: Final = re.compile(r"[\w-]+(\.[\w-]+)*\.?\Z")


class ZoneItem(PropertySchema):
    """A DNS zone."""

    args = "TenantDnsZoneArgs"
    domain = Text("The zone: names in it are asked of these servers.", required=True, canonical=lower_case)
    addresses = ListOf(
        "IP addresses of the servers that answer for it, in their order.",
        Address(),
        required=True,
        canonical=canonical_addresses,
        validate=Length(1, error="must hold at least one address"),
    )


def _one_of_each_family(subnets: Sequence[Any]) -> None:
    known = [ipaddress.ip_network(each).version for each in subnets if not has_unknown(each)]
    if len(known) != len(set(known)):
        raise ValidationError("must hold no more than one IPv4 and one IPv6 subnet")


class TenantSettingsInputs(InputSchema):
    """What a tenant can be set to; see the vendor's API document of release 1.1.0. It tells no defaults."""

    two_factor_auth = Flag("Whether users prove who they are in a second way.", stays=True)
    trusted_devices_allowed = Flag(
        "Whether a device may be trusted, so that it is not asked for the second way each time.", stays=True
    )
    user_connect_auth = Choice(
        "When users have to prove who they are. A user group has its own, ``connect_auth``.",
        "NO_AUTH",
        "ON_PRIOR_AUTH",
        "EVERY_TIME",
        stays=True,
    )
    user_device_allowance = WholeNumber(
        "Devices that each user may have. A user group has its own, ``max_device``.", lowest=1, stays=True
    )
    user_device_allowance_force_update = Flag(
        "Whether ``user_device_allowance`` is forced upon what has a number of its own. What it does exactly "
        "is not documented.",
        stays=True,
    )
    user_device_enforcement = Choice(
        "Whether users may connect with known devices only: ``LEARN_AND_ENFORCE`` takes the first ones for "
        "known.",
        "OFF",
        "LEARN_AND_ENFORCE",
        "ENFORCE",
        stays=True,
    )
    user_profile_distribution = Choice(
        "Whether users get their profiles by themselves, or from an administrator.",
        "AUTOMATIC",
        "MANUAL",
        stays=True,
    )
    user_connection_timeout = WholeNumber(
        "After how long a connection ends; its unit is not documented.", lowest=0, stays=True
    )
    dns_proxy_enabled = Flag(
        "Whether CloudConnexa answers the DNS questions of those who connect.", stays=True
    )
    dns_default_suffix = Text(
        "Domain that is added to names without one; upper and lower case mean the same.",
        longest=253,
        # It is bare text on the wire: what looks like JSON or a page would be taken, and not be read again.
        validate=Regexp(_DOMAIN, error="must be a domain, such as isp.example"),
        canonical=lower_case,
        stays=True,
    )
    dns_custom_servers = ListOf(
        "IPv4 addresses of the DNS servers to ask in place of the vendor's: the first, and another one.",
        Address(4),
        canonical=canonical_addresses,
        validate=Length(max=2, error="must hold no more than two addresses"),
        stays=True,
    )
    dns_zones = Items(
        "Zones that servers of yours answer for. Other zones of the tenant are left alone; one that is no "
        "longer listed is taken out.",
        ZoneItem,
        key="domain",
        stays=True,
    )
    wpc_topology = Choice(
        "Whether all reach each other (``FULL_MESH``), or only what access groups open (``CUSTOM``).",
        "FULL_MESH",
        "CUSTOM",
        stays=True,
    )
    wpc_snat = Flag("Whether the addresses of those who connect are translated at connectors.", stays=True)
    wpc_default_region = Identifier(
        "The region for whoever chooses none, such as ``eu-central-1``.", refers_to="VpnRegion", stays=True
    )
    wpc_client_options = ListOf(
        "Options that are added to every profile, in their order.", Text(), stays=True
    )
    wpc_subnets = ListOf(
        "The subnets out of which the tenant gives addresses, IPv4 and IPv6; their order means nothing. What "
        "becomes of addresses that are in use is not documented.",
        Subnet(),
        canonical=canonical_subnets,
        validate=Length(1, error="must hold at least one subnet"),
        stays=True,
    )
    wpc_domain_routing_subnets = ListOf(
        "The subnets whose addresses stand for domains of applications: one of IPv4, or one of each family.",
        Subnet(),
        canonical=canonical_subnets,
        validate=[Length(1, error="must hold at least one subnet"), _one_of_each_family],
        stays=True,
    )
    wpc_ip_allocation_mode = Choice(
        "Which addresses the tenant gives; with ``IP_V4_ONLY``, replies have no IPv6 address.",
        "BOTH",
        "IP_V4_ONLY",
        since="1.2",
        stays=True,
    )
    wpc_routes_advanced_configuration = Flag(
        "Whether routes may be set up in ways that are refused otherwise; which is not documented.",
        since="1.2",
        stays=True,
    )

    @validates_schema(skip_on_field_errors=False, pass_original=True)
    def _some(self, _data: Mapping[str, Any], given: Mapping[str, Any], **_: Any) -> None:
        if not given.keys() - properties_of(InputSchema).keys():
            raise ValidationError("declare at least one setting")


@dataclass(frozen=True)
class _Translation:
    """Between a property and the client's value of the same setting.

    Attributes:
        setting: The client's name of it.
        read: The property, from the client's value.
        write: The client's value, from the property.
    """

    setting: str
    read: Callable[[Any], Any]
    write: Callable[[Any], Any]


def _present(*values: str | None) -> list[str]:
    return [value for value in values if value]


def _by_family(subnets: Iterable[str]) -> tuple[list[str], list[str]]:
    families: tuple[list[str], list[str]] = [], []
    for each in subnets:
        families[ipaddress.ip_network(each).version == _V6].append(each)
    return families


def _read_servers(value: DnsServers | None) -> list[str]:
    return _present(value.primary_ip_v4, value.secondary_ip_v4) if value else []


def _write_servers(servers: Sequence[str]) -> Properties:
    return dict(zip(("primary_ip_v4", "secondary_ip_v4"), [*servers, None, None], strict=False))


def _read_zones(value: DnsZones | None) -> list[Properties]:
    return [{"domain": zone.name, "addresses": list(zone.addresses)} for zone in value.zones] if value else []


def _write_zones(zones: Sequence[Properties]) -> Properties:
    return {"zones": [{"name": zone["domain"], "addresses": zone["addresses"]} for zone in zones]}


def _read_subnets(value: TenantSubnets | None) -> list[str]:
    return [*value.ip_v4_address, *value.ip_v6_address] if value else []


def _write_subnets(subnets: Sequence[str]) -> Properties:
    return dict(zip(("ip_v4_address", "ip_v6_address"), _by_family(subnets), strict=True))


def _read_domain_subnets(value: DomainRoutingSubnet | None) -> list[str]:
    return _present(value.ip_v4_address, value.ip_v6_address) if value else []


def _write_domain_subnets(subnets: Sequence[str]) -> Properties:
    v4, v6 = _by_family(subnets)
    return {"ip_v4_address": next(iter(v4), None), "ip_v6_address": next(iter(v6), None)}


_TRANSLATED: Final[Mapping[str, _Translation]] = {
    "dns_custom_servers": _Translation("dns_custom_servers", _read_servers, _write_servers),
    "dns_zones": _Translation("dns_zones", _read_zones, _write_zones),
    "wpc_client_options": _Translation("wpc_client_options", list, list),
    "wpc_subnets": _Translation("wpc_subnet", _read_subnets, _write_subnets),
    "wpc_domain_routing_subnets": _Translation(
        "wpc_domain_routing_subnet", _read_domain_subnets, _write_domain_subnets
    ),
}


def _translation(name: str) -> _Translation:
    """That of a property; most are the setting itself."""
    return _TRANSLATED.get(name) or _Translation(name, _same, _same)


def _same(value: Any) -> Any:
    return value


@dataclass(frozen=True)
class Standing:
    """A tenant's settings, as far as they were asked for.

    Attributes:
        values: By property.
    """

    values: Mapping[str, Any]


class TenantSettingsLifecycle(Lifecycle["CloudConnexaClient", Standing]):
    """The settings of a tenant, which are neither made nor deleted: create sets them, delete leaves them.

    Each is asked for alone, so only those are that a program declares.
    """

    vendor = "cloudconnexa"
    kind = "TenantSettings"
    about = (
        "The settings of a tenant, which has them once: their id is ``settings``. What is declared is set; "
        "what is not, or no longer, stays as it is, and all of it does when the resource goes. The vendor's "
        "document tells their names and values: what each does is read from its name."
    )
    schema = TenantSettingsInputs
    computed = {}
    natural_key = ()
    references = frozenset({"wpc_default_region"})
    always_there = True

    def listed(self, client: CloudConnexaClient, place: str) -> Iterator[Standing]:
        """None: which of them somebody has set, and which stand as they came, is not known."""
        yield from ()

    def obstacles(self, client: CloudConnexaClient, inputs: Properties, own: Record | None) -> Iterator[str]:
        """The region is there."""
        yield from missing(client, self._compared.properties, inputs)

    def find(self, client: CloudConnexaClient, inputs: Properties, *, shared: bool = False) -> Standing:
        """Those that are declared; there is nothing to be looked for."""
        return self._read(client, self.remote(inputs))

    def make(self, client: CloudConnexaClient, inputs: Properties) -> Standing:
        """Nobody can, and nobody has to: they are always found."""
        raise NotFoundError("A tenant without settings is none", object=ID)

    def locate(self, client: CloudConnexaClient, record: Record, *, shared: bool = False) -> Standing | None:
        """Those that state knows; of what is imported, all."""
        known = [name for name in self.remote(record.properties) if name in self._compared.properties]
        return self._read(client, known) if known and record.id == ID else self.fetch(client, record.id)

    def fetch(self, client: CloudConnexaClient, id_: str) -> Standing | None:
        """All that the release has."""
        if id_ != ID:
            return None
        return self._read(client, self.remote(dict.fromkeys(self._compared.properties)))

    def change(
        self, client: CloudConnexaClient, id_: str, inputs: Properties, changed: Properties
    ) -> Standing:
        """Set what changes, one request each. The rest is not asked for again."""
        values = self.remote(inputs)
        for name, value in changed.items():
            translation = _translation(name)
            wanted = self._zones(client, value) if name == "dns_zones" else value
            values[name] = translation.read(
                client.settings.update(translation.setting, translation.write(wanted))
            )
        return Standing(values)

    def _zones(
        self, client: CloudConnexaClient, changes: Mapping[str, Properties | None]
    ) -> list[Properties]:
        """All zones of the tenant, with what is to change: the vendor replaces them as a whole.

        They are read anew, as one that somebody has added a moment ago would go.
        """
        found = client.settings.get("dns_zones")
        if getattr(found, "unread", None):
            raise PlanRefusedError(
                "dns_zones: the tenant has zones that cannot be understood, and they would be lost",
                hint="Change the zones in the portal, and leave dns_zones out.",
                object=ID,
            )
        standing = {lower_case(zone["domain"]): zone for zone in _translation("dns_zones").read(found)}
        for name, zone in changes.items():
            if zone is None:
                standing.pop(lower_case(name), None)
            else:
                standing[lower_case(name)] = zone
        return list(standing.values())

    def destroy(self, client: CloudConnexaClient, id_: str, state: Mapping[str, Any]) -> None:
        """Leave them: what they were by themselves is not known, and everybody's lines hang on them."""
        logger.info("%s: nobody sets them any more, and they stay as they are", self._named(id_))

    def identify(self, model: Standing) -> str:
        """Always the same."""
        return ID

    def describe(self, model: Standing) -> Properties:
        """Each property; None for what was not asked for."""
        return {
            name: model.values.get(name) for name in self.remote(dict.fromkeys(self._compared.properties))
        }

    def _read(self, client: CloudConnexaClient, names: Iterable[str]) -> Standing:
        """These settings; one that the release does not have is left out."""
        asked = {name: _translation(name) for name in names}
        return Standing(
            {
                name: each.read(client.settings.held(each.setting))
                for name, each in asked.items()
                if each.setting in client.settings.names
            }
        )
