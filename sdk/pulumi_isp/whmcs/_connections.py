"""How a program reaches WHMCS."""

from __future__ import annotations

from pulumi_isp_provider.core.asking import Asked
from pulumi_isp_provider.whmcs.client.client import connect_for_a_run
from pulumi_isp_provider.whmcs.errors import WhmcsDataError, WhmcsPermissionError
from pulumi_isp_provider.whmcs.settings import WhmcsSettings

from .._asking import System, VendorLookupError


class WhmcsLookupError(VendorLookupError):
    """A question to WHMCS could not be answered. The CLI shows the message and no traceback.

    The error behind it, with status and details, is its ``__cause__``.
    """


WHMCS = System(
    Asked("WHMCS", WhmcsSettings, connect_for_a_run, (WhmcsPermissionError, WhmcsDataError)), WhmcsLookupError
)
ask, later, settings_of = WHMCS.ask, WHMCS.later, WHMCS.settings_of
