"""Settings of rules, with a JSON schema. Pulumi publishes the schema, and we check settings with it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from ipaddress import ip_network
from typing import Any, Final, Self

from pulumi_isp_provider.core.names import instead


def setting(default: Any, about: str, **schema: Any) -> Any:
    """A field of a class of settings.

    Args:
        default: The value if nothing is set.
        about: What it means, for the documentation.
        schema: Its JSON schema, such as ``type="integer", minimum=1``.
    """
    metadata = {"schema": {"description": about, **schema}}
    if isinstance(default, (list, dict)):
        return field(default_factory=lambda: default, metadata=metadata)
    return field(default=default, metadata=metadata)


def matches(pattern: str, name: str) -> bool:
    """Whether a name matches a pattern, in which ``*`` stands for any text."""
    return re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), name, re.DOTALL) is not None


@dataclass(frozen=True)
class Waiver:
    """An exception from a rule until some day.

    Attributes:
        resource: Name of the resource in the program; ``*`` stands for any text.
        owner: Who is responsible for it.
        reason: Why it is needed.
        expires: The last day on which it is valid.
    """

    resource: str
    owner: str
    reason: str
    expires: dt.date

    def covers(self, name: str) -> bool:
        """Whether it covers a resource of this name."""
        return matches(self.resource, name)

    def has_expired(self, today: dt.date) -> bool:
        """Whether its last day is over."""
        return today > self.expires


_NOT_BLANK: Final = r"\S"
_WAIVERS: Final = {
    "type": "array",
    "description": "Resources that may break the rule, each with an owner, a reason and a last day.",
    "items": {
        "type": "object",
        "properties": {
            "resource": {"type": "string", "pattern": _NOT_BLANK},
            "owner": {"type": "string", "pattern": _NOT_BLANK},
            "reason": {"type": "string", "pattern": _NOT_BLANK},
            "expires": {"type": "string", "format": "date"},
        },
        "required": ["resource", "owner", "reason", "expires"],
        "additionalProperties": False,
    },
}


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The settings that every rule has.

    Attributes:
        waivers: Exceptions from the rule.
    """

    waivers: list[Waiver] = field(default_factory=list, metadata={"schema": _WAIVERS})

    @classmethod
    def properties(cls) -> dict[str, Any]:
        """The JSON schema of each setting."""
        return {
            each.name: {**each.metadata["schema"], **_default(each)}
            for each in fields(cls)
            if "schema" in each.metadata
        }

    @classmethod
    def problems(cls, given: Mapping[str, Any], sound: Mapping[str, Any]) -> Iterator[str]:
        """What is wrong with settings that somebody has written, each time with the place.

        Args:
            given: The settings.
            sound: Values that were checked before. The defaults need no check either.
        """
        known = cls.properties()
        for name in given:
            if name not in known:
                yield f"{name}: no such setting; {instead(name, known)}"
        # The engine sends the defaults as if somebody had set them. In most runs there is nothing else.
        usual = {**{name: each.get("default") for name, each in known.items()}, **sound}
        rest = {name: value for name, value in given.items() if name not in usual or value != usual[name]}
        if rest:
            yield from _wrong({"type": "object", "properties": known}, rest)

    @classmethod
    def load(cls, given: Mapping[str, Any]) -> Self:
        """Make settings of values in which :meth:`problems` has found nothing wrong."""
        known = {each.name: each.metadata["schema"] for each in fields(cls)}
        values = {name: _typed(known[name], value) for name, value in given.items()}
        values["waivers"] = [
            Waiver(**{**each, "expires": dt.date.fromisoformat(each["expires"])})
            for each in given.get("waivers", ())
        ]
        return cls(**values)


def _wrong(schema: Mapping[str, Any], given: Mapping[str, Any]) -> Iterator[str]:
    # Imported here: a pack starts in every run, and this would be a third of its start-up time.
    from jsonschema import Draft202012Validator, FormatChecker

    formats = FormatChecker(("date",))
    formats.checks("subnet", ValueError)(_is_subnet)
    formats.checks("domain")(_is_domain)
    formats.checks("regex", (re.error, OverflowError, RecursionError))(_is_pattern)
    for error in Draft202012Validator(schema, format_checker=formats).iter_errors(given):
        place = error.json_path.removeprefix("$.")
        match error.validator:
            case "format":
                yield f"{place}: {error.instance!r} is no {_FORMATS[error.schema['format']]}"
            case "pattern" if error.validator_value == _NOT_BLANK:
                yield f"{place}: must not be blank"
            case "additionalProperties":
                known = error.schema["properties"]
                for name in sorted(set(error.instance) - set(known)):
                    yield f"{place}.{name}: no such setting; {instead(name, known)}"
            case _:
                yield f"{place}: {error.message}"


_FORMATS: Final = {
    "date": "day as in 2030-12-31",
    "domain": "domain as in example.com",
    "regex": "regular expression",
    "subnet": "subnet as in 10.0.0.0/8",
}


def _is_subnet(text: object) -> bool:
    return not isinstance(text, str) or bool(ip_network(text))


def _is_domain(text: object) -> bool:
    return not isinstance(text, str) or re.fullmatch(r"[^\s@*]+", text) is not None


def _is_pattern(text: object) -> bool:
    return not isinstance(text, str) or bool(re.compile(text))


def _default(each: dataclasses.Field[Any]) -> dict[str, Any]:
    if each.default_factory is not dataclasses.MISSING:
        return {"default": each.default_factory()}
    return {} if each.default is None else {"default": each.default}


def _typed(schema: Mapping[str, Any], value: Any) -> Any:
    # The engine sends every number as a float.
    if schema.get("type") == "integer":
        return int(value)
    if schema.get("type") == ["string", "integer"]:
        return str(int(value)) if isinstance(value, float) else str(value)
    if schema.get("type") == "array":
        return [_typed(schema.get("items", {}), each) for each in value]
    if schema.get("type") == "object" and isinstance(rest := schema.get("additionalProperties"), Mapping):
        return {name: _typed(rest, each) for name, each in value.items()}
    return value
