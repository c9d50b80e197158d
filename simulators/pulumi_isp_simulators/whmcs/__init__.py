"""WHMCS, simulated on the wire: the read side of ``includes/api.php``, versions 7.0 to 9.x.

Faithful, from the documentation and from what clients saw of real installations: the endpoint and the ways
in which known clients put a request together; the order address, credentials, role, parameters; texts and
statuses of refusals; names, order and types of the fields of every simulated action; envelopes and paging;
clear-text passwords of services; ``-1.00`` prices, zero dates, entities, ten-digit order numbers; JSON as PHP
writes it.

Assumed, each one a switch of :class:`Switches` with the reason beside it: what stands for an empty list other
than of products, domains and transactions; the status of an unknown action and the release that reworded it;
the default of ``responsetype``; stock of products without stock control; prices in a currency that a product
has none in; whether custom fields for administrators show. Assumed without a switch: names of XML elements
that would be no names, name-value pairs of nested values, rows of ``transactions``, statistics (counted from
the state), and that a filter of ``0`` is none.

Left out: write actions, which are refused by role or, if a role allows them, as internal ones; reads that are
not needed to tie services to a network; card fields of clients before 7.8; the API of storefronts.
"""

from .switches import Switches
from .vendor import WhmcsVendor

__all__ = ["Switches", "WhmcsVendor"]
