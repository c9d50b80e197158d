"""Creating, changing and deleting ONTs."""

from __future__ import annotations

from typing import Any

import pytest

PROFILE = "<ontprof><type>OntProf</type><id><ontprof>162</ontprof></id></ontprof>"
CREATE = 'operation="create" get-config="true"'


def _ont(number: int | str, content: str = "") -> str:
    return f"<type>Ont</type><id><ont>{number}</ont></id>{content}"


def test_id_0_takes_the_first_free_id_and_the_reply_tells_it(cms: Any, editing: Any) -> None:
    """Ids 1 to 4 are free, then 6; a deleted id is free again."""
    created = [
        cms.rpc(editing(_ont(0, PROFILE), CREATE)).findtext("data/top/object/id/ont") for _ in range(5)
    ]
    cms.rpc(editing(_ont(3), 'operation="delete"'))
    again = cms.rpc(editing(_ont(0, PROFILE), CREATE)).findtext("data/top/object/id/ont")

    assert created == ["1", "2", "3", "4", "6"]
    assert again == "3"


def test_create_echoes_the_stored_configuration(cms: Any, editing: Any, flat: Any) -> None:
    """Every attribute of a full create comes back in the reply and on a read."""
    given = (
        f"{PROFILE}<admin>enabled-no-alarms</admin><serno>00DEF456</serno><reg-id>1234567890</reg-id>"
        "<subscr-id>999999</subscr-id><descr>a &lt; b</descr>"
        "<pwe3prof><type>OntPwe3Prof</type><id><ontpwe3prof>1</ontpwe3prof></id></pwe3prof>"
        "<us-sdber-rate>6</us-sdber-rate><low-rx-opt-pwr-ne-thresh>-28.5</low-rx-opt-pwr-ne-thresh>"
        "<high-rx-opt-pwr-ne-thresh>-8.0</high-rx-opt-pwr-ne-thresh><battery-present>true</battery-present>"
        "<pse-max-power-budget>90</pse-max-power-budget><poe-class-control>enabled</poe-class-control>"
    )
    reply = cms.rpc(editing(_ont(77, given), CREATE))
    stored = flat(reply.find("data/top/object"))

    assert [child.tag for child in reply] == ["ok", "data"]
    assert stored == cms.ont(77)
    assert (
        stored
        | {
            "id": "77",
            "admin": "enabled-no-alarms",
            "serno": "00DEF456",
            "reg-id": "1234567890",
            "subscr-id": "999999",
            "descr": "a < b",
            "us-sdber-rate": "6",
            "low-rx-opt-pwr-ne-thresh": "-28.5",
            "high-rx-opt-pwr-ne-thresh": "-8.0",
            "battery-present": "true",
            "pse-max-power-budget": "90",
            "poe-class-control": "enabled",
            "ontprof": "162",
        }
        == stored
    )


def test_replies_without_get_config_are_a_bare_ok(cms: Any, editing: Any) -> None:
    """Create, merge and delete."""
    assert cms.body(editing(_ont(50, PROFILE), 'operation="create"')) == "<ok/>"
    assert cms.body(editing(_ont(50, "<descr>x</descr>"), 'operation="merge"')) == "<ok/>"
    assert cms.body(editing(_ont(50), 'operation="delete" force="false"')) == "<ok/>"


def test_the_reply_to_a_create_can_be_the_data_alone(start: Any, editing: Any) -> None:
    """The other shape that clients expect, behind a switch."""
    cms = start(create_reply="data")

    assert cms.body(editing(_ont(50, PROFILE), CREATE)).startswith("<data><top><object><type>Ont</type>")


def test_an_id_in_use_already_exists(cms: Any, editing: Any) -> None:
    """The sentence that clients look for; the ONT stays as it was."""
    before = cms.ont(5)

    assert cms.error(editing(_ont(5, PROFILE), CREATE)) == "ONT already exists"
    assert cms.ont(5) == before


def test_a_serial_in_use_already_exists_unless_duplicates_are_allowed(start: Any, editing: Any) -> None:
    """Which duplicate an E7 refuses is not known: serials by default, in any spelling."""
    given = _ont(0, f"{PROFILE}<serno>00abc123</serno>")
    merge = editing(_ont(20, "<serno>ABC123</serno>"), 'operation="merge"')

    strict, lax = start(), start(unique_ont_attributes=())

    assert strict.error(editing(given, CREATE)) == "ONT already exists"
    assert strict.error(merge) == "ONT already exists"
    assert lax.body(editing(given, CREATE)).startswith("<ok/>")


def test_serno_0_is_no_serial_and_never_a_duplicate(cms: Any, editing: Any) -> None:
    """Any number of pre-provisioned ONTs without a serial."""
    for _ in range(3):
        created = cms.rpc(editing(_ont(0, f"{PROFILE}<serno>000000</serno>"), CREATE))
        assert created.findtext("data/top/object/serno") == "0"


@pytest.mark.parametrize(
    ("content", "word"),
    [
        ("<admin>enable</admin>", "admin"),
        ("<serno>CXNK00ABC123</serno>", "serno"),
        ("<serno></serno>", "serno"),
        ("<subscr-id>" + "x" * 33 + "</subscr-id>", "subscr-id"),
        ("<descr>" + "x" * 49 + "</descr>", "descr"),
        ("<us-sdber-rate>7</us-sdber-rate>", "us-sdber-rate"),
        ("<low-rx-opt-pwr-ne-thresh>-30.1</low-rx-opt-pwr-ne-thresh>", "low-rx-opt-pwr-ne-thresh"),
        ("<battery-present>yes</battery-present>", "battery-present"),
        ("<pse-max-power-budget>91</pse-max-power-budget>", "pse-max-power-budget"),
        ("<ontprof>162</ontprof>", "ontprof"),
        ("<ontprof><type>BwProf</type><id><bwprof>7</bwprof></id></ontprof>", "ontprof"),
    ],
)
def test_values_that_are_not_allowed_are_an_internal_error(
    cms: Any, editing: Any, content: str, word: str
) -> None:
    """Merge and create refuse them, and change nothing."""
    before = cms.ont(20)
    error = cms.error(editing(_ont(20, content), 'operation="merge"'))

    assert "Internal Error" in error
    assert word in error
    assert cms.ont(20) == before
    if "ontprof" not in content:
        assert "Internal Error" in cms.error(editing(_ont(0, PROFILE + content), CREATE))


def test_a_create_needs_a_profile_that_is_there(cms: Any, editing: Any) -> None:
    """None, an empty one and an unknown one."""
    assert "ontprof is required" in cms.error(editing(_ont(0), CREATE))
    assert "ontprof" in cms.error(editing(_ont(0, "<ontprof></ontprof>"), CREATE))
    assert cms.error(editing(_ont(0, PROFILE.replace("162", "163")), CREATE)) == "OntProf 163 not found"


def test_unknown_elements_are_refused_or_ignored_by_choice(start: Any, editing: Any) -> None:
    """What the E7 does with them is not known."""
    edit = editing(_ont(20, "<colour>red</colour><descr>x</descr>"), 'operation="merge"')
    strict, lax = start(), start(unknown_config_element="ignore")

    assert "colour" in strict.error(edit)
    assert strict.ont(20)["descr"] == ""
    assert lax.body(edit) == "<ok/>"
    assert lax.ont(20)["descr"] == "x"


def test_merge_changes_what_is_given_and_clears_by_an_empty_element(cms: Any, editing: Any) -> None:
    """Everything else stays."""
    before = cms.ont(5)
    cms.rpc(editing(_ont(5, "<subscr-id></subscr-id><admin>disabled</admin>"), 'operation="merge"'))

    assert cms.ont(5) == before | {"subscr-id": "", "admin": "disabled"}
    assert cms.ont(5, "get")["op-stat"] == "sys-disable"
    assert "user-disabled" in cms.ont(5, "get")["derived-states"]


def test_merge_is_what_an_object_without_operation_means(cms: Any, editing: Any) -> None:
    """NETCONF's default."""
    assert cms.body(editing(_ont(20, "<descr>x</descr>"), "")) == "<ok/>"
    assert cms.ont(20)["descr"] == "x"


@pytest.mark.parametrize("operation", ["merge", "delete"])
def test_a_missing_ont_is_not_found(cms: Any, editing: Any, operation: str) -> None:
    """Whatever else is wrong with the request."""
    content = "<admin>nonsense</admin>" if operation == "merge" else ""

    assert cms.error(editing(_ont(6, content), f'operation="{operation}"')) == "ONT not found"


@pytest.mark.parametrize("force", ["", ' force="false"'])
def test_delete_of_an_ont_with_services_needs_force(cms: Any, editing: Any, force: str) -> None:
    """Refused and nothing deleted; with force the services go too."""
    error = cms.error(editing(_ont(5), f'operation="delete"{force}'))
    there = cms.ont(5)["subscr-id"]
    forced = cms.body(editing(_ont(5), 'operation="delete" force="true"'))

    assert "services" in error
    assert there == "1001"
    assert forced == "<ok/>"
    assert cms.error(editing(_ont(5), 'operation="delete"')) == "ONT not found"
    assert cms.sim.state()["networks"][0]["onts"][0]["id"] == 20


def test_operations_that_do_not_exist_are_refused(cms: Any, editing: Any) -> None:
    """Neither replace, nor a delete of what cannot be deleted."""
    assert "replace" in cms.error(editing(_ont(5), 'operation="replace"'))
    assert "delete" in cms.error(
        editing("<type>OntProf</type><id><ontprof>162</ontprof></id>", 'operation="delete"')
    )


def test_several_objects_are_written_in_order_up_to_the_first_refusal(cms: Any) -> None:
    """The second fails, the first stays, the third is not reached."""
    parts = "".join(
        f'<object operation="merge"><type>Ont</type><id><ont>{number}</ont></id><descr>new</descr></object>'
        for number in (20, 6, 100)
    )

    assert cms.error(f"<edit-config><config><top>{parts}</top></config></edit-config>") == "ONT not found"
    assert cms.ont(20)["descr"] == "new"
    assert cms.ont(100)["descr"] == ""


def test_a_profile_cannot_be_taken_from_under_a_service(start: Any, editing: Any) -> None:
    """The other profile has one port less than the service needs; with the switch any change is refused."""
    service = (
        "<type>EthSvc</type><id><ont>5</ont><ontslot>3</ontslot><ontethany>2</ontethany><ethsvc>1</ethsvc></id>"
        "<tag-action><type>SvcTagAction</type><id><svctagaction>1</svctagaction></id></tag-action>"
        "<bw-prof><type>BwProf</type><id><bwprof>7</bwprof></id></bw-prof>"
    )
    change = editing(_ont(5, PROFILE.replace("162", "157")), 'operation="merge"')
    lax, strict = start(), start(ontprof_change_with_services=False)

    allowed = lax.body(change)
    lax.rpc(editing(_ont(5, PROFILE), 'operation="merge"'))
    lax.rpc(editing(service, 'operation="create"'))

    assert allowed == "<ok/>"
    assert "ontprof" in lax.error(change)
    assert "ontprof" in strict.error(change)


def test_an_ont_needs_a_profile_unless_the_switch_says_otherwise(start: Any, editing: Any) -> None:
    """Whether the E7 insists is not known: by default it does, also on a merge; without one are no ports."""
    bare, emptied = editing(_ont(50), CREATE), editing(_ont(20, "<ontprof></ontprof>"), 'operation="merge"')
    in_use = editing(_ont(5, "<ontprof></ontprof>"), 'operation="merge"')
    strict, lax = start(), start(ontprof_required=False)

    assert "ontprof is required" in strict.error(bare)
    assert "ontprof is required" in strict.error(emptied)
    assert strict.ont(20)["ontprof"] == "162"
    assert lax.body(bare).startswith("<ok/><data>")
    assert lax.body(emptied) == "<ok/>"
    assert (lax.ont(50)["ontprof"], lax.ont(20)["ontprof"]) == ("", "")
    assert "ontprof" in lax.error(in_use)
    ports = lax.read("get-config", _ont(20, "<children><type>OntEthGe</type></children>"))
    assert list(ports.iter("child")) == []
    state = lax.sim.state()
    lax.sim.load(state)
    assert lax.sim.state() == state


def test_a_voice_profile_that_was_not_given_is_the_systems_and_an_empty_one_stays_empty(
    cms: Any, editing: Any
) -> None:
    """The default is what two clients say; that it prints is assumed, as the documentation says."""
    cms.rpc(editing(_ont(50, PROFILE), CREATE))
    cms.rpc(editing(_ont(51, f"{PROFILE}<pwe3prof></pwe3prof>"), CREATE))

    assert (cms.ont(50)["pwe3prof"], cms.ont(51)["pwe3prof"]) == ("1", "")
