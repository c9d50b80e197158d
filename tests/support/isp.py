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
"""By collection of a CMS: the objects that it is inside of, its name there, and what tells its own apart."""
_UNSET = {"ports": {"admin": "enabled-no-alarms", "speed": "auto", "subscr-id": "", "descr": ""}}
"""By collection of what is always there: what is so by itself; where nothing else is set, it is left out."""


@dataclass
class Isp:
    """The three simulated vendors of one test, their secrets, and the release that is selected."""

    cms: Simulator[CmsVendor]
    cloudconnexa: Simulator[CloudConnexaVendor]
    whmcs: Simulator[WhmcsVendor]
    secrets: dict[str, str]
    release: str = RELEASES[-1]  # so that all that is declared is there

    def simulator(self, vendor: str) -> Simulator[Any]:
        """The simulator of a vendor, which our settings call so."""
        simulators: dict[str, Simulator[Any]] = {"calix": self.cms, "cloudconnexa": self.cloudconnexa}
        return simulators[vendor]

    def objects(self, vendor: str, collection: str) -> list[dict[str, Any]]:
        """What stands in one of a simulator's collections; of the CMS, it is that of the first E7.

        Of what has a key and one value, such as a setting, these two.
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
        """Have another object stand under the number of one that is inside of another one of the first E7."""
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
        """Every request since the last reset that could change something at a vendor."""
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
    """An ISP; by default the demo's: one E7, ONTs in the field, customers in WHMCS, an empty tenant.

    Args:
        seed: What there is; None takes the demo's.
        release: The release of CloudConnexa's API, at the server and in config.
        cms: Further options of the simulated CMS.
        cloudconnexa: Further options of the simulated CloudConnexa.
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
    # As it is by itself; without it, whoever changes it and changes it back would leave another state.
    seed["cloudconnexa"]["settings"] = {"wpc/ip-allocation-mode": "BOTH"}
    return seed


def secret_forms(value: str) -> list[str]:
    """A secret as it might be written: plain, and as base64."""
    return [value, base64.b64encode(value.encode()).decode().rstrip("=")]


def _is_unset(collection: str, row: dict[str, Any]) -> bool:
    unset = _UNSET.get(collection)
    return unset is not None and {name: row[name] for name in unset} == unset
