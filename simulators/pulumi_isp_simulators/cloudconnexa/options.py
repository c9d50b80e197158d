"""The named switches of the simulated tenant.

If the vendor's behaviour is not known for certain, there is a switch. Its default is the most likely
behaviour; a careful client must work with its other values too.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Literal, TypedDict, get_type_hints

from ..core.options import check_values

VERSIONS = ("1.0", "1.1.0", "1.1.1", "1.1.3", "1.2.0", "1.2.3")
"""Releases of the API that can be simulated, oldest first."""

ApiVersion = Literal["1.0", "1.1.0", "1.1.1", "1.1.3", "1.2.0", "1.2.3"]
NotFound = Literal["400", "400-old", "404"]
RouteOverlap = Literal["tenant", "network", "off"]
HostBits = Literal["refuse", "rewrite"]
InUse = Literal["refuse", "detach"]
PutOmitted = Literal["clear", "keep"]
ListOrder = Literal["oldest-first", "newest-first"]
EmptyDescription = Literal["refuse", "accept"]
StringSettings = Literal["bare", "quoted"]
TokenError = Literal["empty", "oauth"]


class OptionValues(TypedDict, total=False):
    """The keyword arguments of the vendor; :class:`Options` says what each means."""

    client_id: str
    client_secret: str
    api_version: ApiVersion
    token_life: int
    token_error: TokenError
    rate_limit: str
    retry_after: bool
    not_found: NotFound
    missing_get_status: Literal[404, 405]
    unique_keys: Collection[str]
    conflict_status: Literal[400, 409]
    route_overlap: RouteOverlap
    route_host_bits: HostBits
    route_value_change: bool
    service_routes_inside: bool
    put_omitted: PutOmitted
    list_order: ListOrder
    group_in_use: InUse
    gateway_in_use: InUse
    user_email_required: bool
    owner: str | None
    pending_profiles: int
    ipsec_delay: float
    echo_ipsec_secrets: bool
    empty_description: EmptyDescription
    string_settings: StringSettings


@dataclass(frozen=True, kw_only=True)
class Options:
    """How the simulated tenant behaves.

    Attributes:
        client_id: Id of the one API credential. The vendor's ids end in a dot and the cloud id.
        client_secret: Its secret.
        api_version: Which release of the API answers (one of :data:`VERSIONS`).
        token_life: Seconds that an access token lasts. The vendor: 43199.
        token_error: Body of the 401 for bad credentials at the token endpoint: ``empty``, or ``oauth`` for
            the JSON of RFC 6749. Unknown of the vendor.
        rate_limit: ``off``; ``documented`` (burst 20, then 1 request in 15 s, as support stated in 2024;
            today's numbers are unknown); or ``N/SECONDS``: a burst of N, refilled with N in so many
            seconds. Reads and writes have a bucket each. ``off`` announces a limit that nobody reaches.
        retry_after: Whether a 429 carries ``Retry-After``. Never seen of the vendor.
        not_found: An unknown id answers 400 with the text of 2026 (``400``) or of June 2025
            (``400-old``), or 404 with an empty body (``404``), as once seen for networks. The 400 is
            sure for applications and DNS records, inferred for the rest.
        missing_get_status: What 1.0 answers to the two GETs by id that came with 1.1.0.
        unique_keys: The kinds whose name (users: username, DNS records: domain) may not repeat.
        conflict_status: Status for a name that is taken. No 409 was ever seen.
        route_overlap: What a route's subnet may not overlap: every route and address pool of the
            ``tenant``, the routes of its own ``network``, or nothing (``off``).
        route_host_bits: ``10.0.0.5/24``: refused, or rewritten to ``10.0.0.0/24``.
        route_value_change: Whether PUT may change the subnet of a route.
        service_routes_inside: Whether the routes of an IP service must lie inside routes of its network.
        put_omitted: A nullable field left out of a PUT is cleared, or kept.
        list_order: Order of listings.
        group_in_use: Deleting a user group that has users is refused, or moves them to ``Default``.
        gateway_in_use: Deleting a network that others use as gateway is refused, or removes it there.
        user_email_required: Whether a user needs an email address.
        owner: Username of the account's owner in a fresh tenant; None leaves the owner out.
        pending_profiles: How often a connector's profile or token answers 202 before it is there.
        ipsec_delay: Seconds until IPsec start or stop shows in the connection status.
        echo_ipsec_secrets: Whether replies show the secrets of an IPsec configuration.
        empty_description: An empty description is refused, as once seen of the beta API, or accepted.
        string_settings: String settings come ``bare``, or ``quoted`` as JSON to a client that accepts JSON.
    """

    client_id: str = "sim.acme"
    client_secret: str = field(default="simulated-secret", repr=False)
    api_version: ApiVersion = "1.1.0"
    token_life: int = 43199
    token_error: TokenError = "empty"  # noqa: S105 - names a behaviour, guards nothing
    rate_limit: str = "off"
    retry_after: bool = False
    not_found: NotFound = "400"
    missing_get_status: Literal[404, 405] = 404
    unique_keys: Collection[str] = frozenset({"networks", "hosts", "user-groups", "users"})
    conflict_status: Literal[400, 409] = 400
    route_overlap: RouteOverlap = "tenant"
    route_host_bits: HostBits = "refuse"
    route_value_change: bool = True
    service_routes_inside: bool = True
    put_omitted: PutOmitted = "clear"
    list_order: ListOrder = "oldest-first"
    group_in_use: InUse = "refuse"
    gateway_in_use: InUse = "refuse"
    user_email_required: bool = True
    owner: str | None = None
    pending_profiles: int = 0
    ipsec_delay: float = 0.0
    echo_ipsec_secrets: bool = False
    empty_description: EmptyDescription = "refuse"
    string_settings: StringSettings = "bare"

    def __post_init__(self) -> None:
        hints = get_type_hints(type(self))
        check_values({name: getattr(self, name) for name in hints}, hints)
        if self.token_life < 1:
            raise ValueError("token_life: at least one second")
        if self.pending_profiles < 0 or self.ipsec_delay < 0:
            raise ValueError("pending_profiles and ipsec_delay: not negative")
