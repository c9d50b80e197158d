"""What rules know of kinds, against the provider's own schemas; and that every rule can be understood."""

from __future__ import annotations

from typing import Any

import pytest
from marshmallow.fields import List, Nested

from pulumi_isp.policy import KINDS, RULES, Kind, Rule
from pulumi_isp.policy.kinds import EVERY
from pulumi_isp_provider.catalogue import RESOURCES
from pulumi_isp_provider.core.properties import properties_of
from pulumi_isp_provider.dynamic import PROVIDERS, token

SCHEMAS = {token(provider): provider.lifecycle.schema for provider in PROVIDERS}


def test_every_resource_is_known_to_the_rules() -> None:
    """A new resource without an entry would be passed over by every rule."""
    assert set(KINDS) == {token for each in RESOURCES for token in (each.token, each.plugin_token)}
    for provider in PROVIDERS:
        lifecycle = provider.lifecycle
        assert KINDS[token(provider)].name == f"{lifecycle.vendor}.{lifecycle.kind}"


@pytest.mark.parametrize("kind", EVERY, ids=lambda kind: kind.name)
def test_what_replaces_is_what_replaces_in_the_provider(kind: Kind) -> None:
    """Else a rule would miss objects that are deleted and made anew."""
    properties = properties_of(SCHEMAS[kind.token])

    assert set(kind.replacing) == {name for name, each in properties.items() if each.traits.replaces}


@pytest.mark.parametrize("kind", EVERY, ids=lambda kind: kind.name)
def test_texts_are_properties(kind: Kind) -> None:
    """A mistyped name would be looked at by no rule."""
    fields = SCHEMAS[kind.token]().fields
    for path in kind.texts:
        name, _, part = path.partition(".")
        field = fields[name]
        if part:
            assert isinstance(field, List)
            assert isinstance(field.inner, Nested)
            assert part in field.inner.schema.fields


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_says_why_and_what_to_do(rule: Rule[Any]) -> None:
    """In sentences."""
    for text in (rule.description, rule.reason, rule.remedy):
        assert text.endswith(".")
        assert text[0].isupper()
