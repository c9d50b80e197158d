"""The life of a network, through the real client against the simulated CloudConnexa, in each API version."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.support.isp import Isp
from tests.support.lives import SETTINGS, Hands, record_of

from pulumi_isp_provider.cloudconnexa.client.client import CloudConnexaClient, connect
from pulumi_isp_provider.cloudconnexa.resources.host import HostLifecycle
from pulumi_isp_provider.cloudconnexa.resources.network import NetworkLifecycle
from pulumi_isp_provider.cloudconnexa.resources.parent import Parent
from pulumi_isp_provider.cloudconnexa.settings import CloudConnexaSettings
from pulumi_isp_provider.core.ownership import Key
from pulumi_isp_provider.core.schema import UNKNOWN
from pulumi_isp_provider.errors import (
    AlreadyExistsError,
    MalformedResponseError,
    TooManyDeletionsError,
    ValidationError,
)
from pulumi_isp_simulators import CloudConnexaVendor, Simulator

BARE = {
    "name": "Plant",
    "internet_access": "SPLIT_TUNNEL_ON",
    "egress": True,
    "tunneling_protocol": "OPENVPN",
}

LAB = {"subnet": "10.1.0.0/24", "description": "lab"}
EAST = {"name": "a", "vpn_region_id": "us-east-1"}
DOMAIN = {"value": "shop.isp.example", "allow_embedded_ip": False}


def test_create_finds_a_network_of_the_same_name(cloudconnexa: CloudConnexaClient, isp: Isp) -> None:
    """A network is known by its name: it is not made twice."""
    first = Hands(NetworkLifecycle, cloudconnexa).create(dict(BARE))

    again = Hands(NetworkLifecycle, cloudconnexa).create(dict(BARE))

    assert again.id == first.id
    assert len(isp.cloudconnexa.state()["networks"]) == 1


def test_an_update_keeps_what_is_not_ours(cloudconnexa: CloudConnexaClient, isp: Isp) -> None:
    """The vendor's update replaces everything; a description that we never declared survives ours."""
    life = Hands(NetworkLifecycle, cloudconnexa)
    stored = life.create(dict(BARE))
    isp.cloudconnexa.change("networks", stored.id, {"description": "written in the portal"})

    life.update(stored, {}, {**BARE, "egress": False})

    after = isp.cloudconnexa.state()["networks"][0]
    assert (after["description"], after["egress"]) == ("written in the portal", False)


def operations(isp: Isp) -> list[str]:
    return [request.operation for request in isp.cloudconnexa.requests if request.operation != "token"]


def test_routes_and_connectors_are_made_in_one_request(cloudconnexa: CloudConnexaClient, isp: Isp) -> None:
    """Twenty routes and a connector cost what the network alone costs."""
    routes = [{"subnet": f"10.{number}.0.0/16"} for number in range(20)]

    Hands(NetworkLifecycle, cloudconnexa).create({**BARE, "routes": routes, "connectors": [EAST]})

    assert operations(isp) == ["networks.list", "networks.create"]
    assert len(isp.cloudconnexa.state()["routes"]) == 20


def test_a_change_costs_a_request_for_each_route_that_changed(
    cloudconnexa: CloudConnexaClient, isp: Isp
) -> None:
    """What stays is not sent again; the old route goes before the new one comes, which may overlap it."""
    life = Hands(NetworkLifecycle, cloudconnexa)
    inputs = {**BARE, "routes": [LAB, {"subnet": "10.2.0.0/16"}]}
    stored = life.create(inputs)
    isp.reset_logs()

    news = {**BARE, "routes": [{"subnet": "10.1.0.0/23"}, {"subnet": "10.2.0.0/16"}]}
    life.update(stored, {}, news)

    assert operations(isp) == ["routes.delete", "routes.create"]


def test_routes_that_were_never_declared_are_left_alone(cloudconnexa: CloudConnexaClient, isp: Isp) -> None:
    """A route made in the portal is no drift, and survives each change of those that are declared."""
    life = Hands(NetworkLifecycle, cloudconnexa)
    stored = life.create({**BARE, "routes": [LAB]})
    cloudconnexa.routes.create({"network_id": stored.id, "value": "10.9.0.0/16"})

    seen = life.read(stored)
    life.update(stored, {}, {**BARE, "routes": []})

    assert seen is not None
    assert seen.outputs == stored.outputs
    assert [route["subnet"] for route in isp.cloudconnexa.state()["routes"]] == ["10.9.0.0/16"]


def test_a_half_finished_change_goes_on_where_it_stopped(cloudconnexa: CloudConnexaClient, isp: Isp) -> None:
    """State knows nothing of the half that was done; what stands at the vendor counts."""
    life = Hands(NetworkLifecycle, cloudconnexa)
    stored = life.create({**BARE, "routes": [LAB]})
    news = {**BARE, "routes": [{"subnet": f"10.{number}.0.0/24"} for number in (2, 3, 4)]}
    isp.cloudconnexa.fault("routes.create", "status", every=3, status=400, body="{}")
    with pytest.raises(ValidationError, match="Changes to routes that were made before: 2"):
        life.update(stored, {}, news)
    isp.cloudconnexa.clear_faults()
    isp.reset_logs()

    now = Hands(NetworkLifecycle, cloudconnexa).update(stored, {}, news)

    assert [name for name in operations(isp) if name != "networks.list"] == ["routes.create", "routes.delete"]
    assert now.inputs == news


def test_a_network_that_lacks_a_route_is_adopted_with_it(cloudconnexa: CloudConnexaClient, isp: Isp) -> None:
    """Adopting brings the declared routes and takes none away."""
    Hands(NetworkLifecycle, cloudconnexa).create({**BARE, "routes": [{"subnet": "10.9.0.0/16"}]})
    wanted = {**BARE, "routes": [LAB]}
    with pytest.raises(AlreadyExistsError, match="differs in routes"):
        Hands(NetworkLifecycle, cloudconnexa).create(dict(wanted))

    Hands(NetworkLifecycle, cloudconnexa).create({**wanted, "adopt_existing": True})

    subnets = {route["subnet"] for route in isp.cloudconnexa.state()["routes"]}
    assert subnets == {"10.1.0.0/24", "10.9.0.0/16"}


def test_what_was_never_declared_of_a_connector_survives_its_change(
    cloudconnexa: CloudConnexaClient, isp: Isp
) -> None:
    """A description written in the portal is left alone; one that was declared and no longer is goes."""
    stored = Hands(NetworkLifecycle, cloudconnexa).create({**BARE, "connectors": [EAST]})
    (connector,) = cloudconnexa.connectors.list()
    cloudconnexa.connectors.update(connector.id, {"description": "written in the portal"})
    moved = {**BARE, "connectors": [{**EAST, "vpn_region_id": "it-mxp"}]}

    stored = Hands(NetworkLifecycle, cloudconnexa).update(stored, {}, moved)

    (connector,) = cloudconnexa.connectors.list()
    assert (connector.vpn_region_id, connector.description) == ("it-mxp", "written in the portal")
    named = {**BARE, "connectors": [{**EAST, "description": "ours"}]}
    stored = Hands(NetworkLifecycle, cloudconnexa).update(stored, {}, named)
    Hands(NetworkLifecycle, cloudconnexa).update(stored, {}, moved)
    (connector,) = cloudconnexa.connectors.list()
    assert (connector.vpn_region_id, connector.description) == ("it-mxp", None)


def test_networks_that_exchange_subnets_are_refused_before_a_route_goes(
    cloudconnexa: CloudConnexaClient, isp: Isp
) -> None:
    """The vendor refuses the new route while the other network has it: until then the old one stays."""
    life = Hands(NetworkLifecycle, cloudconnexa)
    first = life.create({**BARE, "routes": [LAB]})
    life.create({**BARE, "name": "Office", "routes": [{"subnet": "10.2.0.0/24"}]})
    before = isp.cloudconnexa.state()["routes"]

    with pytest.raises(ValidationError, match="overlaps"):
        life.update(first, {}, {**BARE, "routes": [{"subnet": "10.2.0.0/24"}]})

    assert isp.cloudconnexa.state()["routes"] == before


def test_a_listed_route_that_somebody_else_deletes_meanwhile_is_as_good_as_deleted(
    cloudconnexa: CloudConnexaClient, isp: Isp
) -> None:
    """What a listing still shows may be gone when it is deleted."""
    life = Hands(NetworkLifecycle, cloudconnexa)
    stored = life.create({**BARE, "routes": [LAB]})
    cloudconnexa.routes.snapshot.values()
    isp.cloudconnexa.load({key: rows for key, rows in isp.cloudconnexa.state().items() if key != "routes"})

    now = life.update(stored, {}, {**BARE, "routes": [{"subnet": "10.2.0.0/24"}]})

    assert now.inputs["routes"] == [{"subnet": "10.2.0.0/24"}]


def test_a_page_that_is_not_the_vendors_has_deleted_no_connector(
    cloudconnexa: CloudConnexaClient, isp: Isp
) -> None:
    """Whoever dials in through a connector that is off the list and still there would never be noticed."""
    stored = Hands(NetworkLifecycle, cloudconnexa).create({**BARE, "connectors": [EAST]})
    before = isp.cloudconnexa.state()
    page = "<html>Not found</html>"
    isp.cloudconnexa.fault("network-connectors.delete", "status", every=1, status=404, body=page)

    with pytest.raises(MalformedResponseError):
        Hands(NetworkLifecycle, cloudconnexa).update(stored, {}, {**BARE, "connectors": []})

    assert isp.cloudconnexa.state() == before


def test_of_several_connectors_of_one_name_none_is_taken(cloudconnexa: CloudConnexaClient, isp: Isp) -> None:
    """Deleting or moving one of them would be a guess about who is cut off."""
    stored = Hands(NetworkLifecycle, cloudconnexa).create({**BARE, "connectors": [EAST]})
    cloudconnexa.connectors.create({"network_id": stored.id, **EAST})
    before = isp.cloudconnexa.state()

    for connectors in ([], [{**EAST, "vpn_region_id": "it-mxp"}]):
        with pytest.raises(AlreadyExistsError, match="Several connectors of the network have the same name"):
            Hands(NetworkLifecycle, cloudconnexa).update(stored, {}, {**BARE, "connectors": connectors})

    assert isp.cloudconnexa.state() == before


def test_a_network_that_is_only_renamed_in_the_program_names_all_that_stays(
    cloudconnexa: CloudConnexaClient, caplog: pytest.LogCaptureFixture
) -> None:
    """A connector that was taken off the list in the same run still lets somebody in."""
    old = Hands(NetworkLifecycle, cloudconnexa).create({**BARE, "routes": [LAB], "connectors": [EAST]})
    life = Hands(NetworkLifecycle, cloudconnexa, owner="renamed")
    life.create(dict(BARE))

    with caplog.at_level("WARNING", logger="pulumi_isp_provider.lifecycle"):
        life.delete(old)

    assert "is kept, with its routes 10.1.0.0/24" in caplog.text
    assert "is kept, with its connectors a" in caplog.text


@pytest.mark.parametrize(
    ("life", "bare", "offers"),
    [
        (
            NetworkLifecycle,
            BARE,
            {"ip_services": {"type": "SERVICE_DESTINATION"}, "applications": {"routes": [DOMAIN]}},
        ),
        (
            HostLifecycle,
            {"name": "h"},
            {
                "host_connectors": {"vpn_region_id": "us-east-1"},
                "host_ip_services": {},
                "host_applications": {"routes": [DOMAIN]},
            },
        ),
    ],
    ids=["network", "host"],
)
def test_what_belongs_to_what_is_only_renamed_in_the_program_is_named(
    cloudconnexa: CloudConnexaClient,
    caplog: pytest.LogCaptureFixture,
    life: type[Parent[Any]],
    bare: dict[str, Any],
    offers: dict[str, dict[str, Any]],
) -> None:
    """A service that went in the same run is still offered: the engine counts it as gone with its parent."""
    old = Hands(life(), cloudconnexa).create(dict(bare))
    for service, body in offers.items():
        config = {} if service.endswith("connectors") else {"config": {"service_types": ["SSH"]}}
        owner = {f"{life.kind.lower()}_id": old.id}
        getattr(cloudconnexa, service).create({"name": f"of-{service}", **owner, **config, **body})
    new = Hands(life(), cloudconnexa, owner="renamed")
    new.create(dict(bare))

    with caplog.at_level("WARNING", logger="pulumi_isp_provider.lifecycle"):
        new.delete(old)

    assert [service for service in offers if f"of-{service}" not in caplog.text] == []


@pytest.mark.parametrize(
    ("routes", "says"),
    [
        ("10.0.0.0/8", "routes: must be a list"),
        (["10.0.0.0/8"], "routes[0]: must be a map with subnet, and may have description"),
        ([{}], "routes[0].subnet: is required"),
        ([LAB, {"value": "10.0.0.0/8", "subnet": "10.0.0.1/8"}], "routes[1].subnet: has bits set outside"),
        ([{**LAB, "value": 1}], "routes[0].value: is not a property here; there are description, subnet"),
        ([LAB, {"subnet": "10.001.0.0/24"}], "routes[1].subnet: must be an IPv4 or IPv6 subnet"),
        ([LAB, {"subnet": " 10.1.0.0/24"}], "routes[1].subnet: stands in the list before"),
    ],
)
def test_bad_routes_are_refused(routes: object, says: str) -> None:
    """Each with the path to it."""
    failures = Hands(NetworkLifecycle).check({"name": "Plant", "routes": routes}).failures

    assert any(str(failure).startswith(says) for failure in failures), failures


def test_connectors_of_an_ipsec_network_are_refused() -> None:
    """They have keys, for which a declaration has no place; without one they would be tunnels to nowhere."""
    site = {"name": "Site", "connectors": [{"name": "a", "vpn_region_id": "eu-central-1"}]}

    def refused(protocol: object) -> list[str]:
        checked = Hands(NetworkLifecycle).check({**site, "tunneling_protocol": protocol})
        return [failure.path for failure in checked.failures]

    assert refused("IPSEC") == ["connectors"]
    assert refused("OPENVPN") == refused(UNKNOWN) == []


def test_blanks_around_a_connectors_name_make_no_other_connector(cloudconnexa: CloudConnexaClient) -> None:
    """Whether the vendor trims names is not known; a second connector must not be made for that."""
    padded = {**BARE, "connectors": [{**EAST, "name": "a "}]}
    stored = Hands(NetworkLifecycle, cloudconnexa).create(padded)
    (connector,) = cloudconnexa.connectors.list()
    cloudconnexa.connectors.update(connector.id, {"name": "a"})

    seen = Hands(NetworkLifecycle, cloudconnexa).read(stored)

    assert seen is not None
    assert Hands(NetworkLifecycle).diff(stored.id, seen.outputs, padded).changes == []
    moved = {**BARE, "connectors": [{**EAST, "name": "a ", "vpn_region_id": "it-mxp"}]}
    stored = Hands(NetworkLifecycle, cloudconnexa).update(stored, {}, moved)
    assert [(c.id, c.vpn_region_id) for c in cloudconnexa.connectors.list()] == [(connector.id, "it-mxp")]
    Hands(NetworkLifecycle, cloudconnexa).update(stored, {}, {**BARE, "connectors": []})
    assert cloudconnexa.connectors.list() == []
    twice = {"name": "Plant", "connectors": [EAST, {**EAST, "name": " a"}]}
    failures = Hands(NetworkLifecycle).check(twice).failures
    assert [str(failure) for failure in failures] == ["connectors[1].name: stands in the list before"]


def test_routes_that_are_not_known_yet_are_let_pass() -> None:
    """A subnet, a route or all of them may come from something that does not exist yet."""
    for routes in (UNKNOWN, [UNKNOWN, LAB, UNKNOWN], [{"subnet": UNKNOWN}, {"subnet": UNKNOWN}, LAB]):
        news = {"name": "Plant", "routes": routes, "connectors": UNKNOWN}
        checked = Hands(NetworkLifecycle).check(news)
        assert checked.failures == []
        olds = {**BARE, "routes": [LAB], "connectors": [EAST]}
        changes = Hands(NetworkLifecycle).diff("id", olds, checked.inputs).changes
        assert {change.path for change in changes} == {"routes", "connectors"}


@pytest.mark.parametrize(
    ("news", "says"),
    [
        ({"routes": [LAB, {"subnet": "2001:0DB8::/48"}]}, []),
        ({"routes": [LAB]}, ["routes: deletes 2001:db8::/48"]),
        (
            {"routes": [{"subnet": "10.1.0.0/24"}, {"subnet": "10.2.0.0/24"}], "connectors": [EAST]},
            ["routes: deletes 2001:db8::/48; adds 10.2.0.0/24; changes 10.1.0.0/24", "connectors: adds a"],
        ),
        ({}, ["routes: deletes 10.1.0.0/24, 2001:db8::/48"]),
        ({"routes": UNKNOWN}, []),
    ],
)
def test_a_plan_says_what_is_done_to_a_list(
    cloudconnexa: CloudConnexaClient, news: dict[str, Any], says: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    """By key: the engine shows a list by place, so that all that stands behind a change seems to change."""
    olds = {**BARE, "routes": [LAB, {"subnet": "2001:db8::/48"}]}
    hands = Hands(NetworkLifecycle, cloudconnexa)
    hands.check({**BARE, **news})
    with caplog.at_level("INFO", "pulumi_isp_provider.lifecycle"):
        hands.diff("n1", olds, {**BARE, **news})

    assert caplog.messages == [f"cloudconnexa.Network 'a': {text}" for text in says]


def test_a_plan_names_no_secret_and_not_hundreds(
    cloudconnexa: CloudConnexaClient, caplog: pytest.LogCaptureFixture
) -> None:
    """Of a secret list the numbers are said; of a long one the first twenty; what a Route takes is left."""
    olds = {**BARE, "routes": [{"subnet": f"10.1.{number}.0/24"} for number in range(40)]}
    hands = Hands(NetworkLifecycle, cloudconnexa)
    route = hands.life.parts("n1", olds)[("routes", "10.1.39.0/24")][1]
    key = Key("cloudconnexa.Route", SETTINGS["cloudconnexa"].system, route)
    hands.run.ledger.declare("cloudconnexa.Route::r", "cloudconnexa.Route", key.system, [key], [])
    hands.check(BARE)
    with caplog.at_level("INFO", "pulumi_isp_provider.lifecycle"):
        hands.diff("n1", olds, BARE)
        hands.life.diff(hands.run, record_of("n1", olds), hands.declared(BARE, "routes"))

    named = ", ".join(f"10.1.{number}.0/24" for number in range(20))
    said = f"deletes {named} and 19 more; leaves 10.1.39.0/24 to another resource"
    hidden = "deletes 39; leaves 1 to another resource"
    assert caplog.messages == [f"cloudconnexa.Network 'a': routes: {text}" for text in (said, hidden)]


def test_of_several_networks_with_one_name_none_is_taken() -> None:
    """Which one is meant nothing tells: refused with both ids, in the preview too."""
    names_repeat = CloudConnexaVendor(client_id="pulumi", client_secret="hush", unique_keys=())
    with Simulator(names_repeat, seed={"networks": [{"name": "Plant"}, {"name": "Plant"}]}) as simulator:
        settings = CloudConnexaSettings(url=simulator.url, client_id="pulumi", client_secret="hush")
        with connect(settings) as client:
            hands = Hands(NetworkLifecycle, client)
            with pytest.raises(
                AlreadyExistsError, match=r"Several cloudconnexa\.Network have this name"
            ) as caught:
                hands.create(dict(BARE))
            (refusal,) = hands.look(BARE).refusals
        state = simulator.state()

    assert len(state["networks"]) == 2
    for network in state["networks"]:
        assert network["id"] in str(caught.value)
        assert network["id"] in refusal


def test_routes_of_a_list_are_counted_before_the_first_is_deleted(
    cloudconnexa: CloudConnexaClient, isp: Isp
) -> None:
    """A list that has become short is refused as a whole; one that drops no more than may go is not."""
    life = Hands(NetworkLifecycle, cloudconnexa)
    routes = [{"subnet": f"10.{number}.0.0/16"} for number in range(14)]
    stored = life.create({**BARE, "routes": routes})
    isp.reset_logs()

    with pytest.raises(TooManyDeletionsError, match="this run may delete 10") as caught:
        life.update(stored, {}, {**BARE, "routes": routes[:3]})

    assert "cloudconnexa.Route" in str(caught.value)
    assert isp.writes() == []
    Hands(NetworkLifecycle, cloudconnexa).update(stored, {}, {**BARE, "routes": routes[:4]})
    assert len(isp.cloudconnexa.state()["routes"]) == 4


def test_what_cannot_be_understood_belongs_to_a_network_too(cloudconnexa: CloudConnexaClient) -> None:
    """It has no name that could be told; somebody may dial in with it, and it goes with the network."""
    made = cloudconnexa.networks.create({"name": "Plant"})
    odd = replace(made, unread={"connectors": ({"id": 5},)})

    found = {each.what: each.names for each in NetworkLifecycle().belongings(cloudconnexa, odd)}

    assert found["connectors"] == ["(one that cannot be understood)"]
    assert found["routes"] == []
