"""Rules about users of the private network."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..kinds import USER
from ..resources import Plan, Resource
from ..rule import Finding, ResourceRule, StackRule, outside
from ..settings import Settings, setting


@dataclass(frozen=True, kw_only=True)
class AccessSettings(Settings):
    """Which groups and roles users may have."""

    groups: list[str] = setting(
        [],
        "Ids of the user groups that users may be in. Empty: any group, but the user must name one.",
        type="array",
        items={"type": "string"},
    )
    roles: list[str] = setting(
        ["MEMBER", "ADMIN"],
        "Roles that users may have.",
        type="array",
        items={"enum": ["MEMBER", "ADMIN"]},
        minItems=1,
    )


def _access(user: Resource, settings: AccessSettings) -> Iterator[Finding]:
    if "group_id" not in set(user.names()):
        yield Finding(user, "group_id is not declared, so the vendor puts the user into its default group")
    yield from outside(user, user["group_id"], settings.groups)
    yield from outside(user, user["role"], settings.roles)


USER_ACCESS = ResourceRule(
    id="user-access",
    description="A user is in an allowed group, and has an allowed role.",
    reason="The group decides what a user may reach. A user without group_id is put into the default group.",
    remedy="Declare an allowed group_id and an allowed role.",
    settings=AccessSettings,
    kinds=(USER,),
    judge=_access,
)


@dataclass(frozen=True, kw_only=True)
class DomainSettings(Settings):
    """Which domains e-mail addresses may have."""

    domains: list[str] = setting(
        [],
        "Domains that an e-mail address may have, such as example.com; empty for all.",
        type="array",
        items={"type": "string", "format": "domain"},
    )


def _domain(user: Resource, settings: DomainSettings) -> Iterator[Finding]:
    email = user["email"]
    if not settings.domains or not email.is_there:
        return
    domain = str(email.content).rpartition("@")[2].casefold()
    if domain not in {each.casefold() for each in settings.domains}:
        yield Finding(
            user, f"the domain of email {email} is not allowed; allowed are {', '.join(settings.domains)}"
        )


EMAIL_DOMAIN = ResourceRule(
    id="user-email-domain",
    description="Users have an e-mail address of an allowed domain.",
    reason="The vendor sends the invitation to that address, and whoever has it can connect.",
    remedy="Declare an address of an allowed domain.",
    settings=DomainSettings,
    kinds=(USER,),
    judge=_domain,
)


@dataclass(frozen=True, kw_only=True)
class AdminSettings(Settings):
    """How many users may be administrators."""

    most: int = setting(5, "Most users that may have the role ADMIN.", type="integer", minimum=0)


def _admins(plan: Plan, settings: AdminSettings) -> Iterator[Finding]:
    admins = [each for each in plan.of(USER) if each["role"].is_there and each["role"].content == "ADMIN"]
    if len(admins) > settings.most:
        names = ", ".join(repr(each.name) for each in admins)
        yield Finding(
            None,
            f"{len(admins)} users are administrators, and no more than {settings.most} may be: {names}",
        )


ADMINS_LIMITED = StackRule(
    id="user-admins-limited",
    description="A stack has no more administrators than allowed.",
    reason="Each administrator can open the whole private network.",
    remedy="Declare role='MEMBER' for users who need no more.",
    settings=AdminSettings,
    judge=_admins,
)
