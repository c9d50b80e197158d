"""The command `pulumi-isp simulate`: the simulators as processes, and what reads from them."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pulumi_isp_provider.calix.client.client import connect
from pulumi_isp_provider.calix.settings import CalixSettings
from pulumi_isp_provider.cloudconnexa.client.client import CloudConnexaClient
from pulumi_isp_provider.cloudconnexa.settings import CloudConnexaSettings
from pulumi_isp_provider.whmcs.client.client import WhmcsClient
from pulumi_isp_provider.whmcs.settings import WhmcsSettings

COMMAND = [str(Path(sys.executable).parent / "pulumi-isp"), "simulate"]
SECRETS = {"calix:password", "cloudconnexa:clientSecret", "whmcs:secret"}


@contextmanager
def simulated(*words: str) -> Iterator[subprocess.Popen[str]]:
    """The command, from when all three systems listen; at the latest it ends with the block."""
    process = subprocess.Popen([*COMMAND, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    try:
        ready = process.stderr.readline()
        assert "until Ctrl-C" in ready, ready + process.stderr.read()
        yield process
    finally:
        process.terminate()
        process.communicate()


def refused(*words: str, **environment: str) -> tuple[int, str]:
    """The exit code and what is said, of a run that ends by itself."""
    done = subprocess.run(
        [*COMMAND, *words],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr


def sourced(file: Path) -> dict[str, str]:
    """The environment of a shell that has sourced a file, and had nothing before."""
    done = subprocess.run(
        ["bash", "-c", f". {file} && env -0"], capture_output=True, text=True, check=True, env={}
    )
    return dict(each.split("=", 1) for each in done.stdout.split("\0") if each)


def test_a_whole_isp_that_the_written_settings_reach(tmp_path: Path) -> None:
    """Each line in WHMCS that is not gone has its ONT, with a service, on the E7 that WHMCS names."""
    with simulated("--shelves=2", "--subscribers=60", "--networks=5", f"--into={tmp_path}"):
        given = sourced(tmp_path / "environment.sh")
        with connect(CalixSettings.resolve(lambda _: None, environ=given)) as cms:
            onts = {
                (f"CXNK{str(ont.serial_number)[-6:]}", device.name): ont
                for device in cms.rest.get_devices()
                for ont in cms.e7.iter_onts(device.name)
            }
            sold = {
                place: len(cms.e7.listed_ethernet_services(place[1], ont.ont_id))
                for place, ont in onts.items()
            }
        with CloudConnexaClient.from_settings(
            CloudConnexaSettings.resolve(lambda _: None, environ=given)
        ) as tenant:
            networks = list(tenant.networks.list())
            users = list(tenant.users.list())
        settings = WhmcsSettings.resolve(lambda _: None, environ=given)
        with WhmcsClient(settings.url, settings.identifier, settings.secret) as whmcs:
            lines = {
                (each.custom_fields["ONT Serial"], each.custom_fields["Shelf"]): str(each.id)
                for each in whmcs.iter_client_services()
                if each.status not in ("Terminated", "Cancelled")
            }

    assert {place: ont.subscriber_id for place, ont in onts.items()} == lines
    assert set(sold.values()) == {1}
    assert len(networks) == 5
    assert [len(each.routes or ()) for each in networks] == [1, 1, 1, 10, 10]
    assert len(users) == 14


@pytest.mark.parametrize("ended_by", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_with_all_that_it_started(ended_by: signal.Signals) -> None:
    """By Ctrl-C or by a supervisor: nothing listens any more, and it is no error."""
    with simulated("--json") as process:
        assert process.stdout is not None
        settings = json.loads("".join(iter(process.stdout.readline, "}\n")) + "}")
        address = ("127.0.0.1", int(settings["calix:url"].rpartition(":")[2]))
        socket.create_connection(address).close()

        process.send_signal(ended_by)
        process.communicate()

        assert process.returncode == 0
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(address)


def test_the_settings_can_go_into_a_stack(tmp_path: Path) -> None:
    """By what `pulumi config set` is called with; secrets are marked; and the same is printed."""
    tool = tmp_path / "bin/pulumi"
    tool.parent.mkdir()
    tool.write_text('#!/bin/sh\necho "$@" >> calls\n')
    tool.chmod(0o755)

    with simulated("--subscribers=1", "--shelves=1", f"--into={tmp_path / 'new/isp'}") as process:
        assert process.stdout is not None
        printed = [process.stdout.readline() for _ in range(10)]
    subprocess.run(
        ["sh", "new/isp/config.sh"],
        cwd=tmp_path,
        check=True,
        env={"PATH": f"{tool.parent}{os.pathsep}{os.environ['PATH']}"},
    )

    calls = [line.split()[2:] for line in (tmp_path / "calls").read_text().splitlines()]
    assert {name for flag, name, *_ in calls if flag == "--secret"} == SECRETS
    assert len(calls) == 10
    assert "".join(printed) == (tmp_path / "new/isp/environment.sh").read_text()
    assert {path.name for path in (tmp_path / "new/isp").iterdir()} == {"environment.sh", "config.sh"}


def test_without_the_extra_it_says_what_to_install(tmp_path: Path) -> None:
    """Instead of an import error."""
    (tmp_path / "werkzeug.py").write_text("raise ModuleNotFoundError('no', name='werkzeug')")

    code, said = refused(PYTHONPATH=str(tmp_path))

    assert code == 1
    assert "pip install 'pulumi-isp[simulators]'" in said


def test_what_cannot_be_simulated_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    """A size that the simulators do not have, and a port that is taken."""
    folder = tmp_path / "isp"
    with socket.create_server(("127.0.0.1", 0)) as taken:
        number = taken.getsockname()[1]
        code, said = refused(f"--into={folder}", f"--port={number}")
    too_many, why = refused(f"--into={folder}", "--shelves=100000")

    assert (code, too_many) == (2, 2)
    assert "cms" in said
    assert "--shelves" in why
    assert not folder.exists()
