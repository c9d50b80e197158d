"""The domain names of an application."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from marshmallow import ValidationError, validates_schema

from ...core.properties import ListOf, Text
from ...core.records import Properties
from ...core.schema import has_unknown
from ..client.models import ApplicationRoute
from .collection import Nested
from .fields import canonical_names
from .traffic import TRAFFIC, TrafficInputs


class ApplicationInputs(TrafficInputs):
    """What an application takes, beside who offers it."""

    name = Text("Tells it from the others of its kind there.", longest=40, required=True, for_people=True)
    domains = ListOf(
        "Domain names that it is reached by, one at least; order and case mean nothing.",
        Text(longest=253),
        required=True,
        canonical=canonical_names,
    )
    embedded_ip_domains = ListOf(
        "Those of ``domains`` in which a name may have an address in it, which it stands for.",
        Text(longest=253),
        canonical=canonical_names,
    )

    @validates_schema(skip_on_field_errors=False)
    def _some_domains(self, data: Mapping[str, Any], **_: Any) -> None:
        domains, embedded = data.get("domains"), data.get("embedded_ip_domains") or []
        if domains is None or has_unknown([domains, embedded]):
            return
        if not domains:
            raise ValidationError("must have one at least", "domains")
        if not canonical_names(embedded) <= canonical_names(domains):
            raise ValidationError("each of them must stand in domains too", "embedded_ip_domains")


def _read(routes: Sequence[ApplicationRoute] | None) -> Properties:
    known = [each for each in routes or () if each.domain is not None]
    return {
        "domains": [each.domain for each in known],
        "embedded_ip_domains": [each.domain for each in known if each.allow_embedded_ip],
    }


def _write(properties: Properties, routes: Sequence[ApplicationRoute] | None) -> Any:
    # Servers of later releases match some names exactly; that is kept for those that stay.
    standing = {(each.domain or "").lower(): each.exact_match for each in routes or ()}
    embedded = frozenset(map(str.lower, properties["embedded_ip_domains"] or ()))
    for domain in properties["domains"]:
        exact = standing.get(domain.lower())
        yield {
            "value": domain,
            "allow_embedded_ip": domain.lower() in embedded,
            **({} if exact is None else {"exact_match": exact}),
        }


APPLICATION: Final = (
    TRAFFIC,
    Nested(
        "routes",
        ("domains", "embedded_ip_domains"),
        _read,
        lambda properties, routes: list(_write(properties, routes)),
    ),
)
