"""The program's side of a user."""

from __future__ import annotations

import pulumi
from tests.support.programs import run

from pulumi_isp import cloudconnexa


def test_a_secret_argument_stays_secret() -> None:
    """An address that the program marks secret is still secret as an output."""

    def program() -> pulumi.Output[bool]:
        user = cloudconnexa.User("u", username="noc", email=pulumi.Output.secret("noc@isp.example"))
        return pulumi.Output.from_input(user.email.is_secret())

    _, secret = run(program)

    assert secret is True
