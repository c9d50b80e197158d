"""How a program asks a tenant of CloudConnexa."""

from __future__ import annotations

from pulumi_isp_provider.cloudconnexa.lookups.questions import ASKED

from .._asking import System, VendorLookupError


class CloudConnexaLookupError(VendorLookupError):
    """A question to CloudConnexa could not be answered. The CLI shows the message and no traceback.

    The error behind it, with status and details, is its ``__cause__``.
    """


_TENANT = System(ASKED, CloudConnexaLookupError)
answer, later = _TENANT.answer, _TENANT.later
