"""How a program asks a tenant of CloudConnexa."""

from __future__ import annotations

from pulumi_isp_provider.cloudconnexa.errors import MalformedResponseError
from pulumi_isp_provider.cloudconnexa.lookups.questions import questions, source
from pulumi_isp_provider.cloudconnexa.settings import CloudConnexaSettings

from .._asking import Answers, System, VendorLookupError


class CloudConnexaLookupError(VendorLookupError):
    """A question to CloudConnexa could not be answered. The CLI shows the message and no traceback.

    The error behind it, with status and details, is its ``__cause__``.
    """


_TENANT = System(
    "CloudConnexa",
    CloudConnexaSettings,
    source,
    CloudConnexaLookupError,
    # One object that cannot be understood is nothing to the other kinds.
    alone=(MalformedResponseError,),
)
answer, later = Answers(_TENANT, questions()), _TENANT.later
