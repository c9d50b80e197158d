"""Imports that wait until something is used, on whichever thread that is."""

from __future__ import annotations

import threading
from typing import Final

ONE_AT_A_TIME: Final = threading.RLock()
"""Held by whoever imports a part of a vendor late.

The engine asks about several resources at a time. Two threads of which one imports a package and the other a
module of it wait for each other: Python then ends one of the imports with an error.
"""
