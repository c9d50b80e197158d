"""Two names for one CMS: what one resource holds, no other name of the system may take away."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from tests.support.isp import Isp

from pulumi_isp_provider import dynamic
from pulumi_isp_provider.core import hidden
from pulumi_isp_provider.errors import AlreadyExistsError
from pulumi_isp_provider.fronts import process

ONT = {"network_name": "hill", "ont_id": "7", "ont_profile": "162", hidden.OWNER: "calix.Ont::a"}
WEST = {**ONT, "connection": "west", hidden.OWNER: "calix.Ont::b"}


@pytest.fixture
def run(isp: Isp) -> Iterator[Callable[[], dynamic.LifecycleProvider]]:
    """Gives the front of a new run; ``default`` and ``west`` lead to the same CMS."""
    password = isp.secrets["calix:password"]
    section = {"url": f"{isp.cms.url}/", "username": "engineer", "password": password}
    config = {**isp.config(), **isp.secrets, "calix:west": section}
    process.REGISTRY.configure(config.get)

    def begin() -> dynamic.LifecycleProvider:
        process.begin_run()
        return dynamic.CalixOnt()

    yield begin
    process.REGISTRY.close()
    process.REGISTRY.configure(lambda _key: None)


def onts(isp: Isp) -> int:
    return len(isp.cms.state()["networks"][0].get("onts", []))


def test_a_resource_with_a_new_name_and_another_name_for_its_system_keeps_its_object(
    run: Callable[[], dynamic.LifecycleProvider], isp: Isp
) -> None:
    """Created under the new names, which takes the ONT over, and deleted under the old ones."""
    first = run().create(dict(ONT))
    front = run()

    again = front.create(dict(WEST))
    front.delete(str(first.id), dict(first.outs or {}))

    assert again.id == first.id
    assert onts(isp) == 1


def test_a_second_resource_is_refused_by_any_name_of_the_system(
    run: Callable[[], dynamic.LifecycleProvider], isp: Isp
) -> None:
    """What a resource of this run keeps cannot be declared a second time through another connection."""
    made = run().create(dict(ONT))
    front = run()
    front.diff(str(made.id), dict(made.outs or {}), front.check({}, dict(ONT)).inputs)

    with pytest.raises(AlreadyExistsError, match=r"belongs to calix\.Ont 'a' already"):
        front.create(dict(WEST))


def test_another_name_for_the_same_system_replaces_nothing(
    run: Callable[[], dynamic.LifecycleProvider],
) -> None:
    """It is a change, because state remembers the name; but the object stays."""
    front = run()
    made = front.create(dict(ONT))

    difference = run().diff(str(made.id), dict(made.outs or {}), dict(WEST))

    assert difference.changes is True
    assert difference.replaces == []


def test_a_share_is_one_of_what_stands_in_one_system(
    run: Callable[[], dynamic.LifecycleProvider], isp: Isp
) -> None:
    """Ten of a hundred are a tenth here; at another plant, which has thirteen, they are nearly all."""
    config = {**isp.config(), **isp.secrets}
    west = {"url": "http://west.example:18080", "username": "engineer", "password": "hush"}
    process.REGISTRY.configure({**config, "calix:west": west}.get)
    front = run()

    here = front.check({}, {**ONT, hidden.RUN: {hidden.DECLARED: 130}}).inputs[hidden.SYSTEM]
    there = front.check({}, {**WEST, "ont_id": "8", hidden.RUN: {hidden.DECLARED: 13}}).inputs[hidden.SYSTEM]

    sizes = [process.current_run().size("calix.Ont", system) for system in (here, there)]
    assert sizes == [130, 13]
