"""Profiles. They can only be read: no public source shows how to write one over this interface."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, overload

from ....core.snapshot import Snapshot
from ...errors import OperationError
from .. import identifiers
from ..choices import ServiceProfile
from ..identifiers import LOCAL_PREFIX
from ..models import COUNT
from ..nbi.attributes import E7Object, config, key
from ..nbi.cms import Cms
from ..nbi.forms import profile_key, text
from ..nbi.wire import SYSTEM
from ..threads.per_node import PerNode
from .objects import Objects


@dataclass(frozen=True, kw_only=True)
class OntProfile(E7Object):
    """An ONT model: how many ports of which kind it has.

    Attributes:
        profile_id: 1 to 50 for the node's own, higher for built-in ones.
        name: Name; those of the CMS begin with ``@``.
        vendor: Vendor id.
        model: Model name.
        pots_ports: Telephone ports.
        fast_ethernet_ports: 100 Mbit/s ports.
        gigabit_ethernet_ports: 1 Gbit/s ports.
        hpna_ethernet_ports: Home phone-line network ports.
        ds1_ports: DS1 ports.
        residential_gateways: Gateways, 0 or 1.
    """

    wire_type: ClassVar[str] = "OntProf"

    profile_id: str = key("ontprof", profile_key())
    name: str | None = config("name", text())
    vendor: str | None = config("vendor", text())
    model: str | None = config("model", text())
    pots_ports: int | None = config("pots", COUNT)
    fast_ethernet_ports: int | None = config("feth", COUNT)
    gigabit_ethernet_ports: int | None = config("geth", COUNT)
    hpna_ethernet_ports: int | None = config("hpnaeth", COUNT)
    ds1_ports: int | None = config("ds1", COUNT)
    residential_gateways: int | None = config("rg", COUNT)


@dataclass(frozen=True, kw_only=True)
class Pwe3Profile(E7Object):
    """A pseudo-wire profile.

    Attributes:
        profile_id: Number; ``1`` is the system's.
        name: Name.
        tdm_mode: ``T1`` or ``E1``.
    """

    wire_type: ClassVar[str] = "OntPwe3Prof"

    profile_id: str = key("ontpwe3prof", profile_key())
    name: str | None = config("name", text())
    tdm_mode: str | None = config("tdm-mode", text())


@dataclass(frozen=True, kw_only=True)
class TagAction(E7Object):
    """What happens to a service's VLAN tags."""

    wire_type: ClassVar[str] = "SvcTagAction"

    profile_id: str = key("svctagaction", profile_key())
    name: str | None = config("name", text())


@dataclass(frozen=True, kw_only=True)
class BandwidthProfile(E7Object):
    """The rates of a service."""

    wire_type: ClassVar[str] = "BwProf"

    profile_id: str = key("bwprof", profile_key())
    name: str | None = config("name", text())


@dataclass(frozen=True, kw_only=True)
class MulticastProfile(E7Object):
    """The multicast traffic that a service gets."""

    wire_type: ClassVar[str] = "McastProf"

    profile_id: str = key("mcastprof", profile_key())
    name: str | None = config("name", text())


@dataclass(frozen=True, kw_only=True)
class SecurityProfile(E7Object):
    """The traffic that a service allows."""

    wire_type: ClassVar[str] = "EthSecProf"

    profile_id: str = key("ethsecprof", profile_key())
    name: str | None = config("name", text())


_MODELS: Mapping[ServiceProfile, type[E7Object]] = {
    "tag_action": TagAction,
    "bandwidth_profile": BandwidthProfile,
    "multicast_profile": MulticastProfile,
    "security_profile": SecurityProfile,
}


@dataclass
class _Listing:
    """What is known of a node's profiles of one type.

    Attributes:
        complete: The node has listed them.
        known: By number, as callers write it: whether it exists, or None if the node refused to say.
    """

    complete: bool
    known: dict[str, bool | None]


class _Existence:
    """Whether nodes have profiles of one type. One listing of a node answers for all of its ONTs.

    Args:
        cms: Has the lifetime of a listing.
        profiles: Lists and reads the profiles.
        is_seen: Nodes are known to list this type. If not, an empty listing proves nothing.
    """

    def __init__(self, cms: Cms, profiles: Objects[Any], *, is_seen: bool = True) -> None:
        self._profiles = profiles
        self._is_seen = is_seen
        self._asking = PerNode(lambda _: threading.Lock())
        self._listings: PerNode[Snapshot[_Listing]] = PerNode(
            lambda node: Snapshot(
                lambda: [("", self._list(node))],
                lifetime=cms.config.performance.cache_ttl,
                clock=cms.clock.now,
            )
        )

    def of(self, network_name: str, profile_id: str | int) -> bool | None:
        """Whether a node has a profile; None if it refuses to say."""
        node, number = identifiers.node_name(network_name), identifiers.profile_id("profile_id", profile_id)
        with self._asking[node]:
            listing = self._listings[node].get("")
            if listing is None:
                raise TypeError("a listing has one entry")
            if number not in listing.known:
                listing.known[number] = self._ask(node, number, listing)
            return listing.known[number]

    def _list(self, node: str) -> _Listing:
        known: dict[str, bool | None] = {}
        try:
            for page in self._profiles.pages(node, SYSTEM):
                for profile in page:
                    # An E7 may show as 3 what is written as local:3.
                    number = profile.profile_id
                    known[number] = known[LOCAL_PREFIX + number.removeprefix(LOCAL_PREFIX)] = True
        except OperationError as error:
            if error.is_transient:
                raise
            return _Listing(complete=False, known={})
        return _Listing(complete=bool(known) or self._is_seen, known=known)

    def _ask(self, node: str, number: str, listing: _Listing) -> bool | None:
        if not listing.complete and not self._is_seen:
            return None
        if listing.complete and number.startswith(LOCAL_PREFIX):
            return False  # the E7's own profiles are its children
        # It is not known whether profiles of the CMS are listed too.
        try:
            return self._profiles.read(node, self._profiles.model.address(profile_id=number)) is not None
        except OperationError as error:
            if error.is_transient:
                raise
            return None


class ProfileOperations:
    """Look up ONT profiles and pseudo-wire profiles."""

    def __init__(self, cms: Cms) -> None:
        self._ont_profiles = Objects(cms, OntProfile, "ont_profiles")
        self._pwe3_profiles = Objects(cms, Pwe3Profile, "pwe3_profiles")
        self._has_ont_profile = _Existence(cms, self._ont_profiles)
        self._has_pwe3_profile = _Existence(cms, self._pwe3_profiles)
        self._has_service_profile: dict[str, _Existence] = {
            name: _Existence(cms, Objects(cms, model, f"{name}s"), is_seen=False)
            for name, model in _MODELS.items()
        }

    def has_ont_profile(self, network_name: str, profile_id: str | int) -> bool | None:
        """Whether a node has an ONT profile; None if the E7 refuses to say.

        One listing of the node serves all questions, for ``performance.cache_ttl`` seconds. A profile of the
        CMS that is not in the listing is asked for once, because it is not known whether those are listed.

        Args:
            network_name: Network of the E7.
            profile_id: Number, such as ``162`` or ``local:3``.

        Returns:
            None where the E7 refuses the question.
        """
        return self._has_ont_profile.of(network_name, profile_id)

    def has_pwe3_profile(self, network_name: str, profile_id: str | int) -> bool | None:
        """Whether a node has a pseudo-wire profile, as :meth:`has_ont_profile`.

        Args:
            network_name: Network of the E7.
            profile_id: Number; ``1`` is the system's.

        Returns:
            None where the E7 refuses the question.
        """
        return self._has_pwe3_profile.of(network_name, profile_id)

    def has_service_profile(
        self, network_name: str, attribute: ServiceProfile, profile_id: str | int
    ) -> bool | None:
        """Whether a node has a profile for Ethernet services, as :meth:`has_ont_profile`.

        No public source shows that nodes list these profiles, so an empty listing proves nothing.

        Args:
            network_name: Network of the E7.
            attribute: The attribute of the service that refers to the profile.
            profile_id: Number, such as ``7`` or ``local:7``.

        Returns:
            None where the E7 does not say.
        """
        existence = identifiers.one_of("attribute", attribute, self._has_service_profile)
        return existence.of(network_name, profile_id)

    @overload
    def query_ont_profile(self, network_name: str, profile_id: str | int) -> OntProfile | None: ...

    @overload
    def query_ont_profile(self, network_name: str, profile_id: None = None) -> list[OntProfile]: ...

    def query_ont_profile(
        self, network_name: str, profile_id: str | int | None = None
    ) -> OntProfile | list[OntProfile] | None:
        """One ONT profile, or None; without a number, all of the node.

        Args:
            network_name: Network of the E7.
            profile_id: Number, such as ``162`` or ``local:3``.
        """
        node = identifiers.node_name(network_name)
        if profile_id is None:
            return self._ont_profiles.list(node, SYSTEM)
        return self._ont_profiles.find(node, OntProfile.address(profile_id=profile_id))

    @overload
    def query_pwe3_profile(self, network_name: str, profile_id: str | int) -> Pwe3Profile | None: ...

    @overload
    def query_pwe3_profile(self, network_name: str, profile_id: None = None) -> list[Pwe3Profile]: ...

    def query_pwe3_profile(
        self, network_name: str, profile_id: str | int | None = None
    ) -> Pwe3Profile | list[Pwe3Profile] | None:
        """One pseudo-wire profile, or None; without a number, all of the node.

        Args:
            network_name: Network of the E7.
            profile_id: Number; ``1`` is the system's.
        """
        node = identifiers.node_name(network_name)
        if profile_id is None:
            return self._pwe3_profiles.list(node, SYSTEM)
        return self._pwe3_profiles.find(node, Pwe3Profile.address(profile_id=profile_id))
