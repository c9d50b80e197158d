"""Rules about resources of all kinds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..kinds import EVERY
from ..resources import Resource
from ..rule import Finding, ResourceRule
from ..secrets import looks_secret
from ..settings import Settings, setting
from ..values import State

_NAMES = [kind.name for kind in EVERY]


@dataclass(frozen=True, kw_only=True)
class ProtectionSettings(Settings):
    """Which kinds must be protected."""

    kinds: list[str] = setting(
        [], "Kinds that must be protected, such as calix.Ont.", type="array", items={"enum": _NAMES}
    )


def _protected(resource: Resource, settings: ProtectionSettings) -> Iterator[Finding]:
    if resource.kind and resource.kind.name in settings.kinds and not resource.is_protected:
        yield Finding(resource, "is not protected")


PROTECTED = ResourceRule(
    id="protected",
    description="Resources of protected kinds have the option `protect`.",
    reason="Nobody deletes a protected resource by mistake: Pulumi refuses before it does anything.",
    remedy="Add opts=pulumi.ResourceOptions(protect=True).",
    settings=ProtectionSettings,
    kinds=(),
    judge=_protected,
)


@dataclass(frozen=True, kw_only=True)
class NamingSettings(Settings):
    """Patterns of names and descriptions."""

    resources: str = setting(
        "",
        "Regular expression that the names of resources in the program must match.",
        type="string",
        format="regex",
    )
    names: str = setting(
        "", "Regular expression that names at the vendor must match.", type="string", format="regex"
    )
    descriptions: str = setting(
        "", "Regular expression that descriptions must match.", type="string", format="regex"
    )


def _named(resource: Resource, settings: NamingSettings) -> Iterator[Finding]:
    if settings.resources and not re.fullmatch(settings.resources, resource.name):
        yield Finding(resource, f"its name in the program does not match {settings.resources}")
    for path in resource.kind.texts if resource.kind else ():
        last = path.rpartition(".")[2]
        pattern = {"name": settings.names, "description": settings.descriptions}.get(last)
        for value in resource.values(path) if pattern else ():
            if pattern and value.is_there and not re.fullmatch(pattern, str(value.content)):
                yield Finding(resource, f"{value.path} {value} does not match {pattern}")


NAMING = ResourceRule(
    id="naming",
    description="Names and descriptions match the patterns in the settings.",
    reason="At two in the morning, the name in the vendor's portal must say which site it is.",
    remedy="Change the name or the description so that it matches the pattern.",
    settings=NamingSettings,
    kinds=(),
    judge=_named,
)


@dataclass(frozen=True, kw_only=True)
class ConnectionSettings(Settings):
    """Which connections resources may have."""

    allowed: list[str] = setting(
        [], "Connections that resources may have; empty for all.", type="array", items={"type": "string"}
    )


def _connected(resource: Resource, settings: ConnectionSettings) -> Iterator[Finding]:
    name, declared = resource.connection, resource["connection"]
    if settings.allowed and name is not None and name not in settings.allowed:
        shown = str(declared) if declared.is_there else repr(name)
        yield Finding(
            resource, f"connection {shown} is not allowed; allowed are {', '.join(settings.allowed)}"
        )


CONNECTION = ResourceRule(
    id="connection",
    description="Resources have connections that this stack may use.",
    reason="One word decides whether a run changes the laboratory or the network in service.",
    remedy="Declare an allowed connection, or allow this one in the configuration of the pack.",
    settings=ConnectionSettings,
    kinds=(),
    judge=_connected,
)


def _shown_to_others(resource: Resource, _: Settings) -> Iterator[Finding]:
    for path in resource.kind.texts if resource.kind else ():
        for value in resource.values(path):
            found = looks_secret(str(value.content)) if value.is_there else None
            if found:
                yield Finding(resource, f"{value.path} holds {found}, and the vendor shows it to others")


TEXTS = ResourceRule(
    id="texts-without-secrets",
    description="Names and descriptions hold no secret.",
    reason="The vendor shows them to everybody in portals, exports and e-mails.",
    remedy="Remove the secret from the text. If it was ever written to the vendor, change that password or "
    "token.",
    settings=Settings,
    kinds=(),
    judge=_shown_to_others,
)


def _plain_secret(resource: Resource, _: Settings) -> Iterator[Finding]:
    shown = set(resource.kind.texts) if resource.kind else set()
    for name in resource.names():
        for value in resource[name].inside():
            if value.state is not State.KNOWN or not isinstance(value.content, str):
                continue
            found = looks_secret(value.content)
            # The rule texts-without-secrets judges texts that the vendor shows to others.
            if found and re.sub(r"\[\d+\]", "", value.path) not in shown:
                yield Finding(resource, f"{value.path} holds {found} in plain text")


PLAIN_SECRETS = ResourceRule(
    id="no-plain-secrets",
    description="No input holds a secret in plain text.",
    reason="The state and plans show inputs in plain text, unless they are marked secret.",
    remedy="Wrap the value in pulumi.Output.secret(...), or take it from config that was set with --secret.",
    settings=Settings,
    kinds=(),
    judge=_plain_secret,
)
