"""The options of ``pulumi-isp-sim``: those of every system, and those that a vendor's constructor takes."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from .core.options import check_values, fits, keyword_hints
from .core.vendor import Vendor
from .seeds import EXAMPLE, MAX_NETWORKS, MAX_SHELVES, MAX_SUBSCRIBERS

ENVIRONMENT = "PULUMI_ISP_SIM_"
"""Prefix of the environment variables for options of vendors."""


@dataclass(frozen=True)
class VendorOption:
    """An option of one system.

    Attributes:
        flag: Its name on the command line.
        keyword: The keyword of the vendor's constructor that it sets.
        help: One line for ``--help``.
        type: The allowed values.
        multiple: Whether it may be given several times; the keyword gets all values.
    """

    flag: str
    keyword: str
    help: str
    type: click.ParamType[Any] | type = str
    multiple: bool = False

    @property
    def name(self) -> str:
        """The parameter name that click uses."""
        return self.flag.partition("/")[0].removeprefix("--").replace("-", "_")

    def as_click(self) -> click.Option:
        """The option for click; without a default, so that the vendor's default is used."""
        return click.Option(
            [self.flag],
            type=self.type,
            default=None,
            multiple=self.multiple,
            help=self.help,
            envvar=f"{ENVIRONMENT}{self.name.upper()}",
        )


@dataclass(frozen=True)
class System:
    """One system that can be simulated.

    Attributes:
        name: The sub-command, and the section of a seed file.
        help: One line for ``--help``.
        vendor: Name of the vendor's class in ``pulumi_isp_simulators``.
        options: Its own options.
        has_rest: Whether it has a second site, on another port.
    """

    name: str
    help: str
    vendor: str
    options: tuple[VendorOption, ...]
    has_rest: bool = False

    def make_vendor(self, values: Mapping[str, Any], switches: Mapping[str, Any]) -> Vendor:
        """Make the vendor.

        Args:
            values: Values of options by name.
            switches: Keywords beyond those that have an option, from :meth:`read_switches`.

        Raises:
            ValueError: A value is not allowed.
        """
        given = {option.keyword: values[option.name] for option in self.options}
        said = {keyword: value for keyword, value in given.items() if value not in (None, ())}
        return self._vendor_class()(**{**said, **switches})

    def read_switches(self, texts: Mapping[str, str]) -> dict[str, Any]:
        """Read the values of ``--set`` for this system, with the types of its vendor's constructor.

        Raises:
            ValueError: The keyword does not exist, or the value is not allowed.
        """
        hints = keyword_hints(self._vendor_class()) if texts else {}
        for name in texts:
            if name not in hints:
                raise ValueError(f"there is no switch {name!r}; there are {', '.join(sorted(hints))}")
        switches = {name: _read_value(text, hints[name]) for name, text in texts.items()}
        check_values(switches, hints)
        return switches

    def _vendor_class(self) -> type[Vendor]:
        found: type[Vendor] = getattr(import_module(__package__ or ""), self.vendor)
        return found


def _read_value(text: str, hint: Any) -> object:
    """The JSON value of a text, or the text itself if only text is allowed (``8.13``, ``404``)."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return text if fits(text, hint) and not fits(value, hint) else value


class _Seconds(click.FloatRange):
    """A number in a range. Click would accept ``nan`` for any range."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        number = super().convert(value, param, ctx)
        if not math.isfinite(number):
            self.fail(f"{value!r} is not a finite number.", param, ctx)
        return number


SYSTEMS: tuple[System, ...] = (
    System(
        "cms",
        "Serve a Calix CMS with its E7 nodes.",
        "CmsVendor",
        (
            VendorOption("--username", "username", "CMS user."),
            VendorOption("--password", "password", "The CMS user's password."),
            VendorOption("--max-sessions", "max_sessions", "Sessions at one time.", click.IntRange(1)),
            VendorOption(
                "--session-timeout",
                "session_timeout",
                "Seconds without a request after which a session ends.",
                _Seconds(0, min_open=True),
            ),
            VendorOption(
                "--serialise-nodes/--no-serialise-nodes",
                "serialise_nodes",
                "Whether a node answers one request at a time.",
                bool,
            ),
        ),
        has_rest=True,
    ),
    System(
        "cloudconnexa",
        "Serve an OpenVPN CloudConnexa tenant.",
        "CloudConnexaVendor",
        (
            VendorOption("--client-id", "client_id", "OAuth client id."),
            VendorOption("--client-secret", "client_secret", "OAuth client secret."),
            VendorOption("--api-version", "api_version", "1.0, 1.1.0 or a later release."),
            VendorOption("--rate-limit", "rate_limit", "off, documented, or N/SECONDS."),
        ),
    ),
    System(
        "whmcs",
        "Serve a WHMCS installation.",
        "WhmcsVendor",
        (
            VendorOption("--identifier", "identifier", "Identifier of the API credential."),
            VendorOption("--secret", "secret", "Secret of the API credential."),
            VendorOption("--whmcs-version", "whmcs_version", "Version to be, such as 8.13."),
            VendorOption(
                "--allowed-ip", "allowed_ips", "An address that may call; may be repeated.", multiple=True
            ),
        ),
    ),
)


def common_options(*, rest: bool) -> list[click.Parameter]:
    """The options of every sub-command, and the one for a second site if there is one."""
    rest_port = click.Option(
        ["--rest-port"],
        type=click.IntRange(0, 65_535),
        help="Port of the CMS's REST interface; next to --port if left out.",
    )
    file = click.Path(exists=True, dir_okay=False, path_type=Path)
    return [
        click.Option(["--host"], default="127.0.0.1", show_default=True, help="Address to listen on."),
        click.Option(
            ["--port"],
            type=click.IntRange(0, 65_530),
            default=0,
            show_default=True,
            help="Port; 0 is any free one. Further ports of the same command follow on it.",
        ),
        *([rest_port] if rest else []),
        click.Option(
            ["--seed"],
            type=click.Path(path_type=Path),
            metavar="FILE",
            help=f"First objects, as JSON or YAML; {EXAMPLE} is the ISP that comes with the package.",
        ),
        click.Option(
            ["--admin-host", "admin_hosts"],
            multiple=True,
            metavar="NAME",
            help="A name with a dot by which the admin side may be asked; may be repeated.",
        ),
        click.Option(
            ["--latency-ms"],
            type=_Seconds(0, 60_000),
            default=0.0,
            help="Milliseconds added to every request.",
        ),
        click.Option(["--tls-cert"], type=file, help="Serve HTTPS with this certificate (PEM)."),
        click.Option(["--tls-key"], type=file, help="Private key of --tls-cert (PEM)."),
        click.Option(
            ["--tls-self-signed"],
            type=click.Path(file_okay=False, path_type=Path),
            metavar="DIR",
            help="Serve HTTPS; write a new authority and a certificate for localhost into DIR.",
        ),
        click.Option(
            ["--log"],
            type=click.Path(dir_okay=False, path_type=Path),
            help="Append each request to this file, a line of JSON each, secrets masked.",
        ),
        click.Option(
            ["--set", "switches"],
            multiple=True,
            metavar="NAME=VALUE",
            help="Set any other keyword of the vendor; the value is JSON or text. With all: SYSTEM.NAME.",
        ),
    ]


def size_options() -> list[click.Parameter]:
    """The options for a generated ISP, instead of a seed."""
    return [
        click.Option(
            ["--shelves"],
            type=click.IntRange(1, MAX_SHELVES),
            help="Make up an ISP with so many E7s, 3 if left out. Same numbers, same ISP.",
        ),
        click.Option(
            ["--subscribers"],
            type=click.IntRange(1, MAX_SUBSCRIBERS),
            help="Make up an ISP with so many subscribers, 200 if left out, with ONTs and services.",
        ),
        click.Option(
            ["--networks"],
            type=click.IntRange(1, MAX_NETWORKS),
            help="Make up an ISP with so many CloudConnexa networks; else one for the CMS and each E7.",
        ),
    ]


def sort_switches(texts: Sequence[str], systems: Sequence[System]) -> dict[str, dict[str, str]]:
    """Sort the values of ``--set`` by system and name.

    Raises:
        click.UsageError: One is not ``NAME=VALUE``, or lacks a required system.
    """
    found: dict[str, dict[str, str]] = {system.name: {} for system in systems}
    for text in texts:
        name, equals, value = text.partition("=")
        system, dot, keyword = name.partition(".") if len(systems) > 1 else (systems[0].name, ".", name)
        if not (equals and dot and keyword.isidentifier()) or system not in found:
            form = "SYSTEM.NAME=VALUE" if len(systems) > 1 else "NAME=VALUE"
            raise click.UsageError(f"--set: {text!r} is not {form}")
        found[system][keyword] = value
    return found
