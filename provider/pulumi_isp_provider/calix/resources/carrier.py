"""The proof that a service or a port is on the same ONT as before.

An ONT's number proves nothing, because an E7 reuses it. Serial number, registration id and subscriber are
kept apart, because a registration id may look like a serial number.
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
"""The proofs of an ONT, by the names that resources on it use."""

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
    """The proofs of an ONT that the CMS has."""
    if ont is None:
        return {}
    found = {SERIAL: serial_key(ont.serial_number), REG_ID: ont.reg_id, SUBSCRIBER: ont.subscriber_id}
    return {name: value for name, value in found.items() if value}


def as_carrier(witness: Witness) -> Witness:
    """The witness of an ONT's own resource, with the names that resources on it use."""
    return {f"ont_{name}": value for name, value in witness.items() if value}


def contradiction(known: Witness, standing: Witness) -> str | None:
    """The proof in which two ONTs differ that should be the same; None if there is none.

    The registration id counts only if one serial number is not known: a device reports its own later.
    """
    names = (SERIAL, SUBSCRIBER) if SERIAL in known and SERIAL in standing else (REG_ID, SUBSCRIBER)
    both = (name for name in names if name in known and name in standing)
    return next((name for name in both if known[name] != standing[name]), None)


def proves(known: Witness, standing: Witness) -> bool:
    """Whether the ONT at the E7 is the known one: a proof agrees and none contradicts.

    An ONT without any proofs is not proven: the number may have been given to another customer whose device
    is not connected yet. A registration id, which need not be unique, counts if no serial number is
    known.
    """
    telling = (SERIAL if SERIAL in known else REG_ID, SUBSCRIBER)
    return contradiction(known, standing) is None and any(
        name in known and known[name] == standing.get(name) for name in telling
    )


def recorded(declared: Witness, standing: Witness) -> Witness:
    """The proofs to record: the device as its own resource declares it, the rest as found at the E7.

    If only a registration id is declared, the device behind it may change.
    """
    if not proves(declared, standing):
        return standing
    names_device = SERIAL in declared or REG_ID in declared
    rest = {name: value for name, value in standing.items() if name == SUBSCRIBER or not names_device}
    return {**rest, **declared}


def differs(known: Witness, declared: Witness) -> bool:
    """Whether the ONT's own resource declares other proofs than the known ones."""
    device = next((name for name in (SERIAL, REG_ID) if name in declared), None)
    unlike = device is not None and next((name for name in (SERIAL, REG_ID) if name in known), None) != device
    return bool(declared) and (not known or unlike or contradiction(known, declared) is not None)


def refusal(
    what: str, ont: str, verb: str, known: Witness, standing: Witness, secrets: frozenset[str]
) -> AnotherObjectError:
    """The error for an ONT that is not proven to be the known one.

    Args:
        what: The service or port.
        ont: The id of its ONT.
        verb: The refused action: ``made``, ``changed``, ``replaced`` or ``deleted``.
        known: The known proofs of the ONT.
        standing: The proofs that the CMS has now.
        secrets: Names of proofs that must not be shown.
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
