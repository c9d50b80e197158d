"""Profiles of ONTs. They are read only: no public source shows how one is written over this interface."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, overload

from .. import identifiers
from ..attributes import E7Object, config, key
from ..cms import Cms
from ..forms import profile_key, text
from ..models import COUNT
from ..objects import Objects
from ..wire import SYSTEM


@dataclass(frozen=True, kw_only=True)
class OntProfile(E7Object):
    """What an ONT model has: how many ports of which kind.

    Read only: no public source shows how one is written.

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
    """A pseudo-wire profile. Read only.

    Attributes:
        profile_id: Number; ``1`` is the system's.
        name: Name.
        tdm_mode: ``T1`` or ``E1``.
    """

    wire_type: ClassVar[str] = "OntPwe3Prof"

    profile_id: str = key("ontpwe3prof", profile_key())
    name: str | None = config("name", text())
    tdm_mode: str | None = config("tdm-mode", text())


class ProfileOperations:
    """Look up ONT profiles and pseudo-wire profiles."""

    def __init__(self, cms: Cms) -> None:
        self._ont_profiles = Objects(cms, OntProfile, "ont_profiles")
        self._pwe3_profiles = Objects(cms, Pwe3Profile, "pwe3_profiles")

    @overload
    def query_ont_profile(self, network_name: str, profile_id: str | int) -> OntProfile | None: ...

    @overload
    def query_ont_profile(self, network_name: str, profile_id: None = None) -> list[OntProfile]: ...

    def query_ont_profile(
        self, network_name: str, profile_id: str | int | None = None
    ) -> OntProfile | list[OntProfile] | None:
        """One ONT profile, or None; without a number all that the node has.

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
        """One pseudo-wire profile, or None; without a number all that the node has.

        Args:
            network_name: Network of the E7.
            profile_id: Number; ``1`` is the system's.
        """
        node = identifiers.node_name(network_name)
        if profile_id is None:
            return self._pwe3_profiles.list(node, SYSTEM)
        return self._pwe3_profiles.find(node, Pwe3Profile.address(profile_id=profile_id))
