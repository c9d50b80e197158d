"""The folder in which runs at the same time keep to a system's limits together. Nothing is left in it."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import psutil

from pulumi_isp_provider.transport import meeting

from .finding import Finding, Outcome

_ABOUT: Final = "limits across runs"
_REMEDY: Final = (
    "Nothing, where no two runs are at the same time. Else have "
    f"{meeting.VARIABLE} name a folder on a disk of this machine, the same for all of this user's runs."
)
_NETWORK: Final = frozenset(
    {
        *("afpfs", "afs", "ceph", "cifs", "gpfs", "lustre", "nfs", "nfs4", "smb3", "smbfs", "webdav"),
        *("fuse.ceph", "fuse.glusterfs", "fuse.s3fs", "fuse.sshfs"),
    }
)
"""File systems that several machines may share, as Linux and macOS call them."""


def look() -> Finding:
    """Try whether a file can be locked there."""
    folder = meeting.root()
    try:
        meeting.refuse_relative(folder)
        there = next(each for each in (folder, *folder.parents) if each.exists()).resolve()
        kind = _kind(there)
        if kind in _NETWORK:
            # Where nobody keeps the locks, the kernel may wait for one and let nobody end that.
            return Finding(
                _ABOUT,
                Outcome.WARNING,
                f"{folder} is on a network file system ({kind}) and was not tried: its locks may be slow, "
                "be missing, or never come, and `up` waits then",
                _REMEDY,
            )
        with TemporaryDirectory(prefix="doctor-", dir=there) as own:
            meeting.try_locks(Path(own))
    except OSError as error:
        return Finding(
            _ABOUT,
            Outcome.WARNING,
            f"{folder} cannot be used ({meeting.reason(error)}): `up` works, and says so; runs at the same "
            "time do not know of each other, and each keeps a system's limits as if it were alone",
            _REMEDY,
        )
    return Finding(_ABOUT, Outcome.OK, f"{folder} can be written and locked")


def _kind(folder: Path) -> str:
    """The file system of a folder, or nothing where that is not to be known."""
    mounted = {Path(each.mountpoint): each.fstype for each in psutil.disk_partitions(all=True)}
    return next((mounted[each] for each in (folder, *folder.parents) if each in mounted), "")
