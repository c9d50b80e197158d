"""How a program asks a CMS."""

from __future__ import annotations

from pulumi_isp_provider.calix.lookups.questions import ASKED

from .._asking import System, VendorLookupError


class CalixLookupError(VendorLookupError):
    """A question to a CMS could not be answered. The CLI shows the message and no traceback.

    The error behind it, with status and details, is its ``__cause__``.
    """


_CMS = System(ASKED, CalixLookupError)
answer, later = _CMS.answer, _CMS.later
