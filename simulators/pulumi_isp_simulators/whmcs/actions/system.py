"""GetServers, GetHealthStatus, GetAdminDetails, WhmcsDetails and the settings of WHMCS and its modules."""

from __future__ import annotations

from collections import Counter
from typing import Final

from ..access import Refusal
from ..call import Call, Read
from ..fields import Row
from ..layouts import LAYOUTS
from ..version import Version

MODULE_TYPES: Final = LAYOUTS["module"].stored["type"].choices
MODULE_TYPES_WITHOUT_PARAMETERS: Final = ("notification", "report", "server", "widget")

_NOBODY_IN_PARTICULAR: Final = LAYOUTS["admin"].check({"username": "admin", "password": ""}, "admin")
"""The administrator if the seed has none for the credentials."""

_VERSION_IN_ADMIN_DETAILS: Final = Version(7, 10)
"""The documented sample is of 7.10.2. It is not known since when the version is sent."""


def get_servers(call: Call) -> Row:
    """Servers in a flat list; on request only those with the module of a service."""
    module = _module_asked_for(call)
    services = call.state.all("services").values()
    active = Counter(service["serverid"] for service in services if service["status"] == "Active")
    rows = [
        call.shapes.row(
            LAYOUTS["server"],
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
    """The module of the requested service or add-on; None if none is requested."""
    service_id = call.params.number("serviceId")
    if call.params.truth("addonId"):
        addon = call.state.find("addons", call.params.number("addonId"))
        service_id = 0 if addon is None else addon["serviceid"]
    elif not call.params.truth("serviceId"):
        return None
    service = call.state.find("services", service_id)
    return "" if service is None else str(call.state.all("products")[service["pid"]]["module"])


def get_health_status(call: Call) -> Row:  # noqa: ARG001 - every handler takes the call
    """Only ``result``, as documented. The real answer is not known."""
    return {}


def get_admin_details(call: Call) -> Row:
    """The administrator who calls or who owns the credentials."""
    admin = call.admin or _NOBODY_IN_PARTICULAR
    departments = [key for key, row in call.state.all("departments").items() if row["assigned"]]
    answer = call.shapes.row(
        LAYOUTS["admin_details"],
        admin
        | {
            "allowedpermissions": ",".join(admin["permissions"]),
            "departments": f",{','.join(map(str, departments))}," if departments else "",
        },
    )
    if call.switches["admin_requesttime"]:
        answer["requesttime"] = f"{call.now:%Y-%m-%d %H:%M:%S}"
    if call.version >= _VERSION_IN_ADMIN_DETAILS:
        answer |= whmcs_details(call)
    return answer


def whmcs_details(call: Call) -> Row:
    """The version."""
    return {
        "whmcs": {"version": str(call.version), "canonicalversion": f"{call.version}-release.1"},
    }


def get_configuration_value(call: Call) -> Row:
    """One setting.

    Raises:
        Refusal: No name is given, or there is no such setting.
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
    return {"parameters": call.shapes.rows(LAYOUTS["module_parameter"], module["parameters"])}


READS: Final = (
    Read("GetServers", get_servers),
    Read("GetHealthStatus", get_health_status),
    Read("GetAdminDetails", get_admin_details),
    Read("WhmcsDetails", whmcs_details, since=Version(8, 0)),
    Read("GetConfigurationValue", get_configuration_value),
    Read("GetModuleConfigurationParameters", get_module_configuration_parameters),
)
