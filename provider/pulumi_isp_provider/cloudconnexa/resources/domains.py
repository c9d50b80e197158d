"""The domain names of an application."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from marshmallow import ValidationError, validates_schema

from ...core.properties import ListOf, Text
from ...core.records import Properties
from ...core.schema import has_unknown
from .collection import Nested
from .fields import canonical_names
from .traffic import TRAFFIC, TrafficInputs

if TYPE_CHECKING:
    from ..client.models import ApplicationRoute


class ApplicationInputs(TrafficInputs):
    """The properties of an application, apart from its network or host."""

    name = Text("Its name, unique in the network or host.", longest=40, required=True, for_people=True)
    domains = ListOf(
        "Its domain names, at least one. Order and case do not matter.",
        Text(longest=253),
        required=True,
        canonical=canonical_names,
    )
    embedded_ip_domains = ListOf(
        "The names in ``domains`` where a name that contains an IP address resolves to it.",
        Text(longest=253),
        canonical=canonical_names,
    )

    @validates_schema(skip_on_field_errors=False)
    def _some_domains(self, data: Mapping[str, Any], **_: Any) -> None:
        domains = data.get("domains")
        if domains is None or has_unknown(domains):
            return
        if not domains:
            raise ValidationError("must hold at least one domain name", "domains")
        for name in ("embedded_ip_domains", "exact_match_domains"):
            some = data.get(name) or []
            if not has_unknown(some) and not canonical_names(some) <= canonical_names(domains):
                raise ValidationError("each name must also be in domains", name)


def _read(routes: Sequence[ApplicationRoute] | None) -> Properties:
    known = [each for each in routes or () if each.domain is not None]
    return {
        "domains": [each.domain for each in known],
        "embedded_ip_domains": [each.domain for each in known if each.allow_embedded_ip],
        "exact_match_domains": [each.domain for each in known if each.exact_match],
    }


def _write(properties: Properties, routes: Sequence[ApplicationRoute] | None) -> Any:
    embedded = frozenset(map(str.lower, properties["embedded_ip_domains"] or ()))
    exact = frozenset(map(str.lower, properties.get("exact_match_domains") or ()))
    # Earlier releases and applications of hosts have no exact matches.
    known = exact or any(each.exact_match is not None for each in routes or ())
    for domain in properties["domains"]:
        yield {
            "value": domain,
            "allow_embedded_ip": domain.lower() in embedded,
            **({"exact_match": domain.lower() in exact} if known else {}),
        }


def _routes(*names: str) -> Nested:
    return Nested("routes", names, _read, lambda properties, routes: list(_write(properties, routes)))


APPLICATION: Final = (TRAFFIC, _routes("domains", "embedded_ip_domains"))
"""The nested objects of an application of a host."""
NETWORK_APPLICATION: Final = (TRAFFIC, _routes("domains", "embedded_ip_domains", "exact_match_domains"))
