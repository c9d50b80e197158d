"""Reads headers and chunked bodies strictly, as RFC 9112 says, to find the end of a request.

Cheroot accepts ambiguous forms: two lengths, a length with chunks, signs and underscores in numbers, folded
lines. This module refuses them, and reads trailers.
"""

from __future__ import annotations

import re
from typing import Protocol

from cheroot import server as http

_FIELD = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+:[^\0\r\n]*\r\n")
_LENGTH = re.compile(rb"content-length:[ \t]*(-?[0-9]+)[ \t]*\r\n", re.IGNORECASE)
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,16})[ \t]*(?:;[^\r\n]*)?\r\n")
_END = b"\r\n"

LINE_LIMIT = 8 * 1024
"""Maximum bytes of the first line of a chunk, and of all trailers together."""


class Reader(Protocol):
    """The source of a connection's bytes."""

    def read(self, size: int) -> bytes:
        """Exactly ``size`` bytes, fewer only at the end."""

    def readline(self, size: int = ..., /) -> bytes:
        """A line with its end, or the beginning of a line that is longer than about ``size`` bytes."""


class _Lines:
    """Header lines that are checked before Cheroot parses them."""

    def __init__(self, lines: Reader) -> None:
        self._lines = lines
        self._length: bytes | None = None

    def readline(self) -> bytes:
        line = self._lines.readline()
        if line == _END or not line.endswith(_END):
            return line
        if not _FIELD.fullmatch(line):
            raise ValueError("Illegal header line.")
        if line[:15].lower() == b"content-length:":
            found = _LENGTH.fullmatch(line)
            if found is None or self._length not in (None, found[1]):
                raise ValueError("Malformed Content-Length Header.")
            self._length = found[1]
        return line


class HeaderReader(http.HeaderReader):
    """Reads the headers of a request."""

    def __call__(self, rfile: Reader, hdict: dict[bytes, bytes] | None = None) -> dict[bytes, bytes]:
        """Read them into a dictionary.

        Raises:
            ValueError: They are malformed, or the length of the body is ambiguous.
        """
        headers: dict[bytes, bytes] = super().__call__(_Lines(rfile), hdict)
        coding = headers.get(b"Transfer-Encoding")
        if coding is not None and (b"Content-Length" in headers or coding.lower().count(b"chunked") > 1):
            raise ValueError("The length of the body is not certain.")
        return headers


class BodyTooLarge(Exception):
    """A chunk goes beyond the limit."""


class ChunkedBody:
    """A body in chunks, read once from its beginning to its end, trailers included.

    Args:
        connection: The source of the chunks.
        limit: Maximum bytes of all chunks.
    """

    def __init__(self, connection: Reader, limit: int) -> None:
        self._connection = connection
        self._room = limit
        self._left = 0
        self._ended = False

    def read(self, size: int) -> bytes:
        """Some bytes, at most ``size``; nothing at the end.

        Raises:
            ValueError: The body is not in chunks.
            BodyTooLarge: They are too large.
        """
        if not self._left and not self._ended:
            self._begin_chunk()
        if self._ended:
            return b""
        piece = self._connection.read(min(size, self._left))
        self._left -= len(piece)
        if not piece or (not self._left and self._connection.read(2) != _END):
            raise ValueError("a chunk does not end where it should")
        return piece

    def _begin_chunk(self) -> None:
        found = _CHUNK.fullmatch(self._connection.readline(LINE_LIMIT))
        if found is None:
            raise ValueError("a chunk does not begin with its size")
        self._left = int(found[1], 16)
        self._room -= self._left
        if self._room < 0:
            raise BodyTooLarge
        if not self._left:
            self._ended = True
            self._drop_trailers()

    def _drop_trailers(self) -> None:
        room = LINE_LIMIT
        while (line := self._connection.readline(room)) != _END:
            room -= len(line)
            if room <= 0 or not _FIELD.fullmatch(line):
                raise ValueError("a trailer is malformed or too long")
