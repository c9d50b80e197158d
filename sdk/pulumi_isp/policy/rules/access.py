"""Rules about who may reach what in the private network."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..kinds import ACCESS_GROUP
from ..resources import Resource
from ..rule import Finding, ResourceRule
from ..settings import Settings, setting

_SOURCES = ["USER_GROUP", "NETWORK_SERVICE", "HOST"]
_DESTINATIONS = ["USER_GROUP", "NETWORK_SERVICE", "HOST_SERVICE", "PUBLISHED_SERVICE"]


@dataclass(frozen=True, kw_only=True)
class OpenSettings(Settings):
    """What may be opened as a whole."""

    sources: list[str] = setting(
        _SOURCES, "Types that source_all may have.", type="array", items={"enum": _SOURCES}
    )
    destinations: list[str] = setting(
        [], "Types that destination_all may have.", type="array", items={"enum": _DESTINATIONS}
    )


def _open(group: Resource, settings: OpenSettings) -> Iterator[Finding]:
    for name, allowed in (("source_all", settings.sources), ("destination_all", settings.destinations)):
        for each in group[name].each():
            if each.is_there and each.content not in allowed:
                which = ", ".join(allowed) or "none"
                yield Finding(
                    group,
                    f"{each.path} {each} opens all that exist now or later; allowed are {which}",
                )


ACCESS_OPEN = ResourceRule(
    id="access-group-open",
    description="An access group opens a whole type of sources or destinations only if that is allowed.",
    reason="One line opens every site to every source, also to those that are created next year.",
    remedy="Name the groups, networks, hosts and services that you mean, or allow the type in the "
    "configuration of the pack.",
    settings=OpenSettings,
    kinds=(ACCESS_GROUP,),
    judge=_open,
)
