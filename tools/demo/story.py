"""What the demo tells, step by step."""

from __future__ import annotations

from typing import Any

from .stage import STACK, Stage, StepFailedError

_QUIET = ("--suppress-permalink=true", "--suppress-progress")
_GO = ("--yes", "--skip-preview", *_QUIET)


def tell(stage: Stage) -> None:
    """Walk through the main job; every step checks what it shows.

    Raises:
        StepFailedError: Something did not happen as told.
    """
    vendors = stage.simulators
    steps = iter(range(1, 9))

    def step(text: str) -> None:
        print(f"\n[{next(steps)}] {text}", flush=True)

    print("A CMS with one E7, a CloudConnexa tenant and a WHMCS are running here, simulated:")
    for name, url in vendors.urls.items():
        print(f"    {name}: {url}")

    step("preview: what would be created? Nothing is touched yet.")
    stage.pulumi("preview", "--stack", STACK, *_QUIET)
    _expect(not _onts(stage), "the preview created ONTs")

    step("up: one ONT for each fibre customer, and the network team's private network.")
    stage.pulumi("up", "--stack", STACK, *_GO)
    _expect(len(_onts(stage)) == 4, "the E7 does not hold four ONTs")

    step("up again: nothing has changed, so nothing is done.")
    stage.pulumi("up", "--stack", STACK, "--expect-no-changes", *_GO)

    step("Behind our back, somebody disables an ONT in the CMS and deletes a route in CloudConnexa ...")
    ont = min(_onts(stage))
    route = next(r["id"] for r in _routes(stage) if r["description"] == "CMS servers")
    vendors.ask("cms", "PATCH", f"objects/onts/{ont}", {"admin": "disabled"})
    vendors.ask("cloudconnexa", "DELETE", f"objects/routes/{route}")

    step("refresh: both show.")
    shown = stage.pulumi("refresh", "--stack", STACK, "--diff", *_GO)
    _expect("disabled" in shown, "the refresh did not show the disabled ONT")

    step("up: both are repaired.")
    stage.pulumi("up", "--stack", STACK, *_GO)
    _expect(_onts(stage)[ont]["admin"] == "enabled", "the ONT is still disabled")
    _expect(len(_routes(stage)) == 2, "the route is still missing")

    if stage.keep:
        print(f"\nEverything is left as it is. To go on by hand:\n{stage.how_to_go_on()}")
        return

    step("destroy: nothing is left behind.")
    stage.pulumi("destroy", "--stack", STACK, *_GO)
    _expect(not _onts(stage), "ONTs were left on the E7")
    _expect(not _routes(stage), "routes were left in CloudConnexa")
    print("\nThat is the main job. The program was examples/quickstart/__main__.py.")


def _onts(stage: Stage) -> dict[str, dict[str, Any]]:
    state = stage.simulators.ask("cms", "GET", "state")
    return {
        f"{network['name']}/{ont['id']}": ont
        for network in state["networks"]
        for ont in network.get("onts", [])
    }


def _routes(stage: Stage) -> list[dict[str, Any]]:
    state = stage.simulators.ask("cloudconnexa", "GET", "state")
    routes: list[dict[str, Any]] = state.get("routes", [])
    return routes


def _expect(holds: bool, otherwise: str) -> None:
    if not holds:
        raise StepFailedError(otherwise)
