"""OpenVPN CloudConnexa: a client for its API in releases 1.0, 1.1.0 and 1.2, and the resources on it."""

from __future__ import annotations

from ..core.lazy import lazily

__getattr__, __dir__, __all__ = lazily(__name__, __file__)
