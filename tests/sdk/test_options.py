"""What the program's side makes of Pulumi's options."""

from __future__ import annotations

import json
from collections.abc import Callable

import pulumi
import pytest
from tests.support.programs import run

from pulumi_isp import calix, cloudconnexa


def test_arguments_in_the_place_of_options_are_refused_with_what_to_do_instead() -> None:
    """Pulumi's own resources take them there, so people will try; a dict has no options to look at."""

    def program() -> None:
        args = cloudconnexa.NetworkArgs(name="Plant")
        cloudconnexa.Network("plant", args)  # type: ignore[arg-type, call-arg] # that is the mistake

    with pytest.raises(pulumi.RunError, match=r"Network\('plant', \*\*args\)"):
        run(program)


def test_an_import_is_refused_with_what_to_do_instead() -> None:
    """The engine would ask the dynamic provider in a way that it cannot answer, and show a traceback."""

    def program() -> None:
        cloudconnexa.Network("plant", name="Plant", opts=pulumi.ResourceOptions(import_="some-id"))

    with pytest.raises(pulumi.RunError, match="plant: Pulumi cannot import") as refused:
        run(program)

    assert "takes it over" in str(refused.value)


def test_what_the_program_tells_beside_its_arguments() -> None:
    """How many there are by one connection, and what proves an object; of a secret, that it is one."""

    def program() -> None:
        for number in range(1, 4):
            calix.Ont(f"ont-{number}", network_name="hill", ont_profile=162, ont_id=number)
        calix.Ont(
            "west",
            network_name="hill",
            ont_profile=162,
            serial_number=pulumi.Output.secret("A1"),
            subscriber_id=pulumi.Output.from_input("s-1"),
            connection="west",
        )

    asked, _ = run(program)

    told = {each.name: each.inputs for each in asked if each.custom}
    plain, secret = told["ont-1"]["__run"], told["west"]["__run"]["value"]
    assert (plain["declared"], secret["declared"]) == (3, 1)
    assert "said" not in plain
    assert "__witness" not in told["ont-1"]
    assert secret["said"] == {"serial_number": "A1", "subscriber_id": "s-1"}
    assert "__witness" in told["west"]


@pytest.fixture(params=["dynamic", "plugin"])
def either_front(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """A program on each front; the package that its resources are of."""
    monkeypatch.setenv("PULUMI_CONFIG", json.dumps({"isp:front": request.param}))
    return "isp" if request.param == "plugin" else "pulumi-python"


def west(package: str) -> pulumi.ProviderResource:
    """A provider of the program's own."""
    return pulumi.ProviderResource(package, f"west-{package}", {"calix": {"url": "http://cms-west.example"}})


def inside(opts: pulumi.ResourceOptions) -> pulumi.ResourceOptions:
    """What is in a component with these options, and in another one there."""
    home = pulumi.ComponentResource("my:plant:Home", "home", None, opts)
    return pulumi.ResourceOptions(
        parent=pulumi.ComponentResource("my:plant:Room", "room", None, pulumi.ResourceOptions(parent=home))
    )


OPTIONS = pulumi.ResourceOptions
GIVEN: dict[str, Callable[[pulumi.ProviderResource], pulumi.ResourceOptions]] = {
    "provider": lambda given: OPTIONS(provider=given),
    "providers, a list": lambda given: OPTIONS(providers=[given]),
    "providers, by package": lambda given: OPTIONS(providers={given.package: given}),
    "a component's provider": lambda given: inside(OPTIONS(provider=given)),
    "a component's providers": lambda given: inside(OPTIONS(providers=[given])),
    "a component's, by package": lambda given: inside(OPTIONS(providers={given.package: given})),
}


@pytest.mark.parametrize("way", GIVEN)
@pytest.mark.parametrize("read", [False, True])
def test_a_provider_of_ones_own_is_refused_and_the_connection_named(
    either_front: str, way: str, read: bool
) -> None:
    """Whichever package it is of: Pulumi drops what is of another one without a word."""
    for package in {either_front, "isp"}:

        def program(package: str = package) -> None:
            options = GIVEN[way](west(package))
            if read:
                calix.Ont.get("ont", "hill/7", options)
            else:
                calix.Ont("ont", options, network_name="hill", ont_id=7, ont_profile=162)

        with pytest.raises(pulumi.RunError, match="a provider of their own") as refused:
            run(program)

        assert str(refused.value).startswith("ont: ")
        assert 'connection="west"' in str(refused.value)
        assert "calix:west.url" in str(refused.value)


@pytest.mark.parametrize(
    "options", [OPTIONS(version="0.1.0"), OPTIONS(plugin_download_url="https://example.com")]
)
def test_another_version_of_the_provider_is_refused(
    either_front: str, options: pulumi.ResourceOptions
) -> None:
    """It would be a process of its own too."""

    def program() -> None:
        calix.Ont("ont", options, network_name="hill", ont_id=7, ont_profile=162)

    with pytest.raises(pulumi.RunError, match="version=, plugin_download_url="):
        run(program)


@pytest.mark.parametrize("way", [way for way in GIVEN if "a component's" in way])
def test_a_component_may_have_providers_of_other_packages(either_front: str, way: str) -> None:
    """They are for what else is in it."""
    other = "random" if either_front == "pulumi-python" else "pulumi-python"

    def program() -> None:
        calix.Ont("ont", GIVEN[way](west(other)), network_name="hill", ont_id=7, ont_profile=162)

    asked, _ = run(program)

    assert "ont" in {each.name for each in asked}
