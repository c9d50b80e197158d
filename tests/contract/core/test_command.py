"""The command ``pulumi-isp-sim``, run as a process."""

from __future__ import annotations

import itertools
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import requests

from pulumi_isp_simulators.seeds import EXAMPLE_FILE, example_isp

Start = Callable[..., tuple["subprocess.Popen[str]", dict[str, Any]]]

COMMAND = [sys.executable, "-m", "pulumi_isp_simulators"]


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts the command and reads its first line; kills it when the test ends."""
    with ExitStack() as stack:

        def run(*arguments: str | Path) -> tuple[subprocess.Popen[str], dict[str, Any]]:
            process = stack.enter_context(
                subprocess.Popen(
                    [*COMMAND, *map(str, arguments)],
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    text=True,
                )
            )
            stack.callback(process.kill)
            assert process.stdout is not None
            line = process.stdout.readline()
            assert line, process.stderr.read() if process.stderr else ""
            return process, json.loads(line)

        yield run


@pytest.fixture
def unused_ports() -> int:
    """The first of four ports in a row that nobody listens on."""
    for first in range(20_000 + os.getpid() % 10_000, 32_000, 4):
        with ExitStack() as stack:
            try:
                for port in range(first, first + 4):
                    stack.enter_context(socket.create_server(("127.0.0.1", port)))
            except OSError:
                continue
            return first
    raise AssertionError("no ports")


def _refused(*arguments: str | Path) -> str:
    done = subprocess.run(
        [*COMMAND, *map(str, arguments)], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    return done.stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_all_from_start_to_stop(start: Start, client: requests.Session, number: signal.Signals) -> None:
    """All three announce themselves in one line, serve the example, and stop cleanly on a signal."""
    process, where = start("all", "--seed", "example")
    assert list(where) == ["cms", "cloudconnexa", "whmcs"]
    example = example_isp()
    for system, each in where.items():
        assert each["system"] == system
        assert each["admin"] == f"{each['url']}/_sim"
        state = client.get(f"{each['admin']}/state").json()
        kind = {"cms": "networks", "cloudconnexa": "networks", "whmcs": "services"}[system]
        assert len(state[kind]) == len(example[system][kind])
    assert where["cms"]["rest_url"].startswith("http://127.0.0.1:")
    process.send_signal(number)
    output, errors = process.communicate(timeout=120)
    assert (process.returncode, output, errors) == (0, "", "")
    with pytest.raises(requests.ConnectionError):
        requests.get(where["cms"]["url"], timeout=30)


def test_an_isp_of_any_size(start: Start, client: requests.Session) -> None:
    """It is made up where its numbers are given, with all ONTs provisioned; a seed beside them is refused."""
    _, where = start("all", "--subscribers", "40", "--networks", "7")
    state = {system: client.get(f"{each['admin']}/state").json() for system, each in where.items()}
    assert len(state["whmcs"]["services"]) == 40
    assert len(state["cloudconnexa"]["networks"]) == 7
    assert [bool(network["onts"]) for network in state["cms"]["networks"]] == [True, True, True]
    assert "--subscribers" in _refused("all", "--seed", "example", "--subscribers", "40")


def test_one_system_takes_its_section(start: Start, client: requests.Session) -> None:
    """A command for one system prints one object and takes its part of a seed for all."""
    _, where = start("whmcs", "--seed", EXAMPLE_FILE)
    assert set(where) == {"system", "url", "admin"}
    assert len(client.get(f"{where['admin']}/state").json()["clients"]) == 200


def test_options_reach_the_vendor(start: Start, client: requests.Session) -> None:
    """Credentials, version and limit hold; other switches are set by name."""
    _, where = start(
        "cloudconnexa",
        *("--client-id", "my-id", "--client-secret", "my-secret", "--api-version", "1.0"),
        *("--rate-limit", "2/60", "--set", "token_life=7"),
    )
    url = f"{where['url']}/api/v1/oauth/token?grant_type=client_credentials"
    assert client.post(url, auth=("my-id", "wrong")).status_code == 401
    answer = client.post(url, auth=("my-id", "my-secret")).json()
    assert answer["expires_in"] == 7
    headers = {"Authorization": f"Bearer {answer['access_token']}"}
    codes = [client.get(f"{where['url']}/api/v1/regions", headers=headers).status_code for _ in range(3)]
    assert codes == [200, 200, 429]


def test_credentials_from_the_environment(
    start: Start, client: requests.Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A credential may be in the environment instead of on the command line."""
    monkeypatch.setenv("PULUMI_ISP_SIM_CLIENT_SECRET", "from-outside")
    _, where = start("cloudconnexa", "--client-id", "me")
    url = f"{where['url']}/api/v1/oauth/token?grant_type=client_credentials"
    assert client.post(url, auth=("me", "from-outside")).status_code == 200


def test_switches_of_one_of_all(start: Start, client: requests.Session) -> None:
    """With all, a switch is named with its system."""
    _, where = start("all", "--set", "whmcs.page=maintenance", "--set", "cms.content_type=text/x-sim")
    assert client.post(f"{where['whmcs']['url']}/includes/api.php").status_code == 503
    answer = client.post(f"{where['cms']['url']}/cmsexc/ex/netconf", data=b"<x/>")
    assert answer.headers["Content-Type"].startswith("text/x-sim")


def test_log_latency_and_tls(start: Start, client: requests.Session, tmp_path: Path) -> None:
    """Requests come over TLS, take their time, and are written to the log without their secrets."""
    _, where = start(
        "whmcs",
        *("--tls-self-signed", tmp_path / "tls", "--log", tmp_path / "log", "--latency-ms", "20"),
        *("--secret", "hush-hush"),
    )
    assert where["url"].startswith("https://127.0.0.1:")
    client.verify = str(tmp_path / "tls" / "ca.pem")
    form = {"action": "GetProducts", "identifier": "sim-identifier", "secret": "hush-hush"}
    assert client.post(f"{where['url']}/includes/api.php", data=form).ok
    (entry,) = [json.loads(line) for line in (tmp_path / "log").read_text().splitlines()]
    assert (entry["system"], entry["operation"], entry["status"]) == ("whmcs", "GetProducts", 200)
    assert entry["ended"] - entry["started"] >= 0.02
    assert "hush" not in (tmp_path / "log").read_text()


def test_a_switch_that_is_a_text_may_look_like_a_number(start: Start, client: requests.Session) -> None:
    """Where only a text may stand, what looks like JSON is that text."""
    _, where = start(
        "all",
        *("--set", "cloudconnexa.client_secret=123", "--set", "cloudconnexa.not_found=404"),
        *("--set", "whmcs.whmcs_version=8.13", "--set", "cms.password=null"),
    )
    url = f"{where['cloudconnexa']['url']}/api/v1"
    token = client.post(f"{url}/oauth/token", auth=("sim.acme", "123")).json()["access_token"]
    answer = client.get(f"{url}/networks/none", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 404
    login = "<auth><login><UserName>admin</UserName><Password>null</Password></login></auth>"
    answer = client.post(
        f"{where['cms']['url']}/cmsexc/ex/netconf", data=f"<Envelope><Body>{login}</Body></Envelope>"
    )
    assert "<ResultCode>0</ResultCode>" in answer.text


def test_a_signal_that_another_thread_gets_stops_it() -> None:
    """The system may hand a signal to any thread; the command stops all the same."""
    program = (
        "import signal, sys, threading\n"
        "from pulumi_isp_simulators.cli import main\n"
        "def take():\n"
        "    sys.stdin.readline()\n"
        "    signal.pthread_kill(threading.get_ident(), signal.SIGTERM)\n"
        "    sys.stdin.readline()\n"
        "threading.Thread(target=take, daemon=True).start()\n"
        "main(['whmcs'])\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdin is not None
            assert process.stdout is not None
            assert json.loads(process.stdout.readline())["system"] == "whmcs"
            process.stdin.write("now\n")
            process.stdin.flush()
            assert process.wait(120) == 0
        finally:
            process.kill()


def test_what_is_missing_is_named_with_the_remedy() -> None:
    """Installed without its extra, the command says what to install."""
    program = (
        "import sys\n"
        "sys.modules['click'] = None  # what an import of it then finds\n"
        "from pulumi_isp_simulators.__main__ import main\n"
        "main()\n"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert "pip install 'pulumi-isp[simulators]'" in done.stderr
    assert "Traceback" not in done.stderr


def test_given_certificates_are_used(start: Start, client: requests.Session, tmp_path: Path) -> None:
    """A certificate and key of one's own serve as well."""
    first, _ = start("whmcs", "--tls-self-signed", tmp_path)
    first.terminate()
    _, where = start("whmcs", "--tls-cert", tmp_path / "server.pem", "--tls-key", tmp_path / "server.key")
    assert client.get(f"{where['admin']}/counts", verify=str(tmp_path / "ca.pem")).json() == {}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nothing"], "nothing"),
        (["cms", "--client-id", "x"], "--client-id"),
        (["cms", "--max-sessions", "0"], "--max-sessions"),
        (["cms", "--port", "70000"], "--port"),
        (["cms", "--host", "192.0.2.1"], "cms: cannot listen on 192.0.2.1, port any"),
        (["cms", "--set", "x"], "--set: 'x' is not NAME=VALUE"),
        (["all", "--set", "a=1"], "--set: 'a=1' is not SYSTEM.NAME=VALUE"),
        (["cms", "--host", ""], "--host must not be empty"),
        (["cms", "--host", "a..b"], "cms: [Errno 22] 'a..b' is no host name"),
        (["cms", "--latency-ms", "nan"], "'nan' is not a finite number"),
        (["cms", "--session-timeout", "nan"], "'nan' is not a finite number"),
        (["cms", "--session-timeout", "inf"], "'inf' is not a finite number"),
        (["cms", "--set", "no_such_switch=1"], "cms: there is no switch 'no_such_switch'; there are absent"),
        (["cms", "--set", "page_bytes=much"], "cms: page_bytes: 'much' is not of type int"),
        (["cms", "--set", "release=9"], "cms: release: 9 is not one of: current, 2.3"),
        (["cms", "--set", "serialise_nodes=maybe"], "cms: serialise_nodes: 'maybe' is not of type bool"),
        (["cms", "--set", "node_latency=NaN"], "cms: node_latency: nan is not of type float"),
        (["cms", "--set", 'unique_ont_attributes="serno"'], "is not a list, each one of: serno, reg-id"),
        (["cloudconnexa", "--set", "no_such_switch=1"], "there is no switch 'no_such_switch'; there are api"),
        (["cloudconnexa", "--set", "ipsec_delay=-1"], "cloudconnexa: pending_profiles and ipsec_delay"),
        (["cloudconnexa", "--set", "unique_keys=5"], "unique_keys: 5 is not a list, each of type str"),
        (["all", "--set", "whmcs.allowed_ips=5"], "whmcs: allowed_ips: 5 is not a list, each of type str"),
        (["whmcs", "--set", "max_limitnum=0"], "whmcs: max_limitnum: must be 1 or more"),
        (["whmcs", "--set", "unknown_action_status=0"], "whmcs: unknown_action_status: must be from 200"),
        (["whmcs", "--set", "clock=1"], "whmcs: there is no switch 'clock'"),
        (["cloudconnexa", "--api-version", "7"], "cloudconnexa: api_version: '7' is not one of: 1.0, 1.1.0"),
        (["cloudconnexa", "--rate-limit", "often"], "rate_limit"),
        (["whmcs", "--whmcs-version", "eight"], "whmcs: whmcs_version is 'eight'"),
        (["whmcs", "--tls-cert", __file__], "--tls-cert and --tls-key go together"),
        (["whmcs", "--tls-cert", __file__, "--tls-key", __file__], "not a certificate with its key"),
        (["whmcs", "--seed", "none.yaml"], "none.yaml: cannot be read"),
        (["whmcs", "--log", "none/log"], "whmcs: the log none/log cannot be written"),
    ],
)
def test_bad_options_exit_2(arguments: list[str], message: str) -> None:
    """A bad option ends the command with 2 and says what is wrong, without a traceback."""
    assert message in _refused(*arguments)


@pytest.mark.parametrize(
    ("system", "name", "content", "place"),
    [
        ("all", "s.yaml", "cms:\n  networks: [}", "s.yaml: line 2, column "),
        ("all", "s.json", '{"cms": {"networks": []} 1}', "s.json: line 1, column "),
        ("all", "s.yaml", "whmcs: {services: [{id: 1}]}", "s.yaml: whmcs.services[0]"),
        ("cms", "s.yaml", "[" * 100_000, "s.yaml: line 1, column 101: nested too deeply"),
        ("cms", "s.yaml", "- " * 100_000, "s.yaml: line 1, column 201: nested too deeply"),
        ("cms", "s.json", "[" * 100_000, "s.json: nested too deeply"),
        ("all", "s.yaml", "networks: []", "s.yaml: must have sections, of cms, cloudconnexa, whmcs"),
        ("all", "s.yaml", "cms: {}\ncsm: {}", "s.yaml: csm: is no system"),
        (
            "cms",
            "s.yaml",
            "cms: {networks: [{name: E7, onts: [{id: 1}]}]}",
            "s.yaml: cms.networks[0].onts[0]",
        ),
        ("cms", "s.yaml", "networks: [{name: E7, onts: [{id: 1}]}]", "s.yaml: networks[0].onts[0]"),
        ("cloudconnexa", "s.yaml", "networks: [{description: x}]", "s.yaml: networks[0].name"),
    ],
    ids=itertools.count(),  # not by content, which would be too long for an environment variable of pytest's
)
def test_bad_seeds_exit_2(tmp_path: Path, system: str, name: str, content: str, place: str) -> None:
    """A bad seed ends the command with 2 and names the file and the place in it."""
    (tmp_path / name).write_text(content)
    assert f"{tmp_path}/{place}" in _refused(system, "--seed", tmp_path / name)


def test_numbered_ports(start: Start, unused_ports: int) -> None:
    """With a port given, the others of the command follow on it, unless the REST port has its own."""
    first = unused_ports
    process, where = start("all", "--port", str(first))
    urls = [
        where["cms"]["url"],
        where["cms"]["rest_url"],
        where["cloudconnexa"]["url"],
        where["whmcs"]["url"],
    ]
    assert [int(url.rpartition(":")[2]) for url in urls] == [first, first + 1, first + 2, first + 3]
    process.terminate()
    process.wait(120)
    _, where = start("cms", "--port", str(first), "--rest-port", str(first + 3))
    assert where["rest_url"].endswith(f":{first + 3}")


def test_a_taken_port_exits_2(start: Start) -> None:
    """A port that is taken is said so."""
    _, where = start("whmcs")
    port = where["url"].rpartition(":")[2]
    assert f"whmcs: cannot listen on 127.0.0.1, port {port}" in _refused("whmcs", "--port", port)


def test_listening_for_other_machines_is_warned_of_once(start: Start, client: requests.Session) -> None:
    """One line on standard error, for all three; the addresses printed work, here and from elsewhere."""
    process, where = start("all", "--host", "0.0.0.0", "--admin-host", "sim.lab.example")
    for each in where.values():
        assert each["url"].startswith("http://127.0.0.1:")
        assert "0.0.0.0" not in each["network_url"]
        for url in (each["url"], each["network_url"]):
            assert client.get(f"{url}/_sim/operations").ok
    headers = {"Host": "sim.lab.example"}
    assert client.get(f"{where['whmcs']['admin']}/operations", headers=headers).ok
    process.send_signal(signal.SIGTERM)
    _, errors = process.communicate(timeout=120)
    assert errors.startswith("Warning: ")
    assert "--host 127.0.0.1" in errors
    assert errors.count("\n") == 1


@pytest.mark.parametrize("host", ["localhost", "127.0.0.5"])
def test_listening_for_this_machine_alone_is_not(start: Start, host: str) -> None:
    """Whatever its name or number."""
    process, where = start("cms", "--host", host)
    assert set(where) == {"system", "url", "admin", "rest_url"}
    process.send_signal(signal.SIGTERM)
    assert process.communicate(timeout=120)[1] == ""


def test_a_certificate_holds_for_the_address_printed(start: Start, tmp_path: Path) -> None:
    """Also for other machines; a host that can have none is refused in our words."""
    host = "0.0.0.0"
    _, where = start("cms", "--host", host, "--tls-self-signed", tmp_path)
    for url in (where["url"], where["network_url"]):
        assert requests.get(f"{url}/_sim/counts", verify=str(tmp_path / "ca.pem"), timeout=30).ok
    message = _refused("cms", "--host", "a..b", "--tls-self-signed", tmp_path)
    assert "no certificate can be made for 'a..b'" in message
