"""No secret leaves: not in an error, not in a log line.

A redactor knows the secret *values*; it does not guess from the names of fields. Whatever text they turn
up in, as they are or encoded, they come out as ``***``.

One thing stays: a secret that is a word of ours (a password ``network``, say), where it stands as a word in
a sentence of ours. That sentence reads the same whatever the secret is, so it tells nothing, while a hole in
it would tell the secret to everybody who knows the sentence. What came from outside is no sentence of ours:
answers, requests, values, other people's exceptions, and what an error may quote of the answer it belongs to.
"""

from __future__ import annotations

import base64
import html
import json
import logging
import re
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from typing import NoReturn
from urllib.parse import quote, quote_plus
from xml.sax.saxutils import escape

from ..errors import IspError
from .base import Request, Response, Transport, Wrapper
from .logs import BODIES, everybody, guarded_logger, watch
from .vocabulary import is_ours

log = guarded_logger(__name__)

MASK = "***"
SHORT = 4
"""Secrets with fewer characters are masked only where they stand alone, not inside of words and
numbers; else a one-digit session id would tear every text to pieces, and the holes would give it away."""

_DUMP_LIMIT = 2000
_CREDENTIAL_HEADERS = frozenset({"authorization", "proxy-authorization", "cookie", "set-cookie"})
_PLAIN = (str, bytes, int, float, list, tuple, set, frozenset, dict, Request, Response)
_SAID = frozenset({"message", "hint", "code", "details"})
# What of the context no answer has a part in.
_PLACE = frozenset({"operation", "method", "url"})
_WORD = re.compile(r"[A-Za-z0-9_]+")
# An apostrophe within a word or at its end opens nothing.
_QUOTED = re.compile(r"""(?<!\w)(["']).*?\1(?!\w)""")
_BEFORE_A_VALUE = ("'", '"', "=", ">", "@")
_AFTER_A_VALUE = ("'", '"', "<", "@")
# Fields of the built-in exceptions that stand neither in their arguments nor in their dictionary.
_INNER_FIELDS = ("strerror", "filename", "filename2", "object", "reason", "obj", "value", "msg", "text")


class Redactor:
    """Masks registered secrets wherever they turn up.

    They are found as they are, URL-encoded, base64-encoded (also inside of a longer value, as in Basic
    authentication), and escaped for XML, JSON or a Python literal. Safe under threads.

    Args:
        secrets: Values to register at once.
    """

    def __init__(self, *secrets: str) -> None:
        self._lock = threading.Lock()
        self._known: set[str] = set()
        self._forms: tuple[str, ...] = ()
        self.register(*secrets)
        watch(self)

    def __repr__(self) -> str:
        return f"Redactor({len(self._known)} secrets)"

    def __reduce__(self) -> NoReturn:
        raise TypeError(
            "A Redactor holds secrets and can be neither pickled nor copied; make the client where it is used"
        )

    def register(self, *secrets: str | None) -> None:
        """Add values to mask from now on; None and the empty text are passed over."""
        with self._lock:
            given = [secret for secret in secrets if secret]
            # On the way into a header, space around a secret is lost.
            new = {form for secret in given for form in (secret, secret.strip()) if form} - self._known
            if not new:
                return
            self._known |= new
            # A new tuple and not a set that grows: masking threads go through it without the lock.
            self._forms += tuple({form for secret in new for form in _forms(secret)})

    def mask(self, text: str) -> str:
        """The text with every secret masked."""
        # Looked for one by one: a pattern of all forms takes seconds once there are hundreds of tokens.
        present = {form for form in self._forms if form in text}
        if not present:
            return text
        return re.sub(_pattern(present), MASK, text)

    def mask_own(self, text: str, quoted: str = "") -> str:
        """A text of ours with every secret masked but for our own words, which no secret has put there.

        Args:
            text: What this program says.
            quoted: What the text may repeat parts of. Secrets that stand there are masked wherever they are.
        """
        present = {form for form in self._forms if form in text}
        if not present:
            return text

        def instead(found: re.Match[str]) -> str:
            return found[0] if found[0] not in quoted and _is_own_word(found) else MASK

        return re.sub(_pattern(present), instead, text)

    def mask_bytes(self, body: bytes) -> bytes:
        """A body with every secret masked; one without secrets comes back unchanged."""
        text = body.decode("utf-8", errors="surrogateescape")
        masked = self.mask(text)
        return body if masked == text else masked.encode("utf-8", errors="surrogateescape")

    def value(self, value: object) -> object:
        """A value without secrets: text, numbers, containers with what is in them, messages, errors.

        What holds no secret comes back as it is. Another object is judged by its ``repr`` and, if that
        shows one, becomes the masked text.
        """
        return self._value(value, self.mask)

    def _value(self, value: object, mask: Callable[[str], str]) -> object:
        match value:
            case str():
                text = mask(value)
                return value if text == value else text
            case bytes():
                return self.mask_bytes(value)
            case bool() | None:
                return value
            case int() | float():
                text = str(value)
                # A short number may be anything; as a number it is a count or a status.
                return mask(text) if len(text) >= SHORT and mask(text) != text else value
            case Request():
                return self.request(value)
            case Response():
                return self.response(value)
            case Mapping():
                return {self._value(key, mask): self._value(each, mask) for key, each in value.items()}
            case list():
                return [self._value(each, mask) for each in value]
            case tuple():
                return tuple(self._value(each, mask) for each in value)
            case set() | frozenset():
                return type(value)(self._value(each, mask) for each in value)
            case BaseException():
                self.error(value)
                return value
            case _:
                text = repr(value)
                masked = mask(text)
                return value if masked == text else masked

    def request(self, request: Request) -> Request:
        """A copy of a request that can be shown to anybody."""
        return replace(
            request,
            url=self.mask(request.url),
            params={name: self.mask(text) for name, text in request.params.items()},
            headers=self._headers(request.headers),
            body=None if request.body is None else self.mask_bytes(request.body),
            credential=None,
        )

    def response(self, response: Response) -> Response:
        """A copy of an answer, and of the request in it, that can be shown to anybody."""
        from requests.structures import CaseInsensitiveDict  # loaded by whoever has got an answer

        return replace(
            response,
            headers=CaseInsensitiveDict(self._headers(response.headers)),
            body=self.mask_bytes(response.body),
            request=self.request(response.request),
        )

    def dump(self, message: Request | Response, *, body: bool = True) -> str:
        """A request or an answer as text for a person, shortened, without secrets.

        Args:
            message: The request or the answer.
            body: Whether to show what was sent or answered, and not only how long it is.
        """
        if isinstance(message, Request):
            shown = self.request(message)
            head, headers, content = f"{shown.method} {shown.url}", shown.headers, shown.body or b""
            head += "".join(f"\n  ?{name}={text}" for name, text in shown.params.items())
        else:
            answer = self.response(message)
            head, headers, content = f"{answer.status} in {answer.elapsed:.2f} s", answer.headers, answer.body
        lines = [head, *(f"  {name}: {text}" for name, text in headers.items())]
        # Masked before it is cut, whoever knows the secret: half of one would not be recognised.
        text = everybody.mask(content.decode("utf-8", errors="replace")) if body else ""
        if text:
            lines.append(text[:_DUMP_LIMIT])
        if content and (not body or len(text) > _DUMP_LIMIT):
            lines.append(f"... {len(content)} bytes in all")
        return "\n".join(lines)

    def error(self, error: BaseException, *, quotes: bool = False) -> None:
        """Mask an exception in place, and everything that hangs on it.

        A typed error in its chain of causes is masked as well. Another exception there may hold
        anything, down to the request with its credentials, so a note with its masked text takes
        its place.

        Args:
            error: The exception.
            quotes: Its text may repeat parts of an answer that it does not carry.
        """
        seen: set[int] = set()
        current: BaseException | None = error
        while current is not None and id(current) not in seen:
            seen.add(id(current))
            self._strip(current, quotes=quotes)
            following = current.__cause__ or current.__context__
            suppressed = current.__suppress_context__
            if following is not None and not isinstance(following, IspError):
                # What "from None" hides says nothing to a reader.
                if current.__cause__ is not None or not suppressed:
                    current.add_note(self.mask(f"Behind it: {type(following).__name__}: {following}"))
                following = None
            current.__cause__ = following if current.__cause__ is not None else None
            current.__context__ = following
            current.__suppress_context__ = suppressed
            if following is not None:
                # Its frames hold requests with their credentials.
                following.__traceback__ = None
            current = following

    def _strip(self, error: BaseException, *, quotes: bool) -> None:
        typed = isinstance(error, IspError)
        clean = self.value if typed else self._plain
        # What a typed error says is our own, but for what it repeats of its answer.
        said = partial(self._value, mask=self._masking(error)) if typed and not quotes else clean
        error.args = tuple(said(each) for each in error.args)
        for name in _INNER_FIELDS:
            if name not in vars(error) and hasattr(error, name):
                with suppress(AttributeError, TypeError):
                    setattr(error, name, clean(getattr(error, name)))
        for name, value in list(vars(error).items()):
            if name == "__notes__":
                error.__notes__ = [self.mask(str(note)) for note in value]
            elif name == "context" and isinstance(value, dict):
                # Its keys are words of this program, even where a password is the same word.
                error.__dict__[name] = {
                    key: self._value(each, self.mask_own) if typed and key in _PLACE else said(each)
                    for key, each in value.items()
                }
            else:
                error.__dict__[name] = (said if name in _SAID else clean)(value)

    def _masking(self, error: BaseException) -> Callable[[str], str]:
        answer = getattr(error, "response", None)
        quoted = _all_spellings(answer) if isinstance(answer, Response) else ""
        return partial(self.mask_own, quoted=quoted)

    def _plain(self, value: object) -> object:
        """A part of somebody else's exception. It may hold anything, so what is not plain becomes text."""
        masked = self.value(value)
        return masked if masked is None or isinstance(masked, _PLAIN) else self.mask(repr(masked))

    def _headers(self, headers: Mapping[str, str]) -> dict[str, str]:
        return {
            name: MASK if name.lower() in _CREDENTIAL_HEADERS else self.mask(text)
            for name, text in headers.items()
        }


# What ``requests`` leaves as it is in an address.
_URL_SIGNS = "!#$%&'()*+,/:;=?@[]~"


def _forms(secret: str) -> Iterator[str]:
    """The shapes in which a secret turns up in text."""
    yield secret
    raw = secret.encode("utf-8", errors="surrogatepass")
    for quoted in (quote(raw), quote(raw, safe=""), quote(raw, safe=_URL_SIGNS), quote_plus(raw)):
        for once in (quoted, _lower_hex(quoted)):
            yield once
            # A login page in the way writes the whole address into the query of its own.
            twice = quote(once, safe="")
            yield twice
            yield _lower_hex(twice)
    yield escape(secret)
    yield escape(secret, {'"': "&quot;"})
    yield escape(secret, {'"': "&quot;", "'": "&apos;"})
    yield escape(secret, {'"': "&quot;", "'": "&#039;"})
    yield html.escape(secret)
    for ascii_only in (True, False):
        in_json = json.dumps(secret, ensure_ascii=ascii_only)[1:-1]
        yield in_json
        # PHP escapes the slash, Go the signs that mean something in HTML.
        yield in_json.replace("/", "\\/")
        yield re.sub("[<>&]", lambda found: f"\\u{ord(found[0]):04x}", in_json)
    yield repr(secret)[1:-1]
    yield ascii(secret)[1:-1]
    yield repr(raw)[2:-1]
    if len(raw) >= SHORT:
        yield from _base64(raw)


def _lower_hex(quoted: str) -> str:
    return re.sub(r"%[0-9A-F]{2}", lambda found: found[0].lower(), quoted)


def _base64(raw: bytes) -> Iterator[str]:
    """What is sure to be seen of a value in base64, at each of the three places it can begin."""
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        yield encode(raw).decode("ascii")
        for before in range(3):
            text = encode(b"\0" * before + raw).decode("ascii")
            # Characters that are made of neighbouring bytes too do not belong to the value alone.
            first = -(-before * 8 // 6)
            last = (before + len(raw)) * 8 // 6
            core = text[first:last]
            if len(core) >= SHORT:
                yield core


def _pattern(forms: Iterable[str]) -> str:
    # The longest first: a secret may be the beginning of another one.
    return "|".join(map(_expression, sorted(forms, key=lambda form: (-len(form), form))))


def _is_own_word(found: re.Match[str]) -> bool:
    """Whether what was found is, or stands in, a word of ours that is no value there."""
    text, start, end = found.string, found.start(), found.end()
    if found[0] == text.strip() or not _WORD.fullmatch(found[0]):
        return False
    while start and _WORD.fullmatch(text[start - 1]):
        start -= 1
    while end < len(text) and _WORD.fullmatch(text[end]):
        end += 1
    word = text[start:end]
    # What stands in quotes is a value, such as a name or a description at the vendor, word by word.
    if any(quoted.start() < start and end < quoted.end() for quoted in _QUOTED.finditer(text)):
        return False
    # Set apart like that it is the value of something: of a parameter, in an element, before a host.
    set_apart = text[:start].endswith(_BEFORE_A_VALUE) or text[end:].startswith(_AFTER_A_VALUE)
    return not (set_apart and word == found[0]) and is_ours(word)


def _all_spellings(answer: Response) -> str:
    """All that can be read in an answer, in the spellings in which a client may come to see it."""
    body = answer.text
    try:
        parsed = json.dumps(answer.json(), ensure_ascii=False)
    except (ValueError, RecursionError):
        parsed = ""
    return "\n".join((body, html.unescape(body), parsed, *answer.headers.values()))


def _expression(form: str) -> str:
    pattern = re.escape(form)
    return rf"(?<![A-Za-z0-9]){pattern}(?![A-Za-z0-9])" if len(form) < SHORT else pattern


@contextmanager
def redacted(redactor: Redactor) -> Iterator[None]:
    """Mask every exception that leaves the block; what it says may be what the block has read."""
    try:
        yield
    except Exception as error:
        redactor.error(error, quotes=True)
        raise


class Redacted(Wrapper):
    """The outermost wrapper: nothing that comes out as an error holds a secret.

    Answers come out as they are; the client has to read them.

    Args:
        inner: The chain.
        redactor: Knows the secrets.
    """

    def __init__(self, inner: Transport, redactor: Redactor) -> None:
        super().__init__(inner)
        self._redactor = redactor

    def send(self, request: Request) -> Response:
        """Send; what goes wrong comes out without secrets."""
        try:
            return self.inner.send(request)
        except IspError as error:
            failure = error
        except Exception as error:
            self._redactor.error(error)
            raise
        self._redactor.error(failure)
        if log.isEnabledFor(logging.DEBUG):
            bodies = log.isEnabledFor(BODIES)
            log.debug("Asked: %s", self._redactor.dump(request, body=bodies))
            if hasattr(failure, "response"):
                log.debug("Answered: %s", self._redactor.dump(failure.response, body=bodies))
        # The frames below hold the request with its credentials in their variables; a tool that
        # prints those must not come by them.
        raise failure.with_traceback(None)
