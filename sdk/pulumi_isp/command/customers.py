"""Names of customers from WHMCS, for commands. The provider process of a program does not load WHMCS."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final, cast

from pulumi_isp_provider.core.registry import Registry, VendorEntry
from pulumi_isp_provider.core.serial_numbers import serial_key
from pulumi_isp_provider.whmcs.client.client import connect
from pulumi_isp_provider.whmcs.lookups.subscribers import read_services, sort_out
from pulumi_isp_provider.whmcs.settings import WhmcsSettings

from .config import Config

CUSTOMERS: Final = Registry({"whmcs": VendorEntry(WhmcsSettings, connect)})
"""The connections to WHMCS."""


def names_by_serial(known: Config, connection: str) -> dict[str, str]:
    """Names for ONTs, after the customers that they serve, such as ``customer-12-service-34``.

    Nothing personal is read. A WHMCS service gives no name if it has no serial number, if another service has
    the same one, or if its customer is gone.

    Args:
        known: The config with the settings.
        connection: The name of the connection.

    Returns:
        The names, by the key of the ONT's serial number.

    Raises:
        IspError: Settings are missing, or WHMCS cannot be read.
    """
    CUSTOMERS.configure(known.values.get)
    try:
        settings = cast("WhmcsSettings", CUSTOMERS.settings("whmcs", connection))
        known.check(WhmcsSettings, connection)
        mapping = settings.subscriber_mapping()
        lines = sort_out(read_services(CUSTOMERS.client("whmcs", connection), mapping), mapping).lines
    finally:
        CUSTOMERS.close()
    named = [
        (serial, f"customer-{line.client_id}-service-{line.service_id}")
        for line in lines
        if line.state != "absent" and (serial := serial_key(line.ont_serial))
    ]
    held = Counter(serial for serial, _ in named)
    return {serial: name for serial, name in named if held[serial] == 1}


def name_of(names: Mapping[str, str], serial_number: object) -> str | None:
    """The name of the ONT with a serial number; None if it has none."""
    key = serial_key(serial_number) if isinstance(serial_number, str) else None
    return None if key is None else names.get(key)
