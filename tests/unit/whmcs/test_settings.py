"""Settings of a connection: everything about WHMCS that differs from ISP to ISP."""

from __future__ import annotations

from typing import Any

import pytest

from pulumi_isp_provider.errors import ConfigurationError
from pulumi_isp_provider.whmcs.mapping import SubscriberMapping
from pulumi_isp_provider.whmcs.settings import WhmcsSettings

NEEDED = {"whmcs:url": "https://whmcs.example", "whmcs:identifier": "i", "whmcs:secret": "hush"}


def resolve(environ: dict[str, str] | None = None, **more: Any) -> WhmcsSettings:
    config = {**NEEDED, **{f"whmcs:{name}": value for name, value in more.items()}}
    return WhmcsSettings.resolve(config.get, environ=environ or {})


def test_the_usual_mapping_needs_no_setting() -> None:
    """Without settings, the mapping is the usual one."""
    assert resolve().subscriber_mapping() == SubscriberMapping()


def test_every_part_of_the_mapping_is_a_setting() -> None:
    """Config and environment change it part by part."""
    found = resolve(
        {"WHMCS_SHELF_FIELD": "OLT"},
        ontSerialField="SN",
        portField="12",
        addressField="Where",
        speedOption="Tempo",
        requiredFields="ont_serial",
        states="Fraud=absent",
        fibreProducts="12, 14",
    ).subscriber_mapping()

    assert (found.ont_serial, found.shelf, found.port, found.address, found.speed) == (
        "SN",
        "OLT",
        "12",
        "Where",
        "Tempo",
    )
    assert found.required == frozenset(["ont_serial"])
    assert (found.states["Fraud"], found.product_ids) == ("absent", (12, 14))


def test_all_problems_are_named_at_once() -> None:
    """Each wrong setting is named as it stands in the config; the secret is not shown."""
    with pytest.raises(ConfigurationError) as caught:
        resolve(timeout=0, pageSize=0, states="Fraud", requiredFields="x", fibreProducts="y", url="nowhere")

    text = str(caught.value)
    names = ("timeout", "pageSize", "states", "requiredFields", "fibreProducts", "url")
    assert [name for name in names if f"whmcs:{name}" not in text] == []
    assert "hush" not in text


def test_an_address_with_a_query_is_refused() -> None:
    """An access key in the address would be logged everywhere; it is named, not shown."""
    with pytest.raises(ConfigurationError, match="whmcs:accessKey") as caught:
        resolve(url="https://whmcs.example/includes/api.php?accesskey=0123")
    assert "0123" not in str(caught.value)
