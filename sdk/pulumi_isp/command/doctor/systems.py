"""Checks what can be read at each vendor: the login, and each kind of object. Nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from pulumi_isp_provider.catalogue import RESOURCES
from pulumi_isp_provider.cloudconnexa.releases import DEFAULT
from pulumi_isp_provider.core.lifecycle import Lifecycle
from pulumi_isp_provider.core.properties import InputSchema, properties_of
from pulumi_isp_provider.errors import IspError

from .finding import Finding, Outcome


def calix(about: str, client: Any, settings: Any) -> Iterator[Finding]:
    """A CMS: the login, its E7s, and the first page of each E7's ONTs."""
    client.authenticate()
    yield Finding(f"{about}: login", Outcome.OK, f"{settings.username} can log in")
    if settings.rest_url is None:
        yield Finding(
            f"{about}: shelves",
            Outcome.WARNING,
            "the E7s cannot be listed: calix:restUrl is not set",
            "Set it for get_shelves and discover; resources do not need it.",
        )
        return
    shelves = [each.name for each in client.rest.get_devices("e7")]
    yield Finding(f"{about}: shelves", Outcome.OK, f"{len(shelves)} E7s: {', '.join(shelves)}")
    for shelf in shelves:
        try:
            next(client.e7.iter_onts(shelf), None)
        except IspError as error:
            yield Finding.of(f"{about}: {shelf}", error)
        else:
            yield Finding(f"{about}: {shelf}", Outcome.OK, "answers")


def cloudconnexa(about: str, client: Any, settings: Any) -> Iterator[Finding]:
    """A tenant: the login, its API release, and each listing."""
    release = client.detect_api_version()
    yield Finding(f"{about}: login", Outcome.OK, "the credentials are accepted")
    if release == settings.api_version:
        yield Finding(f"{about}: API", Outcome.OK, f"release {release}, as set")
    elif release > settings.api_version >= DEFAULT:
        # A later release has everything. What it adds is refused by name if a program declares it.
        yield Finding(f"{about}: API", Outcome.OK, f"release {release}, and {settings.api_version} is set")
    else:
        older = release < settings.api_version
        yield Finding(
            f"{about}: API",
            Outcome.ERROR if older else Outcome.WARNING,
            f"the tenant answers as release {release}, and {settings.api_version} is set",
            f"Set cloudconnexa:apiVersion to {release}.",
        )
    for entry in RESOURCES:
        if entry.vendor != settings.vendor:
            continue
        kind = entry.load()
        try:
            read = _read(kind, client)
        except IspError as error:
            yield Finding.of(f"{about}: {kind.kind}", error)
        else:
            yield Finding(f"{about}: {kind.kind}", Outcome.OK, read)


def _read(kind: Lifecycle[Any, Any], client: Any) -> str:
    """Read all objects of a kind; of what a system has once, one property, as each may be a request."""
    if kind.is_only_one:
        first = next(name for name in kind.properties if name not in properties_of(InputSchema))
        kind.find(client, {first: None})
        return "can be read"
    return f"{sum(1 for _ in kind.listed(client, ''))} can be read"


def whmcs(about: str, client: Any, settings: Any) -> Iterator[Finding]:
    """A WHMCS: the credential; and products, clients and their services, of which subscribers are made."""
    client.test_connection()
    yield Finding(f"{about}: login", Outcome.OK, f"{settings.identifier} is known")
    questions: dict[str, Callable[[], Iterator[Any]]] = {
        "products": lambda: iter(client.get_products()),
        "clients": lambda: client.iter_clients(allow_empty=True),
        "services": lambda: client.iter_client_services(allow_empty=True),
    }
    for what, ask in questions.items():
        try:
            some = next(ask(), None) is not None
        except IspError as error:
            yield Finding.of(f"{about}: {what}", error)
            continue
        if some:
            yield Finding(f"{about}: {what}", Outcome.OK, "can be read")
        else:
            yield Finding(
                f"{about}: {what}",
                Outcome.WARNING,
                "there are none",
                "Check that whmcs:url names the right WHMCS; get_subscribers refuses an empty one.",
            )


LOOKS: Final = {"calix": calix, "cloudconnexa": cloudconnexa, "whmcs": whmcs}
"""By vendor: its checks."""
MAY_WRITE: Final = {
    "calix": "The CMS user needs the privilege `Full CMS Administration`.",
    "cloudconnexa": "From release 1.2 on, API credentials list what they may modify.",
}
"""By vendor at which we write: what an account needs for it."""
