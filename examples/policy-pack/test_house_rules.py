"""The rules of this house, tried without an engine: `python -m pytest policy-pack`."""

from house_rules import OUR_SHELVES, SMALL_STACKS

from pulumi_isp.policy import ONT, UNKNOWN, check, declared


def test_an_ont_of_the_partner_is_found() -> None:
    """Of three ONTs, the one on an E7 that is not listed is named; what is not known yet is let pass."""
    ours = declared(ONT, "ours", network_name="hill")
    later = declared(ONT, "later", network_name=UNKNOWN)
    theirs = declared(ONT, "theirs", network_name="ridge")

    [found] = check(OUR_SHELVES, ours, later, theirs, settings={"shelves": ["hill"]})

    assert found.resource is theirs
    assert found.text == "network_name 'ridge' is none of hill"


def test_the_name_of_an_e7_is_not_shown_where_it_is_secret() -> None:
    """A rule judges what is secret like anything else."""
    theirs = declared(ONT, "theirs", network_name="ridge", secrets=["network_name"])

    [found] = check(OUR_SHELVES, theirs, settings={"shelves": ["hill"]})

    assert found.text == "network_name [secret] is none of hill"


def test_a_stack_that_grows_too_large_is_found() -> None:
    """Each E7 is counted by itself."""
    onts = [declared(ONT, f"ont-{each}", network_name="hill") for each in range(3)]
    other = declared(ONT, "other", network_name="dale")

    assert check(SMALL_STACKS, *onts, other, settings={"most": 3}) == []
    [found] = check(SMALL_STACKS, *onts, other, settings={"most": 2})
    assert "3 ONTs of E7 'hill'" in found.text
