"""An E7 that was run by hand for years comes under code, and no customer notices.

The table is what the records say. An ONT that stands as declared is taken over as it is. Where the two
differ, preview and `up` refuse, and show both values. Decide for each line who is right: the E7 (mend the
table) or the records (set ``records_are_right``). For a plant of more than a few lines, `pulumi-isp discover`
writes the program from what stands.
"""

from dataclasses import dataclass

import pulumi

from pulumi_isp import calix


@dataclass(frozen=True)
class Record:
    """One line in the old records."""

    ont_id: int
    serial_number: str
    ont_profile: int
    records_are_right: bool = False


RECORDS = {
    "1001": Record(ont_id=1, serial_number="CXNK00A1B2C1", ont_profile=162),
    "1002": Record(ont_id=2, serial_number="CXNK00A1B2C2", ont_profile=162),
}

for customer, record in RECORDS.items():
    calix.Ont(
        f"terminal-{customer}",
        network_name="hill",
        ont_id=record.ont_id,
        serial_number=record.serial_number,
        ont_profile=record.ont_profile,
        subscriber_id=customer,
        adopt_existing=record.records_are_right,
        # No slip in the table deletes an ONT as long as this stands.
        opts=pulumi.ResourceOptions(protect=True),
    )
