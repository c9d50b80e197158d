"""A small simulated ISP."""

from __future__ import annotations

import base64
import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

import yaml

from pulumi_isp_provider.cloudconnexa.releases import RELEASES
from pulumi_isp_simulators import CloudConnexaVendor, CmsVendor, Simulator, WhmcsVendor

from . import ROOT
from .releases import SERVERS

_INSIDE = {
    "ports": ("onts", "ports", ("slot", "port")),
    "services": ("onts", "services", ("slot", "port", "service")),
    "vlan-members": ("vlans", "members", ("id",)),
}
"""For a collection of a CMS: the collection of its parents, its name in a parent, and its key there."""
_UNSET = {"ports": {"admin": "enabled-no-alarms", "speed": "auto", "subscr-id": "", "descr": ""}}
"""For a collection of objects that always exist: their defaults. Objects with only defaults are left out."""


@dataclass
class Isp:
    """The three simulated vendors of one test, their secrets, and the selected release."""

    cms: Simulator[CmsVendor]
    cloudconnexa: Simulator[CloudConnexaVendor]
    whmcs: Simulator[WhmcsVendor]
    secrets: dict[str, str]
    release: str = RELEASES[-1]  # it has all properties

    def simulator(self, vendor: str) -> Simulator[Any]:
        """The simulator of a vendor, by the vendor's name in settings."""
        simulators: dict[str, Simulator[Any]] = {"calix": self.cms, "cloudconnexa": self.cloudconnexa}
        return simulators[vendor]

    def objects(self, vendor: str, collection: str) -> list[dict[str, Any]]:
        """The objects in a collection of a simulator; for the CMS, of the first E7.

        For objects with a key and one value, such as settings, these two.
        """
        state = self.simulator(vendor).state()
        place = state["networks"][0] if vendor == "calix" else state
        if collection in _INSIDE:
            outer, inner, parts = _INSIDE[collection]
            return [
                {
                    **each,
                    "id": "/".join(str(part) for part in (parent["id"], *(each[name] for name in parts))),
                }
                for parent in place[outer]
                for each in parent[inner]
                if not _is_unset(collection, each)
            ]
        found: list[dict[str, Any]] | dict[str, Any] = place.get(collection, [])
        if isinstance(found, dict):
            return [{"id": key, "value": value} for key, value in found.items()]
        return found

    def give_away(self, collection: str, key: str, fields: Mapping[str, Any]) -> None:
        """Replace a nested object of the first E7 by another one with the same number."""
        state = self.cms.state()
        outer, inner, parts = _INSIDE[collection]
        for parent in state["networks"][0][outer]:
            for each in parent[inner]:
                if "/".join(str(part) for part in (parent["id"], *(each[name] for name in parts))) == key:
                    each.update(fields)
        self.cms.load(state)

    def config(self) -> dict[str, str]:
        """Plain settings by config key."""
        return {
            "calix:url": self.cms.url,
            "calix:restUrl": self.cms.rest_url,
            "calix:username": "engineer",
            "cloudconnexa:url": self.cloudconnexa.url,
            "cloudconnexa:clientId": "pulumi.acme",
            "cloudconnexa:apiVersion": self.release,
            "whmcs:url": f"{self.whmcs.url}/includes/api.php",
            "whmcs:identifier": "pulumi-identifier",
        }

    def reset_logs(self) -> None:
        """Forget the requests so far."""
        for simulator in (self.cms, self.cloudconnexa, self.whmcs):
            simulator.reset_log()

    def writes(self) -> list[str]:
        """All requests since the last reset that can change something at a vendor."""
        found = [
            f"cloudconnexa: {request.operation}"
            for request in self.cloudconnexa.requests
            if request.method != "GET" and request.operation != "token"
        ]
        found += [
            f"cms: {request.operation}"
            for request in self.cms.requests
            if not re.fullmatch(r"login|logout|show-.*|rest\..*|.*\.(get|get-config|list)", request.operation)
        ]
        found += [
            f"whmcs: {request.operation}"
            for request in self.whmcs.requests
            if not request.operation.startswith("Get")
        ]
        return found


_SECRETS = {
    "calix:password": f"cms-{secrets.token_hex(8)}",
    "cloudconnexa:clientSecret": f"ovpn-{secrets.token_hex(8)}",
    "whmcs:secret": f"whmcs-{secrets.token_hex(8)}",
}


@contextmanager
def simulated_isp(
    seed: Mapping[str, Any] | None = None,
    release: str = RELEASES[-1],
    *,
    cms: Mapping[str, Any] | None = None,
    cloudconnexa: Mapping[str, Any] | None = None,
) -> Iterator[Isp]:
    """An ISP; by default the one of the demo: one E7 with ONTs, customers in WHMCS, an empty tenant.

    Args:
        seed: The objects; None means those of the demo.
        release: The release of CloudConnexa's API, for the server and in config.
        cms: More options of the simulated CMS.
        cloudconnexa: More options of the simulated CloudConnexa.
    """
    seed = seed or _demo()
    hidden = dict(_SECRETS)
    with ExitStack() as stack:
        yield Isp(
            stack.enter_context(
                Simulator(
                    CmsVendor(username="engineer", password=hidden["calix:password"], **(cms or {})),
                    seed=seed["cms"],
                )
            ),
            stack.enter_context(
                Simulator(
                    CloudConnexaVendor(
                        client_id="pulumi.acme",
                        client_secret=hidden["cloudconnexa:clientSecret"],
                        api_version=SERVERS[release],
                        **(cloudconnexa or {}),
                    ),
                    seed=seed["cloudconnexa"],
                )
            ),
            stack.enter_context(
                Simulator(
                    WhmcsVendor(identifier="pulumi-identifier", secret=hidden["whmcs:secret"]),
                    seed=seed["whmcs"],
                )
            ),
            hidden,
            release,
        )


def _demo() -> dict[str, Any]:
    seed: dict[str, Any] = yaml.safe_load((ROOT / "tools/demo/seed.yaml").read_text())
    # The default. Without it, changing it and changing it back would leave another state.
    seed["cloudconnexa"]["settings"] = {"wpc/ip-allocation-mode": "BOTH"}
    return seed


def secret_forms(value: str) -> list[str]:
    """The possible forms of a secret: plain, and as base64."""
    return [value, base64.b64encode(value.encode()).decode().rstrip("=")]


def _is_unset(collection: str, row: dict[str, Any]) -> bool:
    unset = _UNSET.get(collection)
    return unset is not None and {name: row[name] for name in unset} == unset
