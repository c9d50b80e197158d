"""ONTs, against a simulated CMS."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Unpack

import pytest

from pulumi_isp_provider.calix.client.client import Config, SyncCMSClient, connect
from pulumi_isp_provider.calix.client.models import OntAttributes
from pulumi_isp_provider.calix.errors import (
    ConnectionLostError,
    InvalidValueError,
    NodeUnavailableError,
    OntExistsError,
    OntNotFoundError,
    OperationError,
)
from pulumi_isp_provider.calix.settings import CalixSettings
from pulumi_isp_simulators import CmsVendor, Simulator

if TYPE_CHECKING:
    from tests.unit.calix.conftest import ScriptedServer

    from pulumi_isp_provider.calix.client.e7 import E7
    from pulumi_isp_provider.calix.client.models import OntConditions
    from pulumi_isp_provider.calix.client.nbi.cms import Cms

Sim = Simulator[CmsVendor]


def onts(sim: Sim, node: str = "1") -> dict[str, dict[str, object]]:
    """What the simulator holds, by ONT id."""
    network = next(each for each in sim.state()["networks"] if each["name"] == node)
    return {str(ont["id"]): ont for ont in network.get("onts", [])}


def test_connect_takes_settings_and_logs_out_once(sim: Sim) -> None:
    """Login comes with the first operation; close logs out, and only once."""
    settings = CalixSettings(url=sim.url, username=sim.vendor.username, password=sim.vendor.password)
    client = connect(settings)
    assert sim.count("login") == 0
    with client:
        client.e7.query_ont("1", 5)
        client.e7.query_ont("2", 5)
    client.close()
    assert (sim.count("login"), sim.count("logout")) == (1, 1)


def test_an_ont_is_created_read_updated_and_deleted(sim: Sim, client: SyncCMSClient) -> None:
    """The life of an ONT, with what the E7 holds after each step."""
    made = client.e7.create_ont(
        "NTWK-1", "12345", serial_number="cxnk00ab12", ont_profile="162", description="Ærø <&\"'> 中"
    )
    assert (made.ont_id, made.serial_number, made.description) == ("12345", "00AB12", "Ærø <&\"'> 中")
    assert (made.admin_state, made.ont_profile, made.us_sdber_rate) == ("enabled", "162", 5)
    assert onts(sim)["12345"]["descr"] == "Ærø <&\"'> 中"
    read = client.e7.query_ont("1", 12345)
    assert read is not None
    assert (read.serial_number, read.ont_profile, read.description) == (
        made.serial_number,
        made.ont_profile,
        made.description,
    )
    assert read.op_state is not None
    changed = client.e7.update_ont("1", 12345, description="", subscriber_id="S-9", admin_state="disabled")
    assert (changed.description, changed.subscriber_id, changed.admin_state) == (None, "S-9", "disabled")
    client.e7.delete_ont("1", "12345")
    assert client.e7.query_ont("1", "12345") is None
    assert onts(sim) == {}


def test_everything_that_an_ont_has_can_be_set_and_read(sim: Sim, client: SyncCMSClient) -> None:
    """Each attribute of the provisioned half comes back as it was written; the live half is read whole."""
    values: OntAttributes = {
        "admin_state": "enabled-no-alarms",
        "serial_number": "AB12",
        "reg_id": "0123456789",
        "subscriber_id": "S-1",
        "description": "x",
        "ont_profile": "162",
        "pwe3_profile": "1",
        "us_sdber_rate": 4,
        "low_rx_opt_pwr_ne_thresh": -28.5,
        "high_rx_opt_pwr_ne_thresh": -8.0,
        "battery_present": True,
        "pse_max_power_budget": 60,
        "poe_class_control": "enabled",
        "low_rx_opt_pwr_fe_thresh": -30.5,
        "high_rx_opt_pwr_fe_thresh": -7.5,
        "low_tx_opt_pwr_thresh": 0.5,
        "high_tx_opt_pwr_thresh": 5.0,
        "low_laser_bias_thresh": 1.0,
        "high_laser_bias_thresh": 70.0,
        "low_line_pwr_feed_thresh": 10.0,
        "high_line_pwr_feed_thresh": 14.0,
        "low_ont_temp_thresh": -40.0,
        "high_ont_temp_thresh": 85.0,
        "ont_port_color": "blue",
    }
    assert values.keys() == OntAttributes.__annotations__.keys()
    client.e7.create_ont("1", 5, **values)
    found = client.e7.query_ont("1", 5)
    assert {name: getattr(found, name) for name in values} == values
    client.e7.query_ont("1")
    assert "temp-thresh" not in str(sim.requests[-1].body), "a page has room for so many characters"


def test_the_rest_of_the_live_half_is_read(scripted: tuple[ScriptedServer, E7]) -> None:
    """What few releases tell."""
    server, e7 = scripted
    state = (
        "<object><type>Ont</type><id><ont>5</ont></id><curr-cust-vers>1.2</curr-cust-vers>"
        "<alt-cust-vers>1.1</alt-cust-vers><rg-file-vers>3</rg-file-vers><voip-file-vers>4</voip-file-vers>"
        "<response-time>12</response-time><pse-available-power-budget>30</pse-available-power-budget>"
        "<pse-aggregate-output-power>0</pse-aggregate-output-power><pse-mgmt-capb>full</pse-mgmt-capb>"
        "<option>none</option></object>"
    )
    server.answer(
        server.login, server.reply(f"<action-reply><match><get>{state}</get></match></action-reply>")
    )
    ont = e7.query_ont("1", 5)
    assert ont is not None
    assert (ont.custom_version, ont.alternate_custom_version) == ("1.2", "1.1")
    assert (ont.gateway_file_version, ont.voice_file_version, ont.response_time) == ("3", "4", 12)
    assert (ont.available_power_budget, ont.aggregate_output_power) == (30, 0)
    assert (ont.power_management_capability, ont.option) == ("full", "none")


def test_factory_settings_drop_the_snapshot(sim: Sim, client: SyncCMSClient) -> None:
    """What they change is not known, so the next read lists again."""
    client.e7.create_ont("1", 5, ont_profile=162)
    assert client.e7.snapshot("1").get("5")
    client.e7.set_ont_to_default("1", 5)
    assert client.e7.snapshot("1").get("5")
    assert sim.count("ont.list") == 2


def test_the_e7_chooses_an_id(client: SyncCMSClient) -> None:
    """Without an id the first free one is taken, and told."""
    client.e7.create_ont("1", "1", ont_profile=162)
    assert client.e7.create_ont("1", ont_profile=162, serial_number="AB12").ont_id == "2"


def test_onts_are_found_by_what_identifies_them(client: SyncCMSClient) -> None:
    """Serial number in any shape, subscriber, registration id, and all conditions together."""
    client.e7.create_ont("1", 1, ont_profile=162, serial_number="00AB12", subscriber_id="S1", reg_id="R1")
    client.e7.create_ont("1", 2, ont_profile=162, serial_number="CD34", subscriber_id="S1", reg_id="R2")

    def ids(**conditions: Unpack[OntConditions]) -> list[str]:
        return [ont.ont_id for ont in client.e7.query_ont("1", **conditions)]

    assert ids(serial_number="CXNK00ab12") == ids(serial_number="00AB12") == ["1"]
    assert ids(serial_number="CXNK00CD34") == ["2"], "a label has zeros that the E7 does not hold"
    assert ids(subscriber_id="S1") == ["1", "2"]
    assert ids(reg_id="R2") == ["2"]
    assert ids(subscriber_id="S1", reg_id="R1") == ["1"]
    assert ids(admin_state="disabled") == []
    assert client.e7.query_ont("1", 1, subscriber_id="S2") is None


def test_listings_read_what_is_provisioned_unless_asked_for_more(sim: Sim, client: SyncCMSClient) -> None:
    """A whole node is listed by its configuration; the live half is read on demand."""
    for number in range(1, 6):
        client.e7.create_ont("1", number, ont_profile=162)
    listed = client.e7.query_ont("1")
    assert [ont.ont_id for ont in listed] == ["1", "2", "3", "4", "5"]
    assert {ont.op_state for ont in listed} == {None}
    assert sim.count("show-ont") == 0
    assert all(ont.op_state for ont in client.e7.query_ont("1", live=True))


@pytest.mark.parametrize(
    ("values", "place"),
    [
        ({"serial_number": 123456}, "serial_number must be text"),
        ({"serial_number": "CXNK"}, "serial_number 'CXNK' must be 1 to 8 hexadecimal digits"),
        ({"serial_number": "00XYZ"}, "serial_number '00XYZ'"),
        ({"admin_state": "enable"}, "admin_state must be one of enabled, disabled, enabled-no-alarms"),
        ({"ont_profile": "812G"}, "ont_profile must be the number of a profile"),
        ({"us_sdber_rate": 9}, "us_sdber_rate must be from 2 to 6"),
        ({"low_rx_opt_pwr_ne_thresh": -31}, "low_rx_opt_pwr_ne_thresh must be a number from -30.0 to -7.0"),
        ({"battery_present": "yes"}, "battery_present must be True or False"),
        ({"description": "bell \a"}, "description holds a control character"),
        ({"serno": "1"}, "serno is not an attribute of Ont; known are admin_state, serial_number, reg_id"),
        ({"admin_state": "on", "us_sdber_rate": 1}, "us_sdber_rate must be from 2 to 6"),
    ],
)
def test_bad_values_are_refused_before_anything_is_sent(
    sim: Sim, client: SyncCMSClient, values: dict[str, object], place: str
) -> None:
    """Each problem names its argument, all at once, and no request leaves."""
    for call in (client.e7.create_ont, client.e7.update_ont):
        with pytest.raises(InvalidValueError, match=place):
            call("1", "5", **values)  # type: ignore[arg-type] # wrong on purpose
    assert sim.requests == []


@pytest.mark.parametrize("ont_id", ["0", 0, "x", "-1", "64000001", True, "1.5", "", "\uff19"])
def test_ids_that_are_none_are_refused(sim: Sim, client: SyncCMSClient, ont_id: str | int) -> None:
    """An id is a number from 1 to 64000000; zero, which means any, has to be asked for in words."""
    with pytest.raises(InvalidValueError, match="ont_id must be"):
        client.e7.create_ont("1", ont_id)
    assert sim.requests == []


@pytest.mark.parametrize("port", ["1/1", "1-1-1", "", "1/1/x"])
def test_ports_of_the_olt_that_are_none_are_refused(sim: Sim, client: SyncCMSClient, port: str) -> None:
    """Under the name that the caller gave them."""
    with pytest.raises(InvalidValueError, match="gpon_port must be shelf/card/port"):
        client.e7.query_ont("1", gpon_port=port)
    assert sim.requests == []


@pytest.mark.parametrize("name", ["", " ", "NTWK-", "a\nb"])
def test_network_names_that_are_none_are_refused(client: SyncCMSClient, name: str) -> None:
    """A network needs a name that can be printed."""
    with pytest.raises(InvalidValueError, match="network_name"):
        client.e7.query_ont(name)


def test_white_space_around_a_text_does_not_count(sim: Sim, client: SyncCMSClient) -> None:
    """Replies are read without it, so it is neither written nor looked for."""
    client.e7.create_ont("1", 5, ont_profile=162, subscriber_id=" 007 ", description="  Hill Road\u00a0")

    found = client.e7.query_ont("1", subscriber_id="007\t")

    assert [(ont.ont_id, ont.subscriber_id, ont.description) for ont in found] == [("5", "007", "Hill Road")]
    assert client.e7.update_ont("1", 5, description="   ").description is None
    assert "<descr>Hill Road</descr>" in next(
        entry.body for entry in sim.requests if entry.operation == "ont.create"
    )


def test_refusals_of_the_e7_carry_their_place(client: SyncCMSClient) -> None:
    """Existing, missing, unknown node: each has its class, and says where."""
    client.e7.create_ont("1", 5, ont_profile=162)
    with pytest.raises(OntExistsError) as exists:
        client.e7.create_ont("1", 5, ont_profile=162)
    assert (exists.value.node, exists.value.operation, exists.value.object) == (
        "NTWK-1",
        "onts.create",
        "Ont 5",
    )
    assert exists.value.cms_message
    with pytest.raises(OntNotFoundError):
        client.e7.update_ont("1", 6, description="x")
    with pytest.raises(OntNotFoundError):
        client.e7.update_ont("1", 6, serial_number="AB12")
    with pytest.raises(OntNotFoundError):
        client.e7.delete_ont("1", 6)
    with pytest.raises(OntNotFoundError):
        client.e7.reset_ont("1", 6)


def test_an_unknown_node_is_no_missing_ont(client: SyncCMSClient) -> None:
    """A node that the CMS does not know is an error for every kind of read: nothing is said about ONTs."""
    for read in (
        lambda: client.e7.query_ont("elsewhere", 5),
        lambda: client.e7.query_ont("elsewhere", 5, live=False),
        lambda: client.e7.query_ont("elsewhere"),
        lambda: client.e7.snapshot("elsewhere").get("5"),
    ):
        with pytest.raises(NodeUnavailableError):
            read()


def test_an_ont_with_services_is_deleted_by_force_only(sim: Sim, client: SyncCMSClient) -> None:
    """Without force the E7 refuses, and the error says what to do."""
    client.e7.create_ont("1", 5, ont_profile=162)
    client.e7.create_ethernet_service("1", 5, 1, 1, tag_action=1, bandwidth_profile=1)
    with pytest.raises(OperationError, match="force=True"):
        client.e7.delete_ont("1", 5)
    assert "5" in onts(sim)
    client.e7.delete_ont("1", 5, force=True)
    assert onts(sim) == {}


def test_a_serial_number_is_replaced_in_two_steps(sim: Sim, client: SyncCMSClient) -> None:
    """The old device is unlinked first, then the new one is linked, with the other changes."""
    client.e7.create_ont("1", 5, ont_profile=162, serial_number="AAAA01")
    sim.reset_log()
    ont = client.e7.update_ont("1", 5, serial_number="CXNKBBBB02", description="new box")
    assert (ont.serial_number, ont.description) == ("BBBB02", "new box")
    first, second = (each.body for each in sim.requests if each.operation == "ont.merge")
    assert "<serno>0</serno><linked-pon/>" in str(first)
    assert "<serno>BBBB02</serno>" in str(second)


def test_the_serial_number_that_an_ont_has_is_not_written(sim: Sim, client: SyncCMSClient) -> None:
    """Unlinking cuts a subscriber off, so it is not done for nothing; leading zeros make no new device."""
    client.e7.create_ont("1", 5, ont_profile=162, serial_number="AAAA01")
    assert client.e7.update_ont("1", 5, serial_number="CXNK00AAAA01").serial_number == "AAAA01"
    assert sim.count("ont.merge") == 0
    client.e7.update_ont("1", 5, serial_number="AAAA01", description="x")
    assert sim.count("ont.merge") == 1
    assert all("serno" not in str(each.body) for each in sim.requests if each.operation == "ont.merge")


def test_a_first_serial_number_and_a_last_one_need_one_step(sim: Sim, client: SyncCMSClient) -> None:
    """There is nothing to unlink before the first, and nothing to link after the last."""
    client.e7.create_ont("1", 5, ont_profile=162)
    assert client.e7.update_ont("1", 5, serial_number="AAAA01").serial_number == "AAAA01"
    assert sim.count("ont.merge") == 1
    assert client.e7.update_ont("1", 5, serial_number="").serial_number is None
    assert sim.count("ont.merge") == 2


def test_a_refused_replacement_puts_the_old_device_back(sim: Sim, client: SyncCMSClient) -> None:
    """A failure half way leaves the subscriber with the old device, and says so."""
    client.e7.create_ont("1", 5, ont_profile=162, serial_number="AAAA01")
    client.e7.create_ont("1", 6, ont_profile=162, serial_number="BBBB02")
    with pytest.raises(OperationError, match="AAAA01 was put back"):
        client.e7.update_ont("1", 5, serial_number="BBBB02")
    assert onts(sim)["5"]["serno"] == "AAAA01"


def test_a_snapshot_serves_many_reads_and_takes_our_writes(sim: Sim, client: SyncCMSClient) -> None:
    """One listing for all reads; creates, updates and deletes of ours show in it without another."""
    for number in range(1, 31):
        client.e7.create_ont("1", number, ont_profile=162)
    sim.reset_log()
    snapshot = client.e7.snapshot("NTWK-1")
    assert snapshot is client.e7.snapshot("1")
    assert all(snapshot.get(str(number)) for number in range(1, 31))
    assert snapshot.get("99") is None
    pages = sim.count("ont.list")
    assert len(sim.requests) == pages < 12
    client.e7.create_ont("1", 99, ont_profile=162)
    client.e7.update_ont("1", 1, description="new")
    client.e7.delete_ont("1", 2)
    made, changed = snapshot.get("99"), snapshot.get("1")
    assert made is not None
    assert changed is not None
    assert (made.ont_id, changed.description, snapshot.get("2")) == ("99", "new", None)
    assert sim.count("ont.list") == pages


def test_onts_are_found_by_serial_number_and_reg_id_in_one_listing(sim: Sim, client: SyncCMSClient) -> None:
    """A plan of thirty ONTs asks who has which serial number: that costs the pages of one listing."""
    for number in range(1, 31):
        client.e7.create_ont(
            "1", number, ont_profile=162, serial_number=f"AA{number:02}", reg_id=f"R{number % 2}"
        )
    sim.reset_log()
    e7 = client.e7

    def holder(serial_number: str) -> str | None:
        found = e7.ont_with_serial("NTWK-1", serial_number)
        return found.ont_id if found else None

    assert [holder(f"cxnk0000aa{number:02}") for number in range(1, 31)] == [str(n) for n in range(1, 31)]
    assert [ont.ont_id for ont in e7.onts_with_reg_id("1", " R0 ")] == [str(n) for n in range(2, 31, 2)]
    assert [holder(each) for each in ("BB01", "HWTC0000AA01", "", "0", "no serial")] == [None] * 5
    assert e7.onts_with_reg_id("1", "") == e7.onts_with_reg_id("1", "R2") == []
    pages = sim.count("ont.list")
    assert len(sim.requests) == pages < 12

    e7.create_ont("1", 99, ont_profile=162, serial_number="BB01", reg_id="R1")
    e7.update_ont("1", 1, serial_number="CC01", reg_id="")
    e7.delete_ont("1", 2)
    assert [holder(each) for each in ("BB01", "AA01", "CC01", "AA02")] == ["99", None, "1", None]
    assert len(e7.onts_with_reg_id("1", "R0")) == 14
    assert [ont.ont_id for ont in e7.onts_with_reg_id("1", "R1")] == [*map(str, range(3, 30, 2)), "99"]
    assert sim.count("ont.list") == pages


def test_a_serial_number_of_two_onts_is_nobodys(
    configure: Callable[..., Config], vendor: Callable[..., CmsVendor]
) -> None:
    """Whether an E7 refuses the second one is not known; which is meant is not guessed."""
    rows = [
        {"id": number, "ontprof": 162, "serno": serial} for number, serial in ((1, "00AA01"), (7, "AA01"))
    ]
    with (
        Simulator(vendor(unique_ont_attributes=()), seed={"networks": [{"name": "1", "onts": rows}]}) as sim,
        SyncCMSClient(configure(sim)) as client,
    ):
        with pytest.raises(OperationError, match="ONTs 1, 7 have one serial number"):
            client.e7.ont_with_serial("1", "CXNK0000AA01")
        client.e7.delete_ont("1", 1)
        found = client.e7.ont_with_serial("1", "CXNK0000AA01")
        assert found is not None
        assert found.ont_id == "7"


def test_a_write_of_unknown_effect_drops_the_snapshot(sim: Sim, patient: tuple[E7, Cms]) -> None:
    """After a failed write the next read lists again, and shows what became of it."""
    e7, _ = patient
    e7.create_ont("1", 5, ont_profile=162)
    snapshot = e7.snapshot("1")
    assert snapshot.get("5") is not None
    sim.fault("ont.merge", "reset_after", times=20)
    with pytest.raises(ConnectionLostError):
        e7.update_ont("1", 5, description="did it arrive?")
    sim.clear_faults()
    found = snapshot.get("5")
    assert found is not None
    assert found.description == "did it arrive?"


def test_an_older_release_is_listed_without_its_missing_attributes(
    configure: Callable[..., Config], vendor: Callable[..., CmsVendor]
) -> None:
    """A node that does not know the newer attributes is asked for what it has, and that is remembered."""
    seed = {"networks": [{"name": "1", "onts": [{"id": 5, "ontprof": 162}]}]}
    with (
        Simulator(vendor(release="2.3"), seed=seed) as sim,
        SyncCMSClient(configure(sim)) as client,
    ):
        for _ in range(2):
            (ont,) = client.e7.query_ont("1")
            assert (ont.ont_id, ont.pse_max_power_budget) == ("5", None)
        assert sim.count("ont.list") == 3
