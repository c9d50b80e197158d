"""The options of the simulated CMS: limits, and a switch for each behaviour that is not known."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal, get_type_hints

from ..core.options import check_values
from ..core.params import header_value

ENVELOPE: Final = "http://schemas.xmlsoap.org/soap/envelope/"


@dataclass(kw_only=True, eq=False)
class CmsOptions:
    """Keyword arguments of ``CmsVendor``.

    Attributes:
        username: The CMS account.
        password: Its password.
        max_sessions: Sessions at one time, all users together. 200 on a real CMS.
        max_user_sessions: Sessions of one user at one time; None for no limit of its own. A real CMS
            has such a limit, its default is not known.
        session_timeout: Seconds without a request after which a session ends. 1800 on a real CMS, which
            allows 30 to 1800; here anything above 0, so that a test need not wait.
        first_session_id: Id of the first session. Real ids are small decimal numbers.
        serialise_nodes: A node answers one request at a time; others wait. Nobody has measured it.
        node_latency: Seconds that a node takes to answer, held while it is its turn.
        page_bytes: Length at which an ``rpc-reply`` ends a list with ``<more/>``. An E7 of release 2.3
            stops between 3319 and 3494 characters; at least one item is always sent.
        trailing_more: The last page says ``<more/>`` too, and an empty page follows. Recorded for a log.
        max_body: Longest request in bytes that is read.
        release: Release of nodes whose seed does not say: ``current``, or ``2.3``, which lacks newer
            attributes.
        unique_ont_attributes: Attributes that two ONTs of a node may not share. Which duplicate the E7
            refuses is not known; the id always is one.
        unknown_config_element: Whether an element that the type does not have is refused in an edit-config.
        missing_read: What a read of a missing object gets: an ``rpc-error``, or an empty ``<top>``.
        absent_ont_state: Whether ``show-ont`` prints the state half of an ONT that is not there.
        create_reply: What a create or merge with ``get-config="true"`` answers: ``<ok/>`` and the data, or
            the data alone.
        serno_change_while_linked: Whether a merge may replace the serial of an ONT that is linked. One
            operator does so; the vendor's guide says to unlink first.
        ontprof_required: Whether an ONT must have a profile. Every client gives one; whether the E7
            insists is not known. An ONT without one has no ports.
        ontprof_change_with_services: Whether a merge may change the profile of an ONT with services, as
            long as each keeps its port.
        system_lists_services: What of the Ethernet services is listed as children of ``System`` too: ``all``,
            ``none`` (an empty list), or ``refuse``. Every client lists those of one ONT, or of one port.
        soap_namespace: Namespace of the ``soapenv`` prefix in replies.
        auth_namespace: Default namespace of the envelope of login and logout replies; None for none.
        relay_attributes: Print the E7's ``length`` and ``timeout`` attributes on ``rpc-reply``. The E7
            does; whether the CMS passes them on is not known.
        error_language: ``xml:lang`` of the ``error-message`` of an E7; None for no attribute.
        content_type: ``Content-Type`` of replies.
    """

    username: str = "admin"
    password: str = field(default="simulated", repr=False)
    max_sessions: int = 200
    max_user_sessions: int | None = None
    session_timeout: float = 1800
    first_session_id: int = 580
    serialise_nodes: bool = True
    node_latency: float = 0.0
    page_bytes: int = 3400
    trailing_more: bool = False
    max_body: int = 1_000_000
    release: Literal["current", "2.3"] = "current"
    unique_ont_attributes: tuple[Literal["serno", "reg-id", "subscr-id"], ...] = ("serno",)
    unknown_config_element: Literal["refuse", "ignore"] = "refuse"
    missing_read: Literal["error", "empty"] = "error"
    absent_ont_state: Literal["print", "omit"] = "print"
    create_reply: Literal["ok+data", "data"] = "ok+data"
    serno_change_while_linked: bool = True
    ontprof_required: bool = True
    ontprof_change_with_services: bool = True
    system_lists_services: Literal["all", "none", "refuse"] = "all"
    soap_namespace: str = ENVELOPE
    auth_namespace: str | None = None
    relay_attributes: bool = False
    error_language: str | None = "en"
    content_type: str = "text/xml;charset=UTF-8"

    def __post_init__(self) -> None:
        hints = get_type_hints(CmsOptions)
        check_values({name: getattr(self, name) for name in hints}, hints)
        for name in ("max_sessions", "max_user_sessions", "first_session_id", "page_bytes", "max_body"):
            value = getattr(self, name)
            if value is not None and value < 1:
                raise ValueError(f"{name} must be 1 or more")
        try:
            header_value(self.content_type)
        except ValueError as error:
            raise ValueError(f"content_type {error}") from None
        if not self.soap_namespace:
            raise ValueError("soap_namespace must not be empty, because a prefix is bound to it")
        if self.session_timeout <= 0:
            raise ValueError("session_timeout must be more than 0 seconds")
        if self.node_latency < 0:
            raise ValueError("node_latency must not be negative")
