"""The error tree: callers may know it by our names or by the project's."""

from __future__ import annotations

import inspect

import pytest

from pulumi_isp_provider import errors as base
from pulumi_isp_provider.whmcs import errors

MATCHES = {
    errors.WhmcsAuthenticationError: base.AuthenticationError,
    errors.WhmcsIpNotAllowedError: base.PermissionDeniedError,
    errors.WhmcsPermissionError: base.PermissionDeniedError,
    errors.WhmcsAPIError: base.ResponseError,
    errors.WhmcsNotFoundError: base.NotFoundError,
    errors.WhmcsReplyError: base.MalformedResponseError,
    errors.WhmcsRateLimitError: base.RateLimitError,
    errors.WhmcsServerError: base.ServerError,
    errors.WhmcsConnectionError: base.NetworkError,
    errors.WhmcsTimeoutError: base.ResponseTimeoutError,
    errors.WhmcsValidationError: base.ConfigurationError,
}
KINDS: list[type[errors.WhmcsClientError]] = [
    kind
    for _, kind in inspect.getmembers(errors, inspect.isclass)
    if kind.__module__ == errors.__name__ and issubclass(kind, errors.WhmcsClientError)
]
WITHOUT_HINT = {errors.WhmcsClientError, errors.WhmcsValidationError}


@pytest.mark.parametrize("kind", KINDS)
def test_every_error_is_in_both_trees(kind: type[errors.WhmcsClientError]) -> None:
    """Each is a WhmcsClientError and the project's error of the same meaning."""
    assert issubclass(kind, errors.WhmcsClientError)
    assert issubclass(kind, MATCHES.get(kind, base.IspError))


@pytest.mark.parametrize("kind", KINDS)
def test_the_drawn_tree_names_every_error(kind: type[errors.WhmcsClientError]) -> None:
    """The docstring of the module is complete."""
    assert kind.__name__ in str(errors.__doc__)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in WITHOUT_HINT])
def test_hints_say_where_to_look(kind: type[errors.WhmcsClientError]) -> None:
    """Whoever reads the error is told which screen, setting or person to go to."""
    needs_action = {errors.WhmcsPermissionError, errors.WhmcsUnknownActionError}
    error = kind("It failed", action="GetProducts") if kind in needs_action else kind("It failed")

    assert error.hint
    assert str(error).startswith("It failed\nWhat to do: ")


def test_status_and_reply_are_there_for_every_error() -> None:
    """Callers may look at both without asking which error it is."""
    error = errors.WhmcsConnectionError("No connection")

    assert (error.status_code, error.response_data) == (None, None)
