"""A user in the built-in group."""

import pulumi

from pulumi_isp import cloudconnexa

technician = cloudconnexa.User(
    "technician",
    username="field.tech",
    first_name="Field",
    last_name="Technician",
    email="field.tech@isp.example",
)

pulumi.export("technician", technician.id)
