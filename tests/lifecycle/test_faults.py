"""Promise 12: whatever the vendors do to a request, a resource's life goes on or the error says how."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from tests.specimens import SPECIMENS
from tests.support.declaring import References
from tests.support.fronts import Front, front_of
from tests.support.isp import Isp
from tests.support.lives import SETTINGS
from tests.support.promises import keeps

from pulumi_isp_provider import dynamic
from pulumi_isp_provider.calix.client.config import Config
from pulumi_isp_provider.calix.client.e7 import E7
from pulumi_isp_provider.calix.client.nbi.cms import Cms
from pulumi_isp_provider.catalogue import RESOURCES
from pulumi_isp_provider.cloudconnexa.client.client import CloudConnexaClient
from pulumi_isp_provider.cloudconnexa.resources.collection import Collection
from pulumi_isp_provider.errors import IspError
from pulumi_isp_provider.fronts import process
from pulumi_isp_provider.transport.clock import InstantClock
from pulumi_isp_provider.transport.retry import SETTLE, RetryPolicy
from pulumi_isp_simulators.core.actions import ACTIONS
from pulumi_isp_simulators.core.simulator import Simulator

READ_TIMEOUT = 0.3
"""Seconds for an answer of a vendor that stalls."""
PATIENCE = 30.0
"""Seconds for one of a vendor that does not."""
FAULTS: Mapping[str, Mapping[str, Any]] = {
    "500": {"action": "status", "status": 500},
    "502 of a proxy": {"action": "status", "status": 502, "body": "<html>Bad gateway</html>"},
    "400 without a word": {"action": "status", "status": 400},
    "403": {"action": "status", "status": 403},
    "404 with a page": {"action": "status", "status": 404, "body": "<html>Not found</html>"},
    "lost before": {"action": "reset_before"},
    "lost after": {"action": "reset_after"},
    "no answer in time": {"action": "stall", "seconds": 1.5 * READ_TIMEOUT},
    "not begun in time": {"action": "stall", "seconds": 1.5 * READ_TIMEOUT, "hold": "request"},
    "cut short": {"action": "truncate", "bytes": 20},
    "nonsense": {"action": "garbage"},
    "another content type": {"action": "content_type", "content_type": "text/html"},
    "session or token ended": {"action": "expire"},
    "429": {"action": "throttle"},
    "429 with a time": {"action": "throttle", "retry_after": 3},
    "drop by drop": {"action": "drip", "bytes": 400, "seconds": 0.001},
}


SUBJECTS = [(kind, name) for kind, specimen in SPECIMENS.items() for name in specimen.faults]


def is_plain(kind: str) -> bool:
    """Whether all that its kind does, it does as any other collection of the client's."""
    life = type(SPECIMENS[kind].front.lifecycle)
    own = ("find", "make", "fetch", "change", "destroy")
    return issubclass(life, Collection) and all(getattr(life, v) is getattr(Collection, v) for v in own)


PLAIN = [kind for kind in map(str, RESOURCES) if is_plain(kind)]
ALIKE = {*PLAIN[1:], "calix.Vlan", "calix.VlanMember", "calix.OntEthernetPort"}
"""Kinds whose requests go the way of another kind's: the first plain one's, the Ethernet service's."""
UNCERTAIN = (
    "500",
    "404 with a page",
    "lost before",
    "lost after",
    "no answer in time",
    "not begun in time",
)
"""Faults after which the vendor may have done what it was asked, or that look as if it had."""


def rows() -> Iterator[Any]:
    """The table: where the way of the requests is one and the same code, one kind meets all there is.

    The others meet what may make two objects of one, or none; the rest is for `make test-large`, as a kind
    takes half a minute of processor time. So is the other front, which shares all but the way there.
    """
    for kind, name in SUBJECTS:
        shows = keeps(12, kinds=[kind])
        by_alike = [shows, pytest.mark.large] if kind in ALIKE else [shows]
        rest = [each for each in FAULTS if each not in UNCERTAIN]
        if kind in ALIKE:
            table = [
                ("dynamic", 1, [*UNCERTAIN], "once", [shows]),
                ("dynamic", 1, rest, "once-others", by_alike),
            ]
        else:
            table = [
                ("dynamic", 1, [*FAULTS], "once", [shows]),
                ("plugin", 1, [*FAULTS], "once-plugin", [shows, pytest.mark.large]),
            ]
        for front, times, faults, called, marks in [*table, ("dynamic", None, [*FAULTS], "always", by_alike)]:
            yield pytest.param(front, kind, name, times, faults, id=f"{kind} {name}-{called}", marks=marks)


SESSIONS = {"login", "logout", "token"}
"""What is asked whatever is managed: a vendor's first kind meets the faults there."""
FIRST = {kind.partition(".")[0]: kind for kind, _ in reversed(SUBJECTS)}.values()
VERBS = ("create", "read", "update", "delete")


def test_every_resource_and_every_fault_is_in_the_tables() -> None:
    """A new action of the simulators has to be entered here; a new resource needs a specimen."""
    assert {SPECIMENS[kind].front for kind, _ in SUBJECTS} == set(dynamic.PROVIDERS)
    assert {fault["action"] for fault in FAULTS.values()} == set(ACTIONS)


class SettlingClock(InstantClock):
    """Waits cost no time, but in one in which a server may finish what it is working on, it does.

    A create that was given up and begins all the same is otherwise repeated too soon, as on no real clock.
    """

    def __init__(self, vendor: Simulator[Any]) -> None:
        super().__init__()
        self._vendor = vendor

    def sleep(self, seconds: float) -> None:
        """Move time forward, behind what the vendor has begun."""
        super().sleep(seconds)
        if seconds >= SETTLE:
            let_finish(self._vendor)


def let_finish(vendor: Simulator[Any]) -> None:
    """Wait for the requests that the client has given up, and that take effect all the same."""
    while any(request.ended is None for request in vendor.requests):
        time.sleep(0.01)


@contextmanager
def client_of(isp: Isp, vendor: str, clock: InstantClock, read_timeout: float = PATIENCE) -> Iterator[Any]:
    """A vendor's client for one run, whose waits between repeats cost no time."""
    if vendor == "calix":
        config = Config(
            {"username": "engineer", "password": isp.secrets["calix:password"]},
            {"url": isp.cms.url, "read_timeout": read_timeout},
        )
        cms = Cms(config, clock=clock)
        try:
            yield SimpleNamespace(e7=E7(cms))
        finally:
            cms.close()
    else:
        with CloudConnexaClient(
            isp.cloudconnexa.url,
            "pulumi.acme",
            isp.secrets["cloudconnexa:clientSecret"],
            timeout=(PATIENCE, read_timeout),
            retry_policy=RetryPolicy(max_retries=2),
            clock=clock,
        ) as client:
            yield client


@pytest.fixture
def asked(front: str, kind: str) -> Iterator[Front]:
    """The front of a row of the table."""
    with front_of(kind, front) as found:
        yield found


class Life:
    """One resource's life, each step of it in a run of its own."""

    def __init__(self, kind: str, name: str, isp: Isp, monkeypatch: pytest.MonkeyPatch, asked: Front) -> None:
        self.specimen = SPECIMENS[kind]
        self.fault = self.specimen.faults[name]
        self.isp = isp
        self.vendor = isp.simulator(self.specimen.vendor)
        self._monkeypatch = monkeypatch
        self._asked = asked
        with client_of(isp, self.specimen.vendor, InstantClock()) as client:
            references = References(isp, client)
            self.declared = references.resolved(self.specimen.vendor, self.fault.declared)
            self.edited = references.resolved(self.specimen.vendor, self.fault.edited)
        self.read_timeout = PATIENCE
        self.id = ""
        self.outputs: Any = {}

    @contextmanager
    def _run(self) -> Iterator[None]:
        vendor = self.specimen.vendor
        # Where a second object is refused, a repeated create may come too soon, and nothing happens.
        clock = SettlingClock(self.vendor) if self.specimen.may_stand_twice else InstantClock()
        waits = self.read_timeout
        with client_of(self.isp, vendor, clock, waits) as client, self._monkeypatch.context() as patch:
            process.begin_run()
            patch.setattr(process.REGISTRY, "client", lambda _vendor, _connection: client)
            settings = replace(SETTINGS[vendor], url=self.vendor.url)
            patch.setattr(process.REGISTRY, "settings", lambda _vendor, _connection: settings)
            yield

    def step(self, verb: str) -> None:
        """Do one thing as the engine would ask for it."""
        with self._run():
            if verb == "create":
                self.id, self.outputs = self._asked.create(self.declared)
            elif verb == "read":
                seen, outputs = self._asked.read(self.id, self.outputs)
                assert seen == self.id, "it is there: nothing may be dropped from state"
                assert outputs == self.outputs
            elif verb == "update":
                self._asked.update(self.id, self.outputs, {**self.declared, **self.edited})
            else:
                self._asked.delete(self.id, self.outputs)

    def standing(self) -> list[dict[str, Any]]:
        """Our object at the vendor, as often as it is there."""
        collection, field, value = self.fault.found
        rows = self.isp.objects(self.specimen.vendor, collection)
        return [row for row in rows if row.get(field) == value]

    def prepare(self, verb: str) -> None:
        """Have the object stand there, unless it is to be created."""
        if verb != "create":
            self.step("create")


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize(("front", "kind", "name", "times", "faults"), [*rows()])
def test_promise_12_every_fault_ends_in_success_or_says_what_to_do(
    isp: Isp,
    asked: Front,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    name: str,
    verb: str,
    times: int | None,
    faults: Sequence[str],
) -> None:
    """Each fault in each request of each verb; the verb succeeds afterwards, and nothing is there twice."""
    life = Life(kind, name, isp, monkeypatch, asked)
    before = life.vendor.state()
    life.prepare(verb)
    life.vendor.reset_log()
    life.step(verb)
    operations = dict.fromkeys(request.operation for request in life.vendor.requests)
    wrong = []
    for operation in operations:
        if operation in SESSIONS and kind not in FIRST:
            continue
        for what in faults:
            script = FAULTS[what]
            life.vendor.load(before)
            life.prepare(verb)
            pattern: dict[str, Any] = {"times": 1} if times else {"every": 1}
            fault = life.vendor.fault(operation=operation, **pattern, **script)
            told = ""
            # Without a vendor that stalls, nothing may be given up because this machine is busy.
            life.read_timeout = READ_TIMEOUT if script["action"] == "stall" else PATIENCE
            try:
                life.step(verb)
            except IspError as error:
                told = str(error)
            life.read_timeout = PATIENCE
            struck = fault.struck
            life.vendor.clear_faults()
            believed_gone = verb == "delete" and not told
            if believed_gone or life.specimen.may_stand_twice:
                let_finish(life.vendor)
            trouble = ["is there, and nobody was told"] if believed_gone and life.standing() else []
            life.step(verb)
            let_finish(life.vendor)
            trouble += [
                *([] if struck else ["was never struck"]),
                *missing_words(told),
                *state_after(life, verb),
            ]
            wrong += [f"{operation}, {what}: {each}" for each in trouble]
    assert wrong == []


def missing_words(told: str) -> list[str]:
    """What an error should have told, and did not."""
    if not told:
        return []
    wanted = {
        "the connection": r"connection \S+",
        "the operation": r"operation \S+",
        "the place": r"(node|url) \S+",
        "what to do": r"\nWhat to do: \w+",
    }
    return [f"does not tell {what}: {told!r}" for what, words in wanted.items() if not re.search(words, told)]


def state_after(life: Life, verb: str) -> list[str]:
    """What is wrong with the vendor's state after a verb that was repeated."""
    rows = life.standing()
    if len(rows) != (verb != "delete"):
        return [f"stands there {len(rows)} times"]
    expected = set() if verb in {"create", "read", "delete"} else texts(life.edited)
    return [f"{text!r} is missing" for text in expected - texts(life.vendor.state())]


def texts(value: Any) -> set[str]:
    """Every text in a value, however deep."""
    if isinstance(value, Mapping):
        return {text for inner in value.values() for text in texts(inner)}
    if isinstance(value, list):
        return {text for inner in value for text in texts(inner)}
    return {value} if isinstance(value, str) else set()
