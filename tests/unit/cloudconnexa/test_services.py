"""Every service does what its kind of object allows, in both releases."""

from __future__ import annotations

from typing import Any

import pytest

from pulumi_isp_provider.cloudconnexa import CloudConnexaClient, ResourceNotFoundError, ValidationError
from pulumi_isp_simulators import CloudConnexaVendor, Simulator

Tenant = Simulator[CloudConnexaVendor]


def test_life_of_an_object(client: CloudConnexaClient, case: Any) -> None:
    """What was created is listed and read; a change keeps the rest; what was deleted is gone."""
    service = getattr(client, case.service)
    values = case.values(client)

    made = service.create(values)

    assert service.get(made.id) == made
    assert made in service.list()
    assert made in list(service.iter())
    assert service.snapshot.get(made.id) == made

    changed = service.update(made.id, case.change)

    kept = {k: v for k, v in made.to_dict().items() if k not in case.change}
    assert {k: v for k, v in changed.to_dict().items() if k in kept} == kept
    assert changed != made
    assert service.get(made.id) == changed
    assert service.snapshot.get(made.id) == changed

    service.delete(made.id)

    assert service.get(made.id) is None
    assert service.snapshot.get(made.id) is None
    assert made.id not in [m.id for m in service.list()]


def test_missing_object(client: CloudConnexaClient, case: Any) -> None:
    """Reading what does not exist gives None; changing and deleting it say so."""
    service = getattr(client, case.service)
    missing = "00000000-0000-4000-8000-000000000000"

    assert service.get(missing) is None
    with pytest.raises(ResourceNotFoundError):
        service.update(missing, case.change)
    with pytest.raises(ResourceNotFoundError):
        service.delete(missing)


def test_model_as_input(client: CloudConnexaClient, case: Any) -> None:
    """A model can be given in place of a mapping: what is written back unchanged stays as it is."""
    service = getattr(client, case.service)
    made = service.create(case.values(client))

    assert service.update(made.id, made) == made

    service.delete(made.id)
    again = service.create(made)

    assert again.id != made.id


@pytest.mark.parametrize("id_", [None, 5, "", "../users", "a/b", "a?b"])
def test_what_is_no_id(client: CloudConnexaClient, tenant: Tenant, id_: Any) -> None:
    """What would turn into another address, or is no text at all, is refused before anything is sent."""
    for call in (client.networks.get, client.networks.delete):
        with pytest.raises(ValidationError, match="is not the id of a network"):
            call(id_)
    assert tenant.requests == []


def test_regions(client: CloudConnexaClient) -> None:
    """Regions can be listed and found by their code, and nothing else."""
    regions = client.vpn_regions

    assert {"us-east-1", "it-mxp"} <= {region.id for region in regions.list()}
    found = regions.get("us-east-1")
    assert found is not None
    assert found.country_iso == "US"
    assert regions.get("nowhere-1") is None
    assert not hasattr(regions, "create")


def test_every_service_has_a_case(cases: list[Any]) -> None:
    """No service that can create is left out here."""
    with CloudConnexaClient("https://acme.invalid", "id", "secret") as client:
        creating = {name for name, value in vars(client).items() if hasattr(value, "create")}

    assert creating == {case.service for case in cases}
