"""The command ``simulate``: a whole simulated ISP.

The simulators share no code with the product, so they run as a separate command.
"""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NoReturn

import click

from pulumi_isp_provider.core.settings import DEFAULT_CONNECTION, config_name, environment_name

from . import files
from .terminal import FAILED, fail

_SHELL: Final = "environment.sh"
_CONFIG: Final = "config.sh"

# Values that everybody knows, so that nobody thinks that the simulators are protected.
_IDENTITY: Final = {
    ("calix", "username"): ("USERNAME", "admin"),
    ("calix", "password"): ("PASSWORD", "simulated"),
    ("cloudconnexa", "client_id"): ("CLIENT_ID", "simulated-id"),
    ("cloudconnexa", "client_secret"): ("CLIENT_SECRET", "simulated-secret"),
    ("whmcs", "identifier"): ("IDENTIFIER", "simulated-identifier"),
    ("whmcs", "secret"): ("SECRET", "simulated-whmcs-secret"),
}
"""By vendor and setting: the simulators' variable, and its value."""

_SECRET: Final = frozenset({"password", "client_secret", "secret"})

Settings = Mapping[tuple[str, str], str]
"""By vendor and name."""


@click.command()
@click.option("--shelves", type=click.IntRange(1), default=3, show_default=True, help="E7s of the CMS.")
@click.option(
    "--subscribers",
    type=click.IntRange(1),
    default=200,
    show_default=True,
    help="Customers in WHMCS, spread evenly over the E7s.",
)
@click.option(
    "--networks",
    type=click.IntRange(1),
    help="Networks of the CloudConnexa tenant. Default: one for the CMS, and one for each E7.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65_530),
    default=0,
    show_default=True,
    help="Port of the CMS; the other three servers take the next ports. 0: any free ports.",
)
@click.option(
    "--into",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help=f"Also write the settings into this folder: {_SHELL} for `source`, and {_CONFIG}, which sets them "
    "in the selected stack.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the settings as JSON.")
def simulate(folder: Path | None, as_json: bool, port: int, **size: int | None) -> None:
    """Simulate an ISP, until Ctrl-C.

    It has a Calix CMS with E7s, a CloudConnexa tenant and a WHMCS. Each customer in WHMCS has a service. Its
    custom fields have the ONT's serial number, the E7 and the GPON port. The E7 has that ONT, with an
    Ethernet service, unless the customer is gone. The tenant has networks with connectors and routes, users,
    groups and DNS records. The same options make the same ISP. All changes are lost at the end.

    When all of them listen, it prints the settings to use, as lines for a shell. They listen only on this
    machine (127.0.0.1). `pulumi-isp-sim` can do more, such as make errors: docs/simulators.

    It needs the extra `simulators`: pip install 'pulumi-isp[simulators]'.

    Exit codes: 0: after Ctrl-C. 1: the extra is not installed, or the simulators failed. 2: an option is
    wrong, or a port is in use.
    """
    words = [sys.executable, "-m", "pulumi_isp_simulators", "all", "--host", "127.0.0.1", f"--port={port}"]
    words += [f"--{name}={number}" for name, number in size.items() if number is not None]
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        _serve(words, folder, as_json=as_json)
    except KeyboardInterrupt:
        return
    except OSError as error:
        fail(f"The settings cannot be written: {error}")


def _serve(words: Sequence[str], folder: Path | None, *, as_json: bool) -> None:
    given = {f"PULUMI_ISP_SIM_{variable}": value for variable, value in _IDENTITY.values()}
    with subprocess.Popen(  # noqa: S603 - our own package, under the same interpreter
        words, stdout=subprocess.PIPE, text=True, env={**os.environ, **given}
    ) as simulators:
        try:
            said = simulators.stdout.readline() if simulators.stdout else ""
            if not said:
                # It has printed the reason on standard error, which is ours too.
                sys.exit(simulators.wait() or FAILED)
            settings = _settings(json.loads(said))
            if folder is not None:
                _write(folder, settings)
            click.echo(_as_json(settings) if as_json else _as_shell(settings))
            click.echo("The ISP runs until Ctrl-C.", err=True)
            simulators.wait()
            fail(f"The simulators ended by themselves, with {simulators.returncode}.")
        finally:
            simulators.terminate()


def _interrupt(*_: object) -> NoReturn:
    raise KeyboardInterrupt


def _settings(where: Mapping[str, Any]) -> Settings:
    return {
        ("calix", "url"): where["cms"]["url"],
        ("calix", "rest_url"): where["cms"]["rest_url"],
        ("cloudconnexa", "url"): where["cloudconnexa"]["url"],
        ("whmcs", "url"): f"{where['whmcs']['url']}/includes/api.php",
        **{setting: value for setting, (_, value) in _IDENTITY.items()},
    }


def _as_json(settings: Settings) -> str:
    named = {
        config_name(vendor, DEFAULT_CONNECTION, name): value for (vendor, name), value in settings.items()
    }
    return json.dumps(named, indent=2)


def _as_shell(settings: Settings) -> str:
    return "\n".join(
        f"export {environment_name(vendor, DEFAULT_CONNECTION, name)}={shlex.quote(value)}"
        for (vendor, name), value in settings.items()
    )


def _as_commands(settings: Settings) -> str:
    return "\n".join(
        f"pulumi config set {'--secret ' if name in _SECRET else ''}"
        f"{config_name(vendor, DEFAULT_CONNECTION, name)} {shlex.quote(value)}"
        for (vendor, name), value in settings.items()
    )


def _write(folder: Path, settings: Settings) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    # They contain the credentials, so only this user may read them.
    texts = {_SHELL: _as_shell(settings), _CONFIG: _as_commands(settings)}
    files.write({folder / name: f"{text}\n" for name, text in texts.items()}, files.PRIVATE)
