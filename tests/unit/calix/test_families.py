"""Everything of an E7 besides ONTs, against a simulated CMS."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from pulumi_isp_provider.calix.client.client import Config, SyncCMSClient
from pulumi_isp_provider.calix.client.e7.objects import FEW
from pulumi_isp_provider.calix.client.e7.services import EthernetService, EthernetServiceAttributes
from pulumi_isp_provider.calix.client.e7.vlans import VlanAttributes
from pulumi_isp_provider.calix.errors import (
    AlreadyExistsError,
    CalixError,
    InvalidValueError,
    NodeUnavailableError,
    NotFoundError,
    OntNotFoundError,
    OperationError,
)
from pulumi_isp_simulators import CmsVendor, Simulator

if TYPE_CHECKING:
    from tests.unit.calix.conftest import ScriptedServer

    from pulumi_isp_provider.calix.client.e7 import E7
    from pulumi_isp_provider.calix.client.e7.discovered import DiscoveredOnt
    from pulumi_isp_provider.calix.client.nbi.cms import Cms

Sim = Simulator[CmsVendor]


def test_ont_profiles_are_listed_and_read(client: SyncCMSClient) -> None:
    """A profile tells how many ports of each kind an ONT has."""
    listed = client.e7.query_ont_profile("1")
    one = client.e7.query_ont_profile("1", 162)
    assert one in listed
    assert one is not None
    assert (one.profile_id, one.name) == ("162", "812G")
    assert one.gigabit_ethernet_ports
    assert client.e7.query_ont_profile("1", 9999) is None
    assert client.e7.query_pwe3_profile("1", 1) in client.e7.query_pwe3_profile("1")


def test_one_listing_tells_whether_profiles_exist(sim: Sim, client: SyncCMSClient) -> None:
    """A plan asks for each ONT: that costs the pages of one listing, and a read for each that is missing."""
    for _ in range(50):
        assert client.e7.has_ont_profile("1", 162)
        assert client.e7.has_ont_profile("NTWK-1", "local:49")
        assert client.e7.has_ont_profile("1", "local:50") is False
        assert client.e7.has_ont_profile("1", "999") is False
        assert client.e7.has_ont_profile("1", "998") is False
    reads = ["ontprof.get-config"] * 2
    assert sorted(each.operation for each in sim.requests) == ["login", *reads, "ontprof.list"]
    sim.reset_log()
    assert client.e7.has_pwe3_profile("1", 1)
    assert client.e7.has_pwe3_profile("1", 2) is False
    assert [each.operation for each in sim.requests] == ["ontpwe3prof.list", "ontpwe3prof.get-config"]


def test_threads_share_the_listing_of_profiles(sim: Sim, client: SyncCMSClient) -> None:
    """Twenty questions at once about a profile that is missing are one listing and one read."""
    with ThreadPoolExecutor(20) as pool:
        assert set(pool.map(lambda _: client.e7.has_ont_profile("1", 999), range(20))) == {False}
    assert (sim.count("ontprof.list"), sim.count("ontprof.get-config")) == (1, 1)


def test_profiles_are_listed_again_when_the_listing_is_old(
    sim: Sim, configure: Callable[..., Config]
) -> None:
    """A profile that somebody makes is seen after the time that listings are good for."""
    with SyncCMSClient(configure(sim, cache_ttl=0)) as client:
        assert client.e7.has_ont_profile("1", 300) is False
        state = sim.state()
        state["networks"][0]["profiles"]["OntProf"].append({"id": 300, "name": "new"})
        sim.load(state)
        assert client.e7.has_ont_profile("1", 300)


def test_a_node_that_is_not_there_says_nothing_about_profiles(client: SyncCMSClient) -> None:
    """That is an error, not a missing profile."""
    with pytest.raises(NodeUnavailableError):
        client.e7.has_ont_profile("elsewhere", 162)


def test_who_cannot_say_whether_there_is_a_profile_is_not_taken_for_no(
    scripted: tuple[ScriptedServer, E7],
) -> None:
    """A release that refuses to list is asked for the one; where it refuses that, too, nothing is known."""
    server, e7 = scripted
    refused = server.reply(
        "<rpc-error><error-message>unknown object type OntProf</error-message></rpc-error>"
    )
    one = "<data><top><object><type>OntProf</type><id><ontprof>{}</ontprof></id></object></top></data>"
    server.answer(server.login, refused, refused, server.reply(one.format("162")), refused)

    assert e7.has_ont_profile("1", 7) is None
    assert e7.has_ont_profile("1", 7) is None
    assert e7.has_ont_profile("1", 162) is True
    assert e7.has_ont_profile("1", "local:3") is None
    assert len(server.requests) == 5


def test_ethernet_ports_are_read_and_updated(client: SyncCMSClient) -> None:
    """Ports come with the ONT's profile; the changed attribute changes and the others stay."""
    client.e7.create_ont("1", 5, ont_profile=162)
    ports = client.e7.query_ont_ethernet_port("1", 5)
    assert [port.port for port in ports] == ["1", "2", "3", "4"]
    changed = client.e7.update_ont_ethernet_port("1", 5, 2, admin_state="disabled", description="kitchen")
    assert (changed.admin_state, changed.description, changed.speed) == (
        "disabled",
        "kitchen",
        ports[1].speed,
    )
    assert client.e7.query_ont_ethernet_port("1", 5, 2) == changed
    assert client.e7.update_ont_ethernet_port("1", 5, 2) == changed
    live = client.e7.query_ont_ethernet_port("1", 5, 2, live=True)
    assert live is not None
    assert live.op_state is not None


def test_ports_that_are_not_there(client: SyncCMSClient) -> None:
    """A missing port is None, a port of a missing ONT is an error where a list is asked for."""
    client.e7.create_ont("1", 5, ont_profile=162)
    assert client.e7.query_ont_ethernet_port("1", 5, 8) is None
    assert client.e7.query_ont_ethernet_port("1", 5, kind="fast") == []
    with pytest.raises(NotFoundError):
        client.e7.update_ont_ethernet_port("1", 5, 8, admin_state="disabled")
    with pytest.raises(NotFoundError):
        client.e7.update_ont_ethernet_port("1", 5, 8)
    with pytest.raises(OntNotFoundError):
        client.e7.query_ont_ethernet_port("1", 6)
    with pytest.raises(InvalidValueError, match="port must be from 1 to 8"):
        client.e7.query_ont_ethernet_port("1", 5, 9)


def test_an_ethernet_service_lives(client: SyncCMSClient) -> None:
    """Created, suspended, listed, deleted."""
    client.e7.create_ont("1", 5, ont_profile=162)
    made = client.e7.create_ethernet_service(
        "1", 5, 1, 1, tag_action=1, bandwidth_profile=1, outer_tag=100, us_cir_override="20m"
    )
    assert (made.admin_state, made.outer_tag, made.us_cir_override) == ("enabled", "100", "20m")
    suspended = client.e7.update_ethernet_service("1", 5, 1, 1, admin_state="disabled")
    assert (suspended.admin_state, suspended.outer_tag) == ("disabled", "100")
    assert client.e7.query_ethernet_service("1", 5) == [suspended]
    assert client.e7.query_ethernet_service("1", 5, 1, 1) == suspended
    with pytest.raises(AlreadyExistsError):
        client.e7.create_ethernet_service("1", 5, 1, 1, tag_action=1, bandwidth_profile=1)
    client.e7.delete_ethernet_service("1", 5, 1, 1)
    assert client.e7.query_ethernet_service("1", 5, 1, 1) is None
    with pytest.raises(NotFoundError):
        client.e7.delete_ethernet_service("1", 5, 1, 1)


def test_everything_that_a_service_and_a_vlan_have_can_be_set(sim: Sim, client: SyncCMSClient) -> None:
    """Each attribute comes back as it was written, and None means that nothing was left out by mistake."""
    client.e7.create_ont("1", 5, ont_profile=162)
    service: EthernetServiceAttributes = {
        "admin_state": "disabled",
        "tag_action": "1",
        "bandwidth_profile": "1",
        "description": "x",
        "outer_tag": "100",
        "inner_tag": "200",
        "multicast_profile": "1",
        "pon_cos": "cos-2",
        "us_cir_override": "1m",
        "us_pir_override": "20m",
        "ds_pir_override": "2.5g",
        "hot_swap": True,
        "pppoe_force_discard": True,
        "security_profile": "1",
    }
    assert service.keys() == EthernetServiceAttributes.__annotations__.keys()
    made = client.e7.create_ethernet_service("1", 5, 1, 1, **service)
    assert {name: getattr(made, name) for name in service} == service
    vlan: VlanAttributes = {
        "name": "x",
        "igmp_mode": "proxy",
        "igmp_profile": "1",
        "dhcp_mode": "proxy",
        "dhcp_service_profile": "1",
        "pppoe_profile": "1",
        "mobility": True,
    }
    created = client.e7.create_vlan("1", 100, **vlan)
    assert {name: getattr(created, name) for name in vlan} == vlan
    assert created.mac_forced_forwarding is False
    sent = str(sim.requests[-1].body)
    assert "<dhcp-svc-prof><type>DhcpSvcProf</type><id><dhcpsvcprof>1</dhcpsvcprof></id>" in sent
    assert "<pppoe-prof><type>PppoeProf</type><id><pppoeprof>1</pppoeprof></id>" in sent
    found = client.e7.query_vlan("1", 100)
    assert found is not None
    assert found.pppoe_profile == "1"


@pytest.mark.parametrize("whole", ["all", "none", "refuse"])
def test_services_are_read_from_a_listing_that_takes_our_writes(
    vendor: Callable[..., CmsVendor], configure: Callable[..., Config], whole: str
) -> None:
    """Pages for all of them where the E7 lists them; what it does not list is asked of each ONT once."""
    with (
        Simulator(vendor(system_lists_services=whole), seed={"networks": [{"name": "1"}]}) as sim,
        SyncCMSClient(configure(sim)) as client,
    ):
        e7 = client.e7
        for ont in range(1, 31):
            e7.create_ont("1", ont, ont_profile=162)
            for service in (1, 2):
                e7.create_ethernet_service("1", ont, 1, service, tag_action=1, bandwidth_profile=1)
        sim.reset_log()

        def standing(ont: int, service: int) -> EthernetService | None:
            return e7.standing_ethernet_service("1", ont, 1, service, listed=True)

        assert all(standing(ont, service) for ont in range(1, 31) for service in (1, 2))
        assert standing(30, 3) is standing(99, 1) is None
        asked = len(sim.requests)
        assert asked < 20 if whole == "all" else asked == 1 + 31
        assert e7.create_ethernet_service("1", 5, 1, 3, tag_action=1, bandwidth_profile=1) == standing(5, 3)
        assert e7.update_ethernet_service("1", 5, 1, 1, description="new") == standing(5, 1)
        e7.delete_ethernet_service("1", 5, 1, 2)
        assert standing(5, 2) is None
        assert sim.count("ethsvc.list") == asked + (whole == "all"), "what is not listed is asked of its ONT"
        e7.delete_ont("1", 6, force=True)
        assert standing(6, 1) is None
        with pytest.raises(NotFoundError):
            e7.update_ethernet_service("1", 5, 1, 2, description="new")
        sim.remove("services", "1/5/3/1/1")
        assert standing(5, 1) is None, "after a write that failed it is listed again"


def test_the_first_questions_about_services_are_asked_one_by_one(sim: Sim, client: SyncCMSClient) -> None:
    """Whoever changes one service of a full shelf does not list the shelf."""
    client.e7.create_ont("1", 5, ont_profile=162)
    made = client.e7.create_ethernet_service("1", 5, 1, 1, tag_action=1, bandwidth_profile=1)
    sim.reset_log()

    assert [client.e7.standing_ethernet_service("1", 5, 1, 1) for _ in range(FEW)] == [made] * FEW
    assert sim.count("ethsvc.get-config") == FEW
    assert [client.e7.standing_ethernet_service("1", 5, 1, 1) for _ in range(FEW)] == [made] * FEW
    assert (sim.count("ethsvc.get-config"), sim.count("ethsvc.list")) == (FEW, 1)


def test_a_fault_while_services_are_listed_is_no_refusal(sim: Sim, patient: tuple[E7, Cms]) -> None:
    """The next question lists the node again; it would else be one request for each ONT from then on."""
    e7, _ = patient
    e7.create_ont("1", 5, ont_profile=162)
    made = e7.create_ethernet_service("1", 5, 1, 1, tag_action=1, bandwidth_profile=1)
    sim.fault(operation="ethsvc.list", action="reset_before", every=1)

    with pytest.raises(CalixError):
        e7.standing_ethernet_service("1", 5, 1, 1, listed=True)
    sim.clear_faults()
    sim.reset_log()

    assert e7.standing_ethernet_service("1", 5, 1, 1, listed=True) == made
    assert [request.operation for request in sim.requests] == ["ethsvc.list"]


def test_profiles_of_services_are_known_as_far_as_the_node_lists_them(
    vendor: Callable[..., CmsVendor], configure: Callable[..., Config]
) -> None:
    """One that lists none of a type has said nothing; a type it lists is known to the last number."""
    seed = {"networks": [{"name": "1", "profiles": {"BwProf": [{"id": 7, "name": "fast"}]}}]}
    with Simulator(vendor(), seed=seed) as sim, SyncCMSClient(configure(sim)) as client:
        has = client.e7.has_service_profile
        assert [has("1", "bandwidth_profile", number) for number in (7, "local:7", 8, "local:8")] == [
            True,
            True,
            False,
            False,
        ]
        assert has("1", "tag_action", 7) is None
        with pytest.raises(InvalidValueError):
            has("1", "ont_profile", 7)  # type: ignore[arg-type] # wrong on purpose


def test_the_services_of_one_port_are_those_of_that_port(client: SyncCMSClient) -> None:
    """Who asks for a port does not get, and then delete, what is on the others."""
    client.e7.create_ont("1", 5, ont_profile=162)
    first, second = (
        client.e7.create_ethernet_service("1", 5, port, 1, tag_action=1, bandwidth_profile=1)
        for port in (1, 2)
    )
    assert client.e7.query_ethernet_service("1", 5) == [first, second]
    assert client.e7.query_ethernet_service("1", 5, "2") == [second]
    assert client.e7.query_ethernet_service("1", 5, 2, kind="fast") == []
    with pytest.raises(InvalidValueError, match="service_id needs its port"):
        client.e7.query_ethernet_service("1", 5, service_id=1)  # type: ignore[call-overload] # wrong on purpose
    with pytest.raises(InvalidValueError, match="port must be from 1 to 8"):
        client.e7.query_ethernet_service("1", 5, 9)


def test_a_kind_of_port_that_is_none_is_refused(sim: Sim, client: SyncCMSClient) -> None:
    """With the kinds that there are, and without a request."""
    for call in (
        lambda kind: client.e7.create_ethernet_service("1", 5, 1, 1, kind=kind),
        lambda kind: client.e7.query_ethernet_service("1", 5, 1, kind=kind),
        lambda kind: client.e7.query_ont_ethernet_port("1", 5, kind=kind),
        lambda kind: client.e7.update_ont_ethernet_port("1", 5, 1, kind=kind),
    ):
        with pytest.raises(InvalidValueError, match=r"kind must be one of gigabit, .*fast.* not 'ge'"):
            call("ge")
    assert sim.requests == []


@pytest.mark.parametrize("force", ["false", 0, ""])
def test_force_is_true_or_false(sim: Sim, client: SyncCMSClient, force: Any) -> None:
    """The text "false" would otherwise count as true, and take the services along."""
    for call in (client.e7.delete_ont, client.e7.delete_vlan, client.e7.reset_ont):
        with pytest.raises(InvalidValueError, match="force must be True or False"):
            call("1", 100, force=force)
    assert sim.requests == []


@pytest.mark.parametrize(
    ("values", "place"),
    [
        ({"outer_tag": 1003}, "outer_tag 1003 is reserved"),
        ({"outer_tag": 4094}, "outer_tag must be from 2 to 4093"),
        ({"us_cir_override": "fast"}, "us_cir_override must be none or a rate"),
        ({"pon_cos": "cos-9"}, "pon_cos must be one of"),
        ({"bandwidth_profile": "@gold"}, "bandwidth_profile must be the number of a profile"),
    ],
)
def test_values_of_a_service_are_checked_before(
    sim: Sim, client: SyncCMSClient, values: dict[str, object], place: str
) -> None:
    """What an E7 cannot hold is refused without a request."""
    with pytest.raises(InvalidValueError, match=place):
        client.e7.create_ethernet_service("1", 5, 1, 1, **values)  # type: ignore[arg-type] # wrong on purpose
    assert sim.requests == []


def test_a_lost_answer_makes_one_service(sim: Sim, patient: tuple[E7, Cms]) -> None:
    """The exactly-once create is the same for every type."""
    e7, _ = patient
    e7.create_ont("1", 5, ont_profile=162)
    sim.fault("ethsvc.create", "reset_after", times=1)
    made = e7.create_ethernet_service("1", 5, 1, 1, tag_action=1, bandwidth_profile=1)
    assert e7.query_ethernet_service("1", 5) == [made]
    assert sim.count("ethsvc.create") == 1


def test_listings_of_vlans_take_our_writes(sim: Sim, client: SyncCMSClient) -> None:
    """One listing answers many reads; after a write that failed it is asked for again."""
    e7 = client.e7
    e7.create_vlan("1", 100)
    vlans, members = e7.vlan_snapshot("1"), e7.vlan_member_snapshot("1", 100)
    assert (len(vlans.values()), members.values()) == (1, ())
    sim.reset_log()

    made = e7.create_vlan("1", 200, name="data")
    assert vlans.get("200") == made
    assert vlans.get("100") != e7.update_vlan("1", 100, name="video")
    assert [each.name for each in vlans.values()] == ["video", "data"]
    lag = e7.create_vlan_member("1", 100, "lag:1")
    assert members.values() == (lag,)
    e7.delete_vlan_member("1", 100, 1)
    e7.delete_vlan("1", 200)
    assert ([each.vlan_id for each in vlans.values()], members.values()) == (["100"], ())
    assert sim.count("vlan.list") == sim.count("vlanmem.list") == 0
    sim.remove("vlans", "1/100")
    with pytest.raises(NotFoundError):
        e7.update_vlan("1", 100, name="internet")
    assert vlans.values() == ()
    with pytest.raises(NotFoundError):
        e7.delete_vlan("1", 100)
    with pytest.raises(NotFoundError):
        members.values()


def test_a_vlan_and_its_members_live(client: SyncCMSClient) -> None:
    """Created, changed, joined, listed; deleted by force only while it has members."""
    made = client.e7.create_vlan("1", 100, name="internet", igmp_mode="flood", mac_learning=True)
    assert (made.vlan_id, made.name, made.igmp_mode) == ("100", "internet", "flood")
    assert client.e7.update_vlan("1", 100, name="video").name == "video"
    member = client.e7.create_vlan_member("1", 100, "ethernet:1/1/1")
    other = client.e7.create_vlan_member("1", 100, "lag:2", member_id=7)
    assert (member.interface, other.interface, other.member_id) == ("ethernet:1/1/1", "lag:2", "7")
    assert client.e7.query_vlan_member("1", 100) == [member, other]
    with pytest.raises(OperationError):
        client.e7.delete_vlan("1", 100)
    client.e7.delete_vlan_member("1", 100, member.member_id)
    assert client.e7.query_vlan_member("1", 100) == [other]
    client.e7.delete_vlan("1", 100, force=True)
    assert client.e7.query_vlan("1", 100) is None
    assert [vlan.vlan_id for vlan in client.e7.query_vlan("1")] == []


def test_a_lost_answer_makes_one_member(sim: Sim, patient: tuple[E7, Cms]) -> None:
    """A member whose number the E7 chose is found by its interface."""
    e7, _ = patient
    e7.create_vlan("1", 100, name="internet")
    sim.fault("vlanmem.create", "reset_after", times=1)
    made = e7.create_vlan_member("1", 100, "ethernet:1/1/1")
    assert e7.query_vlan_member("1", 100) == [made]


def test_what_is_missing_is_named(sim: Sim, client: SyncCMSClient) -> None:
    """A profile, an ONT under a service, a port: the error is about that, and says what to do."""
    client.e7.create_ont("1", 5, ont_profile=162)
    create = client.e7.create_ethernet_service
    for what, call in (
        ("OntProf 999", lambda: client.e7.create_ont("1", 6, ont_profile=999)),
        ("OntPwe3Prof 7", lambda: client.e7.create_ont("1", 6, ont_profile=162, pwe3_profile=7)),
        ("OntProf 999", lambda: client.e7.update_ont("1", 5, ont_profile=999)),
        ("OntPwe3Prof 7", lambda: client.e7.update_ont("1", 5, pwe3_profile=7)),
        ("port", lambda: create("1", 5, 8, 1, tag_action=1, bandwidth_profile=1)),
        ("EthSvc 5/3/1/1", lambda: client.e7.update_ethernet_service("1", 5, 1, 1, description="x")),
    ):
        with pytest.raises(NotFoundError) as missing:
            call()
        assert not isinstance(missing.value, OntNotFoundError)
        assert missing.value.object == what
        assert missing.value.hint
        assert "pulumi" not in str(missing.value)
    on_absent: list[Callable[[], object]] = [
        lambda: create("1", 6, 1, 1, tag_action=1, bandwidth_profile=1),
        lambda: client.e7.update_ont("1", 6, description="x"),
        lambda: client.e7.delete_ont("1", 6),
    ]
    for attempt in on_absent:
        with pytest.raises(OntNotFoundError) as absent:
            attempt()
        assert absent.value.object == "Ont 6"
        assert "pulumi" not in str(absent.value)


@pytest.mark.parametrize("interface", ["1/1/1", "ethernet:1/1", "lag:x", "port:1", "lag:"])
def test_interfaces_that_are_none_are_refused(client: SyncCMSClient, interface: str) -> None:
    """A member is named by its kind and its place."""
    with pytest.raises(InvalidValueError, match="interface must be"):
        client.e7.create_vlan_member("1", 100, interface)


@pytest.mark.parametrize("vlan_id", [1, 1002, 1005, 4094, "x"])
def test_vlans_that_are_reserved_are_refused(client: SyncCMSClient, vlan_id: int | str) -> None:
    """A VLAN is from 2 to 4093 and none that the E7 keeps for itself."""
    with pytest.raises(InvalidValueError, match="vlan_id"):
        client.e7.create_vlan("1", vlan_id)


def test_discovered_onts_are_found(sim: Sim, client: SyncCMSClient) -> None:
    """All, those without a provisioned ONT, those behind an ONT or a port, and one by its serial number."""
    state = sim.state()
    state["networks"][0]["discovered"] = [
        {"id": "CXNKAAAA01", "pon": "1/1/1", "model": "844G-1"},
        {"id": "CXNKBBBB02", "pon": "1/1/2", "model": "812G-1"},
        {"id": "HWTC12345678", "pon": "1/1/3"},
    ]
    sim.load(state)
    client.e7.create_ont("1", 5, ont_profile=162, serial_number="BBBB02")

    def serials(found: list[DiscoveredOnt]) -> list[str]:
        return [each.serial_number for each in found]

    query = client.e7.query_discovered_ont
    assert serials(query("1")) == ["AAAA01", "BBBB02", "HWTC12345678"]
    assert serials(query("1", provisioned=False)) == ["AAAA01", "HWTC12345678"]
    assert serials(query("1", provisioned=True)) == ["BBBB02"]
    assert serials(query("1", ont_id=5)) == ["BBBB02"]
    assert serials(query("1", gpon_port="1/1/1")) == ["AAAA01"]
    one = client.e7.query_discovered_ont("1", "CXNKaaaa01")
    assert one is not None
    assert (one.pon, one.model, one.ont_id) == ("1/1/1", "844G-1", "0")
    other = client.e7.query_discovered_ont("1", "hwtc12345678")
    assert other is not None
    assert (other.discovered_id, other.pon) == ("HWTC12345678", "1/1/3")
    assert client.e7.query_discovered_ont("1", "12345678") is None
    assert client.e7.query_discovered_ont("1", "CXNKFFFF01") is None
    linked = client.e7.query_ont("1", 5)
    assert linked is not None
    assert linked.linked_pon == "1/1/2"
    assert [ont.ont_id for ont in client.e7.query_ont("1", gpon_port="1/1/2")] == ["5"]
    assert [ont.ont_id for ont in client.e7.query_ont("1", gpon_port="1/1/2", live=False)] == ["5"]


def test_onts_are_reset(sim: Sim, client: SyncCMSClient) -> None:
    """A restart and factory settings are each one action."""
    client.e7.create_ont("1", 5, ont_profile=162)
    client.e7.reset_ont("1", 5)
    client.e7.set_ont_to_default("1", 5)
    assert (sim.count("reset-ont"), sim.count("set-to-default")) == (1, 1)
