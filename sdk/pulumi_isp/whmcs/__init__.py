"""Customers, their services and products, read from WHMCS. Nothing is ever written.

The functions can be called anywhere in a program: ``get_x`` returns the answer at once, ``get_x_output``
takes Outputs as arguments and returns an Output. A question that a program asks several times is sent
once.

A connection is set by ``whmcs:url``, ``whmcs:identifier`` and ``whmcs:secret`` in the stack's config, or
by ``WHMCS_URL``, ``WHMCS_IDENTIFIER`` and ``WHMCS_SECRET`` in the environment.
"""

from pulumi_isp_provider.core.lazy import lazily

__getattr__, __dir__, __all__ = lazily(__name__, __file__)
