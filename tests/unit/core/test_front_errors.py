"""What leaves the dynamic front when something fails: no secret, and a message that still helps."""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

import pytest

from pulumi_isp_provider import dynamic
from pulumi_isp_provider.core.declarations import Declaration
from pulumi_isp_provider.core.lifecycle import Lifecycle
from pulumi_isp_provider.core.records import Stored
from pulumi_isp_provider.core.run import Run
from pulumi_isp_provider.errors import (
    AuthenticationError,
    IspError,
    NotFoundError,
    PermissionDeniedError,
    ServerError,
)
from pulumi_isp_provider.fronts import process

CONFIG = {
    "calix:url": "http://127.0.0.1:9",
    "calix:username": "engineer",
}


class Failing:
    """Stands where a lifecycle stands; fails as it is told."""

    vendor = "calix"
    kind = "Ont"
    computed = ()
    fetched: ClassVar[Mapping[str, Any]] = {}

    def __init__(self, error: Exception, cause: Exception | None = None) -> None:
        self.error = error
        self.cause = cause

    def create(self, run: Run, declaration: Declaration) -> Stored:
        raise self.error from self.cause


@pytest.fixture
def registry() -> Iterator[Any]:
    yield process.REGISTRY
    process.REGISTRY.close()
    process.REGISTRY.configure(lambda _key: None)


def printed(registry: Any, password: str, error: Exception, cause: Exception | None = None) -> str:
    """What the host prints: the whole traceback of what a call raises."""
    registry.configure({**CONFIG, "calix:password": password}.get)
    registry.settings("calix", "default")

    class Front(dynamic.LifecycleProvider):
        lifecycle: ClassVar[Lifecycle[Any, Any]] = Failing(error, cause)  # type: ignore[assignment] # stands in

    with pytest.raises(Exception) as raised:  # noqa: PT011 - any error there is
        Front().create({})
    return "".join(traceback.format_exception(raised.value))


def test_a_secret_in_the_cause_of_an_unforeseen_error_is_not_printed(registry: Any) -> None:
    """The host prints the chain of causes too: a secret in any link of it is as bad as one in the last."""
    text = printed(registry, "correct-horse", TypeError("a mistake of ours"), ValueError("got correct-horse"))

    assert "correct-horse" not in text


def test_a_secret_in_the_spelling_of_a_body_is_not_printed(registry: Any) -> None:
    """XML and JSON write some signs of a password in another way; it is the password all the same."""
    error = TypeError('a mistake of ours in <p>correct&amp;"horse</p>, {"p": "correct&\\"horse"}')

    text = printed(registry, 'correct&"horse', error)

    assert "horse" not in text
    assert "a mistake of ours" in text


def test_a_secret_in_a_note_is_not_printed(registry: Any) -> None:
    """Notes on an exception are printed with it."""
    error = PermissionDeniedError("the account may not do this")
    error.add_note("Authorization: correct-horse")

    assert "correct-horse" not in printed(registry, "correct-horse", error)


def test_a_password_that_is_an_everyday_word_does_not_swallow_the_message(registry: Any) -> None:
    """What is cut out of a text is the secret; the rest, and what to do, is still told."""
    error: IspError = AuthenticationError("the CMS refused the user name or password", node="NTWK-hill")

    text = printed(registry, "hill", error)

    assert "NTWK-hill" not in text  # not the bare word: the folder that this runs in may be called so
    assert "refused the user name or password" in text
    assert "What to do" in text


def test_a_vendors_words_that_no_terminal_can_be_sent_are_left_out() -> None:
    """JSON can say half a surrogate pair; the text of the error must still fit into a UTF-8 log."""
    assert str(ServerError("no\x1b[2J \ud800way")).encode("utf-8").startswith(b"no[2J way")


@pytest.mark.parametrize(
    "sign",
    [
        "\u202e",
        "\u202a",
        "\u2066",
        "\u2069",
        "\u200e",
        "\u061c",
        "\u200b",
        "\ufeff",
        "\u2028",
        "\u2029",
        "\U000e0041",
    ],
)
def test_a_vendors_words_read_as_they_are_written(sign: str) -> None:
    """What turns the direction of a line, breaks it or is not seen cannot make it read as something else."""
    text = str(ServerError(f"delete{sign} nothing", hint=f"look{sign} there"))

    assert text == "delete nothing\nWhat to do: look there"


def test_letters_that_need_a_joiner_keep_it() -> None:
    """Names in Persian and in the scripts of India stay as they are."""
    assert "\u0646\u0627\u0645\u0647\u200c\u0647\u0627" in str(
        ServerError("\u0646\u0627\u0645\u0647\u200c\u0647\u0627")
    )


def test_a_password_that_is_a_word_of_ours_leaves_our_words_alone(registry: Any) -> None:
    """A hole in a sentence of ours would tell the password; what others have said is masked."""
    error = NotFoundError(
        "There is no network 'the network of hill'", hint="Declare the network.", object="network"
    )
    error.add_note("the network said so")

    text = printed(registry, "network", error)

    assert "NotFoundError: There is no network 'the *** of hill' (connection default, object ***)" in text
    assert "What to do: Declare the network." in text
    assert "the *** said so" in text


def test_a_password_that_is_a_word_of_ours_leaves_the_failures_of_a_check_alone(registry: Any) -> None:
    """They are sentences of ours too."""
    registry.configure({**CONFIG, "calix:password": "property"}.get)

    checked = dynamic.CalixOnt().check(
        {}, {"network_name": "hill", "ont_profil": "162", "__owner": "calix.Ont::a"}
    )

    assert "ont_profil: is not a property here; did you mean ont_profile?" in " ".join(
        failure.reason for failure in checked.failures
    )


def test_the_client_promises_nothing_that_only_a_run_of_the_engine_does(registry: Any) -> None:
    """Whoever uses the client alone is told to look; `pulumi up` looks by itself, and the front says so."""
    alone = str(ServerError("The server failed"))
    text = printed(registry, "correct-horse", ServerError("The server failed"))

    assert "Look whether it took effect before you send it again" in alone
    assert "pulumi" not in alone
    assert "taken over" not in alone
    assert "What to do: " + ServerError.default_hint in text
    assert "The next `pulumi up` looks by itself" in text
