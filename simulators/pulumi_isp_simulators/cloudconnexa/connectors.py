"""Connectors of networks and of hosts: ``/networks/connectors`` and ``/hosts/connectors``."""

from __future__ import annotations

import base64
import secrets
from typing import ClassVar

from .addresses import hosts_of
from .declare import Action, Change, Parent, Ref
from .described import SHAPES
from .errors import invalid
from .family import Family
from .profiles import profile_text
from .routes import NETWORK
from .shapes import Choice, Field, Record, Shape, Text, Whole
from .tenant import Tenant
from .wire import Answer, Call

_IPSEC_CONFIG = "ipSecConfig"
_SECRET_FIELDS = frozenset({"preSharedKey", "peerCertificatePrivateKey", "peerCertificateKeyPassphrase"})
_FIRST_HOST_NUMBER = 2  # recorded: a network's first connector has its subnet's address + 2
MOST_CONNECTORS = 13  # host numbers 2 to 14 of a /28


class Connectors(Family):
    """A gateway between the tenant and a customer's network or host; base of both kinds."""

    entity = "connector"
    label = "Connector"
    item_type: ClassVar[str]
    internal = (
        Field("state", Choice("ACTIVE", "SUSPENDED")),
        Field("due", Shape(Field("at", Whole(0, 2**53)), Field("status", Text()))),
    )
    refs = (Ref("vpnRegionId", "regions", "region", "Region"),)

    def item(self, tenant: Tenant, record: Record) -> Record:
        """The network or host that the connector belongs to."""
        parent = self.parent_of(tenant, record)
        assert parent is not None  # noqa: S101 - children are deleted with their parent
        return parent

    def ipsec(self, tenant: Tenant, parent: Record | None) -> bool:
        """Whether connectors of that parent are of the IPsec kind."""
        return False

    def check(self, change: Change) -> None:
        """A region is required, except for IPsec, and room in the system subnet."""
        tenant, parent = change.tenant, change.parent
        if change.old is None and parent is not None:
            if "vpnRegionId" not in change.fields and not self.ipsec(tenant, parent):
                raise invalid("vpnRegionId", "The vpnRegionId parameter is missing")
            if len(self.table(tenant).under(parent["id"])) >= MOST_CONNECTORS:
                raise invalid("connector", "No address is left in the system subnet")

    def assign(self, tenant: Tenant, record: Record) -> None:
        """Addresses from the parent's system subnets."""
        record["networkItemType"] = self.item_type
        record.setdefault("licensed", True)
        record.setdefault("state", "ACTIVE")
        tenant.pending.setdefault(record["id"], tenant.options.pending_profiles)
        if "ipV4Address" in record:
            return
        taken = {each.get("ipV4Address") for each in self.table(tenant).under(record["networkItemId"])}
        for v4, v6 in hosts_of(self.item(tenant, record)["systemSubnets"], first=_FIRST_HOST_NUMBER):
            if v4 not in taken:
                record |= {"ipV4Address": v4, "ipV6Address": v6}
                return

    def view(self, tenant: Tenant, record: Record) -> Record:
        """Apply a change of the connection that is due."""
        due = record.get("due")
        if due is not None and tenant.clock.now() >= due["at"]:
            return record | {"connectionStatus": due["status"]}
        return record

    def moved(self, tenant: Tenant, old: Record | None, new: Record | None) -> None:
        """Forget pending changes of a removed connector."""
        if new is None and old is not None:
            tenant.pending.pop(old["id"], None)

    def actions(self) -> tuple[Action, ...]:
        """Profile, token, bundle, revocation, and their successors of 1.2.0."""
        return (
            Action("profile", "POST", "/profile", self.profile),
            Action("token", "POST", "/profile/encrypt", self.token),
            Action("bundle", "POST", "/profile/bundle", self.bundle),
            Action("revoke", "DELETE", "/profile", self.revoke),
            Action("activate", "PUT", "/activate", self.activate, since="1.2.0"),
            Action("suspend", "PUT", "/suspend", self.suspend, since="1.2.0"),
        )

    def _with_profile(self, tenant: Tenant, call: Call) -> Record | None:
        """The connector, or None while its profile is being made."""
        record = self.wanted(tenant, call)
        if self.ipsec(tenant, self.item(tenant, record)):
            raise invalid("connector", "IPSEC connectors have no profile")
        waiting = tenant.pending.get(record["id"], 0)
        if waiting:
            tenant.pending[record["id"]] = waiting - 1
            return None
        return record

    def profile(self, tenant: Tenant, call: Call) -> Answer:
        """The current OpenVPN profile, or 202 while it is being made."""
        record = self._with_profile(tenant, call)
        if record is None:
            return Answer(202)
        user = f"connector/{record['networkItemId']}_{record['id']}"
        return Answer(200, profile_text(tenant, user, record.get("vpnRegionId", "")), text=True)

    def token(self, tenant: Tenant, call: Call) -> Answer:
        """A new token; earlier ones stay valid."""
        record = self._with_profile(tenant, call)
        if record is None:
            return Answer(202)
        token = base64.b64encode(secrets.token_bytes(96)).decode()
        tenant.revealed.add(token)
        return Answer(200, token, text=True)

    def bundle(self, tenant: Tenant, call: Call) -> Answer:
        """An installer that contains the profile; here just a text."""
        call.choice("type", "DMG", "MSI")
        record = self._with_profile(tenant, call)
        return Answer(202) if record is None else Answer(200, f"bundle of {record['id']}", text=True)

    def revoke(self, tenant: Tenant, call: Call) -> Answer:
        """Revoke the profile."""
        self.wanted(tenant, call)
        return Answer(200, True)

    def activate(self, tenant: Tenant, call: Call) -> Answer:
        """Let a suspended connector connect again."""
        return self._state(tenant, call, "ACTIVE")

    def suspend(self, tenant: Tenant, call: Call) -> Answer:
        """Keep a connector from connecting."""
        return self._state(tenant, call, "SUSPENDED")

    def _state(self, tenant: Tenant, call: Call, state: str) -> Answer:
        record = self.wanted(tenant, call)
        self.replace(tenant, record, record | {"state": state})
        return Answer(200)


class NetworkConnectors(Connectors):
    """A connector of a network; the only kind that can speak IPsec."""

    kind = "network-connectors"
    path = "/networks/connectors"
    item_type = "NETWORK"
    parent = Parent("networks", "networkItemId", "networkId", NETWORK.entity, NETWORK.label)
    reply = SHAPES["NetworkConnectorResponse"]
    create = update = SHAPES["NetworkConnectorRequest"]

    def ipsec(self, tenant: Tenant, parent: Record | None) -> bool:
        """The network decides."""
        return parent is not None and parent.get("tunnelingProtocol") == "IPSEC"

    def stored(self, change: Change) -> Record:
        """A connector of an OPENVPN network stays OPENVPN; its IPsec fields are dropped."""
        kept = {name: value for name, value in change.fields.items() if name != "tunnelingProtocol"}
        if _IPSEC_CONFIG in kept and not self.ipsec(change.tenant, change.parent):
            del kept[_IPSEC_CONFIG]
        return kept

    def moved(self, tenant: Tenant, old: Record | None, new: Record | None) -> None:
        """Remember the secrets, so that logs can mask them."""
        super().moved(tenant, old, new)
        config = (new or {}).get(_IPSEC_CONFIG) or {}
        tenant.revealed |= {config[name] for name in _SECRET_FIELDS & config.keys() if config[name]}

    def view(self, tenant: Tenant, record: Record) -> Record:
        """The protocol is that of the network; secrets are shown or not."""
        shown = super().view(tenant, record)
        shown = shown | {"tunnelingProtocol": self.item(tenant, record)["tunnelingProtocol"]}
        config = record.get(_IPSEC_CONFIG)
        if config is not None:
            config = {"connectorState": record["state"]} | config
            if not tenant.options.echo_ipsec_secrets:
                config = {name: value for name, value in config.items() if name not in _SECRET_FIELDS}
            shown[_IPSEC_CONFIG] = config
        return shown

    def actions(self) -> tuple[Action, ...]:
        """Also start and stop."""
        return (
            *super().actions(),
            Action("ipsec-start", "POST", "/ipsec/start", self.start),
            Action("ipsec-stop", "POST", "/ipsec/stop", self.stop),
        )

    def start(self, tenant: Tenant, call: Call) -> Answer:
        """Connect an IPsec connector; visible after a delay."""
        return self._connection(tenant, call, "ONLINE")

    def stop(self, tenant: Tenant, call: Call) -> Answer:
        """Disconnect an IPsec connector; visible after a delay."""
        return self._connection(tenant, call, "OFFLINE")

    def _connection(self, tenant: Tenant, call: Call, status: str) -> Answer:
        record = self.wanted(tenant, call)
        if not self.ipsec(tenant, self.item(tenant, record)):
            raise invalid("connector", "Connect/Stop actions are forbidden for non IPSEC connector")
        due: Record = {"at": int(tenant.clock.now() + tenant.options.ipsec_delay), "status": status}
        shown = self.view(tenant, record).get("connectionStatus")
        self.replace(tenant, record, record | {"connectionStatus": shown, "due": due})
        return Answer(200)


class HostConnectors(Connectors):
    """A connector that is a host itself."""

    kind = "host-connectors"
    path = "/hosts/connectors"
    item_type = "HOST"
    parent = Parent("hosts", "networkItemId", "hostId", "host", "Host")
    reply = SHAPES["HostConnectorResponse"]
    create = update = SHAPES["HostConnectorRequest"]


NETWORK_CONNECTORS = NetworkConnectors()
HOST_CONNECTORS = HostConnectors()
