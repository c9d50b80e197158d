"""The lifecycle of an ONT: one subscriber terminal, provisioned on an E7."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from marshmallow import ValidationError, validates_schema

from ...core.definition import GoesAlong
from ...core.properties import Choice, Computed, Decimal, Flag, Identifier, InputSchema, Text, WholeNumber
from ...core.records import Properties, Record
from ...core.run import Run
from ...core.schema import UNKNOWN, has_unknown
from ...core.serial_numbers import same_serial, serial_key, serial_spellings
from ...errors import AlreadyExistsError, AnotherObjectError
from ..client.choices import KIND_OF_SLOT
from ..client.identifiers import NODE_PREFIX, serial_digits
from ..errors import OperationError
from .fields import NetworkName, ProfileNumber, TrimmedText
from .ids import split_id
from .on_e7 import OnE7

if TYPE_CHECKING:
    from ..client.client import SyncCMSClient
    from ..client.models import Ont

HIGHEST_ONT_ID: Final = 64_000_000
NATURAL_KEYS: Final = ("ont_id", "serial_number", "reg_id")
_NUMBER: Final = re.compile(r"[1-9][0-9]*", re.ASCII)


class SerialNumber(Text):
    """A Calix serial number in any spelling. State stores the digits that are sent to an E7."""

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> str:
        text: str = super()._deserialize(value, *args, **kwargs)
        try:
            return serial_digits(text)
        except ValueError as error:
            raise ValidationError(
                f"{error}; leave it out for an ONT whose serial number is not known yet"
            ) from None


def _ont_id(value: str) -> None:
    if not _NUMBER.fullmatch(value) or int(value) > HIGHEST_ONT_ID:
        raise ValidationError(f"must be a whole number from 1 to {HIGHEST_ONT_ID}")


class OntInputs(InputSchema):
    """The properties of an ONT. Ranges and defaults: the E7's own interface (release R15)."""

    network_name = NetworkName(
        "The CMS's name of the E7, with or without ``NTWK-``.", required=True, replaces=True, part_of_id=0
    )
    ont_id = Identifier(
        f"The ONT's number on its E7, 1 to {HIGHEST_ONT_ID:,}; the first free one where it is left out.",
        validate=_ont_id,
        replaces=True,
        stays=True,
        part_of_id=1,
    )
    ont_profile = ProfileNumber(
        "Number of the ONT profile, such as ``162``, or ``local:3`` for one of this E7's own.", required=True
    )
    admin_state = Choice(
        "Whether the ONT is in service.", "enabled", "disabled", "enabled-no-alarms", default="enabled"
    )
    serial_number = SerialNumber(
        "1 to 8 hexadecimal digits, with or without Calix's letters (``CXNK00ABC123``); see "
        ":func:`~pulumi_isp.calix.same_serial` for all spellings.",
        canonical=serial_key,
        spellings=serial_spellings,
    )
    reg_id = TrimmedText("Registration id, for ONTs that are recognised by it.")
    subscriber_id = TrimmedText("Your name for the subscriber.", for_people=True)
    description = TrimmedText("Free text.", for_people=True)
    pwe3_profile = ProfileNumber("Number of the PWE3 profile.", reset="1")
    us_sdber_rate = WholeNumber(
        "Exponent of the upstream signal-degrade bit error rate.", lowest=2, highest=6, reset=5
    )
    low_rx_opt_pwr_ne_thresh = Decimal(
        "Alarm below this receive power at the ONT.", lowest=-30.0, highest=-7.0, unit="dBm", reset=-30.0
    )
    high_rx_opt_pwr_ne_thresh = Decimal(
        "Alarm above this receive power at the ONT.", lowest=-30.0, highest=-7.0, unit="dBm", reset=-7.0
    )
    battery_present = Flag("Whether a battery is fitted.", stays=True)
    pse_max_power_budget = WholeNumber(
        "Power for powered devices; newer releases only.", lowest=1, highest=90, unit="watts", reset=30
    )
    poe_class_control = Choice(
        "Power class control of its ports; newer releases only.", "enabled", "disabled", reset="disabled"
    )
    force_delete = Flag(
        "Delete the ONT together with its services; without it, an E7 refuses to.", local=True
    )

    @validates_schema(skip_on_field_errors=False, pass_original=True)
    def _can_be_found_again(self, _: Mapping[str, Any], given: Mapping[str, Any], **__: Any) -> None:
        # Without a natural key, a create whose answer is lost would make a second ONT the next time. A key
        # with a refused value has its own message.
        if not any(key in given for key in NATURAL_KEYS):
            raise ValidationError(f"one of {', '.join(NATURAL_KEYS)} is required, to know the ONT by")

    @validates_schema(skip_on_field_errors=False)
    def _thresholds_in_order(self, data: Mapping[str, Any], **_: Any) -> None:
        low = data.get("low_rx_opt_pwr_ne_thresh", -30.0)
        high = data.get("high_rx_opt_pwr_ne_thresh", -7.0)
        if UNKNOWN not in (low, high) and low > high:
            raise ValidationError("must not be above high_rx_opt_pwr_ne_thresh", "low_rx_opt_pwr_ne_thresh")


_KEY = ("network_name", "ont_id")


class OntLifecycle(OnE7["Ont"]):
    """An ONT. Its id is ``<network name>/<ont id>``.

    Natural keys: the ONT id on its E7 if declared, else the serial number, else the registration id. An E7
    reuses numbers, so a number proves nothing; serial number and subscriber do.
    """

    kind = "Ont"
    about = (
        "A subscriber's optical network terminal, provisioned on an E7. "
        "Its id is ``<network name>/<ont id>``."
    )
    schema = OntInputs
    computed = {"node_name": Computed("The E7 as the wire names it (``NTWK-...``).")}
    natural_key = ("network_name", "ont_id")
    references = frozenset({"serial_number", "ont_profile", "pwe3_profile"})

    def looks_first(self, inputs: Properties) -> bool:
        """Without an id: an E7 refuses an id in use itself, but it is not known to check serial numbers."""
        return "ont_id" not in inputs

    def coexist(self, olds: Properties, news: Properties) -> bool:
        """Whether they are on different E7s, or share no value that must be unique on an E7."""
        if olds.get("network_name") != news.get("network_name"):
            return not has_unknown(news.get("network_name"))
        if news.get("ont_id") is not None and news.get("ont_id") == olds.get("ont_id"):
            return False
        serial, old = news.get("serial_number"), olds.get("serial_number")
        reg_id, old_reg_id = news.get("reg_id"), olds.get("reg_id")
        if has_unknown([serial, reg_id]):
            return False
        return not same_serial(serial, old) and not (reg_id and reg_id == old_reg_id)

    def natural_keys(self, inputs: Properties) -> Iterator[str]:
        """The number on its E7 and the serial number; a registration id only if it is the key.

        A device is in one place: its serial number is the key on all E7s of a CMS.
        """
        keys = [key for key in NATURAL_KEYS if inputs.get(key) and key != "reg_id"] or ["reg_id"]
        for key in keys:
            network = None if key == "serial_number" else inputs.get("network_name")
            if not has_unknown([network, inputs.get(key)]):
                place = f" on {network}" if network else ""
                yield f"{key} {self._compared.canonical(key, inputs[key])!r}{place}"

    def proven_keys(self, properties: Mapping[str, Any]) -> Iterator[str]:
        """The device, because an E7 reuses its numbers."""
        if self.witnesses(properties) not in ((), ("subscriber_id",)):
            yield from self.natural_keys({k: value for k, value in properties.items() if k != "ont_id"})

    def told_by_id(self, id_: str) -> Mapping[str, Any]:
        """The number, which an E7 may have chosen."""
        return {"ont_id": split_id(id_)[1]}

    def can_be_found(self, inputs: Properties) -> bool:
        """Whether the E7 and the first natural key are known."""
        key = next(key for key in NATURAL_KEYS if inputs.get(key))
        return not has_unknown([inputs["network_name"], inputs[key]])

    def witnesses(self, properties: Mapping[str, Any]) -> tuple[str, ...]:
        """Serial number or else registration id, and the subscriber."""
        device = next((key for key in ("serial_number", "reg_id") if properties.get(key)), None)
        return tuple(key for key in (device, "subscriber_id") if key and properties.get(key))

    def locate(self, client: SyncCMSClient, record: Record, *, shared: bool = False) -> Ont | None:
        """Find it by the number if declared, else by what proves the device."""
        network, ont_id = split_id(record.id)
        if shared:
            # A read comes with many others; a single question goes to the E7.
            client.e7.snapshot(network).get(ont_id)
        if "ont_id" not in record.properties:
            for key in ("serial_number", "reg_id"):
                if key in record.mark.witness:
                    found = _standing(client, network, key, record.mark.witness[key])
                    same = [ont for ont in found if self.identify(ont) == record.id]
                    return next(iter(same or found), None)
        return next(iter(client.e7.standing(network, ont_id)), None)

    def obstacles(self, client: SyncCMSClient, inputs: Properties, own: Record | None) -> Iterator[str]:
        """Why the E7 would refuse it: number or serial number in use, or a missing profile."""
        network = inputs.get("network_name")
        if network is None or has_unknown(network):
            return
        for key, says in (("ont_id", "exists already"), ("serial_number", "has it")):
            value = inputs.get(key)
            if not value or has_unknown(value):
                continue
            for ont in _standing(client, network, key, value):
                if not (own and self.identify(ont) == own.id):
                    yield f"{key}: ONT {self.identify(ont)} {says}"
        for name, knows in (
            ("ont_profile", client.e7.has_ont_profile),
            ("pwe3_profile", client.e7.has_pwe3_profile),
        ):
            profile = inputs.get(name)
            if profile and not has_unknown(profile) and knows(network, profile) is False:
                yield f"{name}: {network} has no profile {profile}"

    def is_active(self, model: Ont) -> bool:
        """Whether it is enabled and a device is linked or expected."""
        return model.admin_state != "disabled" and bool(model.serial_number or model.reg_id)

    def find(self, client: SyncCMSClient, inputs: Properties, *, shared: bool = False) -> Ont | None:
        """Find it by the first natural key that is declared."""
        network = inputs["network_name"]
        key = next(key for key in NATURAL_KEYS if key in inputs)
        if shared:
            return _one(_standing(client, network, key, inputs[key]))
        if key == "ont_id":
            return client.e7.query_ont(network, ont_id=inputs[key])
        if key == "serial_number":
            return _one(client.e7.query_ont(network, serial_number=inputs[key]))
        return _one(client.e7.query_ont(network, reg_id=inputs[key]))

    def make(self, client: SyncCMSClient, inputs: Properties) -> Ont:
        """Create the ONT. If the number exists and a program takes it over, no create is sent."""
        network, ont_id = inputs["network_name"], inputs.get("ont_id")
        if ont_id is not None and client.e7.stood_before(network, ont_id):
            raise AlreadyExistsError("There is an ONT under this number", object=f"{network}/{ont_id}")
        try:
            return client.e7.create_ont(**self.remote(inputs))
        except AlreadyExistsError as error:
            # The E7 names the new ONT, even if the serial number is in use.
            self._refuse_taken_serial(client, inputs, inputs.get("ont_id"), error)
            raise

    def fetch(self, client: SyncCMSClient, id_: str) -> Ont | None:
        """Look in the shared listing of the node."""
        network, ont_id = split_id(id_)
        return client.e7.snapshot(network).get(ont_id)

    def listed(self, client: SyncCMSClient, place: str) -> Iterable[Ont]:
        """All ONTs of an E7."""
        return client.e7.snapshot(place).values()

    def change(self, client: SyncCMSClient, id_: str, inputs: Properties, changed: Properties) -> Ont:
        """Merge the changed attributes. An empty text clears one."""
        network, ont_id = split_id(id_)
        if "serial_number" in changed:
            # Ask before anything is unlinked: that interrupts the subscriber.
            self._refuse_taken_serial(client, inputs, ont_id)
        merged: dict[str, Any] = {key: "" if value is None else value for key, value in changed.items()}
        return client.e7.update_ont(network, ont_id, **merged)

    def goes_along(
        self, client: SyncCMSClient, id_: str, properties: Mapping[str, Any]
    ) -> Iterator[GoesAlong]:
        """Its services. Without ``force_delete`` an E7 does not delete an ONT with services."""
        if properties.get("force_delete"):
            services = client.e7.listed_ethernet_services(*split_id(id_))
            names = [f"{KIND_OF_SLOT[each.slot]}/{each.port}/{each.service_id}" for each in services]
            yield GoesAlong("EthernetService", "Ethernet services", {f"{id_}/{name}": name for name in names})

    def destroy(self, client: SyncCMSClient, id_: str, state: Mapping[str, Any]) -> None:
        """Delete the ONT, with its services only if the program says so."""
        network, ont_id = split_id(id_)
        force = bool(state.get("force_delete"))
        try:
            client.e7.delete_ont(network, ont_id, force=force)
        except OperationError as error:
            # The words of this refusal are not known, so it is of the general class.
            if not force and type(error) is OperationError:
                error.add_hint(
                    "If the ONT carries services and they are to go with it: declare force_delete=True, run "
                    "`pulumi up`, and delete it then."
                )
            raise

    def _refuse_mismatch(
        self,
        run: Run,
        record: Record,
        model: Ont,
        wanted: Mapping[str, str],
        secrets: frozenset[str],
        verb: str,
    ) -> None:
        super()._refuse_mismatch(run, record, model, wanted, secrets, verb)
        if verb != "deleted" or not record.properties.get("force_delete"):
            return  # an E7 does not delete an ONT with services
        # Without proofs the services may belong to another customer whose device is not connected yet.
        seen, known = self.describe(model), record.mark.witness
        if any(self._proof(name, seen[name]) == value for name, value in known.items() if seen.get(name)):
            return
        network, ont_id = split_id(self.identify(model))
        if self._client(run, record.properties).e7.query_ethernet_service(network, ont_id):
            raise AnotherObjectError(
                f"{self._named(self.identify(model))} is not deleted: it carries services, and has nothing "
                "at the CMS that tells whose it is. The one in the state was known by "
                f"{' and '.join(known)}. Somebody else may have been given this number",
                hint="If it is another customer's: take the resource out of the state with `pulumi state "
                "delete`, which deletes nothing at the vendor. If it is yours: write its serial number or "
                "subscriber there again, or delete its services there.",
                object=record.id,
            )

    def _refuse_taken_serial(
        self, client: SyncCMSClient, inputs: Properties, own: str | None, cause: Exception | None = None
    ) -> None:
        serial, network = inputs.get("serial_number"), inputs["network_name"]
        holders = client.e7.query_ont(network, serial_number=serial) if serial else []
        for holder in holders:
            if holder.ont_id != own:
                raise AlreadyExistsError(
                    f"The serial number is that of ONT {self.identify(holder)}",
                    hint="A serial number belongs to one ONT. To move it: leave it out there first, run "
                    "`pulumi up`, and declare it here then. If that ONT was kept in a replacement by "
                    'ResourceOptions(retain_on_delete=True): docs/operations.md, "Resource options".',
                    object=self.identify(holder),
                ) from cause

    def identify(self, model: Ont) -> str:
        """``<network name>/<ont id>``."""
        return f"{model.network_name.removeprefix(NODE_PREFIX)}/{model.ont_id}"

    def describe(self, model: Ont) -> Properties:
        """The provisioned half. The live half changes by itself and is not part of the plan."""
        names = [name for name in self.remote(dict.fromkeys(self._compared.names())) if name not in _KEY]
        network = model.network_name.removeprefix(NODE_PREFIX)
        described = {name: getattr(model, name) for name in names}
        for name in ("serial_number", "reg_id", "subscriber_id", "description"):
            described[name] = described[name] or ""
        return {
            **described,
            "network_name": network,
            "ont_id": model.ont_id,
            "node_name": f"{NODE_PREFIX}{network}",
        }


def _standing(client: SyncCMSClient, network: str, key: str, value: str) -> list[Ont]:
    """The ONTs of an E7 with a number, serial number or registration id."""
    if key == "ont_id":
        return client.e7.standing(network, value)
    if key == "serial_number":
        return client.e7.standing(network, serial_number=value)
    return client.e7.standing(network, reg_id=value)


def _one(found: list[Ont]) -> Ont | None:
    if len(found) > 1:
        # Registration ids need not be unique; to take one of several would be a guess.
        ids = ", ".join(ont.ont_id for ont in found)
        raise AlreadyExistsError(
            f"Several ONTs have this serial number or registration id: {ids}",
            hint="Declare ont_id to say which one is meant.",
        )
    return found[0] if found else None
