"""One ONT, provisioned before the installer is on site: it binds when the E7 sees its serial number."""

import pulumi

from pulumi_isp import calix

ont = calix.Ont(
    "subscriber-1042",
    network_name="hill",
    ont_profile=162,
    serial_number="CXNK00A1B2C3",
    subscriber_id="1042",
    description="Hill Road 7",
)

pulumi.export("ont_id", ont.ont_id)
