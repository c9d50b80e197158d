"""Write actions: refused, without effect, and visible in the log."""

from __future__ import annotations

from typing import Any

import pytest

WRITES = (
    "AddClient",
    "UpdateClientProduct",
    "ModuleSuspend",
    "DeleteClient",
    "AcceptOrder",
    "SetConfigurationValue",
)


@pytest.mark.parametrize("action", WRITES)
def test_write_is_refused_for_want_of_permission(whmcs: Any, action: str) -> None:
    """The role of the credentials allows reads only."""
    before = whmcs.sim.state()

    answer = whmcs.post(action, clientid=7, serviceid=42, status="Suspended")

    assert answer.status_code == 403
    assert answer.json()["message"] == f'Invalid Permissions: API action "{action.lower()}" is not allowed'
    assert whmcs.sim.state() == before


@pytest.mark.parametrize("action", WRITES)
def test_write_that_is_permitted_is_not_run_either(start: Any, action: str) -> None:
    """A role that may everything gets the text that WHMCS has for internal actions."""
    whmcs = start(permissions=["*"])
    before = whmcs.sim.state()

    answer = whmcs.call(action, clientid=7, serviceid=42, status="Suspended")

    assert answer == {"result": "error", "message": "API Command Restricted to Internal API"}
    assert whmcs.sim.state() == before


def test_every_write_is_counted_under_its_name(whmcs: Any) -> None:
    """However it is spelled and whoever sends it, a test can see that it was sent."""
    whmcs.post("addCLIENT")
    whmcs.post("ModuleTerminate", secret="bogus")
    whmcs.post("GetClients")

    assert whmcs.sim.counts() == {"AddClient": 1, "ModuleTerminate": 1, "GetClients": 1}
    assert [entry.operation for entry in whmcs.sim.requests] == ["AddClient", "ModuleTerminate", "GetClients"]


@pytest.mark.parametrize(
    "action", ["DecryptPassword", "GetClientPassword", "GetPayMethods", "CreateSsoToken", "GetEmails"]
)
def test_reads_that_give_away_secrets_are_refused_like_writes(whmcs: Any, action: str) -> None:
    """They exist, and the default role does not allow them."""
    assert whmcs.post(action).status_code == 403
    assert whmcs.sim.count(action) == 1
