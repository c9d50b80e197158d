"""The folder of a program that `discover` has written: reads it and replaces it."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from pulumi_isp_provider.core.names import few
from pulumi_isp_provider.errors import ConfigurationError

from ..files import uninterrupted, usual_mode
from .layout import Layout
from .read import name_of

MANIFEST: Final = ".pulumi-isp.json"
_FORMAT: Final = 1
_NAMED: Final = 8
"""Most files that a message names."""

Objects = Mapping[str, Mapping[str, tuple[str, str]]]
"""By kind and id: the name of an object in the program, and a digest of its declaration."""


class FolderRefusedError(ConfigurationError):
    """The folder has something in it that must not be overwritten."""


@dataclass(frozen=True)
class Manifest:
    """What an earlier run has written into a folder.

    Attributes:
        systems: The vendors that were read.
        files: A digest of each file, by path.
        objects: The objects.
    """

    systems: tuple[str, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    objects: Objects = field(default_factory=dict)

    @property
    def names(self) -> dict[str, dict[str, str]]:
        """The objects' names."""
        return {kind: {id_: name for id_, (name, _) in own.items()} for kind, own in self.objects.items()}

    def as_text(self) -> str:
        """The text of its file."""
        told = {"format": _FORMAT, "systems": self.systems, "files": self.files, "objects": self.objects}
        return json.dumps(told, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


@dataclass(frozen=True)
class Difference:
    """What has changed at the vendors since a program was written.

    Attributes:
        added: New objects, as kind and name.
        removed: Objects that do not exist any more.
        changed: Objects of which a property has changed.
    """

    added: list[str]
    removed: list[str]
    changed: list[str]


def objects_of(layout: Layout) -> dict[str, dict[str, tuple[str, str]]]:
    """What a manifest has of the objects of a program, or of a part of one."""
    objects: dict[str, dict[str, tuple[str, str]]] = {}
    for entry in (each for inside in layout.modules.values() for each in inside):
        own = objects.setdefault(name_of(entry.found.kind), {})
        own[entry.found.id] = entry.name, _digest(json.dumps(entry.found.inputs, sort_keys=True).encode())
    return objects


def difference(before: Objects, now: Objects) -> Difference:
    """What has changed between two readings."""
    olds, news = _flat(before), _flat(now)
    return Difference(
        added=[f"{kind} {news[kind, id_][0]}" for kind, id_ in news if (kind, id_) not in olds],
        removed=[f"{kind} {olds[kind, id_][0]}" for kind, id_ in olds if (kind, id_) not in news],
        changed=[
            f"{kind} {news[kind, id_][0]}"
            for kind, id_ in news
            if (kind, id_) in olds and olds[kind, id_][1] != news[kind, id_][1]
        ],
    )


def look(folder: Path, *, overwrite: bool) -> Manifest | None:
    """The manifest of an earlier run in a folder; None if the folder is empty or does not exist.

    Args:
        folder: The folder.
        overwrite: Whether files that were changed by hand may be overwritten.

    Raises:
        FolderRefusedError: The folder has something else in it, or a file was changed by hand.
    """
    if not folder.exists():
        return None
    if not folder.is_dir():
        raise FolderRefusedError(f"{folder} is not a folder", hint="Name one that is new, or empty.")
    file = folder / MANIFEST
    if not file.exists():
        if any(folder.iterdir()):
            raise FolderRefusedError(
                f"{folder} is not empty, and `discover` has not written what is in it",
                hint="Name a folder that is new, or empty.",
            )
        return None
    manifest = _read(file)
    _refuse_outside(folder, manifest.files)
    by_hand = [
        path
        for path, digest in manifest.files.items()
        if (folder / path).exists() and _digest((folder / path).read_bytes()) != digest
    ]
    if by_hand and not overwrite:
        raise FolderRefusedError(
            f"Files in {folder} were changed by hand: {few(by_hand, _NAMED)}",
            hint="Write into another folder and compare, or overwrite the changes with --overwrite.",
        )
    return manifest


@contextmanager
def staged(folder: Path) -> Iterator[Staged]:
    """A temporary folder in which the program is written first. It is always deleted at the end."""
    place = folder.resolve()
    place.parent.mkdir(parents=True, exist_ok=True)
    with ExitStack() as left_over:
        with uninterrupted():
            beside = Path(tempfile.mkdtemp(prefix=f".{place.name}-", dir=place.parent))
            left_over.callback(_remove, beside)
        yield Staged(place, beside)


class Staged:
    """A program that is first written into a temporary folder, file by file.

    Args:
        folder: The program's folder.
        beside: The temporary folder.

    Attributes:
        files: A digest of each file that was written, by path.
    """

    def __init__(self, folder: Path, beside: Path) -> None:
        self._folder = folder
        self._beside = beside
        self.files: dict[str, str] = {}

    def add(self, files: Mapping[str, str]) -> None:
        """Write files, by path."""
        for path, text in files.items():
            self._write(path, text)
            self.files[path] = _digest(text.encode("utf-8", "surrogatepass"))

    def put(self, manifest: Manifest, before: Manifest | None) -> None:
        """Move the program into its folder: all at once if the folder is new, otherwise file by file.

        Each file is replaced as a whole. Files that this command has not written stay.

        Args:
            manifest: The new manifest.
            before: The manifest of the last run, if there was one.

        Raises:
            FolderRefusedError: A link leads out of the folder; nothing was written.
        """
        folder, beside = self._folder, self._beside
        _refuse_outside(folder, self.files)
        self._write(MANIFEST, manifest.as_text())
        with uninterrupted():
            if before is None:
                beside.chmod(usual_mode(0o777))
                if folder.exists():
                    folder.rmdir()  # it is empty
                beside.rename(folder)
                return
            for path in (*self.files, MANIFEST):
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (beside / path).replace(folder / path)
            for path in before.files:
                if path not in self.files:
                    (folder / path).unlink(missing_ok=True)

    def _write(self, path: str, text: str) -> None:
        file = self._beside / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8", newline="\n")


def _remove(folder: Path) -> None:
    with uninterrupted():
        shutil.rmtree(folder, ignore_errors=True)


def _refuse_outside(folder: Path, paths: Iterable[str]) -> None:
    """What a manifest names is overwritten and deleted; whoever sends us a program may have written it."""
    place = folder.resolve()
    outside = [path for path in paths if not (place / path).resolve().is_relative_to(place)]
    if outside:
        raise FolderRefusedError(
            f"Files of the program in {folder} lie outside of it: {few(outside, _NAMED)}",
            hint=f"Look at {folder / MANIFEST}, and at links in the folder; or write into another folder.",
        )


def _read(file: Path) -> Manifest:
    try:
        told: dict[str, Any] = json.loads(file.read_text("utf-8"))
        objects = {
            kind: {id_: (a, b) for id_, (a, b) in own.items()} for kind, own in told["objects"].items()
        }
        manifest = Manifest(tuple(told["systems"]), dict(told["files"]), objects)
    except (ValueError, KeyError, TypeError, AttributeError):
        manifest = None
    if manifest is None or told["format"] != _FORMAT:
        raise FolderRefusedError(
            f"{file} cannot be read: another release has written it, or it is damaged",
            hint="Write into another folder.",
        )
    return manifest


def _flat(objects: Objects) -> dict[tuple[str, str], tuple[str, str]]:
    return {(kind, id_): told for kind, own in objects.items() for id_, told in own.items()}


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
