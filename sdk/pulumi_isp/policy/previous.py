"""Reads the state before the run. Pulumi tells a policy only what is declared, not what is deleted."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pulumi_isp_provider.fronts import engine

from .kinds import KINDS
from .resources import SECRETS, Resource


class StateUnreadableError(Exception):
    """The state cannot be read, or the document is no state."""


def exported(stack: str) -> Mapping[str, Resource] | None:
    """The resources in the state of the stack, from `pulumi stack export`; None in `pulumi policy analyze`.

    Pulumi tells a pack nothing of the backend. The export runs in the folder and with the environment of the
    run, so it uses the same backend.

    Args:
        stack: The stack's name, as it is in every URN.

    Raises:
        StateUnreadableError: The export failed.
    """
    command = engine.command()
    if command is None:
        raise StateUnreadableError("the `pulumi` that has started this process cannot be seen")
    if command.operation == "policy":
        return None
    # The name on the command line may begin with an organization.
    named = [each for each in command.values_of("--stack", "-s") if each.rpartition("/")[2] == stack]
    asked = [command.program, "stack", "export", "--stack", *(named[-1:] or [stack]), "--non-interactive"]
    name = f"`{' '.join(asked)}`"
    try:
        done = subprocess.run(  # noqa: S603 - the engine that has started this process
            asked,
            cwd=command.folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=True,
            timeout=_SECONDS,
        )
        return resources(_document(done.stdout), name)
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").strip()
        raise StateUnreadableError(f"{name}: {said}") from None
    except (OSError, subprocess.TimeoutExpired, ValueError) as error:
        raise StateUnreadableError(f"{name}: {error}") from None


def from_file(path: Path) -> Mapping[str, Resource]:
    """The resources in a file of `pulumi stack export`.

    Raises:
        StateUnreadableError: The file cannot be read, or is no export.
    """
    return resources(read(path), str(path))


def read(path: Path) -> dict[str, Any]:
    """Read a JSON document of Pulumi.

    Raises:
        StateUnreadableError: The file cannot be read, or is no such document.
    """
    try:
        return _document(path.read_bytes())
    except OSError as error:
        raise StateUnreadableError(f"{path}: {error.strerror}") from None
    except ValueError as error:
        raise StateUnreadableError(f"{path}: {error}") from None


def resources(document: Mapping[str, Any], source: str) -> dict[str, Resource]:
    """The resources of this package in an export of a state, by URN.

    Args:
        document: The export.
        source: Its file or command, for messages.

    Raises:
        StateUnreadableError: The document is no export.
    """
    try:
        # A new stack has a deployment without resources.
        found = (document["deployment"] or {}).get("resources") or []
        return {
            each["urn"]: resource(each)
            for each in found
            if each["type"] in KINDS and not each.get("delete") and not each.get("external")
        }
    except (KeyError, TypeError, AttributeError):
        raise StateUnreadableError(f"{source}: is not a state as `pulumi stack export` writes it") from None


def resource(entry: Mapping[str, Any]) -> Resource:
    """A resource of an export or a preview's document.

    Raises:
        TypeError: It has no URN.
    """
    if not isinstance(entry["urn"], str):
        raise TypeError(entry["urn"])
    inputs = dict(entry.get("inputs") or {})
    kind, id_ = KINDS[entry["type"]], entry.get("id")
    if kind.told_by_id and isinstance(id_, str):
        # What the vendor chose is only in the id. A different value in the program replaces the object.
        parts = id_.rsplit("/", len(kind.told_by_id) - 1)
        inputs = {**dict(zip(kind.told_by_id, parts, strict=False)), **inputs}
    return Resource.of(
        entry["type"],
        entry["urn"],
        inputs,
        is_protected=bool(entry.get("protect")),
        is_retained=bool(entry.get("retainOnDelete")),
        aliases=entry.get("aliases") or (),
        refers=entry.get("propertyDependencies") or {},
        secrets=inputs.get(SECRETS, ()),
    )


def _document(text: bytes) -> dict[str, Any]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"is no JSON: {error}") from None
    if isinstance(document, dict):
        return document
    raise ValueError("is not a document of Pulumi")


_SECONDS = 120
"""Longest time for an export, in seconds; a state in the cloud can be large."""
