"""OpenVPN CloudConnexa, simulated on the wire: one tenant, its API of releases 1.0 to 1.2.3.

Faithful (from the vendor's API description, its documentation, its own clients, and recorded replies):
every path, method, parameter, field, word and status of the 144 operations of 1.1.0; what 1.0 lacks and
what 1.1.1 to 1.2.3 add; the token endpoint in all its forms; pages from zero; nulls left out of replies and
ignored in requests; routes without a parent in their reply; system subnets and connector addresses as
recorded; embedded routes and connectors; cascades; not-found as 400 with ``9-11-6``; the length error
``0-10-25`` with its unfilled placeholders; 401 and 429 without a body; the four rate-limit headers.

Assumed: whatever :class:`~.options.Options` has a switch for, and without a switch: error texts other than
the recorded ones (they come without an ``errorCode``), server defaults (``SPLIT_TUNNEL_ON``, ``egress``
true, ``OPENVPN``, ``MEMBER``, ``INVITED``, three devices, ``ON_PRIOR_AUTH``), values of untouched settings,
names of regions, how the tenant's address pool is cut for groups and devices, 404 and 405 for unknown paths
and methods, 400 for pages out of range, thirteen connectors to a system subnet.

Left out: connections themselves (nothing is ever online unless a seed or the admin side says so), the DNS
log's content, ``returnOnlyNew`` of sessions, audit logs, permissions of keys (403), licence limits, IPv4-only
mode, references inside access groups, and the endpoints whose paths are not public.
"""

from .options import VERSIONS, Options
from .vendor import CloudConnexaVendor

__all__ = ["VERSIONS", "CloudConnexaVendor", "Options"]
