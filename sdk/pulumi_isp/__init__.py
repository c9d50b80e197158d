"""Infrastructure as code for an internet provider's three systems of record.

``calix`` manages the fibre plant, ``cloudconnexa`` the private network; ``whmcs`` reads the customers;
``isp`` joins customers with the lines that serve them.
"""

from . import calix, cloudconnexa, isp, whmcs

__all__ = ["calix", "cloudconnexa", "isp", "whmcs"]
