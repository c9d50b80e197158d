"""Many clients at once lose nothing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import requests

from pulumi_isp_simulators import Simulator, WhmcsVendor

CLIENTS = 50
SEED: dict[str, Any] = {
    "products": [{"pid": 1, "name": "Fibre", "customfields": [{"id": 1, "name": "ONT Serial"}]}],
    "clients": [{"id": 1, "firstname": "A", "lastname": "B", "email": "a@b.example"}],
    "services": [{"id": number, "clientid": 1, "pid": 1} for number in range(1, CLIENTS + 1)],
}


def test_fifty_clients_with_reads_and_changes_lose_no_update() -> None:
    """Each changes its own service behind everybody's back, reads it, and tries a write that is refused."""
    with Simulator(WhmcsVendor(identifier="i", secret="s"), seed=SEED) as simulator:

        def ask(action: str, **parameters: object) -> requests.Response:
            body = {"identifier": "i", "secret": "s", "responsetype": "json", "action": action, **parameters}
            return requests.post(f"{simulator.url}/includes/api.php", data=body, timeout=60)

        def work(number: int) -> tuple[str, int]:
            for step in range(3):
                simulator.change(
                    "services", str(number), {"status": "Suspended", "notes": f"{number}-{step}"}
                )
                seen = ask("GetClientsProducts", serviceid=number).json()["products"]["product"][0]
            refused = ask("ModuleTerminate", serviceid=number)
            return seen["status"], refused.status_code

        with ThreadPoolExecutor(CLIENTS) as pool:
            seen = list(pool.map(work, range(1, CLIENTS + 1)))

        services = simulator.state()["services"]
        assert set(seen) == {("Suspended", 403)}
        assert [(each["id"], each["notes"]) for each in services] == [
            (n, f"{n}-2") for n in range(1, CLIENTS + 1)
        ]
        assert simulator.count("GetClientsProducts") == 3 * CLIENTS
        assert simulator.count("ModuleTerminate") == CLIENTS
        assert not any(entry.bug for entry in simulator.requests)
