"""A customer's line moves to another shelf, device and services with it, by one word in a table.

Change ``hill`` to ``valley`` and run `pulumi preview`: it asks the other E7 whether it can take the device.
`up` makes the line there first and takes the old one away then. If valley refuses, nothing is touched.
"""

from dataclasses import dataclass

from pulumi_isp import calix


@dataclass(frozen=True)
class Line:
    """Where a customer's line ends, and what is sold on it."""

    shelf: str
    serial_number: str
    bandwidth_profile: int
    telephone: bool = False


LINES = {
    "1001": Line(shelf="hill", serial_number="CXNK00A1B2C1", bandwidth_profile=3, telephone=True),
    "1002": Line(shelf="hill", serial_number="CXNK00A1B2C2", bandwidth_profile=1),
}

for customer, line in LINES.items():
    # No ONT number: each E7 gives its own, and the serial number is what the ONT is known by.
    terminal = calix.Ont(
        f"terminal-{customer}",
        network_name=line.shelf,
        serial_number=line.serial_number,
        ont_profile=162,
        subscriber_id=customer,
    )
    calix.EthernetService(
        f"internet-{customer}",
        ont=terminal,
        port=1,
        service_id=1,
        tag_action=1,
        bandwidth_profile=line.bandwidth_profile,
    )
    if line.telephone:
        calix.EthernetService(
            f"telephone-{customer}", ont=terminal, port=1, service_id=2, tag_action=2, bandwidth_profile=2
        )
