"""Infrastructure as code for an internet provider's three systems of record.

``calix`` manages the fibre plant, ``cloudconnexa`` the private network; ``whmcs`` reads the customers.
"""

from . import calix, cloudconnexa, whmcs

__all__ = ["calix", "cloudconnexa", "whmcs"]
