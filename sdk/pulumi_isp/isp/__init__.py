"""Data from more than one system: customers joined with the lines that serve them.

As with any data source, ``get_x`` returns the answer at once, and ``get_x_output`` takes Outputs as arguments
and returns an Output.
"""

from pulumi_isp_provider.core.lazy import lazily

__getattr__, __dir__, __all__ = lazily(__name__, __file__)
