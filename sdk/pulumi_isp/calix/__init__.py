"""Calix CMS / E7: the fibre plant.

Made by `make generate` from provider/pulumi_isp_provider/catalogue.py: change that.
"""

from pulumi_isp_provider.core.serial_numbers import normal_serial, same_serial

from .ethernet_service import EthernetService, EthernetServiceArgs
from .ont import Ont, OntArgs

__all__ = [
    "EthernetService",
    "EthernetServiceArgs",
    "Ont",
    "OntArgs",
    "normal_serial",
    "same_serial",
]
