"""What the state had before: a policy is told what stays, never what goes."""

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
    """The state cannot be had, or is none."""


def exported(stack: str) -> Mapping[str, Resource] | None:
    """What the state of the stack has, which Pulumi is asked for; None where a state itself is analysed.

    Pulumi tells a pack nothing of the backend. So it is asked in the folder and with the environment of the
    run, and finds the same one.

    Args:
        stack: The stack's name, as it stands in every URN.

    Raises:
        StateUnreadableError: Pulumi does not hand it out.
    """
    command = engine.command()
    if command is None:
        raise StateUnreadableError("the `pulumi` that has started this process cannot be seen")
    if command.operation == "policy":
        return None
    # What was named may have an organization in front.
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
    """What a file of `pulumi stack export` has.

    Raises:
        StateUnreadableError: It cannot be read, or is none.
    """
    return resources(read(path), str(path))


def read(path: Path) -> dict[str, Any]:
    """A JSON document of Pulumi.

    Raises:
        StateUnreadableError: It cannot be read, or is none.
    """
    try:
        return _document(path.read_bytes())
    except OSError as error:
        raise StateUnreadableError(f"{path}: {error.strerror}") from None
    except ValueError as error:
        raise StateUnreadableError(f"{path}: {error}") from None


def resources(document: Mapping[str, Any], source: str) -> dict[str, Resource]:
    """The resources of our kinds in an export of a state, by URN.

    Args:
        document: The export.
        source: Where it is from, for messages.

    Raises:
        StateUnreadableError: It is none.
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
    """A resource as a state or a preview's document has it.

    Raises:
        TypeError: It has no name.
    """
    if not isinstance(entry["urn"], str):
        raise TypeError(entry["urn"])
    inputs = dict(entry.get("inputs") or {})
    kind, id_ = KINDS[entry["type"]], entry.get("id")
    if kind.told_by_id and isinstance(id_, str):
        # What the vendor chose stands in the id alone: to declare it differently replaces.
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
"""Until Pulumi must have answered; a state in the cloud can be large."""
