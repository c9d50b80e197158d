"""WHMCS, simulated on the wire: the read side of ``includes/api.php``, versions 7.0 to 9.x.

Known from the documentation and from clients of real installations: the endpoint; the forms of requests;
the order of the checks (address, credentials, role, parameters); texts and statuses of refusals; names, order
and types of the fields of every simulated action; envelopes and pages; clear-text passwords of services;
``-1.00`` prices, zero dates, HTML entities, ten-digit order numbers; JSON as PHP writes it.

Assumed, each with a switch in :class:`Switches` that gives the reason: empty lists other than of products,
domains and transactions; the status of an unknown action, and the release that changed its text; the default
of ``responsetype``; the stock of products without stock control; prices in a currency for which a product has
none; whether custom fields for administrators are sent. Assumed without a switch: XML elements for keys that
are not valid names, name-value pairs of nested values, rows of ``transactions``, statistics (counted from the
state), and that a filter of ``0`` means no filter.

Left out: write actions, which are refused by role or, if a role allows them, as internal; reads that do not
connect services to a network; card fields of clients before 7.8; the API of storefronts.
"""

from .switches import Switches
from .vendor import WhmcsVendor

__all__ = ["Switches", "WhmcsVendor"]
