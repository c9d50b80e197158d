"""The command ``pulumi-isp-sim``: serves one simulated system, or all three."""

from __future__ import annotations

import itertools
import json
import signal
import socket
import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click

from .cli_options import SYSTEMS, System, common_options, size_options, sort_switches
from .core.seed import has_sections, read_document, section
from .core.server import network_host
from .core.simulator import Simulator
from .core.tls import Tls, self_signed
from .core.vendor import SeedError, Vendor
from .seeds import EXAMPLE, example_isp, isp

_OPEN = (
    "Warning: other machines can reach what listens here. It protects nothing: the admin side asks for no"
    " credentials and gives out every secret. Use --host 127.0.0.1 unless the network is yours."
)

_SIZES: Mapping[str, Any] = {"shelves": 3, "subscribers": 200, "networks": None}


class _Refused(click.ClickException):
    """A command line or a file that cannot be used."""

    exit_code = 2


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def main() -> None:
    """Serve a simulated Calix CMS, CloudConnexa or WHMCS.

    The first line on standard output is a JSON object that says where it listens. SIGTERM or SIGINT
    stops it.
    """


def _simulators(systems: Sequence[System], options: dict[str, Any]) -> list[Simulator[Vendor]]:
    if not options["host"]:
        raise click.UsageError("--host must not be empty")
    switches = sort_switches(options["switches"], systems)
    tls = _tls(options)
    document = _document(options)
    if document is not None and len(systems) > 1 and not has_sections(document):
        names = ", ".join(system.name for system in systems)
        raise _Refused(f"{options['seed']}: must have sections, of {names}")
    ports = itertools.count(options["port"]) if options["port"] else itertools.repeat(0)
    simulators = []
    for system in systems:
        try:
            vendor = system.make_vendor(options, system.read_switches(switches[system.name]))
        except ValueError as error:
            raise _Refused(f"{system.name}: {error}") from error
        simulators.append(
            _simulator(
                vendor,
                document,
                options,
                host=options["host"],
                port=next(ports),
                rest_port=_rest_port(system, options, ports),
                tls=tls,
                latency=options["latency_ms"] / 1000,
                log=options["log"],
                admin_hosts=options["admin_hosts"],
            )
        )
    return simulators


def _document(options: Mapping[str, Any]) -> Mapping[str, Any] | None:
    size = {name: options[name] for name in _SIZES if options.get(name) is not None}
    if size and options["seed"] is not None:
        raise click.UsageError(f"--seed cannot be given together with --{next(iter(size))}")
    if size:
        return isp(**{**_SIZES, **size}, all_provisioned=True)
    return None if options["seed"] is None else _read(options["seed"])


def _rest_port(system: System, options: Mapping[str, Any], ports: Iterator[int]) -> int:
    if not system.has_rest:
        return 0
    given: int | None = options["rest_port"]
    return next(ports) if given is None else given


def _simulator(
    vendor: Vendor, document: Mapping[str, Any] | None, options: Mapping[str, Any], **settings: Any
) -> Simulator[Vendor]:
    place, seed = "", None
    try:
        if document is not None:
            place, seed = section(document, vendor.name)
        return Simulator(vendor, seed, **settings)
    except SeedError as error:
        raise _Refused(f"{options['seed']}: {place}{error}") from error


def _read(path: Path) -> Mapping[str, Any]:
    if str(path) == EXAMPLE and not path.exists():
        return example_isp()
    try:
        return read_document(path)
    except SeedError as error:
        raise _Refused(str(error)) from error


def _tls(options: Mapping[str, Any]) -> Tls | None:
    cert, key, directory = options["tls_cert"], options["tls_key"], options["tls_self_signed"]
    if (cert is None) != (key is None):
        raise click.UsageError("--tls-cert and --tls-key go together")
    if directory is not None and cert is not None:
        raise click.UsageError("--tls-self-signed cannot be given together with --tls-cert")
    if directory is None and cert is None:
        return None
    try:
        host = network_host(options["host"])
        tls = self_signed(directory, host) if directory is not None else Tls(cert=cert, key=key)
        tls.context()
    except ValueError as error:
        raise _Refused(f"no certificate can be made for {options['host']!r}") from error
    except OSError as error:  # SSLError is one
        reason = "not a certificate with its key" if isinstance(error, ssl.SSLError) else error.strerror
        raise _Refused(f"{directory or f'{cert}, {key}'}: {reason}") from error
    return tls


def _run(simulators: Sequence[Simulator[Vendor]], *, wrapped: bool) -> None:
    # The system may deliver a signal to any thread and wakes only that one, so a lock here would wait
    # forever. The wakeup descriptor wakes this thread in any case.
    woken, waking = socket.socketpair()
    with woken, waking, ExitStack() as stack:
        waking.setblocking(False)
        signal.set_wakeup_fd(waking.fileno(), warn_on_full_buffer=False)
        stack.callback(signal.set_wakeup_fd, -1)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: None)
        where = []
        for simulator in simulators:
            try:
                stack.enter_context(simulator)
            except OSError as error:
                raise _Refused(f"{simulator.vendor.name}: {error}") from error
            where.append(_where(simulator))
        if any(simulator.network_url for simulator in simulators):
            click.echo(_OPEN, err=True)
        click.echo(json.dumps({each["system"]: each for each in where} if wrapped else where[0]))
        woken.recv(1)


def _where(simulator: Simulator[Vendor]) -> dict[str, str]:
    found = {"system": simulator.vendor.name, "url": simulator.url, "admin": simulator.admin_url}
    if simulator.vendor.rest is not None:
        found["rest_url"] = simulator.rest_url
    if simulator.network_url is not None:
        found["network_url"] = simulator.network_url
    return found


def _add_command(name: str, title: str, systems: Sequence[System], *, wrapped: bool) -> None:
    def run(**options: Any) -> None:
        _run(_simulators(systems, options), wrapped=wrapped)

    params = [
        *common_options(rest=any(system.has_rest for system in systems)),
        *(size_options() if wrapped else ()),
        *(option.as_click() for system in systems for option in system.options),
    ]
    main.add_command(click.Command(name, callback=run, params=params, help=title))


for _system in SYSTEMS:
    _add_command(_system.name, _system.help, (_system,), wrapped=False)
_add_command("all", "Serve all three.", SYSTEMS, wrapped=True)
