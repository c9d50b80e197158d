"""Kinds of properties that resources of an E7 have in common."""

from __future__ import annotations

import re
from typing import Any, Final

from marshmallow import ValidationError, validate

from ...core.properties import Identifier, Text
from ..client.identifiers import LOCAL_PREFIX, bare_network_name
from ..errors import InvalidValueError
from .ont_id import split_id

_NETWORK: Final = validate.Regexp(
    r"(?!(?i:NTWK-))[A-Za-z0-9_.\- ]+$",
    error="may hold letters, digits, space, dot, hyphen and underscore only, and NTWK- in front once",
)


class NetworkName(Text):
    """The CMS's name of an E7, with or without the wire's prefix; letters keep their case."""

    def __init__(self, about: str, **options: Any) -> None:
        super().__init__(about, validate=_NETWORK, **options)

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> str:
        text: str = super()._deserialize(value, *args, **kwargs)
        return bare_network_name(text)


class OntReference(Text):
    """The id of an ONT, with or without the wire's prefix."""

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> str:
        text: str = super()._deserialize(value, *args, **kwargs)
        try:
            network, ont_id = split_id(text.strip())
        except InvalidValueError:
            raise ValidationError("must be the ONT itself, or its id: <network name>/<ont id>") from None
        return f"{_NETWORK(bare_network_name(network))}/{ont_id}"


class TrimmedText(Text):
    """Text as an E7 gives it back, without white space around it; with it, no `up` would be the last."""

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> str:
        text: str = super()._deserialize(value, *args, **kwargs)
        return text.strip()


class ProfileNumber(Identifier):
    """The number of a profile of the CMS, or of one of the E7's own."""

    def __init__(self, about: str, **options: Any) -> None:
        # An E7 answers with 3 where local:3 was written.
        super().__init__(
            about,
            validate=_PROFILE,
            read_back=lambda profile: profile.removeprefix(LOCAL_PREFIX),
            **options,
        )


_PROFILE: Final = validate.Regexp(
    r"(local:)?[1-9][0-9]*$",
    error="must be the profile's number, such as 162, or local:NUMBER for one of this E7's own",
)


class VlanTag(Identifier):
    """``none``, or a VLAN that an E7 does not keep for itself."""

    limits = "``none`` or 2 to 4093 without 1002 to 1005"

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> str:
        text: str = super()._deserialize(value, *args, **kwargs)
        number = int(text) if re.fullmatch(r"[0-9]{1,4}", text, re.ASCII) else 0
        if text != "none" and (not 2 <= number <= 4093 or 1002 <= number <= 1005):
            raise ValidationError("must be none, or a VLAN from 2 to 4093 without 1002 to 1005")
        return text if text == "none" else str(number)


class Rate(Text):
    """``none``, or a rate; two that are equal in kbit/s mean the same."""

    limits = "``none``, ``0`` (no meter), or such as ``512k``, ``20m``, ``2.5g``"

    def __init__(self, about: str, **options: Any) -> None:
        super().__init__(about, canonical=_kilobits, **options)

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> str:
        text: str = super()._deserialize(value, *args, **kwargs).strip().lower()
        if not _RATE.fullmatch(text):
            raise ValidationError("must be none, 0, or a rate such as 512k, 20m or 2.5g")
        return text


_RATE: Final = re.compile(r"none|0|[0-9]{1,7}(\.[0-9])?[kmg]", re.ASCII)
_UNITS: Final = {"k": 1, "m": 1_000, "g": 1_000_000}


def _kilobits(rate: str) -> object:
    return round(float(rate[:-1]) * _UNITS[rate[-1]], 1) if rate[-1:] in _UNITS else rate
