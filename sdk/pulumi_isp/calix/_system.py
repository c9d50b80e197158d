"""How a program asks a CMS."""

from __future__ import annotations

from pulumi_isp_provider.calix.errors import MalformedReplyError, NodeTimeoutError, NodeUnavailableError
from pulumi_isp_provider.calix.lookups.plant import connect_for_a_run
from pulumi_isp_provider.calix.lookups.questions import questions
from pulumi_isp_provider.calix.settings import CalixSettings

from .._asking import Answers, System, VendorLookupError


class CalixLookupError(VendorLookupError):
    """A question to a CMS could not be answered. The CLI shows the message and no traceback.

    The error behind it, with status and details, is its ``__cause__``.
    """


_CMS = System(
    "Calix",
    CalixSettings,
    connect_for_a_run,
    CalixLookupError,
    # What is wrong with one E7 is nothing to the others.
    alone=(NodeUnavailableError, NodeTimeoutError, MalformedReplyError),
)
answer, later = Answers(_CMS, questions()), _CMS.later
