"""The error tree.

::

    IspError
    ├── ConfigurationError           a setting is missing or wrong; nothing was sent
    ├── PlanRefusedError             what is planned would harm; nothing was changed
    │   ├── AnotherObjectError       what stands there is not what the state knows
    │   ├── AnotherSystemError       the address leads elsewhere than the state knows
    │   ├── TargetRefusedError       the new object could not be made
    │   └── TooManyDeletionsError    more would go than may go
    ├── CircuitOpenError             the breaker is open; nothing was sent
    ├── NetworkError                 no answer
    │   ├── ConnectError             the server was never reached: certainly no effect
    │   ├── ResponseTimeoutError     sent, no answer in time: effect unknown
    │   └── ConnectionLostError      sent, the answer was lost: effect unknown
    ├── MalformedResponseError       an answer, but not one that this vendor gives
    ├── ListChangedError             a list changed while it was read
    └── ResponseError                the vendor said no
        ├── RedirectedError          ask another address; nobody followed
        ├── AuthenticationError      who are you?
        ├── PermissionDeniedError    you may not
        ├── NotFoundError            there is no such object
        ├── AlreadyExistsError       the natural key is taken
        ├── ValidationError          a value was refused
        ├── RateLimitError           later, please
        └── ServerError              the vendor's own fault
            └── ServiceUnavailableError

Vendor packages add subclasses with the names their callers expect, and a table that says which of them
stands for which class drawn here (:class:`Names`); code that does not care which vendor it talks to catches
the ones drawn here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, cast

if TYPE_CHECKING:
    from .transport.base import Response

T = TypeVar("T")


class _Fact(Generic[T]):
    """A typed attribute of an error which its context shows too; None where it is not known."""

    def __set_name__(self, owner: type[IspError], name: str) -> None:
        self._name = name

    def __get__(self, error: IspError | None, owner: type[IspError]) -> T | None:
        return None if error is None else error.context.get(self._name)

    def __set__(self, error: IspError, value: T) -> None:
        error.context[self._name] = value


class IspError(Exception):
    """Base of every error that this project raises on purpose.

    Args:
        message: What went wrong, in one sentence, without any secret.
        hint: What a person can do about it.
        retry_after: Seconds the server asked to wait.
        response: The answer that said so, if there was one.
        queued: Seconds that the request waited for a rate limit.
        context: Where it went wrong, as plain values: ``operation``, ``method``, ``url``,
            ``status``, ``request_id``, ``attempts``, ``elapsed`` (seconds), ``node``, ...

    Attributes:
        is_transient: The same request may succeed later without anybody changing anything.
        effect_unknown: The request may have taken effect although this error was raised;
            look before you send it again.
        earlier_effect_unknown: This holds for an attempt before the last one.
        status: HTTP status of the answer, or None.
        attempts: How often the request was sent; None where it was not repeated.
        elapsed: Seconds from the first attempt to this error, or None.
        queued: Seconds of these that it waited for a rate limit.
        retry_after: Seconds the server asked to wait, or None.
        response: The server's answer. An error without an answer lacks the attribute, so
            ``hasattr(error, "response")`` asks whether there was one.
    """

    is_transient: bool = False
    effect_unknown: bool = False
    earlier_effect_unknown: bool = False
    status: _Fact[int] = _Fact()
    attempts: _Fact[int] = _Fact()
    elapsed: _Fact[float] = _Fact()
    response: Response
    default_hint: ClassVar[str | None] = None

    def __init__(
        self,
        message: str,
        *,
        hint: str | None = None,
        retry_after: float | None = None,
        response: Response | None = None,
        queued: float = 0.0,
        **context: Any,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint or self.default_hint
        self.retry_after = retry_after
        self.queued = queued
        if response is not None:
            self.response = response
        self.context: dict[str, Any] = {k: v for k, v in context.items() if v is not None}

    def advise(self, hint: str) -> None:
        """Say what to do about it, unless somebody has said so for this very error."""
        if self.hint in (None, self.default_hint):
            self.hint = hint

    def add_hint(self, hint: str) -> None:
        """Say more of what to do about it."""
        self.hint = f"{self.hint} {hint}" if self.hint else hint

    def __str__(self) -> str:
        where = ", ".join(
            f"{key} {self.context[key]}{_UNITS.get(key, '')}" for key in _SHOWN if key in self.context
        )
        message = self._own_words()
        text = f"{message} ({where})" if where else message
        return printable(f"{text}\nWhat to do: {self.hint}" if self.hint else text)

    def _own_words(self) -> str:
        return self.message


# Control characters; halves of surrogate pairs, which JSON can smuggle in and no terminal can be sent; what
# turns the direction of a line or is not seen, so that a line reads as something else than it says; breaks of
# lines and paragraphs other than the usual one.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
# Persian and the scripts of India cannot be written without these two.
_JOINERS = frozenset({"\u200c", "\u200d"})


def printable(text: str) -> str:
    """A text in which every character is seen where it stands: a vendor's words must not command a terminal.

    Line breaks stay.
    """
    return "".join(
        sign for sign in text if sign == "\n" or sign in _JOINERS or unicodedata.category(sign) not in _UNSEEN
    )


# What a person needs to find the place, in the order in which it reads best.
_SHOWN = (
    "connection",
    "operation",
    "object",
    "node",
    "method",
    "url",
    "status",
    "request_id",
    "attempts",
    "elapsed",
)
_UNITS = {"elapsed": " s"}


_LOOK = "Look whether it took effect before you send it again."


class ConfigurationError(IspError):
    """A setting is missing or has a value that is not allowed. Nothing was sent."""


class PlanRefusedError(IspError):
    """What is planned would harm somebody, or could not be completed. Nothing was changed."""


class AnotherObjectError(PlanRefusedError):
    """What stands under the id is not the object that the state knows: the vendor gave its number again."""


class AnotherSystemError(PlanRefusedError):
    """The connection leads to another system than the one where the state knows the object."""


class TargetRefusedError(PlanRefusedError):
    """The object that is to replace another one could not be made as things stand at the vendor."""


class TooManyDeletionsError(PlanRefusedError):
    """The run would delete more objects of one kind than it may."""


class CircuitOpenError(IspError):
    """Too many failures in a row: requests are held back until the vendor recovers."""

    default_hint = (
        "Wait until the vendor has recovered, then run it again; the first errors say what was wrong."
    )
    is_transient = True


class NetworkError(IspError):
    """No answer from the server."""

    is_transient = True


class ConnectError(NetworkError):
    """No connection to the server could be made, so the request had no effect."""

    default_hint = "Check the address and port, the network path, DNS and the TLS settings."


class ResponseTimeoutError(NetworkError):
    """The request was sent, but no answer came in time."""

    default_hint = _LOOK
    effect_unknown = True


class ConnectionLostError(NetworkError):
    """The connection broke before the whole answer had been read."""

    default_hint = _LOOK
    effect_unknown = True


class MalformedResponseError(IspError):
    """An answer came that this vendor does not give: not JSON, not XML, too large, truncated."""

    default_hint = "Check that the address leads to the vendor itself, and not to a proxy or a login page."
    effect_unknown = True


class ListChangedError(IspError):
    """A list changed again and again while it was read, so what was read is not the whole."""

    is_transient = True


class ResponseError(IspError):
    """The vendor answered, and the answer is no."""

    def _own_words(self) -> str:
        # The text is the vendor's: on one line it cannot pass for ours.
        return " ".join(super()._own_words().split())


class RedirectedError(ResponseError):
    """The server sent the request elsewhere. It was not followed: credentials stay with one host."""

    default_hint = "If you trust the other host, set the address to it; often https instead of http."


class AuthenticationError(ResponseError):
    """The credentials, the token or the session were refused."""

    default_hint = "Check the credentials in the settings of this connection."


class PermissionDeniedError(ResponseError):
    """The account is known but may not do this."""

    default_hint = "Give the account this right, or use an account that has it."


class NotFoundError(ResponseError):
    """The object does not exist (any more)."""

    default_hint = "Check its number or name; it may have been deleted by somebody else."


class AmbiguousError(IspError):
    """Several objects fit where one is asked for; to take one of them would be a guess."""


class AlreadyExistsError(ResponseError):
    """Another object holds the natural key."""

    default_hint = "Look at the one that is there, or choose another key."


class ValidationError(ResponseError):
    """The vendor refused a value."""

    default_hint = "Correct the value; the message says which one, and why."


class RateLimitError(ResponseError):
    """Too many requests; ``retry_after`` says when to come back, if the server said so."""

    default_hint = "Wait a minute, then run it again; the vendor can raise the limit."
    is_transient = True


class ServerError(ResponseError):
    """The vendor failed while working on the request."""

    default_hint = f"Look at the vendor's own status and logs. {_LOOK}"
    is_transient = True
    effect_unknown = True


class ServiceUnavailableError(ServerError):
    """The vendor is down or overloaded and did not begin to work on the request."""

    default_hint = "Look at the vendor's own status and logs, and try again later."
    effect_unknown = False


Ours = TypeVar("Ours", bound=IspError)


class Names(Generic[Ours]):
    """One vendor's names for the errors of this module.

    A class that has no name of its own gets its parent's. The error is then of both classes, so whoever
    catches a class of this module catches every vendor's.

    Args:
        root: The class that all of the vendor's errors have in common.
        names: The vendor's class for each class of this module, :class:`IspError` among them.
    """

    def __init__(self, root: type[Ours], names: Mapping[type[IspError], type[Ours]]) -> None:
        self._root = root
        self._names = dict(names)

    def translate(self, error: IspError, /, **place: Any) -> Ours:
        """The same error under the vendor's name; the vendor's own errors as they are.

        Args:
            error: The error. The hint that somebody wrote for it stays, else the vendor's class gives one.
            **place: Where it happened, as far as the error does not say so itself.
        """
        if isinstance(error, self._root):
            return error
        translated = restated(error, self._kind(type(error)), **{**place, **error.context})
        translated.is_transient, translated.effect_unknown = error.is_transient, error.effect_unknown
        return translated

    def _kind(self, theirs: type[IspError]) -> type[Ours]:
        general = [kind for kind in theirs.__mro__ if kind.__module__ == __name__]
        named = next(self._names[kind] for kind in general if kind in self._names)
        return named if issubclass(named, general[0]) else cast("type[Ours]", _both(named, general[0]))


def restated(error: IspError, kind: type[Ours], message: str | None = None, /, **given: Any) -> Ours:
    """An error of another kind that has the answer and the facts of this one.

    Args:
        error: What went wrong.
        kind: What it is to be.
        message: What it is to say, where that differs.
        **given: What else the kind takes, and more context.
    """
    if error.hint != error.default_hint:
        given.setdefault("hint", error.hint)
    new = kind(message or error.message, **{**error.context, **given})
    new.retry_after, new.queued = error.retry_after, error.queued
    new.earlier_effect_unknown = error.earlier_effect_unknown
    if hasattr(error, "response"):
        new.response = error.response
    return new


_BOTH: dict[tuple[type[IspError], type[IspError]], type[IspError]] = {}


def _both(ours: type[IspError], general: type[IspError]) -> type[IspError]:
    """A class that is both, and bears the name of the first."""

    def reduce(error: IspError) -> tuple[Any, ...]:
        return _both_again, (ours, general, error.args), vars(error)

    known = {"__doc__": ours.__doc__, "__module__": ours.__module__, "__reduce__": reduce}
    kind = _BOTH.get((ours, general)) or type(ours.__name__, (ours, general), known)
    return _BOTH.setdefault((ours, general), kind)


def _both_again(ours: type[IspError], general: type[IspError], args: tuple[str]) -> IspError:
    return _both(ours, general)(*args)
