"""No secret stands in a frame that an error passes through.

Whoever logs exceptions with the variables of their frames, as error trackers do, writes down what they hold.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import socket
import traceback
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

import pytest

from pulumi_isp_provider.calix.client.client import CMSClient, Config, SyncCMSClient
from pulumi_isp_provider.calix.client.e7 import E7
from pulumi_isp_provider.calix.client.nbi.cms import Cms
from pulumi_isp_provider.calix.settings import CalixSettings
from pulumi_isp_provider.cloudconnexa import CloudConnexaClient, CloudConnexaSettings, Token
from pulumi_isp_provider.cloudconnexa.client.config import from_environment, from_file
from pulumi_isp_provider.errors import IspError
from pulumi_isp_provider.transport.clock import InstantClock
from pulumi_isp_provider.transport.redact import Redactor
from pulumi_isp_provider.whmcs import WhmcsClient, WhmcsSettings
from pulumi_isp_provider.whmcs.client.connection import open_transport
from pulumi_isp_simulators import CloudConnexaVendor, CmsVendor, Simulator, WhmcsVendor

SECRET = "n0rthb0und53cret"
ACCESS_KEY = "acc355k3yacc355k3y"
CUSTOMERS = "cu5t0mer5pa55word"
FIRST_SESSION = 48_151_600
LIMIT = 0.3
"""Seconds that clients wait for an answer here."""


class Subject:
    """One client of one vendor.

    Attributes:
        simulator: The vendor.
        operations: What :meth:`ask` sends: logging in, where there is such a thing, and a read.
        secrets: What must not be seen, found out while the client works.
    """

    simulator: Simulator[Any]
    operations: tuple[str, ...]

    def __init__(self) -> None:
        self.secrets: list[str] = [SECRET]

    def ask(self, url: str, secret: str) -> object:
        """Make a client and let it read something."""
        raise NotImplementedError

    def ask_wrongly(self, url: str) -> object:
        """Let a client refuse an argument after it has logged in."""
        raise NotImplementedError

    def make_wrongly(self, url: str) -> object:
        """Make a client with an argument that is not allowed, beside a secret that is."""
        raise NotImplementedError

    def set_wrongly(self, way: str, folder: Path) -> object:
        """Read settings of which one is wrong, in one of the ways that there are."""
        raise NotImplementedError


class Whmcs(Subject):
    """WHMCS's client."""

    operations = ("GetClientsProducts",)

    def __init__(self) -> None:
        super().__init__()
        self.secrets += [
            ACCESS_KEY,
            CUSTOMERS,
            hashlib.md5(SECRET.encode(), usedforsecurity=False).hexdigest(),
        ]
        service = {"id": 1, "clientid": 7, "pid": 1, "password": CUSTOMERS}
        self.simulator = Simulator(
            WhmcsVendor(identifier="us", secret=SECRET),
            {"clients": [{"id": 7}], "products": [{"pid": 1, "name": "Fibre"}], "services": [service]},
        )

    def ask(self, url: str, secret: str) -> object:
        with self._client(url, secret) as client:
            return client.get_client_services()

    def ask_wrongly(self, url: str) -> object:
        with self._client(url, SECRET) as client:
            client.get_client_services()
            return client.get_client_services(client_id=-1)

    def make_wrongly(self, url: str) -> object:
        return WhmcsClient(url, "us", SECRET, -1, access_key=ACCESS_KEY)

    def set_wrongly(self, way: str, folder: Path) -> object:
        given = {"url": "nowhere", "identifier": "us", "secret": SECRET, "accessKey": ACCESS_KEY}
        if way == "settings":
            return WhmcsSettings.resolve(
                {f"whmcs:{key}": each for key, each in given.items()}.get, environ={}
            )
        environ = {"WHMCS_URL": "nowhere", "WHMCS_IDENTIFIER": "us", "WHMCS_SECRET": SECRET}
        return WhmcsSettings.resolve(dict[str, object]().get, environ=environ)

    def _client(self, url: str, secret: str, **options: Any) -> WhmcsClient:
        # The real way to WHMCS, but without the waits between attempts.
        redactor = Redactor(secret, ACCESS_KEY)
        transport = open_transport(timeout=LIMIT, redactor=redactor, clock=InstantClock())
        return WhmcsClient(url, "us", secret, access_key=ACCESS_KEY, transport=transport, **options)


class WhmcsLogin(Whmcs):
    """The same with the name and the password of an administrator, as before 7.2."""

    def _client(self, url: str, secret: str, **options: Any) -> WhmcsClient:
        return super()._client(url, secret, login="administrator", **options)


class CloudConnexa(Subject):
    """CloudConnexa's client."""

    operations = ("token", "networks.list")

    def __init__(self) -> None:
        super().__init__()
        self.simulator = Simulator(CloudConnexaVendor(client_id="us", client_secret=SECRET))

    def ask(self, url: str, secret: str) -> object:
        with self._client(url, secret) as client:
            return client.networks.list()

    def ask_wrongly(self, url: str) -> object:
        with self._client(url, SECRET) as client:
            return client.networks.update("no-such-network", {"name": "x"})

    def make_wrongly(self, url: str) -> object:
        return CloudConnexaClient("no address", "us", SECRET)

    def set_wrongly(self, way: str, folder: Path) -> object:
        given = {"url": "nowhere", "clientId": "us", "clientSecret": SECRET}
        if way == "settings":
            config = {f"cloudconnexa:{key}": each for key, each in given.items()}
            return CloudConnexaSettings.resolve(config.get, environ={})
        if way == "a file":
            (folder / "here.toml").write_text(
                f'url = "nowhere"\nclient_id = "us"\nclient_secret = "{SECRET}"'
            )
            return from_file(folder / "here.toml", environ={})
        return from_environment(environ={"CLOUDCONNEXA_URL": "nowhere", "CLOUDCONNEXA_CLIENT_SECRET": SECRET})

    def _client(self, url: str, secret: str) -> CloudConnexaClient:
        return CloudConnexaClient(
            url, "us", secret, timeout=(LIMIT, LIMIT), token_store=self, clock=InstantClock()
        )

    def load(self) -> Token | None:
        """No token is kept; the client saves those that it gets, and so they are known here."""
        return None

    def save(self, token: Token) -> None:
        self.secrets.append(token.value)

    def forget(self, value: str) -> None:
        pass


class CalixCms(Subject):
    """The CMS's client, in the face that blocks."""

    operations = ("login", "show-ont")

    def __init__(self) -> None:
        super().__init__()
        # Sessions are numbered, and nobody has many here.
        self.secrets += [str(FIRST_SESSION + number) for number in range(20)]
        self.simulator = Simulator(
            CmsVendor(username="us", password=SECRET, first_session_id=FIRST_SESSION),
            {"networks": [{"name": "hill", "onts": [{"id": 7, "serno": "A10061", "ontprof": 162}]}]},
        )

    def ask(self, url: str, secret: str) -> object:
        # What the client stands on, because it takes a clock.
        cms = Cms(self._config(url, secret), clock=InstantClock())
        try:
            return E7(cms).query_ont("hill", ont_id="7")
        finally:
            cms.close()

    def ask_wrongly(self, url: str) -> object:
        with SyncCMSClient(self._config(url, SECRET)) as client:
            client.e7.query_ont("hill", ont_id="7")
            return client.e7.query_ont("hill", ont_id="none")

    def make_wrongly(self, url: str) -> object:
        return Config({"username": "us", "password": SECRET}, {"url": url, "read_timeout": "soon"})

    def set_wrongly(self, way: str, folder: Path) -> object:
        if way == "settings":
            given = {"url": "nowhere", "username": "us", "password": SECRET}
            return CalixSettings.resolve(
                {f"calix:{key}": each for key, each in given.items()}.get, environ={}
            )
        if way == "a file":
            (folder / "here.toml").write_text(f'[credentials]\npassword = "{SECRET}"\nusername = 1 2')
            return Config.load(folder / "here.toml", environ={})
        return Config.load(environ={"CALIX_PASSWORD": SECRET, "CALIX_READ_TIMEOUT": "soon"})

    def _config(self, url: str, secret: str) -> Config:
        return Config({"username": "us", "password": secret}, {"url": url, "read_timeout": LIMIT})


class AwaitedCms(CalixCms):
    """The same, awaited."""

    def ask(self, url: str, secret: str) -> object:
        async def asking() -> object:
            async with CMSClient(self._config(url, secret)) as client:
                return await client.e7.query_ont("hill", ont_id="7")

        return asyncio.run(asking())


SUBJECTS: tuple[type[Subject], ...] = (Whmcs, WhmcsLogin, CloudConnexa, CalixCms, AwaitedCms)


@pytest.fixture(params=SUBJECTS, ids=lambda kind: kind.__name__)
def subject(request: pytest.FixtureRequest) -> Iterator[Subject]:
    made: Subject = request.param()
    with made.simulator:
        yield made


def seen(ask: Callable[[], object]) -> str:
    """All that a printer of the error's frames gets hold of, the frames of this file left out."""
    try:
        answer = ask()
    except IspError as error:
        trace = traceback.TracebackException(
            type(error), error, _below(error.__traceback__), capture_locals=True
        )
        return "".join(trace.format())
    pytest.fail(f"no error: it gave {type(answer)}")


def _below(trace: TracebackType | None) -> TracebackType | None:
    """From the first frame of ours: what the caller holds in variables is the caller's business."""
    while trace is not None and "pulumi_isp_provider" not in trace.tb_frame.f_code.co_filename:
        trace = trace.tb_next
    return trace


def found(subject: Subject, text: str) -> list[str]:
    """The secrets in a text, as they are or in base64."""
    forms = [
        form
        for secret in subject.secrets
        for form in (secret, base64.b64encode(secret.encode()).decode().rstrip("=")[:-1])
    ]
    return [form for form in forms if form in text]


FAULTS: Mapping[str, Mapping[str, Any]] = {
    "500": {"action": "status", "status": 500},
    "502 of a proxy": {"action": "status", "status": 502, "body": "<html>Bad gateway</html>"},
    "400": {"action": "status", "status": 400},
    "403": {"action": "status", "status": 403},
    "404 with a page": {"action": "status", "status": 404, "body": "<html>Not found</html>"},
    "a redirect": {"action": "status", "status": 302, "headers": {"Location": "http://elsewhere.example/"}},
    "what we sent, in a page": {"action": "status", "status": 500, "body": f"sent: {SECRET} {ACCESS_KEY}"},
    "what we sent, in data": {
        "action": "status",
        "status": 400,
        "body": json.dumps({"result": "error", "message": f"not {SECRET}", "errorMessage": f"not {SECRET}"}),
        "content_type": "application/json",
    },
    "lost before": {"action": "reset_before"},
    "lost after": {"action": "reset_after"},
    "no answer in time": {"action": "stall", "seconds": 2 * LIMIT},
    "cut short": {"action": "truncate", "bytes": 20},
    "nonsense": {"action": "garbage"},
    "429": {"action": "throttle", "retry_after": 0},
}


# What an awaited client adds is seen in the other tests; here it would wait between its attempts.
@pytest.mark.parametrize("subject", SUBJECTS[:-1], indirect=True, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("fault", FAULTS)
def test_when_the_vendor_fails(subject: Subject, fault: str) -> None:
    """Whatever it does, to a login or to what comes after it."""
    for operation in subject.operations:
        subject.simulator.reset()
        subject.simulator.fault(operation, every=1, **FAULTS[fault])

        text = seen(lambda: subject.ask(subject.simulator.url, SECRET))

        assert found(subject, text) == [], operation
        assert "pulumi_isp_provider" in text


@pytest.mark.parametrize("secret", ["wr0ng53cretwr0ng"])
def test_when_the_credentials_are_refused(subject: Subject, secret: str) -> None:
    """A wrong secret is a secret too, of another account or of another day."""
    subject.secrets.append(secret)

    text = seen(lambda: subject.ask(subject.simulator.url, secret))

    assert found(subject, text) == []


def test_when_nobody_is_there(subject: Subject) -> None:
    """An address where nobody listens."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{held.getsockname()[1]}"

        text = seen(lambda: subject.ask(url, SECRET))

    assert found(subject, text) == []


def test_when_an_argument_is_refused(subject: Subject) -> None:
    """By the client itself, or by the vendor for whom it is."""
    text = seen(lambda: subject.ask_wrongly(subject.simulator.url))

    assert found(subject, text) == []


def test_when_a_client_cannot_be_made(subject: Subject) -> None:
    """The secret is an argument beside the one that is wrong."""
    text = seen(lambda: subject.make_wrongly(subject.simulator.url))

    assert found(subject, text) == []


@pytest.mark.parametrize("way", ["settings", "a file", "the environment"])
def test_when_settings_are_wrong(subject: Subject, way: str, tmp_path: Path) -> None:
    """They are read from config, from a file or from the environment, the secret among them."""
    text = seen(lambda: subject.set_wrongly(way, tmp_path))

    assert found(subject, text) == []


ROW = {"id": 1, "clientid": 7, "pid": 1, "status": "Active", "password": CUSTOMERS}
ANSWERS: Mapping[str, Mapping[str, Any]] = {
    "a row that makes no sense": {"totalresults": 1, "products": {"product": [{**ROW, "pid": "none"}]}},
    "a list that is short": {"totalresults": 9, "products": {"product": [ROW]}},
    "no list": {"password": CUSTOMERS},
    "a count that is none": {"totalresults": "x", "products": {"product": [ROW]}},
    "a status that is none": {"totalresults": 1, "products": {"product": [{**ROW, "status": "Odd"}]}},
    "no service": {"totalresults": 0, "products": "", "password": CUSTOMERS},
}


@pytest.mark.parametrize("answer", ANSWERS)
def test_when_whmcs_gives_odd_data(answer: str) -> None:
    """Its answers hold customers' passwords in clear."""
    subject = Whmcs()
    with subject.simulator as whmcs:
        body = json.dumps({"result": "success", **ANSWERS[answer]})
        whmcs.fault(
            "GetClientsProducts", "status", every=1, status=200, body=body, content_type="application/json"
        )

        text = seen(lambda: subject.ask(whmcs.url, SECRET))

    assert found(subject, text) == []
