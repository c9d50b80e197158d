"""GetServers, GetHealthStatus, WhmcsDetails, GetConfigurationValue, GetModuleConfigurationParameters."""

from __future__ import annotations

from collections import Counter
from typing import Final

from ..access import Refusal
from ..call import Call, Read
from ..fields import Row
from ..layouts.system import (
    MODULE_PARAMETER,
    MODULE_TYPES,
    MODULE_TYPES_WITHOUT_PARAMETERS,
    SERVER,
)
from ..version import Version


def get_servers(call: Call) -> Row:
    """Servers, of one service's module if asked for, in a flat list."""
    module = _module_asked_for(call)
    services = call.state.all("services").values()
    active = Counter(service["serverid"] for service in services if service["status"] == "Active")
    rows = [
        call.shapes.row(
            SERVER,
            server
            | {
                "activeServices": active[server["id"]],
                "percentUsed": round(100 * active[server["id"]] / max(1, server["maxAllowedServices"])),
            },
        )
        for server in call.state.all("servers").values()
        if module is None or server["module"] == module
    ]
    return {"servers": rows, "fetchStatus": call.params.text("fetchStatus")}


def _module_asked_for(call: Call) -> str | None:
    """Module of the service or addon that is named, None if none is."""
    service_id = call.params.number("serviceId")
    if call.params.truth("addonId"):
        addon = call.state.find("addons", call.params.number("addonId"))
        service_id = 0 if addon is None else addon["serviceid"]
    elif not call.params.truth("serviceId"):
        return None
    service = call.state.find("services", service_id)
    return "" if service is None else str(call.state.all("products")[service["pid"]]["module"])


def get_health_status(call: Call) -> Row:  # noqa: ARG001 - every handler takes the call
    """Nothing beyond ``result``, as documented; what the real one says is not known."""
    return {}


def whmcs_details(call: Call) -> Row:
    """The version."""
    return {
        "whmcs": {"version": str(call.version), "canonicalversion": f"{call.version}-release.1"},
    }


def get_configuration_value(call: Call) -> Row:
    """One setting.

    Raises:
        Refusal: It is not named, or there is none of that name.
    """
    name = call.params.text("setting")
    if not name:
        raise Refusal("Parameter setting is required")
    setting = call.state.find("configuration", name)
    if setting is None:
        raise Refusal("Invalid name for parameter setting")
    return {"setting": setting["setting"], "value": setting["value"]}


def get_module_configuration_parameters(call: Call) -> Row:
    """Parameters of one module, in a flat list.

    Raises:
        Refusal: There is no such type or module, or the type has no parameters.
    """
    kind = call.params.text("moduleType").lower()
    if kind in MODULE_TYPES_WITHOUT_PARAMETERS:
        raise Refusal("Get module configuration parameters not supported by module type.")
    if kind not in MODULE_TYPES:
        supported = ", ".join(MODULE_TYPES)
        raise Refusal(f"Invalid module type provided. Supported module types include: {supported}")
    module = call.state.find("modules", call.params.text("moduleName"))
    if module is None or module["type"] != kind:
        raise Refusal("Invalid module name provided.")
    return {"parameters": call.shapes.rows(MODULE_PARAMETER, module["parameters"])}


READS: Final = (
    Read("GetServers", get_servers),
    Read("GetHealthStatus", get_health_status),
    Read("WhmcsDetails", whmcs_details, since=Version(8, 0)),
    Read("GetConfigurationValue", get_configuration_value),
    Read("GetModuleConfigurationParameters", get_module_configuration_parameters),
)
