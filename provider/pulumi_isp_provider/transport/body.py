"""Reads a body and unpacks it; both stop at a limit."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

import urllib3
from requests.structures import CaseInsensitiveDict

from ..errors import ConnectionLostError, MalformedResponseError

_CHUNK = 64 * 1024


def read(raw: urllib3.BaseHTTPResponse, limit: int) -> bytes:
    """Read a body to its end, without unpacking it.

    Args:
        raw: The answer, of which the header has been read.
        limit: Largest body in bytes.

    Raises:
        MalformedResponseError: The body is larger.
    """
    declared = raw.headers.get("Content-Length", "")
    if declared.isdecimal() and int(declared[:20]) > limit:
        raise _too_large(limit)
    pieces: list[bytes] = []
    size = 0
    while piece := raw.read1(_CHUNK, decode_content=False):
        pieces.append(piece)
        size += len(piece)
        if size > limit:
            raise _too_large(limit)
    return b"".join(pieces)


def unpacked(body: bytes, headers: CaseInsensitiveDict[str], limit: int) -> bytes:
    """Undo the compression that the header names.

    Args:
        body: The body as the server sent it.
        headers: The header fields of the answer.
        limit: Largest result in bytes; unpacking stops there.

    Raises:
        MalformedResponseError: The result is larger, the compression is not gzip, or it is broken.
        ConnectionLostError: The body ends too early.
    """
    encoding = headers.get("Content-Encoding", "identity").strip().lower()
    if not body or encoding in {"", "identity"}:
        return body
    if encoding not in {"gzip", "x-gzip"}:
        raise MalformedResponseError("The answer is compressed with something else than gzip")
    try:
        pieces = list(_members(body, limit))
    except zlib.error:
        pieces = None
    if pieces is None:
        raise MalformedResponseError("The answer says that it is gzip, and cannot be unpacked")
    return b"".join(pieces)


def _members(body: bytes, limit: int) -> Iterator[bytes]:
    """Unpack the members of a gzip body one by one, and stop at the limit."""
    room = limit
    while body:
        member = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
        piece = member.decompress(body, room + 1)
        if len(piece) > room:
            raise _too_large(limit)
        if not member.eof:
            raise ConnectionLostError("The answer ends in the middle of its gzip")
        room -= len(piece)
        body = member.unused_data
        yield piece


def _too_large(limit: int) -> MalformedResponseError:
    return MalformedResponseError(f"The answer is larger than {limit} bytes")
