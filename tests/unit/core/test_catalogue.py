"""The catalogue, as a process uses it that is asked about many resources at a time."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys, threading
from pulumi_isp_provider.catalogue import RESOURCES

sys.setswitchinterval(1e-6)
ready, failed = threading.Barrier(len(RESOURCES)), []

def load(resource):
    ready.wait()
    try:
        resource.load()
    except BaseException as error:
        failed.append(error)

threads = [threading.Thread(target=load, args=(each,)) for each in RESOURCES]
for each in threads:
    each.start()
for each in threads:
    each.join()
assert failed == [], failed
"""


def test_all_kinds_can_be_loaded_at_once() -> None:
    """Two imports of one vendor's client do not wait for each other. Each try needs a process of its own."""
    tries = [
        subprocess.Popen([sys.executable, "-c", PROGRAM], stderr=subprocess.PIPE, text=True) for _ in range(4)
    ]

    assert [(each.communicate()[1], each.returncode) for each in tries] == [("", 0)] * len(tries)
