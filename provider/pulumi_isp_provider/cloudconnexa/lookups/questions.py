"""The questions: one of a kind, many of a kind, and the sessions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, Final, get_args

from ...core.asking import Asked
from ...core.names import noun_of
from ...core.questions import (
    Argument,
    Columns,
    Question,
    Row,
    Source,
    by_id,
    columns_of,
    one_of,
    outputs_of,
    plain,
    row_of,
    told,
    value_of,
)
from ...errors import ValidationError
from ..client.client import CloudConnexaClient, connect
from ..client.models import Session
from ..client.services.sessions import Status
from ..errors import MalformedResponseError
from ..resources.tenant_settings import ID, TenantSettingsLifecycle
from ..settings import CloudConnexaSettings
from .kinds import Kind, kinds

Tenant = Source[CloudConnexaClient]

STATUSES: Final = get_args(Status)

_SETTINGS: Final = TenantSettingsLifecycle()

_SESSION: Final = columns_of(
    Session,
    "id",
    "status",
    "user_id",
    "user_name",
    "user_group",
    "device_id",
    "device_name",
    "network_id",
    "network_name",
    "host_id",
    "host_name",
    "connector_id",
    "connector_name",
    "region",
    "session_start_time",
    "session_end_time",
    "session_duration_seconds",
    "disconnect_reason",
    "disconnect_reason_description",
    "bytes_in",
    "bytes_out",
    "protocol",
    "public_ip",
    "tunnel_ip_v4",
    "tunnel_ip_v6",
)


def source(settings: CloudConnexaSettings) -> Tenant:
    """A tenant, for one run of a program. Nothing is sent yet."""
    return Source(connect(settings))


def questions() -> Iterator[Question]:
    """All of them."""
    for kind in kinds():
        yield from _of(kind)
    yield Question(
        name="get_tenant_settings",
        kind="tenant_settings",
        about=(
            "The settings of the tenant. Each costs a request, some twenty in all; those that the release of "
            "``cloudconnexa:apiVersion`` does not have are None."
        ),
        arguments={},
        columns=Columns("GetTenantSettingsResult", _SETTINGS.about, outputs_of(_SETTINGS)),
        answer=_settings,
    )
    yield Question(
        name="get_sessions",
        kind="session",
        about=(
            "Who is and was connected, in the last 30 days. It changes by itself: this is for reports, and "
            "must never become an argument of a resource. Names and addresses of people are left out; "
            "``get_user(id=session.user_id)`` has them."
        ),
        arguments={
            "start_date": Argument(
                about="Earliest instant, ISO 8601 with a time zone; the last day where it is left out."
            ),
            "end_date": Argument(about="Latest instant, in the same form."),
            "status": Argument(about="Only ``ACTIVE``, ``COMPLETED`` or ``FAILED`` ones."),
            "return_only_new": Argument(
                about="Only sessions that began in the period.", takes="bool", default=False
            ),
        },
        columns=Columns("Session", "A connection of a device, a host or a network.", _SESSION),
        many="sessions",
        answer=_sessions,
    )


def _of(kind: Kind) -> Iterator[Question]:
    noun = noun_of(kind.name)
    module = noun.lower().replace(" ", "_")
    columns = Columns(f"Get{kind.name}Result", kind.about, kind.outputs)
    by_key = [name for name in kind.asked if name in kind.key]
    yield Question(
        name=f"get_{module}",
        kind=module,
        about=f"One {noun}, by its id or by its {kind.key[-1]}.",
        arguments={
            "id": Argument(about="Its id. Nothing else is given then."),
            **{name: Argument(about=told(kind.asked[name])) for name in by_key},
        },
        columns=columns,
        answer=partial(_one, kind, noun),
    )
    owners = [name for name in kind.asked if kind.asked[name].traits.refers_to]
    yield Question(
        name=f"get_{module}s",
        kind=module,
        about=f"The {noun}s of the tenant.",
        arguments={
            name: Argument(
                about=f"Only with this {noun_of(kind.asked[name].traits.refers_to or name)}, by id."
            )
            for name in owners
        },
        columns=columns,
        many=f"{module}s",
        answer=partial(_many, kind),
    )


def _one(kind: Kind, noun: str, tenant: Tenant, **given: Any) -> Row:
    client, telling = tenant.client, kind.key[-1]
    snapshot = getattr(client, kind.service).snapshot
    id_, wanted = given.pop("id"), _wanted(kind, given)
    if bool(wanted) == (id_ is not None) or (wanted and telling not in wanted):
        owner = f"; with {kind.key[0]}, only of that one" if kind.key[1:] else ""
        raise ValidationError(
            f"One {noun} is asked for by its id alone, or by its {telling}{owner}",
            hint=f"Give id or {telling}.",
        )
    if id_ is None:
        found = one_of(
            lambda: kind.having(client, wanted),
            [snapshot],
            noun=noun,
            wanted=wanted,
            called=lambda model: str(model.id),
            there=lambda: [str(getattr(model, telling)) for model in snapshot.values()],
            hint="Ask for it by its id" + (f", or give {kind.key[0]} too." if kind.key[1:] else "."),
        )
    else:
        found = by_id(snapshot, id_, noun=noun, called=lambda model: str(model.id))
    return kind.row(found)


def _many(kind: Kind, tenant: Tenant, **given: Any) -> list[Row]:
    return [kind.row(model) for model in kind.having(tenant.client, _wanted(kind, given))]


def _wanted(kind: Kind, given: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value_of(kind.asked[name], name, value) for name, value in given.items() if value is not None
    }


def _settings(tenant: Tenant) -> Row:
    found = _SETTINGS.fetch(tenant.client, ID)
    if found is None:
        raise TypeError("a tenant always has settings")
    return row_of(_SETTINGS, found)


def _sessions(tenant: Tenant, **given: Any) -> list[Row]:
    status = given["status"]
    if status not in (None, *STATUSES):
        raise ValidationError(f"status must be one of {', '.join(STATUSES)}")
    for name in ("start_date", "end_date"):
        if given[name] is not None and not isinstance(given[name], str):
            raise ValidationError(f"{name} must be ISO 8601 text, such as 2025-01-31T08:00:00Z")
    found = tenant.once(("sessions", *given.values()), lambda: tenant.client.sessions.list(**given))
    return [plain(session, _SESSION) for session in found]


ASKED: Final = Asked(
    "CloudConnexa",
    CloudConnexaSettings,
    source,
    # One object that cannot be understood is nothing to the other kinds.
    (MalformedResponseError,),
    questions,
)
"""Tenants, as they are asked."""
