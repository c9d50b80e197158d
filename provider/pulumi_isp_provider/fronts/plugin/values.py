"""Properties as the engine sends them, and as lifecycles take them.

On the wire a value that is not known yet is a certain text, and a secret one a map with a certain key. Which
properties are secret is told by the engine with each call, and has to be told to it with each answer: what is
answered plain is plain in state from then on.
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
"""The key in a map by which the engine says that it stands for a value of another sort."""
_SECRET: Final = rpc._special_secret_sig


@dataclass(frozen=True)
class Properties:
    """One resource's properties.

    Attributes:
        plain: What users see of them; what is not known yet is :data:`.schema.UNKNOWN`.
        hidden: What they do not see.
        secrets: The names of the plain ones that are secret, or in which something is.
    """

    plain: Mapping[str, Any] = field(repr=False)
    hidden: Mapping[str, Any] = field(default_factory=dict, repr=False)
    secrets: frozenset[str] = frozenset()


def read(sent: Struct) -> Properties:
    """What the engine sends."""
    found = MessageToDict(sent)
    values = {name: _known(value) for name, value in found.items()}
    plain = {name: value for name, value in values.items() if not name.startswith("__")}
    hidden = {name: value for name, value in values.items() if name.startswith("__")}
    noted = hidden.get(SECRETS)
    secrets = {name for name in plain if _has_secret(found[name])} | set(noted or ())
    return Properties(plain, hidden, frozenset(secrets))


def written(properties: Mapping[str, Any], secrets: Collection[str]) -> Struct:
    """What the engine is answered.

    Args:
        properties: The properties, hidden ones among them.
        secrets: Which are secret, each with all that is in it. What proves which object it is is made of
            other properties, and is as secret as these; those of another resource may be.
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
