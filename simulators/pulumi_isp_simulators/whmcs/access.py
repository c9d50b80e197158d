"""Access checks, in WHMCS's order: address or access key, credentials, roles."""

from __future__ import annotations

import hashlib
import hmac
from typing import Final

from .fields import Row
from .params import Params
from .state import State
from .version import API_CREDENTIALS, API_ROLES, LAMINAS, Version

INVALID_CREDENTIALS: Final = "Invalid or missing credentials"
AUTHENTICATION_FAILED: Final = "Authentication Failed"
ACCOUNT_DISABLED: Final = "Administrator Account Disabled"
ACCESS_DENIED: Final = "Access Denied"
EVERY_ACTION: Final = "*"


class Refusal(Exception):
    """A refusal of WHMCS: ``result=error`` with a message.

    Attributes:
        message: The message.
        status: HTTP status.
        rejection: WHMCS refused before it ran the action.
    """

    def __init__(self, message: str, status: int = 200, *, rejection: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.rejection = rejection


def rejected(message: str) -> Refusal:
    """A refusal of the caller."""
    return Refusal(message, 403, rejection=True)


def check_address(state: State, address: str, access_key: str | None, params: Params) -> None:
    """Check that the caller's address is on the list, or that the access key is right.

    Addresses are compared as texts: networks and wildcards on the list match nothing. A wrong key is
    ignored, because WHMCS's reply to it is not known.

    Raises:
        Refusal: ``Invalid IP ...``.
    """
    key = params.text("accesskey")
    if access_key and hmac.compare_digest(key.encode(errors="replace"), access_key.encode()):
        return
    if state.find("allowed_ips", address) is None:
        raise rejected(f"Invalid IP {address}")


class Caller:
    """A caller with valid credentials.

    Attributes:
        admin: The administrator who calls or who owns the credentials; None if there is none.
    """

    def __init__(self, actions: frozenset[str] | None, admin: Row | None) -> None:
        self.admin = admin
        self._actions = actions

    def may(self, action: str) -> bool:
        """Whether a role of the caller allows the action (in any case)."""
        if self._actions is None:
            return True
        return EVERY_ACTION in self._actions or action.lower() in self._actions


def password_hash(admin: Row) -> str:
    """The form of the password in an administrator's login."""
    return hashlib.md5(admin["password"].encode(errors="replace"), usedforsecurity=False).hexdigest()


def authenticate(state: State, params: Params, version: Version) -> Caller:
    """Find the caller.

    API credentials may be in ``identifier``/``secret`` or, if those are empty, in ``username``/``password``.
    The latter may also hold an administrator's login, with the MD5 of the password.

    Raises:
        Refusal: The credentials are missing or wrong, or the administrator may not use the API.
    """
    if params.text("identifier") or params.text("secret"):
        if version >= API_CREDENTIALS:
            caller = _by_credential(state, params.text("identifier"), params.text("secret"), version)
            if caller is not None:
                return caller
        raise rejected(INVALID_CREDENTIALS)
    username, password = params.text("username"), params.text("password")
    caller = _by_credential(state, username, password, version) if version >= API_CREDENTIALS else None
    return caller or _by_login(state, username, password, version)


def _by_credential(state: State, identifier: str, secret: str, version: Version) -> Caller | None:
    credential = state.find("credentials", identifier)
    if credential is None or not _same(secret, credential["secret"]):
        return None
    admin = state.find("admins", credential["admin"])
    if admin is not None and (admin["disabled"] or not admin["api_access"]):
        return None
    return Caller(None if version < API_ROLES else _actions_of(state, credential), admin)


def _actions_of(state: State, credential: Row) -> frozenset[str]:
    roles = [state.find("roles", name) for name in credential["roles"]]
    return frozenset(str(action).lower() for role in roles if role is not None for action in role["actions"])


def _by_login(state: State, username: str, password: str, version: Version) -> Caller:
    admin = state.find("admins", username)
    if admin is None or not _same(password.lower(), password_hash(admin)):
        raise rejected(INVALID_CREDENTIALS if version >= LAMINAS or not username else AUTHENTICATION_FAILED)
    if admin["disabled"]:
        raise rejected(ACCOUNT_DISABLED)
    if not admin["api_access"]:
        raise rejected(ACCESS_DENIED)
    return Caller(None, admin)


def _same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode(errors="replace"), wanted.encode(errors="replace"))
