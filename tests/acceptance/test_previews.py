"""A preview that looks: what it says of each resource that is to be created, and what it costs."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest
from tests.support.stack import Stack, on_both_fronts

MakeStack = Callable[[str | Path], Stack]
pytestmark = on_both_fronts

ONT = """
    from pulumi_isp import calix

    calix.Ont("a", network_name="hill", ont_id=7, ont_profile=162, description="Hill Road 7")
"""
STANDING = {"id": 7, "ontprof": 162, "admin": "enabled", "descr": "Hill Road 7", "serno": "0"}


def stand(subject: Stack, *onts: dict[str, object]) -> None:
    """Have ONTs stand on the E7 that no stack knows."""
    state = subject.isp.cms.state()
    state["networks"][0]["onts"] = list(onts)
    subject.isp.cms.load(state)


def test_what_is_not_there_will_be_made(stack: MakeStack) -> None:
    """Nothing stands under its number: the preview says so, and has only read."""
    subject = stack(ONT)
    subject.isp.reset_logs()

    planned = subject.preview()

    assert "calix.Ont 'a': will be made" in planned.text
    assert subject.isp.writes() == []


def test_what_is_there_as_declared_will_be_taken_over(stack: MakeStack) -> None:
    """An ONT that stands there as declared is no surprise in `up`."""
    subject = stack(ONT)
    stand(subject, STANDING)

    planned = subject.preview()

    assert "calix.Ont 'a': calix.Ont hill/7 will be taken over as it is" in planned.text


def test_what_differs_is_refused_with_both_values_or_will_be_changed(stack: MakeStack) -> None:
    """Without a word it is refused; with ``adopt_existing`` it says what changes, and how."""
    subject = stack(ONT)
    stand(subject, {**STANDING, "descr": "somebody"})

    refused = subject.preview(fails=True)
    in_up = subject.up(fails=True)
    subject.write(ONT.replace('"a",', '"a", adopt_existing=True,'))
    adopted = subject.preview()

    difference = "description (there 'somebody', here 'Hill Road 7')"
    assert f"calix.Ont hill/7 exists already and differs in {difference}" in refused.text
    assert f"calix.Ont hill/7 exists already and differs in {difference}" in in_up.text
    assert f"calix.Ont hill/7 will be taken over, changing {difference}" in adopted.text


def test_a_secret_value_is_not_shown_in_a_difference(stack: MakeStack) -> None:
    """What the program marked secret is compared, but not printed, nor is what stands there."""
    program = ONT.replace('description="Hill Road 7"', 'description=pulumi.Output.secret("hush-hush")')
    subject = stack(program.replace("from pulumi_isp", "import pulumi\n    from pulumi_isp", 1))
    stand(subject, {**STANDING, "descr": "somebody's"})

    for refused in (subject.preview(fails=True), subject.up(fails=True)):
        assert "description (there [secret], here [secret])" in refused.text
        assert "hush-hush" not in refused.text
        assert "somebody's" not in refused.text


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("hill", "hil"), "NTWK-hil"),
        (("162", "999"), "ont_profile: hill has no profile 999"),
        (('description="Hill Road 7"', 'serial_number="BEEF01"'), "serial_number: ONT hill/9 has it"),
    ],
    ids=["an unknown shelf", "an unknown profile", "a serial number that another ONT has"],
)
def test_what_refers_to_what_does_not_exist_is_refused(
    stack: MakeStack, change: tuple[str, str], says: str
) -> None:
    """The preview ends with an error that names the property, and not only `up`."""
    subject = stack(ONT.replace(*change))
    stand(subject, {**STANDING, "id": 9, "serno": "BEEF01", "descr": "a neighbour"})

    refused = subject.preview(fails=True)

    assert says in refused.text
    assert subject.resources() == []


def test_two_declarations_of_one_key_are_refused_without_asking_anybody(stack: MakeStack) -> None:
    """7001 and "7001" are one ONT: both names are in the message."""
    subject = stack(
        """
        from pulumi_isp import calix

        calix.Ont("first", network_name="hill", ont_id=7001, ont_profile=162)
        calix.Ont("second", network_name="NTWK-hill", ont_id="7001", ont_profile=162)
        """
    )
    subject.configure({"isp:preview": "offline"}, {})
    subject.isp.reset_logs()

    refused = subject.preview(fails=True)

    assert "resource 'first'" in refused.text or "resource 'second'" in refused.text
    assert re.search(r"is declared by calix\.Ont '(first|second)' already", refused.text)
    assert subject.isp.cms.requests == []


@pytest.mark.parametrize(
    ("program", "says"),
    [
        (
            """
            plant = cloudconnexa.Network("plant", name="Plant", routes=[{"subnet": "10.0.0.0/8"}])
            cloudconnexa.Route("inside", network_id=plant, subnet="10.1.0.0/16")
            """,
            "subnet: 10.1.0.0/16 overlaps 10.0.0.0/8, which cloudconnexa.Network 'plant' declares",
        ),
        (
            """
            home = calix.Ont("home", network_name="hill", ont_id=7001, ont_profile=162)
            same = {"ont": home, "port": 1, "outer_tag": 100, "tag_action": 1, "bandwidth_profile": 3}
            first = calix.EthernetService("data", service_id=1, **same)
            calix.EthernetService("voice", service_id=2, **same, opts=pulumi.ResourceOptions(
                depends_on=[first]))
            """,
            "'none' on gigabit port 1 of ONT [calix.Ont 'home'] is declared by calix.EthernetService 'data'",
        ),
    ],
)
def test_what_does_not_go_together_is_refused_before_any_of_it_is_there(
    stack: MakeStack, program: str, says: str
) -> None:
    """Neither the network nor the ONT has an id yet; both declarations are named, and nobody was asked."""
    subject = stack("import pulumi\nfrom pulumi_isp import calix, cloudconnexa\n" + dedent(program))
    subject.configure({"isp:preview": "offline", "cloudconnexa:apiVersion": "1.1.0"}, {})
    subject.isp.reset_logs()

    refused = subject.preview(fails=True)

    assert says in " ".join(refused.text.split())
    assert subject.isp.cms.requests == subject.isp.cloudconnexa.requests == []


MANY = """
    from pulumi_isp import calix

    for number in range(100, 140):
        calix.Ont(f"ont-{number}", network_name="hill", ont_id=number, ont_profile=162)
"""


def test_a_vendor_that_does_not_let_us_in_is_one_warning_in_a_preview(stack: MakeStack) -> None:
    """Forty ONTs and a wrong password: one warning; an error where the preview is to be strict."""
    subject = stack(MANY)
    subject.configure({}, {"calix:password": "wrong-on-purpose"})

    planned = subject.preview()
    subject.configure({"isp:preview": "strict"}, {})
    refused = subject.preview(fails=True)
    subject.configure({"isp:preview": "sometimes"}, {})
    misspelt = subject.preview(fails=True)

    assert planned.changes == {"create": 40}
    assert planned.text.count("does not answer, so this preview cannot say what is there") == 1
    assert "This is an error because of isp:preview: strict" in refused.text
    assert "isp:preview must be one of look, strict, offline" in misspelt.text


def test_a_preview_costs_pages_and_a_login(stack: MakeStack) -> None:
    """Forty ONTs to be made, forty to be taken over: a few single questions, then pages."""
    subject = stack(MANY.replace("140", "180"))
    stand(subject, *({**STANDING, "id": number, "descr": ""} for number in range(140, 180)))
    subject.isp.reset_logs()

    planned = subject.preview()

    assert planned.text.count("will be made") == planned.text.count("will be taken over as it is") == 40
    counts = {name: count for name, count in subject.isp.cms.counts().items() if count}
    assert counts["login"] == counts["logout"] == 1
    pages_of_four = 40 / 4 + 1
    assert sum(counts.values()) <= 2 + 8 + pages_of_four + 6, counts
    subject.up()
    subject.isp.reset_logs()
    subject.up("--expect-no-changes")
    assert subject.isp.cms.requests == []
