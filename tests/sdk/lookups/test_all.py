"""What holds for every data source of every vendor, generated over all of them."""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Mapping
from typing import Any, cast, get_args, get_origin, get_type_hints

import pulumi
import pytest
from pulumi.output import UNKNOWN
from pulumi.runtime import set_all_config
from tests.sdk.lookups.conftest import KEY, World
from tests.sdk.lookups.sources import BY_KIND, PACKAGES, SOURCES, arguments, rows, source
from tests.specimens import SPECIMENS
from tests.support.programs import run
from tests.support.specimen import too_new

from pulumi_isp_provider.calix.client.e7.objects import FEW
from pulumi_isp_provider.core.answers import Record
from pulumi_isp_provider.core.properties import properties_of

IN_PROGRAM = {"connection", "mapping", "whmcs_connection", "calix_connection"}
"""Arguments that a program writes down and that never are Outputs."""


@pytest.mark.parametrize("name", SOURCES)
def test_every_data_source_comes_in_two_forms(name: str) -> None:
    """``get_x`` and ``get_x_output`` take the same arguments and give the same result, both documented."""
    plain, later = source(name), source(name, later=True)
    ours, theirs = inspect.signature(plain).parameters, inspect.signature(later).parameters
    given = plain.__annotations__["return"]

    assert [(p.name, p.kind, p.default) for p in ours.values()] == [
        (p.name, p.kind, p.default) for p in theirs.values()
    ]
    assert set(plain.__annotations__) == set(later.__annotations__) == {*ours, "return"}
    assert later.__annotations__["return"] == f"pulumi.Output[{given}]"
    assert given in PACKAGES[name.partition(".")[0]].__all__
    assert later.__doc__
    assert [each for each in ours if f"{each}: " not in plain.__doc__] == []


@pytest.mark.parametrize("kind", SPECIMENS)
def test_every_kind_has_two_data_sources(kind: str) -> None:
    """One object, and many; a kind that is added to the catalogue is here by itself, or is missed.

    One alone asks for what a system has once.
    """
    vendor, _, resource = kind.partition(".")
    words = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in resource)

    only_one = SPECIMENS[kind].is_only_one
    assert {f"{vendor}.get{words}", *([] if only_one else [f"{vendor}.get{words}s"])} <= set(SOURCES)


def test_no_data_source_changes_anything(world: World) -> None:
    """Reads alone, in each API version, by what came in at the simulators; and no secret is in an answer."""
    seen = ""
    for name in SOURCES:
        world.isp.reset_logs()
        if name == "whmcs.get_invoice":  # the demo's ISP has none
            with pytest.raises(pulumi.RunError):
                source(name)(**arguments(name, world))
        else:
            seen += repr(source(name)(**arguments(name, world)))
        assert world.isp.writes() == [], name

    assert world.ids["cloudconnexa.Network"] in seen
    secrets = [*world.isp.secrets.values(), KEY, "customer-pw-1001", "Ida-Hidden"]
    assert [secret for secret in secrets if secret in seen] == []


TYPED = [name for name in SOURCES if not name.startswith("whmcs.")]


@pytest.mark.parametrize("name", TYPED)
def test_rows_hold_what_their_class_says(world: World, name: str) -> None:
    """Every field is there under its name, of its type, and nothing else is; each is documented."""
    found = rows(source(name)(**arguments(name, world)))

    assert found
    for row in found:
        declared = {
            field: get_args(hint)[0]
            for field, hint in get_type_hints(type(row)).items()
            if field in type(row).fields
        }
        assert set(row) == set(declared)
        assert [field for field in row if not _is(row[field], declared[field])] == []
        assert [field for field in row if f"        {field}: " not in str(type(row).__doc__)] == []


def _is(value: Any, hint: Any) -> bool:
    origin = get_origin(hint)
    if origin is None:
        return value is None if hint is type(None) else isinstance(value, hint)
    if issubclass(origin if isinstance(origin, type) else object, Mapping):
        return isinstance(value, Mapping)
    inner = get_args(hint)
    if isinstance(value, list):
        return all(_is(each, inner[0]) for each in value)
    if isinstance(value, str) and value in inner:
        return True
    return any(_is(value, each) for each in inner)


@pytest.mark.parametrize("kind", SPECIMENS)
def test_a_row_is_what_the_resource_has(world: World, kind: str) -> None:
    """By its id: each input that the vendor knows as it was declared, and each computed output."""
    specimen = SPECIMENS[kind]
    lifecycle = specimen.front.lifecycle
    name = next(name for name, of in BY_KIND.items() if of == kind)

    row = source(name)(**arguments(name, world))

    inputs = lifecycle.schema().load(world.declared[kind])
    # What another object of the vendor has, an earlier release tells too; a setting of its own it does not.
    for each in too_new(kind, world.version if lifecycle.is_only_one else ""):
        del inputs[each]
    compared = lifecycle._compared
    stands = {
        name: compared.as_declared(
            name, compared.declared_part(name, row.get(name), inputs[name]), inputs[name]
        )
        for name in properties_of(lifecycle.schema)
        if name in inputs
    }
    found = compared.changes(stands, inputs, declared_only=True)
    assert [change.path for change in found] == []
    assert set(row) == {"id", *lifecycle.remote(properties_of(lifecycle.schema)), *lifecycle.computed} | (
        {"linked_pon"} if kind == "calix.Ont" else set()
    )


@pytest.mark.parametrize("name", TYPED)
def test_both_forms_say_the_same(world: World, name: str) -> None:
    """Arguments that come out of Outputs ask the same question."""
    given = arguments(name, world)

    def program() -> pulumi.Output[Any]:
        outputs = {key: pulumi.Output.from_input(value) for key, value in given.items()}
        later: pulumi.Output[Any] = source(name, later=True)(**outputs)
        return later.apply(lambda found: (source(name)(**given), found))

    _, (plain, later) = run(program)

    assert repr(plain) == repr(later)


@pytest.fixture
def nowhere() -> None:
    """A program without any settings: whatever it asks is an error."""
    set_all_config({}, [])


@pytest.mark.parametrize("inside_a_list", [False, True])
@pytest.mark.parametrize(
    ("name", "argument"),
    [
        (name, argument)
        for name in SOURCES
        for argument in inspect.signature(source(name)).parameters
        if argument not in IN_PROGRAM
    ],
)
def test_while_an_argument_is_unknown_so_is_the_result(
    nowhere: None, name: str, argument: str, inside_a_list: bool
) -> None:
    """In a preview nothing is asked about what does not exist yet, and nothing fails."""
    known: list[bool] = []

    def program() -> pulumi.Output[Any]:
        unknown: pulumi.Output[Any] = pulumi.Output.from_input(cast("Any", UNKNOWN))
        required = {
            each.name: 1
            for each in inspect.signature(source(name)).parameters.values()
            if each.default is each.empty
        }
        given = {**required, argument: [unknown] if inside_a_list else unknown}
        found = source(name, later=True)(**given)

        async def look() -> None:
            known.append(await found.is_known())

        return pulumi.Output.from_input(look())

    run(program)

    assert known == [False]


MANY = [name for name in TYPED if name.partition(".")[0] in ("calix", "cloudconnexa")]


@pytest.mark.parametrize("name", MANY)
def test_a_hundred_calls_cost_the_pages_of_one_listing(world: World, name: str) -> None:
    """The same question in both forms is asked once in a run; so is what one listing answers."""

    def asked(calls: int) -> Counter[str]:
        world.new_run()
        for _ in range(calls):
            source(name)(**arguments(name, world))
        return world.asked()

    once, often = asked(1), asked(100)

    # Of single ONTs, an E7 is asked one by one at first, because its listing takes more.
    allowed = once + (
        Counter({"ont.get-config": FEW, "ont.list": 1}) if name == "calix.get_ont" else Counter()
    )
    assert often <= allowed, (often, allowed)


def test_what_stands_in_one_listing_is_listed_once(world: World) -> None:
    """Networks, routes and connectors come in one listing, whoever asks, by id, by name or for all."""
    cc = PACKAGES["cloudconnexa"]
    for _ in range(20):
        cc.get_network(id=world.ids["cloudconnexa.Network"])
        cc.get_network(name="Plant-North")
        cc.get_routes(network_id=world.ids["cloudconnexa.Network"])
        cc.get_network_connectors()

    assert world.asked() == {"networks.list": 1}


def test_each_run_of_a_program_sees_what_is_so_by_then(small: World) -> None:
    """A process that runs one update after the other asks again in each."""
    seen = []
    for number in range(2):
        seen.append(len(PACKAGES["cloudconnexa"].get_user_groups().user_groups))
        state = small.isp.cloudconnexa.state()
        state["user-groups"].append(
            {"id": f"new-{number}", "name": f"new {number}", "allRegionsIncluded": True}
        )
        small.isp.cloudconnexa.load(state)
        small.new_run()

    assert seen[1] == seen[0] + 1


def test_rows_are_inputs_of_resources(world: World) -> None:
    """A row, or a part of it, can be given to a resource as it is."""

    class Box(pulumi.CustomResource):
        def __init__(self, name: str, **inputs: Any) -> None:
            super().__init__("test:index:Box", name, inputs)

    def program() -> None:
        network = PACKAGES["cloudconnexa"].get_network(name="Plant-North")
        lines = PACKAGES["isp"].get_customer_lines().lines
        Box("box", network=network, routes=network.routes, line=lines[0])

    asked, _ = run(program)

    inputs = next(args.inputs for args in asked if args.name == "box")
    assert inputs["network"]["name"] == "Plant-North"
    assert inputs["line"]["subscriber"]["service_id"] == 1001
    assert {route["subnet"] for route in inputs["routes"]} == {"10.30.77.0/24", "10.44.99.0/24"}


def test_a_row_cannot_be_changed(world: World) -> None:
    """Nobody spoils an answer for the others."""
    row: Record = PACKAGES["calix"].get_onts().onts[0]

    with pytest.raises(TypeError, match="cannot be changed"):
        row["id"] = "other"
