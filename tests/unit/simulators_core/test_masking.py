"""What the log hides."""

from __future__ import annotations

import json
from urllib.parse import quote_plus
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulumi_isp_simulators.core.mask import MASK, Masker

ODD = 'p&ss "word" <ü>\\n/+'


@pytest.mark.parametrize(
    "text",
    [ODD, quote_plus(ODD), escape(ODD), json.dumps({"x": ODD}), json.dumps({"x": ODD}, ensure_ascii=False)],
)
def test_known_secrets_in_every_spelling(text: str) -> None:
    """A known secret is found as it is, and as URL, XML and JSON write it."""
    masked = Masker([ODD]).text(f"before {text} after")
    assert MASK in masked
    assert "word" not in masked
    assert masked.startswith("before ")
    assert masked.endswith(" after")


def test_a_secret_that_begins_another() -> None:
    """Of two secrets of which one begins the other, nothing is left over."""
    assert Masker(["secret-one", "secret-one-more"]).text("x secret-one-more y") == f"x {MASK} y"


def test_short_secrets_only_where_they_stand_alone() -> None:
    """A session id of three digits does not spoil longer numbers."""
    assert Masker(["148"]).text("<id>148</id> 21480") == f"<id>{MASK}</id> 21480"


def test_empty_secrets_hide_nothing() -> None:
    """An empty secret is none."""
    assert Masker([""]).text("abc") == "abc"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("a=1&password=x%20y&b=2", "a=1&password=***&b=2"),
        ("api_secret=x", "api_secret=***"),
        ('{"accessToken": "a\\"b", "id": 1}', '{"accessToken": "***", "id": 1}'),
        ("<pass:PassWord a='1'>x</pass:PassWord>", "<pass:PassWord a='1'>***</pass:PassWord>"),
        ('<rpc nodename="N" sessionid=\'x\' id="1"/>', '<rpc nodename="N" sessionid=\'***\' id="1"/>'),
        ("passage=1", "passage=1"),
    ],
)
def test_fields_named_like_secrets(text: str, masked: str) -> None:
    """A field that is named like a secret is masked, whatever is in it; its neighbours stay."""
    assert Masker([]).text(text) == masked


@pytest.mark.parametrize(
    ("name", "value", "masked"),
    [
        ("Authorization", "Bearer abc", "Bearer ***"),
        ("authorization", "abc", "***"),
        ("Cookie", "JSESSIONID=abc; x=1", "***"),
        ("Accept", "text/xml", "text/xml"),
    ],
)
def test_headers(name: str, value: str, masked: str) -> None:
    """Headers with credentials keep the scheme at most."""
    assert Masker([]).header(name, value) == masked


@given(st.text(max_size=300), st.text(min_size=8, max_size=20), st.text(max_size=300))
def test_no_secret_gets_through(before: str, secret: str, after: str) -> None:
    """Wherever a secret stands, it does not come out."""
    assert secret not in Masker([secret]).text(before + secret + after).replace(MASK, "\0")
