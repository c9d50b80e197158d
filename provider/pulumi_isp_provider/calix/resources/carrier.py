"""Whose ONT something stands on: what tells, and what that proves.

A number proves nothing, for an E7 gives it out again. What tells is kept apart by what it is: the digits of a
registration id may look like a serial number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...core.ownership import Witness
from ...core.serial_numbers import serial_key
from ...errors import AnotherObjectError

if TYPE_CHECKING:
    from ..client.models import Ont

SERIAL: Final = "ont_serial_number"
REG_ID: Final = "ont_reg_id"
SUBSCRIBER: Final = "ont_subscriber_id"
PROOFS: Final = (SERIAL, REG_ID, SUBSCRIBER)
"""What an ONT is known by, as what stands on it names that."""

_WORDS: Final = {SERIAL: "serial number", REG_ID: "registration id", SUBSCRIBER: "subscriber"}
_OTHERS: Final = {
    "made": "If the ONT is another customer's now: take the calix.Ont out of the state with `pulumi state "
    "delete`; the next `up` makes yours where it is free.",
    "changed": "If it is another customer's now: take this resource and its calix.Ont out of the state with "
    "`pulumi state delete`; the next `up` makes yours where it is free.",
    "replaced": "Nothing was made or deleted. If it is another customer's now: take this resource and its "
    "calix.Ont out of the state with `pulumi state delete`; the next `up` makes yours where it is free.",
    "deleted": "If it is another customer's now: take this resource and its calix.Ont out of the state with "
    "`pulumi state delete`, which deletes nothing at the vendor.",
}
_OURS: Final = {
    "made": "If it is yours: declare the calix.Ont as it stands there, and run `pulumi up`.",
    "changed": "If it is yours: declare the calix.Ont as it stands there, and run `pulumi up`. Where this "
    "program does not declare it: set adopt_existing=True on this resource.",
    "replaced": "If it is yours: declare the calix.Ont as it stands there, run `pulumi up`, and replace "
    "this one then.",
    "deleted": "If it is yours: declare the calix.Ont as it stands there, keep this resource, run "
    "`pulumi up`, and delete it then.",
}
_CLEARED: Final = (
    "If somebody has cleared that at your own ONT: write it there again, or run `pulumi refresh` and then "
    "`pulumi up` with both declared, which does."
)


def known_of(ont: Ont | None) -> Witness:
    """What the CMS knows an ONT by."""
    if ont is None:
        return {}
    found = {SERIAL: serial_key(ont.serial_number), REG_ID: ont.reg_id, SUBSCRIBER: ont.subscriber_id}
    return {name: value for name, value in found.items() if value}


def as_carrier(witness: Witness) -> Witness:
    """What proves an ONT to its own resource, as what stands on it names it."""
    return {f"ont_{name}": value for name, value in witness.items() if value}


def contradiction(known: Witness, standing: Witness) -> str | None:
    """By what two differ that were to be one ONT; None where nothing says so.

    A registration id counts where the serial number of one is not known: a device tells its own later.
    """
    names = (SERIAL, SUBSCRIBER) if SERIAL in known and SERIAL in standing else (REG_ID, SUBSCRIBER)
    both = (name for name in names if name in known and name in standing)
    return next((name for name in both if known[name] != standing[name]), None)


def proves(known: Witness, standing: Witness) -> bool:
    """Whether what stands is what is known: something agrees, and nothing contradicts.

    That nothing stands there any more that could agree proves nothing: somebody else may have been given the
    number, whose device has not come yet. A registration id, which need not be unique, tells where no
    serial number is known.
    """
    telling = (SERIAL if SERIAL in known else REG_ID, SUBSCRIBER)
    return contradiction(known, standing) is None and any(
        name in known and known[name] == standing.get(name) for name in telling
    )


def recorded(declared: Witness, standing: Witness) -> Witness:
    """What is to be known of an ONT from now on: the device as its own resource names it, what else stands.

    Where a registration id alone is declared, a device may come and go under it.
    """
    if not proves(declared, standing):
        return standing
    names_device = SERIAL in declared or REG_ID in declared
    rest = {name: value for name, value in standing.items() if name == SUBSCRIBER or not names_device}
    return {**rest, **declared}


def differs(known: Witness, declared: Witness) -> bool:
    """Whether what is known is to follow what the ONT's own resource declares from now on."""
    device = next((name for name in (SERIAL, REG_ID) if name in declared), None)
    unlike = device is not None and next((name for name in (SERIAL, REG_ID) if name in known), None) != device
    return bool(declared) and (not known or unlike or contradiction(known, declared) is not None)


def refusal(
    what: str, ont: str, verb: str, known: Witness, standing: Witness, secrets: frozenset[str]
) -> AnotherObjectError:
    """The error for an ONT that is not proven to be the known one.

    Args:
        what: What stands on it.
        ont: Its ONT's id.
        verb: What is not done with it: ``made``, ``changed``, ``replaced`` or ``deleted``.
        known: What the ONT was known by.
        standing: What the CMS knows it by now.
        secrets: Names of what is not to be shown.
    """
    differing = contradiction(known, standing)
    name = differing or next(each for each in PROOFS if each in known)
    there = (
        f"has {_WORDS[name]} {_shown(standing, name, secrets)}"
        if differing
        else "has nothing at the CMS that tells whose it is"
    )
    mine = _shown(known, name, secrets)
    return AnotherObjectError(
        f"{what} is not {verb}: ONT {ont} {there}, and it was known by {_WORDS[name]} {mine}. "
        "Somebody else may have been given its number",
        hint=" ".join((_OTHERS[verb], _OURS[verb] if differing else _CLEARED)),
        object=ont,
    )


def _shown(witness: Witness, name: str, secrets: frozenset[str]) -> str:
    return "[secret]" if name in secrets else repr(witness[name])
