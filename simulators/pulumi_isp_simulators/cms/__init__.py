"""A Calix CMS and the E7 nodes behind it, on the wire.

Faithful (seen in three or more independent clients, or in recordings): the envelope and both reply
wrappers, login and logout, the captured session error, get / get-config / edit-config / action, the
reply bodies, paging by size with ``<more/>`` and ``<after>``, the ONT attributes, ids assigned on
``<ont>0</ont>``, deletes with and without force, discovered ONTs, what the server tolerates.

Assumed: everything named in :class:`~.options.CmsOptions` as a switch, every text in
:mod:`.messages` that is marked so, and the defaults that are marked so beside the attributes.

Left out: SIP, TDM and IP host objects, xDSL, logs, performance counters and leases (their list is
empty), alarms that arise by themselves, the C7 and AE interfaces, and the REST interface beyond its
device list.
"""

from .options import CmsOptions
from .vendor import CmsVendor

__all__ = ["CmsOptions", "CmsVendor"]
