"""Settings: ``/settings/…``, one value each, read with GET and replaced with PUT."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .addresses import Subnet, subnet_of
from .errors import invalid, refused
from .shapes import Address, Choice, Cidr, Field, Flag, Issue, Many, Reading, Shape, Text, Type, Whole
from .tenant import Tenant
from .wire import Answer, Call, Endpoint

_REGION = "wpc/default-region"
_SUBNET = "wpc/subnet"
_DOMAIN_SUBNET = "wpc/domain-routing-subnet"


@dataclass(frozen=True)
class Setting:
    """One setting.

    Attributes:
        path: Its path below ``/settings/``.
        type: What its value may be. Strings travel as bare text, everything else as JSON.
        default: Its value in a fresh tenant; None: it is not configured.
        since: The first release that has it.
        writable: Whether PUT is there.
    """

    path: str
    type: Type
    default: Any
    since: str = "1.0"
    writable: bool = True

    @property
    def bare(self) -> bool:
        """Whether its value is a string."""
        return isinstance(self.type, Text | Choice)

    def endpoints(self) -> Iterator[Endpoint]:
        """GET, and PUT if it can be written."""
        path = f"/settings/{self.path}"
        yield Endpoint("settings.get", "GET", path, self.get, self.since)
        if self.writable:
            yield Endpoint("settings.update", "PUT", path, self.put, self.since)

    def get(self, tenant: Tenant, call: Call) -> Answer:
        """The value."""
        value = tenant.settings.get(self.path, self.default)
        if value is None:
            # Recorded: what is not configured answers with an error object.
            raise invalid("", "Not configured")
        return self._answer(tenant, call, value)

    def put(self, tenant: Tenant, call: Call) -> Answer:
        """The new value, echoed."""
        reading = Reading(tenant.release)
        value = self.type.read(self._sent(call), "value", reading)
        if reading.issues:
            raise refused(reading.issues)
        if self.path == _REGION:
            tenant.find("regions", value, "region", "Region")
        tenant.settings[self.path] = value
        return self._answer(tenant, call, value)

    def _sent(self, call: Call) -> object:
        if not self.bare:
            return call.json()
        try:
            text = call.body.decode("utf-8").strip()
        except UnicodeDecodeError:
            raise refused([Issue("", "Request body is not valid text")]) from None
        # Clients send some strings as text and some as JSON; both are understood.
        return call.json() if text.startswith('"') else text

    def _answer(self, tenant: Tenant, call: Call, value: Any) -> Answer:
        quoted = tenant.options.string_settings == "quoted" and "application/json" in call.accept
        if self.bare and not quoted:
            return Answer(200, value, text=True)
        write = self.type.writer(tenant.release)
        return Answer(200, value if write is None else write(value))


_MAPPING = Shape(
    Field("groupId", Text()), Field("idpGroupNames", Many(Text())), Field("sortingOrder", Whole())
)
_MAPPINGS = Shape(Field("fallbackGroupId", Text()), Field("mappings", Many(_MAPPING)))
_POOL = Shape(Field("ipV4Address", Many(Cidr())), Field("ipV6Address", Many(Cidr())))
_ONE_POOL = Shape(Field("ipV4Address", Cidr()), Field("ipV6Address", Cidr()))
_SERVERS = Shape(Field("primaryIpV4", Address(4)), Field("secondaryIpV4", Address(4)))
_ZONES = Shape(Field("zones", Many(Shape(Field("name", Text(1)), Field("addresses", Many(Text()))))))
_FLAG = Flag()

# The values of a fresh tenant are not documented, apart from the subnets.
SETTINGS = (
    Setting("auth/ldap/group-mappings", _MAPPINGS, None, writable=False),
    Setting("auth/saml/group-mappings", _MAPPINGS, None, writable=False),
    Setting("auth/trusted-devices-allowed", _FLAG, False),
    Setting("auth/two-factor-auth", _FLAG, False),
    Setting("dns/custom-servers", _SERVERS, {}),
    Setting("dns/default-suffix", Text(0, 253), ""),
    Setting("dns/proxy-enabled", _FLAG, True),
    Setting("dns/zones", _ZONES, {"zones": []}),
    Setting("user/connect-auth", Choice("NO_AUTH", "ON_PRIOR_AUTH", "EVERY_TIME"), "ON_PRIOR_AUTH"),
    Setting("user/device-allowance", Whole(1, 1000), 3),
    Setting("user/device-allowance-force-update", _FLAG, False),
    Setting("user/device-enforcement", Choice("OFF", "LEARN_AND_ENFORCE", "ENFORCE"), "OFF"),
    Setting("user/profile-distribution", Choice("AUTOMATIC", "MANUAL"), "AUTOMATIC"),
    Setting("users/connection-timeout", Whole(0), 0),
    Setting("wpc/client-options", Many(Text()), []),
    Setting(_REGION, Text(1), "us-east-1"),
    Setting(
        _DOMAIN_SUBNET,
        _ONE_POOL,
        {"ipV4Address": "100.80.0.0/12", "ipV6Address": "fd:0:0:4000::/50"},
    ),
    Setting("wpc/ip-allocation-mode", Choice("BOTH", "IP_V4_ONLY"), "BOTH", since="1.2.3"),
    Setting("wpc/routes-advanced-configuration-enabled", _FLAG, False, since="1.2.0"),
    Setting("wpc/snat", _FLAG, False),
    Setting(
        _SUBNET,
        _POOL,
        {"ipV4Address": ["100.96.0.0/11"], "ipV6Address": ["fd:0:0:8000::/49"]},
    ),
    Setting("wpc/topology", Choice("FULL_MESH", "CUSTOM"), "FULL_MESH"),
)

_DEFAULTS = {setting.path: setting.default for setting in SETTINGS}


def address_pools(tenant: Tenant) -> list[Subnet]:
    """The subnets out of which the tenant itself hands out addresses."""
    texts: list[str] = []
    for path in (_SUBNET, _DOMAIN_SUBNET):
        for value in tenant.settings.get(path, _DEFAULTS[path]).values():
            texts += value if isinstance(value, list) else [value]
    return [subnet_of(text) for text in texts]
