"""The SVG file and the HTML page: what vendors call things is text, and the same map gives the same bytes."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path

from tests.sdk.command.map.plants import isp

from pulumi_isp.command.map.command import drawn
from pulumi_isp.command.map.model import Map, map_of
from pulumi_isp.command.map.objects import Object

ODD = "</script></text><b onclick='x'>&amp;\"'<!-- ]]> \x07\u2028 urn:pulumi:x::y"
SHOWN = ODD.replace("\x07", "\ufffd")
SVG = "{http://www.w3.org/2000/svg}"


def of(*found: Object, title: str = "Network map") -> Map:
    return map_of(found, title, 64)


class Elements(HTMLParser):
    """All elements of a page, and the text of some."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.texts: dict[str, list[str]] = {}
        self.attributes: dict[str, list[dict[str, str | None]]] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes.setdefault(tag, []).append(dict(attrs))

    def handle_data(self, data: str) -> None:
        if self.names:
            self.texts.setdefault(self.names[-1], []).append(data)


def odd_things() -> Map:
    return of(
        Object("calix.Ont", f"{ODD}/1", {"description": ODD}, "1/1/1"),
        Object("cloudconnexa.Network", "n", {"name": ODD}),
        Object("cloudconnexa.Route", "r", {"network_id": "n", "subnet": ODD}),
        title=ODD,
    )


def test_names_stay_text_in_the_svg() -> None:
    """No element comes in with a name, and the whole of it can be read."""
    plain, odd = (ET.fromstring(drawn(shown, Path("x.svg"))) for shown in (of(), odd_things()))

    assert {each.tag for each in odd.iter()} <= {
        SVG + name for name in ("svg", "title", "style", "g", "rect", "path", "text")
    }
    titles = [each.text or "" for each in odd.iter(f"{SVG}title")]
    assert titles[0] == SHOWN
    assert f"ONT {SHOWN}/1\n" in "".join(titles)
    assert plain.find(f"{SVG}title") is not None


def test_names_stay_text_in_the_page() -> None:
    """The page of odd names has the elements that one of plain names has."""
    page = Elements(drawn(odd_things(), Path("x.html")))

    assert "b" not in page.names
    assert page.names.count("script") == 2
    [data] = [text for text in page.texts["script"] if text.startswith("{")]
    names = [name for _, name, *_ in json.loads(data)["items"].values()]
    assert names == [SHOWN, "1/1/1", f"{SHOWN}/1", SHOWN, SHOWN]


def test_only_what_the_page_brings_may_run_and_nothing_is_fetched() -> None:
    """The policy names styles and script by their digests, and no address stands in the page."""
    text = drawn(of(*isp(shelves=1, onts=3)), Path("x.html"))
    page = Elements(text)

    [policy] = [each["content"] or "" for each in page.attributes["meta"] if "http-equiv" in each]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    for rule, element in (("script-src", "script"), ("style-src", "style")):
        [body] = re.findall(rf"<{element}>(.*?)</{element}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        assert rules[rule] == f"'sha256-{digest}'"
    assert not [
        each for own in page.attributes.values() for each in own if {"src", "href", "style"} & each.keys()
    ]
    assert not re.search(r"https?://|url\(|@import", text.replace("http://www.w3.org/2000/svg", ""))


def test_the_same_map_gives_the_same_bytes() -> None:
    """In whatever order its objects were read."""
    found = isp(shelves=2, onts=40)

    for name in ("x.svg", "x.html"):
        assert drawn(of(*found), Path(name)) == drawn(of(*reversed(found)), Path(name))


def test_an_empty_map_says_so() -> None:
    """A stack with nothing of ours in it."""
    for name in ("x.svg", "x.html"):
        assert "Nothing to show." in drawn(of(), Path(name))
