"""The two packs, with the level and the settings of each rule."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from pulumi_policy import EnforcementLevel

from pulumi_isp_provider.core.names import instead

from .judging import problems
from .rule import Rule
from .rules import RULES
from .settings import Settings

LEVELS: Final = tuple(level.value for level in EnforcementLevel)
ALL: Final = "all"
"""In a configuration: the level of every rule that it does not name."""


class BadConfigurationError(ValueError):
    """A pack's configuration cannot be used; the text has a line for each mistake."""


def load(
    rule: Rule[Any], given: Mapping[str, Any], sound: Mapping[str, Any] = MappingProxyType({})
) -> Settings:
    """A rule's settings as an object.

    Args:
        rule: The rule.
        given: The settings as they are written.
        sound: Values that were checked before.

    Raises:
        BadConfigurationError: The settings cannot be used.
    """
    wrong = [f"{rule.id}: {problem}" for problem in problems(rule, given, sound)]
    if wrong:
        raise BadConfigurationError("\n".join(wrong))
    loaded: Settings = rule.settings.load(given)
    return loaded


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    # JSON readers silently take one of two, and not all of them the same one.
    found = dict(pairs)
    if twice := [name for name, number in Counter(name for name, _ in pairs).items() if number > 1]:
        raise ValueError(f"{', '.join(twice)} is there more than once")
    return found


def _no_number(word: str) -> float:
    raise ValueError(f"{word} is no number")


@dataclass(frozen=True)
class Pack:
    """Rules with levels.

    Attributes:
        name: Its name for Pulumi.
        description: What it is for.
        levels: Level of each rule.
        settings: Settings that differ from the rule's own defaults, by rule.

    Raises:
        ValueError: Two rules have the same name, or one is called ``all``.
    """

    name: str
    description: str
    levels: Mapping[Rule[Any], EnforcementLevel]
    settings: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse names that could mean more than one rule."""
        taken = Counter([ALL, *(rule.id for rule in self.levels)])
        if twice := [name for name, number in taken.items() if number > 1]:
            raise ValueError(
                f"pack {self.name}: more than one rule is called {', '.join(twice)} ({ALL} means every "
                "rule). What to do: give each rule a name of its own."
            )

    @property
    def rules(self) -> tuple[Rule[Any], ...]:
        """Its rules."""
        return tuple(self.levels)

    def properties(self, rule: Rule[Any]) -> dict[str, Any]:
        """The JSON schema of each setting of a rule, with the defaults of this pack."""
        own = self.settings.get(rule.id, {})
        known = rule.settings.properties()
        return {name: {**known[name], "default": own[name]} if name in own else known[name] for name in known}

    def load(self, rule: Rule[Any], configured: Mapping[str, Any]) -> Settings:
        """A rule's settings from this pack and a configuration.

        The pack's own are not checked here: :meth:`check` does that.

        Raises:
            BadConfigurationError: The settings of the configuration cannot be used.
        """
        own = self.settings.get(rule.id, {})
        return load(rule, {**own, **configured}, own)

    def check(self, configuration: Any) -> Iterator[str]:
        """What is wrong with a configuration that was read from a file, each time with the place."""
        if not isinstance(configuration, Mapping):
            yield "must be an object: rule names, each with a level or an object"
            return
        known = {rule.id: rule for rule in self.rules}
        for name, given in configuration.items():
            if name == ALL:
                if given not in LEVELS:
                    yield f"{name}: must be a level: {', '.join(LEVELS)}"
                continue
            if name not in known:
                yield f"{name}: no such rule; {instead(name, [*known, ALL])}"
                continue
            settings = {"enforcementLevel": given} if isinstance(given, str) else given
            if not isinstance(settings, Mapping):
                yield f"{name}: must be a level ({', '.join(LEVELS)}) or an object"
                continue
            rest = dict(settings)
            level = rest.pop("enforcementLevel", LEVELS[0])
            if level not in LEVELS:
                yield f"{name}.enforcementLevel: must be one of {', '.join(LEVELS)}"
            yield from (f"{name}.{problem}" for problem in problems(known[name], rest))

    def read(self, path: Path) -> dict[str, Any]:
        """Read and check a configuration file.

        Raises:
            BadConfigurationError: The file cannot be read, or something in it is wrong.
        """
        try:
            configuration = json.loads(
                path.read_text("utf-8"), object_pairs_hook=_each_once, parse_constant=_no_number
            )
        except OSError as error:
            raise BadConfigurationError(f"{path}: {error.strerror}") from None
        except (ValueError, RecursionError) as error:
            raise BadConfigurationError(f"{path}: is no JSON: {error}") from None
        if wrong := [f"{path}: {problem}" for problem in self.check(configuration)]:
            raise BadConfigurationError("\n".join(wrong))
        read: dict[str, Any] = configuration
        return read

    def schema(self) -> dict[str, Any]:
        """The JSON schema of its configuration files."""
        level = {"enum": list(LEVELS)}
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": f"Configuration of {self.name}",
            "type": "object",
            "properties": {
                ALL: level,
                **{rule.id: self._schema_of(rule, level) for rule in self.rules},
            },
            "additionalProperties": False,
        }

    def _schema_of(self, rule: Rule[Any], level: dict[str, Any]) -> dict[str, Any]:
        settings = {"enforcementLevel": level, **self.properties(rule)}
        return {
            "description": rule.description,
            "anyOf": [level, {"type": "object", "properties": settings, "additionalProperties": False}],
        }


_CUTS_OFF: Final = dict.fromkeys(
    (
        "ont-serial-unique",
        "ont-id-unique",
        "ont-removals-limited",
        "removals-limited",
        "ont-switches-limited",
        "route-overlap",
        "route-width",
        "route-reserved",
        "texts-without-secrets",
    ),
    EnforcementLevel.MANDATORY,
)

BASELINE: Final = Pack(
    "isp-baseline",
    "Stops what certainly cuts people off, and warns of the rest. For every stack, from the first day.",
    {rule: _CUTS_OFF.get(rule.id, EnforcementLevel.ADVISORY) for rule in RULES},
    {"ont-removals-limited": {"percent": 10}, "removals-limited": {"percent": 10}},
)
STRICT: Final = Pack(
    "isp-strict",
    "Stops every violation of a rule, and wants ONTs and networks protected. For networks in service.",
    dict.fromkeys(RULES, EnforcementLevel.MANDATORY),
    {
        "ont-removals-limited": {"most": 5},
        "removals-limited": {"most": 5},
        "protected": {"kinds": ["calix.Ont", "cloudconnexa.Network"]},
    },
)
PACKS: Final = {"baseline": BASELINE, "strict": STRICT}
"""The packs by their names on the command line."""
