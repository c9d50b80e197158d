"""Promise 8 for declared values: what is marked secret is never said, the rest only where it is asked for."""

from __future__ import annotations

import io
import json
import logging
import re
import traceback
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from tests.specimens import SPECIMENS
from tests.support.declaring import References
from tests.support.isp import Isp, secret_forms

from pulumi_isp_provider.errors import IspError
from pulumi_isp_provider.fronts import logs, process

OWNER = "__owner"
SECRETS = "__secrets"


# The E7's name stands in its simulator too; the others are words of ours.
NO_SECRET = {"hill", "gigabit", "connection", "adopt_existing"}


def leaves(value: Any) -> Iterator[str]:
    """Every text and number of a declared value."""
    if isinstance(value, dict):
        for each in value.values():
            yield from leaves(each)
    elif isinstance(value, list):
        for each in value:
            yield from leaves(each)
    elif not isinstance(value, bool):
        yield str(value)


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], io.StringIO]]:
    """Have the log shown as a run shows it; what stands on the terminal."""
    package = logging.getLogger("pulumi_isp_provider")
    levels = [package, logging.getLogger("pulumi_isp_provider.lifecycle")]
    before = [(logger, logger.level) for logger in levels]
    kept, package.handlers = package.handlers, []
    terminal = io.StringIO()

    def shown(wanted: str) -> io.StringIO:
        monkeypatch.setenv(logs.VARIABLE, wanted)
        monkeypatch.setattr("sys.stderr", terminal)
        logs.show()
        return terminal

    yield shown
    package.handlers, package.propagate = kept, True
    for logger, level in before:
        logger.setLevel(level)


WITH_TEXTS = [kind for kind, each in SPECIMENS.items() if "field" in str(each.full).lower()]
"""The kinds that people write texts for."""


class Life:
    """The calls that the engine makes for one resource, at a vendor that repeats all that it was told."""

    def __init__(self, kind: str, isp: Isp) -> None:
        process.begin_run()
        config = {
            **isp.config(),
            "calix:password": isp.secrets["calix:password"],
            "cloudconnexa:clientSecret": isp.secrets["cloudconnexa:clientSecret"],
        }
        process.REGISTRY.configure(config.get)
        self.specimen = SPECIMENS[kind]
        self.front = self.specimen.front()
        self.simulator = isp.simulator(self.specimen.vendor)
        references = References(isp, process.REGISTRY.client(self.specimen.vendor, "default"))
        self.first = references.resolved(self.specimen.vendor, self.specimen.full)
        self.later = {**self.first, **references.resolved(self.specimen.vendor, self.specimen.changed)}
        self.values = {form for one in (self.first, self.later) for form in leaves(one)} - NO_SECRET
        self.errors: list[BaseException] = []

    def fails(self, write: str, call: Callable[[], object], *known: Mapping[str, Any]) -> None:
        """Have the vendor refuse a write, with everything in its answer that it knows."""
        all_of_it = json.dumps(known) + " ".join(leaves(list(known)))
        all_of_it += json.dumps(known, ensure_ascii=False).replace("<", "&lt;")
        self.simulator.fault(
            write, "status", every=1, status=400, body=f'{{"errorMessage": "no"}} {all_of_it}'
        )
        with pytest.raises(IspError) as caught:
            call()
        self.simulator.clear_faults()
        self.errors.append(caught.value)

    def run(self, secret: bool) -> None:
        """Create, change where something can be changed, and delete; each fails first."""
        hidden: dict[str, Any] = {OWNER: "kind::a", **({SECRETS: sorted(self.first)} if secret else {})}
        create, update, delete = self.specimen.operations
        inputs = self.front.check({}, {**self.first, **hidden}).inputs
        self.fails(create, lambda: self.front.create(inputs), self.first)
        made = self.front.create(inputs)
        state = dict(made.outs or {})
        if self.specimen.changed:
            news = self.front.check(inputs, {**self.later, **hidden}).inputs
            self.front.diff(made.id, state, news)
            self.fails(update, lambda: self.front.update(made.id, state, news), self.first, self.later)
            state = dict(self.front.update(made.id, state, news).outs or {})
        # A run of its own, such as a destroy: nothing is known but what stands in state.
        process.REGISTRY.close()
        process.begin_run()
        if not self.front.lifecycle.is_only_one:  # else nothing is sent
            self.fails(delete, lambda: self.front.delete(made.id, state), self.later)
        self.front.read(made.id, state)
        self.front.delete(made.id, state)

    def told(self) -> str:
        """All that the errors say, with the variables of the frames in them."""
        found = []
        for error in self.errors:
            whole = traceback.TracebackException.from_exception(error, capture_locals=True)
            # The first frames are those of this test, which holds what it looks for.
            whole.stack = traceback.StackSummary.from_list(
                [frame for frame in whole.stack if frame.filename != __file__]
            )
            found += [str(error), repr(error), *whole.format()]
        return "\n".join(found)


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """Leave nothing of a run behind."""
    yield
    process.REGISTRY.close()
    process.REGISTRY.configure(lambda _key: None)
    process.begin_run()


def found_in(text: str, values: set[str]) -> set[str]:
    """Which values stand in a text, in whatever spelling; numbers only where they stand alone."""
    words = set(re.split(r"[^A-Za-z0-9.-]+", text))
    # A single digit may be a count of anything.
    shown = {value for value in values if 1 < len(value) < 4 and value in words}
    long = {value for value in values if len(value) >= 4}
    return shown | {
        value for value in long for form in (*secret_forms(value), json.dumps(value)[1:-1]) if form in text
    }


@pytest.mark.parametrize("kind", SPECIMENS)
def test_what_the_program_marked_secret_is_never_said(
    kind: str, isp: Isp, said: Callable[[str], io.StringIO]
) -> None:
    """Neither as it is nor as it was, in the log with bodies, a message, or the variables of a frame."""
    terminal = said("bodies")
    life = Life(kind, isp)

    life.run(secret=True)

    assert terminal.getvalue().count("Answered: 400") == len(life.errors)
    assert "Asked: " in terminal.getvalue()
    assert set(life.first) == set(life.front.lifecycle.schema().fields) - NO_SECRET
    assert found_in(terminal.getvalue(), life.values) == set()
    assert found_in(life.told(), life.values) == set()


@pytest.mark.parametrize("kind", WITH_TEXTS)
@pytest.mark.parametrize("wanted", ["debug", "bodies"])
def test_what_is_declared_is_shown_where_it_is_asked_for(
    kind: str, isp: Isp, said: Callable[[str], io.StringIO], wanted: str
) -> None:
    """`debug` says of a failed exchange how it went, `bodies` what was in it; frames hold nothing."""
    terminal = said(wanted)
    life = Life(kind, isp)

    life.run(secret=False)

    text = terminal.getvalue()
    assert text.count("Answered: 400") == len(life.errors)
    personal = {value for value in life.values if "field" in value.lower()}
    assert personal
    assert found_in(text, personal) == (personal if wanted == "bodies" else set())
    assert found_in(life.told(), personal) == set()
