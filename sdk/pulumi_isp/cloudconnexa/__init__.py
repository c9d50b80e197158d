"""OpenVPN CloudConnexa: the private network.

Each data source has two forms: ``get_x`` gives the answer at once, ``get_x_output`` takes Outputs as
arguments and gives an Output.

Made by `make generate` from provider/pulumi_isp_provider/catalogue.py: change that.
"""

from pulumi_isp_provider.core.lazy import lazily

__getattr__, __dir__, __all__ = lazily(__name__, __file__)
