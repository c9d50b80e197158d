"""The page in a real browser: search, keyboard, mouse, light and dark, paper, and 2,000 ONTs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.sdk.command.map.browser import Browser, chromium
from tests.sdk.command.map.plants import isp

from pulumi_isp.command.map.command import drawn
from pulumi_isp.command.map.model import map_of
from pulumi_isp.command.map.objects import Object

pytestmark = pytest.mark.foreign_toolchain

FOCUSED = "return document.activeElement.getAttribute('aria-label') || document.activeElement.id"
DETAILS = (
    "return document.getElementById('details').hidden ? null : document.getElementById('details').innerText"
)


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with chromium(tmp_path_factory.mktemp("chromium")) as browser:
        yield browser


@pytest.fixture
def page(window: Browser, tmp_path: Path) -> Iterator[Browser]:
    """A page with an odd name among others; nothing that it does is refused by its own policy."""
    odd = Object(
        "calix.Ont", "hill/1", {"description": "</script><b>bold</b>", "admin_state": "enabled"}, "1/1/1"
    )
    shown(window, tmp_path, [*isp(shelves=2, onts=60), odd])
    yield window
    assert window.complaints() == []


def shown(browser: Browser, folder: Path, found: list[Object]) -> None:
    (folder / "isp.html").write_text(drawn(map_of(found, "Hillside Fibre", 64), folder / "isp.html"))
    browser.open(folder / "isp.html")


def test_search_finds_names_and_details(page: Browser) -> None:
    """All words must be there; Enter goes to the first, n to the next, Escape gives the picture back."""
    page.press("/")
    assert page.run(FOCUSED) == "Search"
    page.press("-31.4 Ashford")
    assert page.run("return [...document.querySelectorAll('.hit')].length") == 2
    assert page.run("return document.getElementById('hits').textContent") == "2 found"
    seen = []
    for key in ("Enter", "n", "n"):
        page.press(key)
        seen.append(page.run(FOCUSED))
    assert seen == ["ONT Ashford/4", "ONT Ashford/33", "ONT Ashford/4"]
    page.press("Escape", "Escape")
    assert page.run("return document.querySelector('.searching')") is None


def test_the_keyboard_leads_everywhere(page: Browser) -> None:
    """Tab goes in, arrows go round, Enter opens details, Escape goes back to where one was."""
    page.press("Tab", "Tab", "Tab")
    assert page.run(FOCUSED) == page.run("return document.querySelector('svg [tabindex=\"0\"]').id")
    page.press("ArrowDown", "ArrowDown")
    ont = page.run(FOCUSED)
    page.press("ArrowRight")
    right = page.run(FOCUSED)
    page.press("ArrowLeft")
    assert page.run(FOCUSED) == ont != right
    page.press("Enter")
    assert ont in page.run(DETAILS)
    page.press("Escape")
    assert page.run(DETAILS) is None
    assert page.run(FOCUSED) == ont


def test_every_thing_can_be_reached_by_arrows(page: Browser) -> None:
    """From the first one, with nothing but the four keys."""
    unreached = page.run("""
        const { items } = JSON.parse(document.getElementById("data").textContent);
        const seen = new Set([document.querySelector('svg [tabindex="0"]').id]);
        for (const id of seen)
          for (const key of ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"]) {
            document.getElementById(id).focus();
            document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
            seen.add(document.activeElement.id);
          }
        return Object.keys(items).filter((id) => !seen.has(id)).map((id) => items[id].slice(0, 2));
    """)

    assert unreached == []


def test_the_mouse_shows_details(page: Browser) -> None:
    """Some where it points, all at a click; what looks like markup in a name is text."""
    ont = page.run("return [...document.querySelectorAll('path.ont[id]')].at(-1).id")
    page.move(f"#{ont}")
    tip = page.run("return document.getElementById('tip').innerText")
    page.move(f"#{ont}", click=True)
    details = page.run(DETAILS)

    assert "ONT hill/1" in tip
    assert "</script><b>bold</b>" in details
    assert page.run("return document.querySelector('b')") is None


def test_what_may_reach_what_is_traced(page: Browser) -> None:
    """The ways of what is pointed at stand out: from the office to the billing service."""
    group = page.run(
        "return [...document.querySelectorAll('.box')].find((box) => box.textContent.includes('Office')).id"
    )
    page.move(f"#{group}")

    assert page.run("return document.querySelectorAll('.way.on:not(.tip)').length") == 2


def test_light_and_dark(page: Browser) -> None:
    """As the system has it, until the switch says otherwise; the picture goes along."""
    colours = (
        "return [getComputedStyle(document.body).backgroundColor, "
        "getComputedStyle(document.querySelector('text.title')).fill]"
    )
    page.prefer("light")
    light = page.run(colours)
    page.prefer("dark")
    dark = page.run(colours)
    page.run("document.getElementById('theme').click()")
    switched = page.run(colours)

    assert light == list(reversed(["rgb(27, 31, 36)", "rgb(255, 255, 255)"]))
    assert dark != light == switched
    page.prefer("light")


def test_on_paper_there_are_no_controls(page: Browser) -> None:
    """And it is dark on white, whatever the screen shows."""
    page.run("document.getElementById('theme').click()")
    page.control("Emulation.setEmulatedMedia", media="print")
    seen = page.run(
        "return [document.querySelector('header').checkVisibility(), "
        "getComputedStyle(document.body).backgroundColor, "
        "document.querySelector('svg').getBoundingClientRect().width <= innerWidth]"
    )
    page.control("Emulation.setEmulatedMedia", media="")

    assert seen == [False, "rgb(255, 255, 255)", True]
    assert page.printed().startswith(b"%PDF")


def test_no_text_leaves_its_box(page: Browser) -> None:
    """As this browser measures them, with the fonts of this machine."""
    outside = page.run("""
        return [...document.querySelectorAll(".box")].flatMap((box) => {
          const frame = box.querySelector("rect").getBoundingClientRect();
          return [...box.querySelectorAll("text")].filter((text) => {
            const own = text.getBoundingClientRect();
            return own.left < frame.left || own.right > frame.right || own.top < frame.top;
          }).map((text) => text.textContent);
        });
    """)

    assert outside == []


def test_an_empty_map_works(window: Browser, tmp_path: Path) -> None:
    """There is nothing to go to, and no error."""
    shown(window, tmp_path, [])
    window.press("/", "x", "Enter", "Escape", "Tab", "Tab", "ArrowDown")

    assert window.complaints() == []


def test_2000_onts_are_few_elements(window: Browser, tmp_path: Path) -> None:
    """One for each ONT, and few beside: that is what keeps the page fluid."""
    shown(window, tmp_path, isp(shelves=5, onts=400, ports=12))

    assert window.run("return document.querySelectorAll('path.ont[id]').length") == 2000
    assert window.run("return document.querySelectorAll('*').length") < 3000
    window.press("/", "ONT Weaver")
    assert window.run("return document.querySelectorAll('.hit').length") == 400
    assert window.complaints() == []
