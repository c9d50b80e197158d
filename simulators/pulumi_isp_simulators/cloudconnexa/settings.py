"""Settings: ``/settings/…``, one value each, read with GET and replaced with PUT."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..core.tables import read_table
from .addresses import Subnet, subnet_of
from .described import SHAPES, read_type
from .errors import invalid, refused
from .shapes import Choice, Issue, Reading, Text, Type
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
        type: The type of its value. Strings are sent as bare text, everything else as JSON.
        default: Its value in a fresh tenant; None: it is not configured.
        since: The first release that has it.
        writable: Whether there is a PUT.
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
            # Recorded: the reply for a setting that is not configured is an error object.
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


SETTINGS = tuple(
    Setting(
        path,
        read_type(given, SHAPES),
        given["default"],
        given.get("since", "1.0"),
        given.get("writable", True),
    )
    for path, given in read_table("cloudconnexa", "settings.yaml").items()
)

_DEFAULTS = {setting.path: setting.default for setting in SETTINGS}


def address_pools(tenant: Tenant) -> list[Subnet]:
    """The subnets of the addresses that the tenant assigns."""
    texts: list[str] = []
    for path in (_SUBNET, _DOMAIN_SUBNET):
        for value in tenant.settings.get(path, _DEFAULTS[path]).values():
            texts += value if isinstance(value, list) else [value]
    return [subnet_of(text) for text in texts]
