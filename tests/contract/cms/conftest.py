"""A CMS with two small nodes, and a caller that knows nothing but HTTP and XML."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import requests

from pulumi_isp_simulators import CmsVendor, Simulator

SEED: Mapping[str, Any] = {
    "networks": [
        {
            "name": "North",
            "address": "192.0.2.10",
            "profiles": {
                "OntProf": [
                    {"id": 162, "name": "812G", "model": "812G", "geth": 4, "pots": 2, "rg": 1},
                    {"id": 157, "name": "@844G", "model": "844G", "geth": 1},
                ],
                "BwProf": [{"id": 7, "name": "100M"}, {"id": 8, "name": "1G"}],
            },
            "vlans": [
                {
                    "id": 100,
                    "name": "data",
                    "members": [
                        {"member": {"type": "EthIntf", "id": "1/1/1"}},
                        {"member": {"type": "LagIntf", "id": "2"}},
                    ],
                },
                {"id": 101},
            ],
            "discovered": [
                {"id": "CXNK00ABC123", "pon": "1/1/1", "model": "844G-1", "opt-sig-lvl": "-19.250"},
                {"id": "CXNK00ABC124", "pon": "1/1/2"},
                {"id": "CXNK00ABC125", "pon": "1/2/8", "reg-id": "5551234567"},
            ],
            "onts": [
                {
                    "id": 5,
                    "serno": "ABC123",
                    "subscr-id": "1001",
                    "descr": "north & south",
                    "ontprof": 162,
                    "services": [
                        {
                            "slot": 3,
                            "port": 1,
                            "service": 1,
                            "tag-action": 2,
                            "bw-prof": 7,
                            "out-tag": 100,
                        }
                    ],
                },
                {"id": 20, "ontprof": 162, "subscr-id": "1002"},
                {"id": 100, "ontprof": 157, "admin": "disabled"},
            ],
        },
        {"name": "South 2", "release": "2.3", "onts": [{"id": 1, "ontprof": 162}]},
    ]
}

ENVELOPE = (
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/">'
    "<soapenv:Body>{}</soapenv:Body></soapenv:Envelope>"
)
SOAP = "{http://schemas.xmlsoap.org/soap/envelope/}"


class Caller:
    """Sends what it is told to, logged in or not."""

    def __init__(self, sim: Simulator[CmsVendor]) -> None:
        self.sim = sim
        self.url = sim.url + "/cmsexc/ex/netconf"
        self.session = ""

    def post(self, body: str | bytes, **keywords: Any) -> requests.Response:
        data = body.encode() if isinstance(body, str) else body
        answer = requests.post(self.url, data=data, timeout=30, **keywords)
        assert "X-Simulator-Bug" not in answer.headers
        return answer

    def auth(self, content: str) -> str:
        return self.post(ENVELOPE.format(f'<auth message-id="1">{content}</auth>')).text

    def login(self, username: str = "admin", password: str = "simulated") -> str:
        text = self.auth(f"<login><UserName>{username}</UserName><Password>{password}</Password></login>")
        found = ET.fromstring(text).find(".//SessionId")
        self.session = "" if found is None else str(found.text)
        return text

    def logout(self, session: str | None = None, username: str = "admin") -> str:
        session = self.session if session is None else session
        return self.auth(f"<logout><UserName>{username}</UserName><SessionId>{session}</SessionId></logout>")

    def request(self, operation: str, node: str = "NTWK-North", session: str | None = None) -> str:
        session = self.session if session is None else session
        return ENVELOPE.format(
            f'<rpc message-id="45" nodename="{node}" timeout="35000" username="admin"'
            f' sessionid="{session}">{operation}</rpc>'
        )

    def text(self, operation: str, **keywords: Any) -> str:
        """The answer's text."""
        answer = self.post(self.request(operation, **keywords))
        assert answer.status_code == 200
        return answer.text

    def rpc(self, operation: str, **keywords: Any) -> ET.Element:
        """The ``rpc-reply`` of an answer."""
        found = ET.fromstring(self.text(operation, **keywords)).find(f"{SOAP}Body/rpc-reply")
        assert found is not None
        return found

    def body(self, operation: str, **keywords: Any) -> str:
        """What stands in the ``rpc-reply``, as text."""
        text = self.text(operation, **keywords)
        return text[text.index(">", text.index("<rpc-reply")) + 1 : text.index("</rpc-reply>")]

    def error(self, operation: str, **keywords: Any) -> str:
        """The message of a refusal."""
        reply = self.rpc(operation, **keywords)
        assert [child.tag for child in reply] == ["rpc-error"]
        return reply.findtext("rpc-error/error-message") or ""

    def read(self, verb: str, content: str, **keywords: Any) -> ET.Element:
        """The object that a get or get-config answers with."""
        found = self.rpc(reading(verb, content), **keywords).find("data/top/object")
        assert found is not None
        return found

    def ont(self, number: int, verb: str = "get-config", **keywords: Any) -> dict[str, str]:
        """One ONT: texts by attribute, references by the texts of their ids with slashes."""
        return flat(self.read(verb, f"<type>Ont</type><id><ont>{number}</ont></id>", **keywords))


def reading(verb: str, content: str) -> str:
    source = "<source><running/></source>" if verb == "get-config" else ""
    return f'<{verb}>{source}<filter type="subtree"><top><object>{content}</object></top></filter></{verb}>'


def flat(element: ET.Element) -> dict[str, str]:
    found = {}
    for child in element:
        reference = child if child.tag == "id" else child.find("id")
        texts = [child.text or ""] if reference is None else [part.text or "" for part in reference]
        found[child.tag] = "/".join(texts)
    return found


@pytest.fixture(name="reading")
def _reading() -> Callable[[str, str], str]:
    return reading


@pytest.fixture(name="editing")
def _editing() -> Callable[..., str]:
    def edit(content: str, attributes: str) -> str:
        return (
            "<edit-config><target><running/></target><config><top>"
            f"<object {attributes}>{content}</object></top></config></edit-config>"
        )

    return edit


@pytest.fixture(name="acting")
def _acting() -> Callable[..., str]:
    def act(name: str, arguments: str = "") -> str:
        return f"<action><action-type>{name}</action-type><action-args>{arguments}</action-args></action>"

    return act


@pytest.fixture(name="flat")
def _flat() -> Callable[[ET.Element], dict[str, str]]:
    return flat


@pytest.fixture
def start() -> Iterator[Callable[..., Caller]]:
    """Starts a CMS with the given options and logs in."""
    with ExitStack() as stack:

        def start_one(seed: Mapping[str, Any] = SEED, **options: Any) -> Caller:
            caller = Caller(stack.enter_context(Simulator(CmsVendor(**options), seed=seed)))
            caller.login()
            return caller

        yield start_one


@pytest.fixture
def cms(start: Callable[..., Caller]) -> Caller:
    return start()
