"""The programs that users of a CMS client library know, run as they are but for imports and addresses."""

from __future__ import annotations

import asyncio
import re
import textwrap
from pathlib import Path
from typing import Any

import pytest

from pulumi_isp_provider import calix
from pulumi_isp_provider.calix import CMSClient, Config
from pulumi_isp_simulators import CmsVendor, Simulator

Sim = Simulator[CmsVendor]

ASYNCHRONOUS = """
    import asyncio
    from pulumi_isp_provider.calix import CMSClient, Config

    async def main():
        # Configure client
        config = Config(
            credentials={
                "username": USERNAME,
                "password": PASSWORD
            },
            connection={
                "host": "127.0.0.1", **PORTS
            }
        )

        # Use as async context manager
        async with CMSClient(config) as client:
            # Perform operations
            ont = await client.e7.query_ont(
                network_name="NTWK-1",
                ont_id="12345"
            )
            print(ont)

    # Run async function
    asyncio.run(main())
"""

SYNCHRONOUS = """
    from pulumi_isp_provider.calix import CMSClient, Config

    # Configure client
    config = Config(
        credentials={
            "username": USERNAME,
            "password": PASSWORD
        },
        connection={
            "host": "127.0.0.1", **PORTS
        }
    )

    # Use sync wrapper
    with CMSClient.sync(config) as client:
        # All operations work without await
        ont = client.e7.query_ont(
            network_name="NTWK-1",
            ont_id="12345"
        )
        print(ont)
"""

MANUAL = """
    # For cases where context manager isn't suitable
    client = CMSClient(config)

    try:
        # Manual authentication
        await client.authenticate()

        # Perform operations
        result = await client.e7.query_ont(
            network_name="NTWK-1",
            ont_id="12345"
        )

    finally:
        # Always close when done
        await client.close()
"""

ERRORS = """
    from pulumi_isp_provider.calix import (
        AuthenticationError,
        ConnectionError,
        OperationError
    )

    async with CMSClient(config) as client:
        try:
            result = await client.e7.create_ont(
                network_name="NTWK-1",
                ont_id="12345",
                admin_state="enabled"
            )
        except AuthenticationError as e:
            print(f"Authentication failed: {e}")
        except ConnectionError as e:
            print(f"Connection failed: {e}")
        except OperationError as e:
            print(f"Operation failed: {e}")
"""

CONCURRENT = """
    import asyncio

    async with CMSClient(config) as client:
        # Create multiple ONTs concurrently
        tasks = []
        for i in range(100):
            task = client.e7.create_ont(
                network_name="NTWK-1",
                ont_id=str(i),
                admin_state="enabled"
            )
            tasks.append(task)

        # Wait for all to complete
        results = await asyncio.gather(*tasks, return_exceptions=True)

        # Process results
        for i, result in enumerate(results):
            if isinstance(result, Exception):
                print(f"ONT {i} failed: {result}")
            else:
                print(f"ONT {i} created successfully")
"""

CONFIG = """
    client = CMSClient(config)
    print(client.config.connection.host)
    print(client.config.performance.cache_ttl)
"""

E7 = """
    # Access E7-specific operations
    await client.e7.create_ont(...)
    await client.e7.query_ont(...)
    await client.e7.update_ont(...)
    await client.e7.delete_ont(...)
"""

REST = """
    # Access REST API operations
    await client.rest.get_devices()
    await client.rest.get_device_info(device_id="123")
"""

LOGGER = """
    # Log additional context
    client.logger.info("Custom operation",
        operation="bulk_create",
        count=100
    )
"""

TRANSPORT = """
    from pulumi_isp_provider.calix import AsyncHTTPTransport

    # Create custom transport
    transport = AsyncHTTPTransport(config)

    # Configure custom settings
    transport._session.headers.update({
        "X-Custom-Header": "value"
    })

    # Use with client
    client._transport = transport
"""

REUSE = """
    # Keep client alive for multiple operations
    client = CMSClient(config)
    await client.authenticate()

    # Reuse session for multiple operations
    for network in ["NTWK-1", "NTWK-2", "NTWK-3"]:
        onts = await client.e7.query_ont(network_name=network)
        print(f"{network}: {len(onts)} ONTs")

    # Close when done
    await client.close()
"""

PERFORMANCE = """
    import time

    async with CMSClient(config) as client:
        start = time.time()

        # Perform operation
        result = await client.e7.query_ont(
            network_name="NTWK-1"
        )

        duration = time.time() - start
        client.logger.info("Query completed",
            duration=duration,
            result_count=len(result)
        )
"""


@pytest.fixture
def names(sim: Sim, config: Config, parts: dict[str, int]) -> dict[str, Any]:
    """What the programs find defined."""
    return {
        "USERNAME": config.credentials.username,
        "PASSWORD": config.credentials.password,
        "PORTS": parts,
        "CMSClient": CMSClient,
        "config": config,
    }


def run(program: str, names: dict[str, Any]) -> dict[str, Any]:
    """Run a program that stands at the top of a module; return what it defined."""
    exec(compile(textwrap.dedent(program), "example", "exec"), names)
    return names


def run_inside(program: str, names: dict[str, Any]) -> dict[str, Any]:
    """Run a program that stands inside of a coroutine; return what it defined."""
    body = textwrap.indent(textwrap.dedent(program), "    ")
    exec(compile(f"async def example():\n{body}\n    return locals()", "example", "exec"), names)
    found: dict[str, Any] = asyncio.run(names["example"]())
    return found


def seed_ont(sim: Sim) -> None:
    state = sim.state()
    state["networks"][0]["onts"] = [{"id": 12345, "ontprof": 162, "serno": "AB12"}]
    sim.load(state)


@pytest.mark.parametrize(
    "name",
    [
        "CMSClient",
        "SyncCMSClient",
        "Config",
        "AuthenticationError",
        "ConnectionError",
        "OperationError",
        "AsyncHTTPTransport",
    ],
)
def test_what_such_programs_import_comes_from_one_package(name: str) -> None:
    """Whichever module of the other library it stood in."""
    assert name in dir(calix)
    assert hasattr(calix, name)


@pytest.mark.parametrize("program", [ASYNCHRONOUS, SYNCHRONOUS])
def test_an_ont_is_queried(
    sim: Sim, names: dict[str, Any], program: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Both faces print the ONT, or None where there is none."""
    run(program, dict(names))
    assert capsys.readouterr().out == "None\n"
    seed_ont(sim)
    run(program, dict(names))
    shown = capsys.readouterr().out
    assert "ont_id='12345'" in shown
    assert "serial_number='AB12'" in shown
    assert (sim.count("login"), sim.count("logout")) == (2, 2)


def test_a_session_is_managed_by_hand(sim: Sim, names: dict[str, Any]) -> None:
    """Authenticate logs in, close logs out."""
    seed_ont(sim)
    assert run_inside(MANUAL, names)["result"].ont_id == "12345"
    assert [each.operation for each in sim.requests] == ["login", "show-ont", "logout"]


def test_errors_are_caught_by_their_classes(
    sim: Sim, config: Config, names: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    """A refusal, a wrong password and a CMS that is not there end in the three branches."""
    seed_ont(sim)
    run_inside(ERRORS, dict(names))
    assert capsys.readouterr().out.startswith("Operation failed: ")
    wrong = Config({"username": "admin", "password": "wrong-password"}, config.connection)
    run_inside(ERRORS, {**names, "config": wrong})
    assert capsys.readouterr().out.startswith("Authentication failed: ")
    nowhere = Config(config.credentials, {"url": "http://127.0.0.1:9", "connect_timeout": 1})
    run_inside(ERRORS, {**names, "config": nowhere})
    assert capsys.readouterr().out.startswith("Connection failed: ")


def test_a_hundred_onts_are_created_at_once(
    sim: Sim, names: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    """One result for each; id 0, which is none, fails by itself and harms no other.

    As it stands, the program names no ONT profile, without which an E7 takes no ONT.
    """
    run_inside(CONCURRENT, dict(names))
    lines = capsys.readouterr().out
    assert lines.count("ontprof is required") == sim.count("ont.create") == 99
    whole = CONCURRENT.replace('admin_state="enabled"', 'admin_state="enabled", ont_profile="162"')
    results = run_inside(whole, names)["results"]
    lines = capsys.readouterr().out
    assert [number for number, each in enumerate(results) if isinstance(each, Exception)] == [0]
    assert [ont["id"] for ont in sim.state()["networks"][0]["onts"]] == list(range(1, 100))
    assert "ONT 0 failed: ont_id must be from 1 to 64000000" in lines
    assert "ONT 99 created successfully" in lines


def test_the_configuration_can_be_read(names: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    """The sections are attributes."""
    run_inside(CONFIG, names)
    assert capsys.readouterr().out == "127.0.0.1\n60.0\n"


def test_the_four_operations_are_there(sim: Sim, names: dict[str, Any]) -> None:
    """Each of them, with its dots filled in."""
    program = E7
    for name, arguments in (
        ("create_ont", '"NTWK-1", "7", ont_profile=162'),
        ("query_ont", '"NTWK-1", "7"'),
        ("update_ont", '"NTWK-1", "7", description="x"'),
        ("delete_ont", '"NTWK-1", "7"'),
    ):
        program = program.replace(f"{name}(...)", f"{name}({arguments})")
    run_inside(within(program), names)
    assert [each.operation for each in sim.requests] == [
        "login",
        "ont.create",
        "show-ont",
        "ont.merge",
        "ont.delete",
        "logout",
    ]


def test_devices_are_listed_and_looked_up(sim: Sim, names: dict[str, Any]) -> None:
    """The REST operations take the same configuration."""
    state = sim.state()
    state["networks"][0]["name"] = "123"
    sim.load(state)
    run_inside(within(REST), names)
    assert sim.count("rest.devices") == 2


def test_a_line_is_logged_with_its_context(names: dict[str, Any], caplog: pytest.LogCaptureFixture) -> None:
    """The logger takes an event and keys; it goes through the standard library."""
    caplog.set_level("INFO", logger="pulumi_isp_provider.calix")
    run_inside(within(LOGGER), names)
    (record,) = [each for each in caplog.records if "Custom operation" in each.getMessage()]
    assert "operation='bulk_create' count=100" in record.getMessage()


def test_a_transport_of_ones_own_adds_headers(sim: Sim, names: dict[str, Any]) -> None:
    """The header is in every request, and the body is what it would have been."""
    run_inside(within(TRANSPORT + '\n    await client.e7.query_ont("NTWK-1", "7")\n'), names)
    assert [each.headers["X-Custom-Header"] for each in sim.requests] == ["value"] * 3


def test_a_session_is_used_for_several_nodes(
    sim: Sim, names: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    """Three nodes, one login."""
    seed_ont(sim)
    run_inside(REUSE, names)
    assert capsys.readouterr().out == "NTWK-1: 1 ONTs\nNTWK-2: 0 ONTs\nNTWK-3: 0 ONTs\n"
    assert sim.count("login") == 1


def test_how_long_it_took_is_logged(names: dict[str, Any], caplog: pytest.LogCaptureFixture) -> None:
    """Numbers stay numbers."""
    caplog.set_level("INFO", logger="pulumi_isp_provider.calix")
    run_inside(PERFORMANCE, names)
    (record,) = [each for each in caplog.records if "Query completed" in each.getMessage()]
    assert "result_count=0" in record.getMessage()


def within(program: str) -> str:
    """A piece of a program, inside of a client's block."""
    body = textwrap.indent(textwrap.dedent(program), "        ")
    return f"    async with CMSClient(config) as client:\n{body}"


def test_every_block_of_the_guide_runs(names: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    """The Python blocks of the client's page run one after the other, but for the address and the user."""
    page = Path(__file__).parents[3] / "docs" / "clients" / "calix.md"
    blocks = re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert len(blocks) >= 4
    for block in blocks:
        program = (
            block.replace('"host": "cms.example.com"', '"host": "127.0.0.1", **PORTS')
            .replace('"northbound"', "USERNAME")
            .replace('"secret"', "PASSWORD")
        )
        run(program, names)
    shown = capsys.readouterr().out
    assert "12345 00ABC123" in shown
    assert "20 created" in shown
    assert "Ont 12345 is taken: ONT already exists" in shown
