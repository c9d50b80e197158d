"""Clients that others wrote, each installed apart from the project, and ways to run them.

What is installed or compiled lives in pytest's cache folder, which Git ignores, and serves later runs too.
A driver is a script in the client's own language: it gets one JSON object on standard input, uses the
client as any of its users would, and prints what the client gave it as JSON.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from pulumi_isp_provider.fronts.plugin.schema import package

HERE = Path(__file__).parent
INSTALL_LIMIT = 500
BUILD_LIMIT = 1500  # Pulumi's own modules, with all that they need
RUN_LIMIT = 300

Drive = Callable[..., Any]

WHMCS_SEED: dict[str, Any] = {
    "product_groups": [{"id": 3, "name": "Fibre"}],
    "products": [
        {"pid": pid, "gid": 3, "name": name, "customfields": [{"id": pid, "name": "ONT Serial"}]}
        for pid, name in ((12, "Fibre 100"), (13, "Fibre 500"))
    ],
    "clients": [
        {"id": number, "firstname": name, "lastname": "Example", "email": f"{name}@isp.example"}
        for number, name in ((5, "ada"), (6, "ben"), (7, "cleo"))
    ],
    "orders": [{"id": 90, "userid": 7, "ordernum": 4567890123, "date": "2025-03-01 10:00:00"}],
    "services": [
        {
            "id": number,
            "clientid": 7,
            "pid": 12 + number % 2,
            "orderid": 90,
            "status": status,
            "regdate": "2025-03-01",
            "customfields": {"ONT Serial": f"CXNK00000{number}"},
        }
        for number, status in enumerate(("Active", "Suspended", "Active", "Terminated", "Active"), start=1)
    ],
    "domains": [
        {
            "id": 8,
            "userid": 7,
            "domainname": "cleo.example",
            "regdate": "2025-03-01",
            "expirydate": "2026-03-01",
            "nextduedate": "2026-03-01",
        }
    ],
    "invoices": [{"id": 31, "userid": 7, "date": "2025-04-01", "duedate": "2025-04-15", "status": "Unpaid"}],
    "servers": [{"id": 2, "name": "radius"}],
    "tickets": [
        {"id": 4, "tid": "123456", "deptid": 1, "userid": 7, "name": "Cleo Example", "subject": "Slow"}
    ],
}


def _environment(more: Mapping[str, str]) -> dict[str, str]:
    """This process's environment without what is meant for our own Python; no proxy for this machine."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))
    }
    direct = "127.0.0.1,localhost"
    return {**kept, "NO_PROXY": direct, "no_proxy": direct, **more}


def _run(
    command: Sequence[str | Path],
    folder: Path,
    limit: int = INSTALL_LIMIT,
    text: str | None = None,
    more: Mapping[str, str] | None = None,
) -> str:
    done = subprocess.run(
        command,
        cwd=folder,
        env=_environment(more or {}),
        input=text,
        capture_output=True,
        text=True,
        timeout=limit,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


def _drive(command: Sequence[str | Path], folder: Path, given: Mapping[str, Any], **more: str) -> Any:
    return json.loads(_run(command, folder, RUN_LIMIT, json.dumps(given), more))


def _once(cache: Path, name: str, sources: Sequence[Path], install: Callable[[Path], object]) -> Path:
    """A folder that is filled once for the same sources, also where several workers ask for it."""
    text = b"".join(source.read_bytes() for source in sources) + sys.version.encode()
    folder = cache / f"{name}-{hashlib.sha256(text).hexdigest()[:16]}"
    with FileLock(f"{folder}.lock"):
        done = folder / "installed"
        if not done.exists():
            folder.mkdir(parents=True, exist_ok=True)
            install(folder)
            done.touch()
    return folder


def _node_modules(cache: Path, name: str) -> Path:
    sources = [HERE / name / "package.json", HERE / name / "package-lock.json"]

    def install(folder: Path) -> None:
        for source in sources:
            (folder / source.name).write_bytes(source.read_bytes())
        options = ["--ignore-scripts", "--no-audit", "--no-fund", "--cache"]
        _run(["npm", "ci", *options, folder / "npm"], folder)

    return _once(cache, name, sources, install)


@pytest.fixture
def whmcs_seed() -> dict[str, Any]:
    """The installation of a small ISP."""
    return WHMCS_SEED


@pytest.fixture(scope="session")
def cache(pytestconfig: pytest.Config) -> Path:
    """Where foreign clients are installed."""
    assert pytestconfig.cache is not None
    return pytestconfig.cache.mkdir("interop")


@pytest.fixture(scope="session")
def python_clients(cache: Path) -> Path:
    """The Python of a virtual environment that holds the foreign Python clients and nothing of ours."""
    wanted = HERE / "requirements.txt"

    def install(folder: Path) -> None:
        _run([sys.executable, "-m", "venv", "--clear", folder / "venv"], folder)
        pip: list[str | Path] = [folder / "venv" / "bin" / "python", "-m", "pip", "install", "--quiet"]
        options = ["--disable-pip-version-check", "--require-hashes", "--only-binary", ":all:"]
        _run([*pip, *options, "-r", wanted], folder)

    return _once(cache, "python", [wanted], install) / "venv" / "bin" / "python"


@pytest.fixture
def drive_python(python_clients: Path, tmp_path: Path) -> Drive:
    """Runs a driver of the folder ``drivers``: ``drive_python("whmcspy_client.py", url=..., ...)``."""

    def drive(script: str, **given: Any) -> Any:
        return _drive([python_clients, "-I", HERE / "drivers" / script], tmp_path, given)

    return drive


@pytest.fixture(scope="session")
def go_environment(cache: Path) -> dict[str, str]:
    """Go's own caches inside ours, removable like any other file; the toolchain is the machine's."""
    return {
        "GOMODCACHE": str(cache / "go-modules"),
        "GOCACHE": str(cache / "go-build"),
        "GOFLAGS": "-mod=readonly -modcacherw -buildvcs=false",
        "GOTOOLCHAIN": "local",
    }


@pytest.fixture(scope="session")
def go_driver(cache: Path, go_environment: dict[str, str]) -> Path:
    """The driver of the vendor's Go client, compiled."""
    sources = [HERE / "go" / name for name in ("go.mod", "go.sum", "main.go", "items.go", "tenant.go")]

    def install(folder: Path) -> None:
        _run(["go", "build", "-o", folder / "driver", "."], HERE / "go", more=go_environment)

    return _once(cache, "go", sources, install) / "driver"


@pytest.fixture
def drive_go(go_driver: Path, tmp_path: Path) -> Drive:
    """Runs the Go driver; ``ca`` is the authority that it trusts."""

    def drive(ca: Path, **given: Any) -> Any:
        return _drive([go_driver], tmp_path, given, SSL_CERT_FILE=str(ca))

    return drive


@pytest.fixture
def run_go_tests(go_environment: dict[str, str]) -> Callable[..., str]:
    """Runs tests that came with a Go module: ``run_go_tests("a.example/x/e2e", NAME=value)``."""

    def run(package: str, **more: str) -> str:
        command = ["go", "test", "-count=1", "-v", package]
        return _run(command, HERE / "go", more={**go_environment, **more})

    return run


@pytest.fixture(scope="session")
def js_clients(cache: Path) -> Path:
    """A folder with ``node_modules`` that holds the foreign JavaScript clients."""
    return _node_modules(cache, "js")


@pytest.fixture
def drive_js(js_clients: Path, tmp_path: Path) -> Drive:
    """Runs a driver of the folder ``js``."""

    def drive(script: str, **given: Any) -> Any:
        modules = str(js_clients / "node_modules")
        return _drive(["node", HERE / "js" / script], tmp_path, given, NODE_PATH=modules)

    return drive


@pytest.fixture
def run_mocha(js_clients: Path) -> Callable[..., str]:
    """Runs tests that came with a JavaScript client: ``run_mocha("whmcs", *options, NAME=value)``."""

    def run(package: str, *words: str, **more: str) -> str:
        modules = js_clients / "node_modules"
        command: list[str | Path] = [
            "node",
            modules / "mocha" / "bin" / "_mocha",
            "--reporter",
            "tap",
            *words,
        ]
        return _run(command, modules / package, RUN_LIMIT, more=more)

    return run


@pytest.fixture(scope="session")
def written_sdks(
    cache: Path, go_environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The folders ``go`` and ``nodejs`` with the packages that Pulumi's generators make of our schema."""
    source, folder = HERE / "sdk", tmp_path_factory.mktemp("sdk")
    described = folder / "schema.json"
    described.write_text(json.dumps(package("1.2.3")))
    _run(["go", "run", ".", described, folder], source, BUILD_LIMIT, more=go_environment)
    module = (
        (source / "go.mod").read_text().replace("module interop/sdk", "module example.com/pulumi-isp/sdk/go")
    )
    (folder / "go" / "go.mod").write_text(module)
    shutil.copyfile(source / "go.sum", folder / "go" / "go.sum")
    (folder / "nodejs" / "node_modules").symlink_to(_node_modules(cache, "sdk") / "node_modules")
    return folder


@pytest.fixture
def compile_go(written_sdks: Path, go_environment: dict[str, str]) -> Callable[[str], str]:
    """Compiles the Go package, and a program that uses it."""

    def compile_(program: str) -> str:
        place = written_sdks / "go" / "program"
        place.mkdir(exist_ok=True)
        (place / "main.go").write_text(program)
        return _run(["go", "build", "./..."], written_sdks / "go", BUILD_LIMIT, more=go_environment)

    return compile_


@pytest.fixture
def compile_typescript(written_sdks: Path) -> Callable[[str], str]:
    """Compiles the TypeScript package, and a program that uses it."""

    def compile_(program: str) -> str:
        place = written_sdks / "nodejs"
        (place / "program.ts").write_text(program)
        (place / "tsconfig.program.json").write_text(
            json.dumps({"extends": "./tsconfig.json", "files": ["program.ts"]})
        )
        tsc = place / "node_modules" / "typescript" / "bin" / "tsc"
        _run(["node", tsc, "--noEmit", "-p", "."], place)
        return _run(["node", tsc, "--noEmit", "-p", "tsconfig.program.json"], place)

    return compile_


@pytest.fixture(scope="session")
def yaml_host(cache: Path, go_environment: dict[str, str]) -> Path:
    """The folder with Pulumi's language host for YAML, compiled."""
    sources = [HERE / "yaml" / name for name in ("go.mod", "go.sum")]
    package = "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml"

    def install(folder: Path) -> None:
        command: list[str | Path] = ["go", "build", "-o", folder / "pulumi-language-yaml", package]
        _run(command, HERE / "yaml", BUILD_LIMIT, more=go_environment)

    return _once(cache, "yaml", sources, install)
