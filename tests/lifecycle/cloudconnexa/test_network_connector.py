"""A connector of a network in two places: in the network's own list, and as a resource."""

from __future__ import annotations

import pytest
from tests.support.isp import Isp
from tests.support.lives import Hands, Reached

from pulumi_isp_provider.cloudconnexa.client.client import CloudConnexaClient
from pulumi_isp_provider.cloudconnexa.resources.network import NetworkLifecycle
from pulumi_isp_provider.cloudconnexa.resources.network_connector import NetworkConnectorLifecycle
from pulumi_isp_provider.core.records import Stored
from pulumi_isp_provider.core.run import Run
from pulumi_isp_provider.errors import AlreadyExistsError

DIAL = {"name": "dial", "vpn_region_id": "us-east-1"}
SPARE = {"name": "spare", "vpn_region_id": "it-mxp"}


def keep(life: Hands, stored: Stored, connectors: list[dict[str, str]]) -> Stored:
    """What a run does with a network that is there already."""
    news = life.check({"name": "Plant", "connectors": connectors}).inputs
    return life.update(stored, {}, news) if life.diff(stored, {}, news).changes else stored


@pytest.fixture
def site(cloudconnexa: CloudConnexaClient) -> Stored:
    """A network as the run before has left it."""
    life = Hands(NetworkLifecycle, cloudconnexa)
    return life.create(life.check({"name": "Plant"}).inputs)


@pytest.fixture
def hands(cloudconnexa: CloudConnexaClient) -> tuple[Hands, Hands]:
    """Network and connector in one run."""
    run = Run(Reached(cloudconnexa))
    return (
        Hands(NetworkLifecycle, run=run, owner="site"),
        Hands(NetworkConnectorLifecycle, run=run, owner="dial"),
    )


def test_a_connector_that_is_also_in_its_networks_list_is_refused(
    hands: tuple[Hands, Hands], site: Stored
) -> None:
    """It would go as soon as one of its two owners let it go. The refusal comes before anything is done."""
    network, connector = hands
    keep(network, site, [DIAL])

    (failure,) = connector.check({"network_id": site.id, **DIAL, "name": " dial"}).failures

    assert "is declared by cloudconnexa.Network 'site' already" in failure.reason
    assert connector.check({"network_id": site.id, **SPARE}).failures == []
    with pytest.raises(AlreadyExistsError, match=r"belongs to cloudconnexa\.NetworkConnector 'dial'"):
        keep(network, site, [DIAL, SPARE])


def test_two_resources_with_one_name_in_one_network_are_refused(
    hands: tuple[Hands, Hands], site: Stored
) -> None:
    """The same name in another network is another connector."""
    _, connector = hands
    assert connector.check({"network_id": site.id, **DIAL}).failures == []

    (failure,) = connector.named("second").check({"network_id": site.id, **DIAL}).failures

    assert "is declared by cloudconnexa.NetworkConnector 'dial' already" in failure.reason
    assert connector.named("second").check({"network_id": "elsewhere", **DIAL}).failures == []


def test_a_connector_that_moves_into_its_networks_list_is_kept(
    cloudconnexa: CloudConnexaClient, hands: tuple[Hands, Hands], site: Stored, isp: Isp
) -> None:
    """The network lists it before the engine asks for the delete of the resource: nobody is cut off."""
    network, connector = hands
    stored = Hands(NetworkConnectorLifecycle, cloudconnexa).create({"network_id": site.id, **DIAL})
    before = isp.cloudconnexa.state()

    keep(network, site, [DIAL])
    connector.delete(stored)

    assert isp.cloudconnexa.state() == before


@pytest.mark.parametrize("connector_first", [True, False])
def test_a_connector_that_moves_out_of_its_networks_list_is_there_afterwards(
    cloudconnexa: CloudConnexaClient,
    hands: tuple[Hands, Hands],
    site: Stored,
    isp: Isp,
    connector_first: bool,
) -> None:
    """Where the engine comes to the connector first, it is the same one: nobody is cut off."""
    network, connector = hands
    listed = keep(Hands(NetworkLifecycle, cloudconnexa, owner="site"), site, [DIAL])
    before = [each["id"] for each in isp.objects("cloudconnexa", "network-connectors")]

    if not connector_first:
        keep(network, listed, [])
    news = connector.check({"network_id": site.id, **DIAL})
    assert news.failures == []
    stored = connector.create(news.inputs)
    if connector_first:
        keep(network, listed, [])

    assert Hands(NetworkConnectorLifecycle, cloudconnexa).read(stored) == stored
    standing = [each["id"] for each in isp.objects("cloudconnexa", "network-connectors")]
    assert standing == [stored.id]
    assert (standing == before) is connector_first


def test_connectors_of_a_network_are_read_in_one_listing(
    cloudconnexa: CloudConnexaClient, site: Stored, isp: Isp
) -> None:
    """Thirteen reads of thirteen connectors cost one request."""
    life = Hands(NetworkConnectorLifecycle, cloudconnexa)
    stored = [life.create({"network_id": site.id, **DIAL, "name": f"dial-{n}"}) for n in range(13)]
    cloudconnexa.networks.snapshot.drop()
    isp.cloudconnexa.reset_log()

    assert all(life.read(connector) == connector for connector in stored)
    assert sum(isp.cloudconnexa.counts().values()) == 1
