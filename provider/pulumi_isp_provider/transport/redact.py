"""Masks secrets in errors and log lines.

A redactor knows the secret *values*; it does not guess from the names of fields. In every text, plain or
encoded, they are replaced by ``***``.

There is one exception: a secret that is also a word of this program's own texts, such as a password
``network``. In those texts the word stays. The text is the same whatever the secret is, so it tells nothing.
A mask in it would tell the secret to everybody who knows the text. The exception does not apply to what
comes from outside: answers, requests, values, exceptions of libraries, and what an error quotes of its
answer.
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
"""Secrets with fewer characters are masked only where they stand alone, not inside words and numbers.
Otherwise a session id of one digit would leave masks all over a text, and these would tell what it is."""

_DUMP_LIMIT = 2000
_CREDENTIAL_HEADERS = frozenset({"authorization", "proxy-authorization", "cookie", "set-cookie"})
_PLAIN = (str, bytes, int, float, list, tuple, set, frozenset, dict, Request, Response)
_SAID = frozenset({"message", "hint", "code", "details"})
# The parts of the context that cannot come from an answer.
_PLACE = frozenset({"operation", "method", "url"})
_WORD = re.compile(r"[A-Za-z0-9_]+")
# An apostrophe inside a word or at its end begins no quotation.
_QUOTED = re.compile(r"""(?<!\w)(["']).*?\1(?!\w)""")
_BEFORE_A_VALUE = ("'", '"', "=", ">", "@")
_AFTER_A_VALUE = ("'", '"', "<", "@")
# Fields of the built-in exceptions that are neither in their arguments nor in their dictionary.
_INNER_FIELDS = ("strerror", "filename", "filename2", "object", "reason", "obj", "value", "msg", "text")


class Redactor:
    """Masks registered secrets.

    It finds them plain, URL-encoded, base64-encoded (also as part of a longer value, as in Basic
    authentication), and escaped for XML, JSON or a Python literal. Several threads may use it.

    Args:
        secrets: The first values to register.
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
        """Add values to mask from now on; None and the empty text are ignored."""
        with self._lock:
            given = [secret for secret in secrets if secret]
            # A header loses the space around a secret.
            new = {form for secret in given for form in (secret, secret.strip()) if form} - self._known
            if not new:
                return
            self._known |= new
            # A new tuple each time, because other threads read it without the lock.
            self._forms += tuple({form for secret in new for form in _forms(secret)})

    def mask(self, text: str) -> str:
        """The text with every secret masked."""
        # One by one: with hundreds of tokens, one pattern for all forms takes seconds.
        present = {form for form in self._forms if form in text}
        if not present:
            return text
        return re.sub(_pattern(present), MASK, text)

    def mask_own(self, text: str, quoted: str = "") -> str:
        """A text of this program with every secret masked, except where it is one of the program's own words.

        Args:
            text: The program's text.
            quoted: An answer that the text may quote. Secrets in it are masked everywhere in the text.
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
        """A value without secrets: text, numbers, containers, requests, answers, errors.

        A value without a secret comes back unchanged. An object of another type becomes its masked ``repr``
        if that shows a secret.
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
                # A short number is most likely a count or a status.
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
        """A copy of a request without secrets."""
        return replace(
            request,
            url=self.mask(request.url),
            params={name: self.mask(text) for name, text in request.params.items()},
            headers=self._headers(request.headers),
            body=None if request.body is None else self.mask_bytes(request.body),
            credential=None,
        )

    def response(self, response: Response) -> Response:
        """A copy of an answer, and of its request, without secrets."""
        from requests.structures import CaseInsensitiveDict  # a process with an answer has loaded it already

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
            body: Whether to show the body; False shows only its length.
        """
        if isinstance(message, Request):
            shown = self.request(message)
            head, headers, content = f"{shown.method} {shown.url}", shown.headers, shown.body or b""
            head += "".join(f"\n  ?{name}={text}" for name, text in shown.params.items())
        else:
            answer = self.response(message)
            head, headers, content = f"{answer.status} in {answer.elapsed:.2f} s", answer.headers, answer.body
        lines = [head, *(f"  {name}: {text}" for name, text in headers.items())]
        # Masked with all redactors' secrets, and before it is cut: half a secret would not be found.
        text = everybody.mask(content.decode("utf-8", errors="replace")) if body else ""
        if text:
            lines.append(text[:_DUMP_LIMIT])
        if content and (not body or len(text) > _DUMP_LIMIT):
            lines.append(f"... {len(content)} bytes in all")
        return "\n".join(lines)

    def error(self, error: BaseException, *, quotes: bool = False) -> None:
        """Mask an exception in place, with its causes.

        A typed error among the causes is masked too. Any other exception there may hold anything, such as
        the request with its credentials. A note with its masked text replaces it.

        Args:
            error: The exception.
            quotes: The exception's text may quote an answer that it does not carry.
        """
        seen: set[int] = set()
        current: BaseException | None = error
        while current is not None and id(current) not in seen:
            seen.add(id(current))
            self._strip(current, quotes=quotes)
            following = current.__cause__ or current.__context__
            suppressed = current.__suppress_context__
            if following is not None and not isinstance(following, IspError):
                # An exception hidden with "from None" tells the reader nothing.
                if current.__cause__ is not None or not suppressed:
                    current.add_note(self.mask(f"Behind it: {type(following).__name__}: {following}"))
                following = None
            current.__cause__ = following if current.__cause__ is not None else None
            current.__context__ = following
            current.__suppress_context__ = suppressed
            if following is not None:
                # Its frames hold the request with its credentials.
                following.__traceback__ = None
            current = following

    def _strip(self, error: BaseException, *, quotes: bool) -> None:
        typed = isinstance(error, IspError)
        clean = self.value if typed else self._plain
        # The text of a typed error is this program's own, except for what it quotes of its answer.
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
                # The keys are this program's own words and are not masked, even if one is a password too.
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
        """A part of another library's exception. It may hold anything; what is not plain becomes text."""
        masked = self.value(value)
        return masked if masked is None or isinstance(masked, _PLAIN) else self.mask(repr(masked))

    def _headers(self, headers: Mapping[str, str]) -> dict[str, str]:
        return {
            name: MASK if name.lower() in _CREDENTIAL_HEADERS else self.mask(text)
            for name, text in headers.items()
        }


# Characters that ``requests`` does not encode in an address.
_URL_SIGNS = "!#$%&'()*+,/:;=?@[]~"


def _forms(secret: str) -> Iterator[str]:
    """The forms in which a secret can be in a text."""
    yield secret
    raw = secret.encode("utf-8", errors="surrogatepass")
    for quoted in (quote(raw), quote(raw, safe=""), quote(raw, safe=_URL_SIGNS), quote_plus(raw)):
        for once in (quoted, _lower_hex(quoted)):
            yield once
            # A login page puts the whole address into the query of its own address, encoded again.
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
        # PHP escapes the slash; Go escapes the characters that have a meaning in HTML.
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
    """A value in base64. It can begin at three positions in the encoded text, which give three forms."""
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        yield encode(raw).decode("ascii")
        for before in range(3):
            text = encode(b"\0" * before + raw).decode("ascii")
            # Without the characters that also depend on the bytes before and after the value.
            first = -(-before * 8 // 6)
            last = (before + len(raw)) * 8 // 6
            core = text[first:last]
            if len(core) >= SHORT:
                yield core


def _pattern(forms: Iterable[str]) -> str:
    # The longest first: one secret may be the beginning of another.
    return "|".join(map(_expression, sorted(forms, key=lambda form: (-len(form), form))))


def _is_own_word(found: re.Match[str]) -> bool:
    """Whether the match is (a part of) one of this program's own words, and is not used as a value there."""
    text, start, end = found.string, found.start(), found.end()
    if found[0] == text.strip() or not _WORD.fullmatch(found[0]):
        return False
    while start and _WORD.fullmatch(text[start - 1]):
        start -= 1
    while end < len(text) and _WORD.fullmatch(text[end]):
        end += 1
    word = text[start:end]
    # Text in quotes is a value, such as a name or a description at the vendor.
    if any(quoted.start() < start and end < quoted.end() for quoted in _QUOTED.finditer(text)):
        return False
    # So is what follows "=", stands in an XML element, or comes before or after "@".
    set_apart = text[:start].endswith(_BEFORE_A_VALUE) or text[end:].startswith(_AFTER_A_VALUE)
    return not (set_apart and word == found[0]) and is_ours(word)


def _all_spellings(answer: Response) -> str:
    """The text of an answer in all the forms in which a client may see it."""
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
    """Mask every exception that leaves the block; its text may quote what the block has read."""
    try:
        yield
    except Exception as error:
        redactor.error(error, quotes=True)
        raise


class Redacted(Wrapper):
    """The outermost wrapper: masks secrets in errors.

    Answers are not masked, because the client has to read them.

    Args:
        inner: The transport to send through.
        redactor: Knows the secrets.
    """

    def __init__(self, inner: Transport, redactor: Redactor) -> None:
        super().__init__(inner)
        self._redactor = redactor

    def send(self, request: Request) -> Response:
        """Send, and mask the error, if there is one."""
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
        # The frames hold the request with its credentials in their variables. Some tools print variables,
        # so the error is raised without these frames.
        raise failure.with_traceback(None)
