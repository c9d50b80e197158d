"""WHMCS: customers, their services and products. They are only read."""

from __future__ import annotations

from ..core.lazy import lazily

__getattr__, __dir__, __all__ = lazily(__name__, __file__)
