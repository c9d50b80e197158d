"""A lock for late imports."""

from __future__ import annotations

import threading
from typing import Final

ONE_AT_A_TIME: Final = threading.RLock()
"""Held while a part of a vendor is imported late.

The engine asks about several resources at a time. If one thread imports a package while another imports a
module of it, they wait for each other, and Python ends one import with an error.
"""
