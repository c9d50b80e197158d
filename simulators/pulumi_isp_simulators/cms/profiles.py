"""Profiles. They are read and referred to by number; no known request creates one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from ..core.tables import read_table
from .family import TableFamily
from .references import RefTo
from .rows import Key
from .spec import TypeSpec, spec_key
from .state import Fields
from .values import BOOLEAN, Attribute, Text, Whole

_COUNT: Final = Attribute(Whole(0, 255), "0")
_FLAG: Final = Attribute(BOOLEAN, "false")
_NAME: Final = Attribute(Text(), "")
_UNKNOWN: Final = Attribute(Text(), "")
"""Read by one client; the defaults are not known."""


def _profile(type_name: str, highest: int = 2_147_483_647, **config: Attribute) -> TypeSpec:
    return TypeSpec(
        type_name,
        spec_key(type_name, high=highest),
        config={"name": _NAME, **{name.replace("_", "-"): kind for name, kind in config.items()}},
        named=True,
    )


ONT_PROFILE: Final = _profile(
    "OntProf",
    vendor=Attribute(Text(), "CXNK"),
    model=Attribute(Text(), ""),
    pots=_COUNT,
    feth=_COUNT,
    geth=_COUNT,
    hpnaeth=_COUNT,
    ds1=_COUNT,
    rfvid=_COUNT,
    hotrfvid=_COUNT,
    eth_oam_capable=_FLAG,
    convert_mcast_capable=_FLAG,
    rg=_COUNT,
    fb=_COUNT,
    default_to_rg=_FLAG,
)

MVR_PROFILE: Final = _profile("MvrProf")

MVR_VLAN: Final = TypeSpec(
    "MvrVlan",
    spec_key("MvrVlan", low=2, high=4093),
    config={f"{end}-addr{number}": _UNKNOWN for number in range(1, 5) for end in ("start", "end")},
    parents=(MVR_PROFILE.name,),
)
"""The VLAN of a multicast registration profile, with up to four ranges of group addresses."""

PROFILE_SPECS: Final = (
    ONT_PROFILE,
    _profile("OntPwe3Prof", tdm_mode=Attribute(Text(), "t1")),
    _profile("BwProf", 300),
    _profile("SvcTagAction", 255),
    _profile(
        "McastProf",
        32,
        mvr_prof=Attribute(RefTo(MVR_PROFILE.name), None),
        max_strms=_UNKNOWN,
        mcast_filter=_UNKNOWN,
        query_interval=_UNKNOWN,
        convert_mcast=_UNKNOWN,
    ),
    MVR_PROFILE,
    _profile("EthSecProf", 16),
    _profile("OntEthPortGos", 10),
    _profile("DscpMap", 10),
    _profile("VlanIgmpProf", 20),
    _profile("Opt82Prof"),
    _profile("DhcpSvcProf"),
    _profile("PppoeProf"),
    _profile("OntRgMgmtProf"),
)
"""Every profile type. Except for those of ONTs and multicast, only number and name are known."""

DEFAULT_PROFILES: Final[Mapping[str, Sequence[Mapping[str, object]]]] = read_table("cms", "profiles.yaml")
"""The profiles of a network whose seed lists none of the type."""


class ProfileFamily(TableFamily):
    """The profiles of one type, or objects in them."""

    def name_of(self, key: Key) -> str:
        """The profile's name; if the seed lists none with that number, its type and number (ASSUMED)."""
        row = self.rows.get(key)
        name = row["name"] if row is not None else None
        return name if isinstance(name, str) and name else f"{self.spec.name}{key[-1]}"

    def load(self, key: Key, fields: Fields) -> None:
        """Add a profile without checks."""
        self.rows.put(key, self.complete(fields))
