"""A program in YAML on the real engine, with Pulumi's own language host for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.isp import Isp, simulated_isp
from tests.support.stack import Stack
from tools.engine import ensure

pytestmark = pytest.mark.foreign_toolchain

PROGRAM = """
name: acceptance
runtime: yaml
plugins:
  providers:
    - name: isp
      path: FOLDER
resources:
  ont:
    type: isp:calix:Ont
    properties:
      network_name: hill
      ont_id: "7"
      ont_profile: "162"
      serial_number: A1B2C3
  plant:
    type: isp:cloudconnexa:Network
    properties:
      name: Plant
      routes:
        - subnet: 10.1.0.0/24
variables:
  found:
    fn::invoke:
      function: isp:calix:getOnt
      arguments:
        id: ${ont.id}
outputs:
  serial: ${found.serial_number}
  node: ${ont.node_name}
"""


@pytest.fixture
def isp() -> Iterator[Isp]:
    """The simulated vendors."""
    with simulated_isp() as found:
        yield found


def test_a_yaml_program_declares_asks_and_ends_as_it_began(isp: Isp, tmp_path: Path, yaml_host: Path) -> None:
    """Up, a function that reads what was made, nothing to do the second time, a change, and destroy."""
    subject = Stack(tmp_path / "stack", ensure(), isp, "", "plugin")
    subject.environ["PATH"] = f"{yaml_host}:{subject.environ['PATH']}"
    for key, value in isp.config().items():
        subject.run("config", "rm", key)
        subject.run("config", "set", "--path", f"isp:{key.replace(':', '.', 1)}", value)
    for key, value in isp.secrets.items():
        subject.run("config", "set", "--path", "--secret", f"isp:{key.replace(':', '.', 1)}", value)
    project = subject.project / "Pulumi.yaml"
    folder = project.read_text().rpartition("path:")[2].strip()
    (subject.project / "__main__.py").unlink()
    project.write_text(PROGRAM.replace("FOLDER", folder))

    made = subject.up()
    again = subject.up("--expect-no-changes")
    serial = subject.run("stack", "output", "serial").text.strip()
    project.write_text(PROGRAM.replace("FOLDER", folder).replace("10.1.0.0/24", "10.2.0.0/24"))
    changed = subject.up()
    routes = [each["subnet"] for each in isp.objects("cloudconnexa", "routes")]
    gone = subject.destroy()

    assert made.changes == {"create": 2}
    assert again.changes == {"same": 2}
    assert serial == "A1B2C3"
    assert changed.changes == {"update": 1, "same": 1}
    assert routes == ["10.2.0.0/24"]
    assert gone.changes == {"delete": 2}
