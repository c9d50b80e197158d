"""Calix CMS / E7: the fibre plant."""

from .ont import Ont, OntArgs

__all__ = ["Ont", "OntArgs"]
