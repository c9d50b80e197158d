"""Hostile and broken input, faults, and many clients at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pulumi_isp_simulators import CmsVendor

PROFILE = "<ontprof><type>OntProf</type><id><ontprof>162</ontprof></id></ontprof>"
SHOW = "<action><action-type>show-ont</action-type><action-args/></action>"

few = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def _entities() -> str:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    return f'<!DOCTYPE x [<!ENTITY e0 "aaaaaaaaaa">{levels}]>'


@pytest.mark.parametrize(
    "body",
    [
        _entities() + '<Envelope a="&e11;"><Body>&e11;</Body></Envelope>',
        '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><Envelope><Body>&f;</Body></Envelope>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd"><Envelope/>',
        '<?xml version="1.0"?><!DOCTYPE Envelope><Envelope><Body/></Envelope>',
        "<Envelope>" + "<a>" * 5000 + "</a>" * 5000 + "</Envelope>",
        "<Envelope><Body>&nbsp;</Body></Envelope>",
        "<Envelope><Body>",
        '<?xml version="1.0" encoding="klingon"?><Envelope/>',
        "\x00\x01\x02",
        "{}",
    ],
    ids=[
        "billion laughs",
        "file",
        "dtd",
        "doctype",
        "deep",
        "entity",
        "open",
        "encoding",
        "binary",
        "json",
    ],
)
def test_hostile_and_broken_xml_is_refused(cms: Any, body: str) -> None:
    """An rpc-error with status 200, and nothing of the file or the entity in it."""
    answer = cms.post(body)

    assert answer.status_code == 200
    assert "<error-message>The request is not a valid XML message" in answer.text
    assert len(answer.text) < 1000


def test_a_doctype_in_another_encoding_is_refused_too(cms: Any) -> None:
    """No scan for bytes finds it."""
    body = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "b">]><Envelope>&a;</Envelope>'

    assert "document type" in cms.post(body.encode("utf-16")).text


def test_a_body_that_is_too_long_is_refused(start: Any) -> None:
    """The limit is an option."""
    cms = start(max_body=2000)

    assert "larger than 2000 bytes" in cms.post(" " * 2001).text
    assert cms.body(SHOW).startswith("<ok/>")


@few
@given(body=st.binary(max_size=300))
def test_any_bytes_get_an_answer(cms: Any, body: bytes) -> None:
    """Status 200 and XML, whatever comes."""
    answer = cms.post(body)

    assert answer.status_code == 200
    ET.fromstring(answer.content)


NAMES = st.sampled_from(
    [
        "rpc",
        "auth",
        "login",
        "logout",
        "UserName",
        "SessionId",
        "get",
        "get-config",
        "edit-config",
        "action",
        "filter",
        "top",
        "config",
        "object",
        "type",
        "id",
        "ont",
        "ontslot",
        "children",
        "attr-list",
        "attr-filter",
        "after",
        "action-type",
        "action-args",
        "serno",
        "linked-pon",
        "member",
        "vlan",
    ]
)
TEXTS = st.sampled_from(
    [
        "",
        "0",
        "5",
        "Ont",
        "EthSvc",
        "System",
        "Vlan",
        "VlanMem",
        "DiscOnt",
        "show-ont",
        "merge",
        "local:",
        "\u0660",
        "x" * 70,
    ]
)


def _element(parts: tuple[str, str, str, list[str]]) -> str:
    name, text, operation, children = parts
    return (
        f'<{name} operation="{operation}" force="true" get-config="true">{text}{"".join(children)}</{name}>'
    )


TREES = st.recursive(
    TEXTS,
    lambda inner: st.builds(lambda *p: _element(p), NAMES, TEXTS, TEXTS, st.lists(inner, max_size=4)),
    max_leaves=15,
)


@few
@given(tree=st.lists(TREES, max_size=3), verb=st.sampled_from(["get", "get-config", "edit-config", "action"]))
def test_any_tree_of_known_words_gets_an_answer(cms: Any, tree: list[str], verb: str) -> None:
    """Every mixture of the interface's own elements."""
    answer = cms.post(cms.request(f"<{verb}>{''.join(tree)}</{verb}>"))

    assert answer.status_code == 200
    ET.fromstring(answer.content)


@few
@given(
    type_name=st.sampled_from(
        ["Ont", "EthSvc", "OntEthGe", "Vlan", "VlanMem", "QuarOnt", "OntRg", "OntProf"]
    ),
    operation=st.sampled_from(["create", "merge", "delete"]),
    ids=st.lists(st.sampled_from(["0", "1", "3", "5", "8", "", "x"]), min_size=4, max_size=4),
    name=st.sampled_from(
        ["admin", "serno", "ontprof", "descr", "member", "bw-prof", "role", "name", "linked-pon"]
    ),
    value=st.one_of(TEXTS, st.just(PROFILE), st.text(max_size=20)),
)
def test_any_edit_gets_an_answer_and_leaves_a_state_that_loads(
    cms: Any, editing: Any, type_name: str, operation: str, ids: list[str], name: str, value: str
) -> None:
    """Whatever is written, the dump is a seed."""
    value = value if value.startswith("<") else "".join(c for c in value if c.isalnum())
    names = (
        "ont",
        "ontslot",
        "ontethany",
        "ethsvc",
        "ontethge",
        "vlan",
        "vlanmem",
        "quaront",
        "ontrg",
        "ontprof",
    )
    key = "".join(f"<{part}>{ids[n % 4]}</{part}>" for n, part in enumerate(names))
    content = f"<type>{type_name}</type><id>{key}</id><{name}>{value}</{name}>"
    reply = cms.rpc(editing(content, f'operation="{operation}" get-config="true"'))
    state = cms.sim.state()
    cms.sim.load(state)

    assert len(reply) >= 1
    assert cms.sim.state() == state


def test_fifty_clients_create_and_lose_nothing(cms: Any, editing: Any) -> None:
    """Ids unique, every ONT there, every subscriber once."""
    create = 'operation="create" get-config="true"'

    def work(client: int) -> list[str]:
        ids = []
        for number in range(4):
            serial = f"{client * 10 + number + 4096:X}"
            content = (
                f"<type>Ont</type><id><ont>0</ont></id>{PROFILE}<serno>{serial}</serno>"
                f"<subscr-id>{client}-{number}</subscr-id>"
            )
            ids.append(cms.rpc(editing(content, create)).findtext("data/top/object/id/ont"))
        cms.rpc(editing(f"<type>Ont</type><id><ont>{ids[0]}</ont></id>", 'operation="delete"'))
        cms.rpc(
            editing(
                f"<type>Ont</type><id><ont>{ids[1]}</ont></id><descr>{client}</descr>", 'operation="merge"'
            )
        )
        return ids[1:]

    with ThreadPoolExecutor(50) as pool:
        kept = [number for ids in pool.map(work, range(50)) for number in ids]
    onts = {ont["id"]: ont for ont in cms.sim.state()["networks"][0]["onts"]}

    assert len(set(kept)) == 150
    assert {int(number) for number in kept} | {5, 20, 100} == set(onts)
    assert sum(1 for ont in onts.values() if ont["descr"].isdecimal()) == 50
    assert not [entry for entry in cms.sim.requests if entry.status != 200]


def test_a_node_answers_one_request_at_a_time(start: Any) -> None:
    """Four requests to one node take four turns; the log and the node tell that they met."""
    cms = start(node_latency=0.05)

    with ThreadPoolExecutor(5) as pool:
        answers = [pool.submit(cms.body, SHOW) for _ in range(4)]
        answers.append(pool.submit(cms.body, SHOW, node="NTWK-South 2"))
        assert all(answer.result().startswith("<ok/>") for answer in answers)
    turns = [entry for entry in cms.sim.requests if "NTWK-North" in entry.body]

    assert len(turns) == 4
    assert max(turn.ended for turn in turns) - min(turn.started for turn in turns) >= 4 * 0.05
    assert 1 <= cms.sim.vendor.most_in_flight("North") <= 4
    assert cms.sim.vendor.most_in_flight("South 2") == 1


def test_faults_are_scripted_by_the_names_of_operations(cms: Any, editing: Any) -> None:
    """An expired session strikes the first create only; unknown operations have a name too."""
    edit = editing(f"<type>Ont</type><id><ont>0</ont></id>{PROFILE}", 'operation="create"')
    fault = cms.sim.fault(operation="ont.create", action="expire", times=1)

    assert cms.error(edit) == "session not exist, SESSION ID REQUIRED."
    cms.login()
    assert cms.body(edit) == "<ok/>"
    cms.post("nonsense")
    assert fault.struck == 1
    assert (cms.sim.count("ont.create"), cms.sim.count("unknown")) == (2, 1)


def test_every_operation_that_a_request_can_be_is_known(cms: Any, reading: Any, acting: Any) -> None:
    """Reads, lists, actions and sessions count under their own names."""
    cms.body(reading("get", "<type>System</type><id/><children><type>DiscOnt</type></children>"))
    cms.body(reading("get-config", "<type>System</type><id/><children></children>"))
    cms.body(reading("get-config", "<type>Ont</type><id><ont>5</ont></id>"))
    cms.body(acting("show-ont"))
    cms.body(acting("login"))
    cms.logout()

    assert cms.sim.counts() == {
        "login": 1,
        "discont.list": 1,
        "system.children": 1,
        "ont.get-config": 1,
        "show-ont": 1,
        "unknown": 1,
        "logout": 1,
    }
    assert set(cms.sim.counts()) <= set(CmsVendor.operations)
