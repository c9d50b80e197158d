"""Kinds of properties that several resources of an E7 use."""

from __future__ import annotations

import re
from typing import Any, ClassVar, Final

from marshmallow import ValidationError, validate

from ...core.properties import Identifier, Text
from ..client.identifiers import LOCAL_PREFIX, bare_network_name, interface_text, vlan_interface
from ..errors import InvalidValueError
from .ids import split_id, split_vlan_id

_NETWORK: Final = validate.Regexp(
    r"(?!(?i:NTWK-))[A-Za-z0-9_.\- ]+$",
    error="may hold letters, digits, space, dot, hyphen and underscore only, and NTWK- in front once",
)


class NetworkName(Text):
    """The CMS's name of an E7, with or without the prefix ``NTWK-``. Its case is kept."""

    def __init__(self, about: str, **options: Any) -> None:
        super().__init__(about, validate=_NETWORK, **options)

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> str:
        text: str = super()._deserialize(value, *args, **kwargs)
        return bare_network_name(text)


class _Reference(Text):
    """The id of an object that an E7 numbers, with or without the prefix ``NTWK-``."""

    split: ClassVar[staticmethod[[str], tuple[str, str]]]
    allowed: ClassVar[str]

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> str:
        text: str = super()._deserialize(value, *args, **kwargs)
        try:
            network, number = self.split(text.strip())
        except InvalidValueError:
            raise ValidationError(f"must be {self.allowed}") from None
        return f"{_NETWORK(bare_network_name(network))}/{number}"


class OntReference(_Reference):
    """The id of an ONT."""

    split = staticmethod(split_id)
    allowed = "the ONT itself, or its id: <network name>/<ont id>"


class VlanReference(_Reference):
    """The id of a VLAN."""

    split = staticmethod(split_vlan_id)
    allowed = "the VLAN itself, or its id: <network name>/<vlan id>"


class TrimmedText(Text):
    """Text without white space around it, as an E7 returns it. Otherwise each `up` would change it again."""

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> str:
        text: str = super()._deserialize(value, *args, **kwargs)
        return text.strip()


class ProfileNumber(Identifier):
    """The number of a profile of the CMS or of the E7."""

    def __init__(self, about: str, **options: Any) -> None:
        # An E7 may answer 3 for local:3.
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


class VlanNumber(Identifier):
    """A VLAN that an E7 does not reserve."""

    limits = "2 to 4093 without 1002 to 1005"

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> str:
        text: str = super()._deserialize(value, *args, **kwargs)
        number = int(text) if re.fullmatch(r"[0-9]{1,4}", text, re.ASCII) else 0
        if not 2 <= number <= 4093 or 1002 <= number <= 1005:
            raise ValidationError(f"must be {self.limits.replace('`', '')}")
        return str(number)


class VlanTag(VlanNumber):
    """``none``, or a VLAN that an E7 does not reserve."""

    limits = f"``none`` or {VlanNumber.limits}"

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> str:
        is_none = isinstance(value, str) and value.strip() == "none"
        return "none" if is_none else super()._deserialize(value, *args, **kwargs)


class Interface(Text):
    """An interface of an E7, stored as the client returns it."""

    limits = "``ethernet:shelf/card/port``, ``lag:number`` or ``eaps:number``"

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> str:
        text: str = super()._deserialize(value, *args, **kwargs)
        try:
            return interface_text(vlan_interface(text))
        except InvalidValueError:
            raise ValidationError(
                "must be ethernet:shelf/card/port, lag:number or eaps:number, such as ethernet:1/2/3"
            ) from None


class Switch(Text):
    """A switch. Its words differ between releases, so the word of a release is allowed too."""

    says = "must be true or false, or the word that the E7 takes"
    takes = "bool | str"
    limits = "True or False, or the word that the E7's release takes"

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> str:
        word: str = super()._deserialize(switch_word(value), *args, **kwargs)
        return word


def switch_word(value: bool | str | None) -> str | None:
    """A switch as state stores it."""
    return ("true" if value else "false") if isinstance(value, bool) else value


class Rate(Text):
    """``none``, or a rate. Two rates are equal if they are the same in kbit/s."""

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
