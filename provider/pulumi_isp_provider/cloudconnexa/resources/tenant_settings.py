"""The lifecycle of a tenant's settings, which exist as long as the tenant does."""

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
from .fields import Address, canonical_addresses, lower_case, subnets

if TYPE_CHECKING:
    from ..client.client import CloudConnexaClient
    from ..client.models import DnsServers, DnsZones, DomainRoutingSubnet, TenantSubnets

logger = logging.getLogger("pulumi_isp_provider.lifecycle")

ID: Final = "settings"
"""The id, always the same: a tenant has its settings once."""
_V6: Final = 6
_DOMAIN: Final = re.compile(r"[\w-]+(\.[\w-]+)*\.?\Z")


class ZoneItem(PropertySchema):
    """A DNS zone."""

    args = "TenantDnsZoneArgs"
    domain = Text("The zone. Names in it are resolved by these servers.", required=True, canonical=lower_case)
    addresses = ListOf(
        "IP addresses of its DNS servers, in their order.",
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
    """The settings of a tenant. Source: the vendor's API document of release 1.1.0, which has no defaults."""

    two_factor_auth = Flag("Whether users need two-factor authentication.", stays=True)
    trusted_devices_allowed = Flag("Whether a trusted device may skip the second factor.", stays=True)
    user_connect_auth = Choice(
        "When users must authenticate. A user group has its own setting, ``connect_auth``.",
        "NO_AUTH",
        "ON_PRIOR_AUTH",
        "EVERY_TIME",
        stays=True,
    )
    user_device_allowance = WholeNumber(
        "Maximum number of devices per user. A user group has its own setting, ``max_device``.",
        lowest=1,
        stays=True,
    )
    user_device_allowance_force_update = Flag(
        "Whether ``user_device_allowance`` replaces other numbers of devices. The exact effect is not "
        "documented.",
        stays=True,
    )
    user_device_enforcement = Choice(
        "Whether users may connect only with known devices. With ``LEARN_AND_ENFORCE`` their first devices "
        "become known.",
        "OFF",
        "LEARN_AND_ENFORCE",
        "ENFORCE",
        stays=True,
    )
    user_profile_distribution = Choice(
        "Whether users get their profiles automatically or from an administrator.",
        "AUTOMATIC",
        "MANUAL",
        stays=True,
    )
    user_connection_timeout = WholeNumber(
        "Time after which a connection ends. The unit is not documented.", lowest=0, stays=True
    )
    dns_proxy_enabled = Flag("Whether CloudConnexa answers the DNS requests of connected users.", stays=True)
    dns_default_suffix = Text(
        "Domain that is added to host names without a domain. Upper and lower case mean the same.",
        longest=253,
        # It is bare text on the wire: what looks like JSON or a page would be taken, and not be read again.
        validate=Regexp(_DOMAIN, error="must be a domain, such as isp.example"),
        canonical=lower_case,
        stays=True,
    )
    dns_custom_servers = ListOf(
        "IPv4 addresses of DNS servers that replace the vendor's: a primary and a secondary one.",
        Address(4),
        canonical=canonical_addresses,
        validate=Length(max=2, error="must hold no more than two addresses"),
        stays=True,
    )
    dns_zones = Items(
        "DNS zones with your own servers. Other zones of the tenant do not change. A zone that is removed "
        "from the list is deleted.",
        ZoneItem,
        key="domain",
        stays=True,
    )
    wpc_topology = Choice(
        "Whether everything can reach everything (``FULL_MESH``), or access groups decide (``CUSTOM``).",
        "FULL_MESH",
        "CUSTOM",
        stays=True,
    )
    wpc_snat = Flag("Whether connectors translate the source addresses of users (SNAT).", stays=True)
    wpc_default_region = Identifier(
        "The default region, such as ``eu-central-1``.", refers_to="VpnRegion", stays=True
    )
    wpc_client_options = ListOf(
        "OpenVPN options that are added to every profile, in their order.", Text(), stays=True
    )
    wpc_subnets = subnets(
        "The IPv4 and IPv6 subnets from which the tenant assigns addresses. The effect on addresses in use "
        "is not documented.",
        validate=Length(1, error="must hold at least one subnet"),
        stays=True,
    )
    wpc_domain_routing_subnets = subnets(
        "The subnets of the addresses for applications' domains: at most one IPv4 and one IPv6 subnet.",
        validate=[Length(1, error="must hold at least one subnet"), _one_of_each_family],
        stays=True,
    )
    wpc_ip_allocation_mode = Choice(
        "Which addresses the tenant assigns. With ``IP_V4_ONLY``, objects have no IPv6 address.",
        "BOTH",
        "IP_V4_ONLY",
        since="1.2",
        stays=True,
    )
    wpc_routes_advanced_configuration = Flag(
        "Whether the tenant accepts routes that are otherwise refused. Which ones is not documented.",
        since="1.2",
        stays=True,
    )

    @validates_schema(skip_on_field_errors=False, pass_original=True)
    def _some(self, _data: Mapping[str, Any], given: Mapping[str, Any], **_: Any) -> None:
        if not given.keys() - properties_of(InputSchema).keys():
            raise ValidationError("declare at least one setting")


@dataclass(frozen=True)
class _Translation:
    """Converts between a property and the client's value of the setting.

    Attributes:
        setting: The client's name of the setting.
        read: Returns the property for the client's value.
        write: Returns the client's value for the property.
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
    """The translation of a property. Most properties need none."""
    return _TRANSLATED.get(name) or _Translation(name, _same, _same)


def _same(value: Any) -> Any:
    return value


@dataclass(frozen=True)
class Standing:
    """Settings of a tenant that were read.

    Attributes:
        values: Their values by property.
    """

    values: Mapping[str, Any]


class TenantSettingsLifecycle(Lifecycle["CloudConnexaClient", Standing]):
    """The settings of a tenant. Create sets them, and delete leaves them unchanged.

    Each setting takes its own request, so only declared settings are read.
    """

    vendor = "cloudconnexa"
    kind = "TenantSettings"
    about = (
        "The settings of a tenant. Each tenant has them once, with the id ``settings``. Only declared "
        "settings are set. A setting that is not declared, or no longer, does not change. Deleting the "
        "resource changes nothing. The vendor documents only names and values, so the meanings here follow "
        "from the names."
    )
    schema = TenantSettingsInputs
    computed = {}
    natural_key = ()
    references = frozenset({"wpc_default_region"})
    always_there = True

    def listed(self, client: CloudConnexaClient, place: str) -> Iterator[Standing]:
        """None: it is not known which settings somebody has changed."""
        yield from ()

    def obstacles(self, client: CloudConnexaClient, inputs: Properties, own: Record | None) -> Iterator[str]:
        """A missing region."""
        yield from missing(client, self._compared.properties, inputs)

    def find(self, client: CloudConnexaClient, inputs: Properties, *, shared: bool = False) -> Standing:
        """The declared settings, which always exist."""
        return self._read(client, self.remote(inputs))

    def make(self, client: CloudConnexaClient, inputs: Properties) -> Standing:
        """Never called, because :meth:`find` always finds them."""
        raise NotFoundError("The tenant has no settings", object=ID)

    def locate(self, client: CloudConnexaClient, record: Record, *, shared: bool = False) -> Standing | None:
        """The settings in state; all settings for an import."""
        known = [name for name in self.remote(record.properties) if name in self._compared.properties]
        return self._read(client, known) if known and record.id == ID else self.fetch(client, record.id)

    def fetch(self, client: CloudConnexaClient, id_: str) -> Standing | None:
        """All settings of the release."""
        if id_ != ID:
            return None
        return self._read(client, self.remote(dict.fromkeys(self._compared.properties)))

    def change(
        self, client: CloudConnexaClient, id_: str, inputs: Properties, changed: Properties
    ) -> Standing:
        """Set the changed settings, one request each. The others are not read again."""
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
        """Leave them unchanged: their original values are not known, and every user depends on them."""
        logger.info("%s: they are no longer managed, and do not change", self._named(id_))

    def identify(self, model: Standing) -> str:
        """Always the same."""
        return ID

    def describe(self, model: Standing) -> Properties:
        """Each property; None for settings that were not read."""
        return {
            name: model.values.get(name) for name in self.remote(dict.fromkeys(self._compared.properties))
        }

    def _read(self, client: CloudConnexaClient, names: Iterable[str]) -> Standing:
        """Read some settings. Settings that the release lacks are left out."""
        asked = {name: _translation(name) for name in names}
        return Standing(
            {
                name: each.read(client.settings.held(each.setting))
                for name, each in asked.items()
                if each.setting in client.settings.names
            }
        )
