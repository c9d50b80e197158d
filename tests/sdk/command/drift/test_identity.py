"""What `pulumi-isp drift` says of objects that moved, were given to somebody else, or stand elsewhere."""

from __future__ import annotations

import pytest
from tests.sdk.command.drift.running import (
    DRIFTED,
    INCOMPLETE,
    SAME,
    actions,
    only,
    report,
    values,
)
from tests.support.isp import Isp
from tests.support.states import Stack

ONT = {"network_name": "hill", "ont_profile": 162, "serial_number": "ABC123"}
NUMBERED = {**ONT, "ont_id": 61007, "subscriber_id": "5001"}
SERVICE = {"ont": "hill/61007", "port": 1, "service_id": 1, "tag_action": 1, "bandwidth_profile": 1}


def renumber(isp: Isp, old: str, new: str) -> None:
    state = isp.cms.state()
    for ont in state["networks"][0]["onts"]:
        if str(ont["id"]) == old:
            ont["id"] = new
    isp.cms.load(state)


def test_an_ont_that_has_another_number_has_moved(isp: Isp) -> None:
    """The state follows the device; nothing is written."""
    stack = Stack(isp)
    made = stack.make("calix.Ont", "one", ONT)
    state = str(stack.written())
    renumber(isp, made["id"].rpartition("/")[2], "4711")

    found = only(report("--state", state, code=DRIFTED))

    assert (found["outcome"], found["id_at_vendor"]) == ("moved", "hill/4711")
    assert found["differences"] == []
    assert actions(found) == ("same", "same")


def test_a_number_that_was_declared_and_stands_elsewhere_is_refused(isp: Isp) -> None:
    """Nothing stands under the number, and the device has another one: `up` could not make it."""
    stack = Stack(isp)
    stack.make("calix.Ont", "one", NUMBERED)
    state = str(stack.written())
    renumber(isp, "61007", "4711")

    found = only(report("--state", state, code=DRIFTED))

    assert found["outcome"] == "gone"
    assert actions(found) == ("same", "refused")
    assert "serial_number: ONT hill/4711 has it" in found["up_refresh"]["message"]


def test_another_customers_ont_is_not_taken_for_ours(isp: Isp) -> None:
    """Nor is the service on it; nobody's value is written, with the words of `up`."""
    stack = Stack(isp)
    stack.make("calix.Ont", "ont", {**NUMBERED, "description": "Ann"})
    stack.make("calix.EthernetService", "service", {**SERVICE, "description": "for Ann"})
    state = str(stack.written())
    isp.cms.change("onts", "hill/61007", {"serno": "99FF", "subscr-id": "5002", "descr": "Bob"})
    isp.cms.change("services", "hill/61007/3/1/1", {"descr": "for Bob"})

    ont, service = report("--state", state, code=DRIFTED)["findings"]

    assert (ont["outcome"], service["outcome"]) == ("another", "another")
    assert "calix.Ont hill/61007 is not changed: it has serial_number 'CXNK000099FF'" in ont["message"]
    assert "ONT hill/61007 has serial number 'CXNK000099FF'" in service["message"]
    assert actions(ont) == actions(service) == ("same", "refused")
    assert {winner for _, _, winner in {**values(ont), **values(service)}.values()} == {"nobody"}


def test_who_says_that_it_is_ours_wins(isp: Isp) -> None:
    """`adopt_existing` has it written."""
    stack = Stack(isp)
    stack.make("calix.Ont", "ont", {**NUMBERED, "adopt_existing": True})
    state = str(stack.written())
    isp.cms.change("onts", "hill/61007", {"subscr-id": "5002"})

    found = only(report("--state", state, code=DRIFTED))

    assert found["outcome"] == "another"
    assert values(found) == {"subscriber_id": ("5001", "5002", "program")}


def test_what_was_made_anew_by_hand_would_be_taken_over(isp: Isp) -> None:
    """A network of the same name has another id."""
    stack = Stack(isp)
    made = stack.make("cloudconnexa.Network", "site", {"name": "Site", "description": "hand-made"})
    state = str(stack.written())
    isp.cloudconnexa.remove("networks", made["id"])
    other = Stack(isp)
    again = other.make("cloudconnexa.Network", "site", {"name": "Site", "description": "hand-made"})
    other.written(name="other.json")

    found = only(report("--state", state, code=DRIFTED))

    assert (found["outcome"], actions(found)) == ("gone", ("same", "create"))
    assert f"cloudconnexa.Network {again['id']} will be taken over as it is" in found["up_refresh"]["message"]


def test_what_refers_to_something_that_is_gone_waits_for_it(isp: Isp) -> None:
    """The new one's id is not known yet: that is no reason to refuse, as in a preview."""
    stack = Stack(isp)
    ont = stack.make("calix.Ont", "ont", NUMBERED)
    site = stack.make("cloudconnexa.Network", "site", {"name": "Site"})
    stack.make("calix.EthernetService", "s", SERVICE, propertyDependencies={"ont": [ont["urn"]]})
    stack.make(
        "cloudconnexa.Route",
        "lan",
        {"network_id": site["id"], "subnet": "10.1.0.0/24"},
        propertyDependencies={"network_id": [site["urn"]]},
    )
    state = str(stack.written())
    isp.cms.remove("onts", "hill/61007")
    isp.cloudconnexa.remove("networks", site["id"])

    found = report("--state", state, code=DRIFTED)["findings"]

    assert [(each["name"], each["outcome"], *actions(each)) for each in found] == [
        (name, "gone", "same", "create") for name in ("ont", "site", "s", "lan")
    ]


def test_another_system_is_told_as_up_tells_it(isp: Isp, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once, for all that the state knows at the old address; nothing is asked of the new one."""
    stack = Stack(isp)
    for number in (1, 2):
        stack.make("calix.Ont", f"ont-{number}", {**ONT, "serial_number": f"ABC12{number}"})
    stack.make("cloudconnexa.Network", "site", {"name": "Site"})
    state = str(stack.written())
    old = isp.cms.url
    monkeypatch.setenv("CALIX_URL", "http://127.0.0.1:1")

    told = report("--state", state, code=INCOMPLETE)

    [problem] = told["problems"]
    assert problem["where"] == "calix, connection default"
    assert f"The state knows this calix.Ont at {old}" in problem["message"]
    assert "pulumi config set calix:formerUrls" in problem["message"]
    assert len(problem["urns"]) == 2
    assert (told["compared"], told["resources"]) == (1, 3)

    monkeypatch.setenv("CALIX_URL", isp.cms.url)
    monkeypatch.setenv("CALIX_FORMER_URLS", "http://old:18080")
    stack.resources = [
        {**each, "outputs": {**each["outputs"], "__system": "http://old:18080"}}
        if each["type"].endswith("Ont")
        else each
        for each in stack.resources
    ]
    assert report("--state", str(stack.written()), code=SAME)["compared"] == 3


def test_what_refers_to_what_has_moved_goes_along(isp: Isp) -> None:
    """The service has moved with its ONT: its resource would take it over where it stands now."""
    stack = Stack(isp)
    ont = stack.make("calix.Ont", "ont", ONT)
    on_it = {**SERVICE, "ont": ont["id"]}
    stack.make("calix.EthernetService", "s", on_it, propertyDependencies={"ont": [ont["urn"]]})
    state = str(stack.written())
    renumber(isp, ont["id"].rpartition("/")[2], "4711")

    moved, service = report("--state", state, code=DRIFTED)["findings"]

    assert (moved["outcome"], service["outcome"]) == ("moved", "gone")
    assert actions(service) == ("same", "create")
    message = service["up_refresh"]["message"]
    assert "calix.EthernetService hill/4711/gigabit/1/1 will be taken over as it is" in message


@pytest.mark.parametrize(("protect", "action"), [(False, "replace"), (True, "refused")])
def test_what_cannot_be_changed_in_place_is_replaced(isp: Isp, protect: bool, action: str) -> None:
    """And the new one may come first; Pulumi replaces nothing that is protected."""
    stack = Stack(isp)
    made = stack.make(
        "cloudconnexa.User", "noc", {"username": "noc", "email": "noc@isp.example"}, protect=protect
    )
    state = str(stack.written())
    isp.cloudconnexa.change("users", made["id"], {"username": "night"})

    found = only(report("--state", state, code=DRIFTED))

    assert (found["outcome"], actions(found)) == ("changed", ("same", action))
    assert found["up_refresh"]["cuts_off"] is False, "both can stand side by side"
    assert values(found) == {"username": ("noc", "night", "nobody" if protect else "program")}
