"""Converts properties between the engine's form and the lifecycles' form.

On the wire an unknown value is a certain text, and a secret is a map with a certain key. The engine marks
secrets in each call, and the answer must mark them too: a value that is not marked is stored in plain text.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from google.protobuf.json_format import MessageToDict
from google.protobuf.struct_pb2 import Struct
from pulumi.runtime import rpc

from ...core.hidden import SECRETS, WITNESS
from ...core.schema import UNKNOWN

_SORT: Final = rpc._special_sig_key
"""The key of a map that stands for another type of value."""
_SECRET: Final = rpc._special_secret_sig


@dataclass(frozen=True)
class Properties:
    """One resource's properties.

    Attributes:
        plain: Visible properties; an unknown value is :data:`.schema.UNKNOWN`.
        hidden: Hidden properties.
        secrets: The names of visible properties that are or contain a secret.
    """

    plain: Mapping[str, Any] = field(repr=False)
    hidden: Mapping[str, Any] = field(default_factory=dict, repr=False)
    secrets: frozenset[str] = frozenset()


def read(sent: Struct) -> Properties:
    """Read the engine's form."""
    found = MessageToDict(sent)
    values = {name: _known(value) for name, value in found.items()}
    plain = {name: value for name, value in values.items() if not name.startswith("__")}
    hidden = {name: value for name, value in values.items() if name.startswith("__")}
    noted = hidden.get(SECRETS)
    secrets = {name for name in plain if _has_secret(found[name])} | set(noted or ())
    return Properties(plain, hidden, frozenset(secrets))


def written(properties: Mapping[str, Any], secrets: Collection[str]) -> Struct:
    """Write the engine's form.

    Args:
        properties: The properties, hidden ones among them.
        secrets: The secret ones, as a whole. The witness is made from other properties and is as secret as
            they are; those of another resource may be secret too.
    """
    answer = Struct()
    for name, value in properties.items():
        is_secret = name in secrets or (name == WITNESS and _is_proof_secret(value, properties, secrets))
        sent = _sent(value)
        answer[name] = {_SORT: _SECRET, "value": sent} if is_secret else sent
    return answer


def _is_proof_secret(proof: Any, properties: Mapping[str, Any], secrets: Collection[str]) -> bool:
    # Among inputs there is none: what stands there has the engine encrypt the one in the outputs.
    return not isinstance(proof, Mapping) or not proof.keys() <= properties.keys() - set(secrets)


def _known(value: Any) -> Any:
    match value:
        case rpc.UNKNOWN:
            return UNKNOWN
        case dict():
            if value.get(_SORT) == _SECRET:
                return _known(value.get("value"))
            return {name: _known(inner) for name, inner in value.items()}
        case list():
            return list(map(_known, value))
        case _:
            return value


def _has_secret(value: Any) -> bool:
    match value:
        case dict():
            return value.get(_SORT) == _SECRET or any(map(_has_secret, value.values()))
        case list():
            return any(map(_has_secret, value))
        case _:
            return False


def _sent(value: Any) -> Any:
    if value is UNKNOWN:
        return rpc.UNKNOWN
    if isinstance(value, Mapping):
        return {name: _sent(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return list(map(_sent, value))
    return value
