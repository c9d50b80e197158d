"""Calix CMS and the E7s that it manages: a client for them, and the resources on top of it."""

from __future__ import annotations

from ..core.lazy import lazily

__getattr__, __dir__, __all__ = lazily(__name__, __file__)
