"""Discovered ONTs, and how provisioned records find them."""

from __future__ import annotations

from typing import Any

PROFILE = "<ontprof><type>OntProf</type><id><ontprof>162</ontprof></id></ontprof>"


def _ont(number: int, content: str = "") -> str:
    return f"<type>Ont</type><id><ont>{number}</ont></id>{content}"


def _found(cms: Any, content: str = "<attr-filter><ont>0</ont></attr-filter>") -> list[str]:
    listed = cms.read("get", f"<type>System</type><id/><children><type>DiscOnt</type>{content}</children>")
    return [child.findtext("id/discont") for child in listed.iter("child")]


def _hardware(cms: Any, hardware: str, flat: Any) -> dict[str, str]:
    read = cms.read("get", f"<type>DiscOnt</type><id><discont>{hardware}</discont></id>")
    found: dict[str, str] = flat(read)
    return found


def test_discovered_onts_are_listed_by_the_ont_that_they_belong_to(start: Any) -> None:
    """For 0 what is not provisioned, for N the hardware behind ONT N."""
    cms = start(page_bytes=100_000)

    assert _found(cms) == ["CXNK00ABC124", "CXNK00ABC125"]
    assert _found(cms, "<attr-filter><ont>5</ont></attr-filter>") == ["CXNK00ABC123"]
    assert _found(cms, "<attr-filter><ont>6</ont></attr-filter>") == []
    assert _found(cms, "") == ["CXNK00ABC123", "CXNK00ABC124", "CXNK00ABC125"]


def test_discovered_onts_filter_by_pon_wrapped_or_bare(cms: Any) -> None:
    """One client leaves the wrapper out."""
    port = "<type>GponPort</type><id><shelf>1</shelf><card>2</card><gponport>8</gponport></id>"

    assert _found(cms, f"<attr-filter><pon>{port}</pon></attr-filter>") == ["CXNK00ABC125"]
    assert _found(cms, f"<attr-filter>{port}</attr-filter>") == ["CXNK00ABC125"]


def test_a_discovered_ont_reports_every_attribute_that_clients_ask_for(cms: Any, flat: Any) -> None:
    """The superset of the known attr-lists, in order, with the sample values."""
    names = [
        "op-stat",
        "crit",
        "maj",
        "min",
        "warn",
        "info",
        "derived-states",
        "reg-id",
        "prov-reg-id",
        "pon",
        "model",
        "vendor",
        "clei",
        "ont",
        "ontprof",
        "subscr-id",
        "descr",
        "curr-sw-vers",
        "alt-sw-vers",
        "curr-committed",
        "mfg-serno",
        "product-code",
        "curr-cust-vers",
        "alt-cust-vers",
        "onu-mac",
        "mta-mac",
        "link-permit-status",
    ]
    found = _hardware(cms, "CXNK00ABC124", flat)

    assert list(found) == ["type", "id", *names]
    assert (
        found
        | {
            "op-stat": "enable",
            "derived-states": "default-prov",
            "ont": "0",
            "vendor": "CXNK",
            "pon": "1/1/2",
            "link-permit-status": "ok-calix",
            "curr-committed": "true",
        }
        == found
    )


def test_a_linked_one_tells_of_its_record(cms: Any, flat: Any) -> None:
    """What the record says of it: profile, subscriber, description."""
    found = _hardware(cms, "CXNK00ABC123", flat)

    assert (found["ont"], found["ontprof"], found["subscr-id"]) == ("5", "162", "1001")
    assert found["descr"] == "north & south"


def test_create_with_the_serial_of_hardware_links_at_once(cms: Any, editing: Any, flat: Any) -> None:
    """linked-pon is filled, the hardware is no longer free, the state shows."""
    cms.rpc(editing(_ont(30, f"{PROFILE}<serno>ABC124</serno>"), 'operation="create"'))

    assert cms.ont(30)["linked-pon"] == "1/1/2"
    assert cms.ont(30, "get")["op-stat"] == "enable"
    assert _hardware(cms, "CXNK00ABC124", flat)["ont"] == "30"
    assert _found(cms) == ["CXNK00ABC125"]


def test_a_record_without_a_serial_links_by_registration_id(cms: Any, editing: Any, flat: Any) -> None:
    """With serno 0 and the id that the installer typed in; the serial is not filled in."""
    cms.rpc(editing(_ont(30, f"{PROFILE}<reg-id>5551234567</reg-id>"), 'operation="create"'))

    assert cms.ont(30)["linked-pon"] == "1/2/8"
    assert cms.ont(30)["serno"] == "0"
    assert _hardware(cms, "CXNK00ABC125", flat)["prov-reg-id"] == "5551234567"


def test_hardware_that_shows_up_finds_the_record_that_waits(cms: Any, editing: Any) -> None:
    """Pre-provisioned first, discovered later."""
    cms.rpc(editing(_ont(30, f"{PROFILE}<serno>FFF001</serno>"), 'operation="create"'))
    waiting = cms.ont(30)["linked-pon"]
    state = cms.sim.state()
    state["networks"][0]["discovered"].append({"id": "CXNK00FFF001", "pon": "1/1/7"})
    cms.sim.load(state)

    assert waiting == ""
    assert cms.ont(30)["linked-pon"] == "1/1/7"


def test_hardware_is_swapped_in_two_steps(cms: Any, editing: Any, flat: Any) -> None:
    """Unlink with serno 0 and an empty linked-pon, then link with the new serial."""
    cms.rpc(editing(_ont(5, "<serno>0</serno><linked-pon></linked-pon>"), 'operation="merge"'))
    unlinked = cms.ont(5)
    free = _hardware(cms, "CXNK00ABC123", flat)["ont"]
    cms.rpc(editing(_ont(5, "<serno>ABC124</serno>"), 'operation="merge"'))

    assert (unlinked["linked-pon"], unlinked["serno"], free) == ("", "0", "0")
    assert cms.ont(5)["linked-pon"] == "1/1/2"


def test_hardware_is_swapped_in_one_step_unless_the_switch_forbids(start: Any, editing: Any) -> None:
    """An operator does it so; the guide says to unlink first."""
    swap = editing(_ont(5, "<serno>ABC124</serno>"), 'operation="merge"')
    lax, strict = start(), start(serno_change_while_linked=False)

    assert lax.body(swap) == "<ok/>"
    assert lax.ont(5)["linked-pon"] == "1/1/2"
    assert "unlink" in strict.error(swap)
    assert strict.ont(5)["serno"] == "ABC123"


def test_linked_pon_can_only_be_cleared(cms: Any, editing: Any) -> None:
    """Clearing unlinks until the record is written with another serial."""
    pon = (
        "<linked-pon><type>GponPort</type><id><shelf>1</shelf><card>1</card><gponport>2</gponport></id>"
        "</linked-pon>"
    )

    assert "linked-pon" in cms.error(editing(_ont(5, pon), 'operation="merge"'))
    cms.rpc(editing(_ont(5, "<linked-pon/>"), 'operation="merge"'))
    assert cms.ont(5)["linked-pon"] == ""
    assert cms.ont(5, "get")["op-stat"] == "sys-disable"


def test_delete_of_a_record_frees_its_hardware(cms: Any, editing: Any) -> None:
    """It is discovered and not provisioned again."""
    cms.rpc(editing(_ont(5), 'operation="delete" force="true"'))

    assert "CXNK00ABC123" in _found(cms)


def test_hardware_can_vanish_and_change_behind_the_clients_back(cms: Any, flat: Any) -> None:
    """A vanished one unlinks its record; a change of what it reports keeps the link."""
    cms.sim.change("discovered", "North/CXNK00ABC123", {"opt-sig-lvl": "-31.000", "pon": "1/1/3"})
    changed = cms.ont(5, "get")["opt-sig-lvl"], cms.ont(5)["linked-pon"]
    cms.sim.remove("discovered", "North/CXNK00ABC123")

    assert changed == ("-31.000", "1/1/3")
    assert cms.ont(5)["linked-pon"] == ""
    assert cms.ont(5)["serno"] == "ABC123"


def test_quarantine_takes_the_link_and_gives_it_back(cms: Any, editing: Any) -> None:
    """Create and delete of QuarOnt by vendor id and serial."""
    rogue = "<type>QuarOnt</type><id><quaront>CXNK00ABC123</quaront></id>"

    assert cms.body(editing(rogue, 'operation="create"')) == "<ok/>"
    assert cms.ont(5)["linked-pon"] == ""
    assert cms.error(editing(rogue, 'operation="create"')) == "QuarOnt already exists"
    assert cms.body(editing(rogue, 'operation="delete"')) == "<ok/>"
    assert cms.ont(5)["linked-pon"] == "1/1/1"
    assert cms.error(editing(rogue, 'operation="delete"')) == "QuarOnt not found"


def test_reset_restarts_the_uptime(cms: Any, acting: Any) -> None:
    """The object comes wrapped, or for set-to-default also bare."""
    cms.sim.clock.advance(1700)
    before = int(cms.ont(5, "get")["uptime"])
    wrapped = "<object><type>Ont</type><id><ont>5</ont></id></object><force>true</force>"

    assert before >= 1700
    assert cms.body(acting("reset-ont", wrapped)) == "<ok/>"
    assert int(cms.ont(5, "get")["uptime"]) < 1700
    assert cms.body(acting("set-to-default", _ont(5))) == "<ok/>"
    assert cms.error(acting("reset-ont", wrapped.replace("5", "6"))) == "ONT not found"
