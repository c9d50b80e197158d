"""The lifecycle of a location context."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from marshmallow import ValidationError, validates_schema

from ...core.properties import Flag, InputSchema, ListOf, Text
from ...core.records import Properties
from ..client.subnets import canonical_subnet
from .collection import Collection, Nested
from .fields import canonical_names, ids, subnets

if TYPE_CHECKING:
    from ..client.models import CountryCheck, DefaultCheck, IpCheck, LocationContext


class LocationContextInputs(InputSchema):
    """The properties of a location context."""

    name = Text("Its name, by which it is found.", required=True, for_people=True)
    description = Text("Free text.", longest=120, for_people=True)
    user_groups_ids = ids("The user groups that it applies to.", "UserGroup")
    ips = subnets("Subnets of the users' addresses.")
    ips_allowed = Flag("Whether users with addresses in ``ips`` may connect (true) or may not (false).")
    countries = ListOf(
        "Country codes of the users' locations, such as ``DE``. Order and case do not matter.",
        Text(),
        canonical=canonical_names,
    )
    countries_allowed = Flag("The same for ``countries``.")
    default_allowed = Flag("Whether all other users may connect.", required=True)

    @validates_schema(skip_on_field_errors=False, pass_original=True)
    def _whole_checks(self, _: Any, given: Mapping[str, Any], **__: Any) -> None:
        wrong = {
            f"{name}_allowed": [f"must be declared if {name} is declared, and only then"]
            for name in ("ips", "countries")
            if bool(given.get(name)) != (given.get(f"{name}_allowed") is not None)
        }
        if not given.get("ips") and not given.get("countries"):
            wrong["ips"] = ["declare ips or countries: otherwise it would treat all users alike"]
        if wrong:
            raise ValidationError(wrong)


def _read_ips(check: IpCheck | None) -> Properties:
    return {
        "ips": [each.ip for each in check.ips] if check else [],
        "ips_allowed": check.allowed if check else None,
    }


def _write_ips(properties: Properties, check: IpCheck | None) -> Any:
    if not properties["ips"]:
        return None
    # Subnets may have descriptions from the portal, which must stay.
    said = {canonical_subnet(each.ip): each.description for each in check.ips} if check else {}
    ips = [{"ip": subnet, "description": said.get(canonical_subnet(subnet))} for subnet in properties["ips"]]
    return {"allowed": properties["ips_allowed"], "ips": ips}


def _read_countries(check: CountryCheck | None) -> Properties:
    return {
        "countries": list(check.countries) if check else [],
        "countries_allowed": check.allowed if check else None,
    }


def _write_countries(properties: Properties, _: CountryCheck | None) -> Any:
    if not properties["countries"]:
        return None
    return {"allowed": properties["countries_allowed"], "countries": properties["countries"]}


def _read_default(check: DefaultCheck | None) -> Properties:
    return {"default_allowed": check.allowed if check else None}


def _write_default(properties: Properties, _: DefaultCheck | None) -> Any:
    return {"allowed": properties["default_allowed"]}


class LocationContextLifecycle(Collection["LocationContext"]):
    """A location context. Natural key: its name."""

    vendor = "cloudconnexa"
    kind = "LocationContext"
    service = "location_contexts"
    about = "The locations from which users of some groups may connect."
    schema = LocationContextInputs
    computed = {}
    natural_key = ("name",)
    references = frozenset({"user_groups_ids"})
    nested = (
        Nested("ip_check", ("ips", "ips_allowed"), _read_ips, _write_ips),
        Nested("country_check", ("countries", "countries_allowed"), _read_countries, _write_countries),
        Nested("default_check", ("default_allowed",), _read_default, _write_default),
    )
