"""A user."""

from __future__ import annotations

from tests.support.lives import Life, Step
from tests.support.specimen import Drift, Fault, Missing, Specimen, There

LEAST = {"username": "noc", "email": "noc@isp.example"}
BARE = {**LEAST, "role": "MEMBER"}
NAMED = {**BARE, "first_name": "Net", "last_name": "Ops"}

SPECIMEN = Specimen(
    kind="cloudconnexa.User",
    collection="users",
    least=LEAST,
    full={
        "username": "ann.oldfield",
        "first_name": "Annabel",
        "last_name": "Oldfield",
        "email": "ann@oldfield.example",
        "group_id": There("user-groups"),
        "role": "ADMIN",
    },
    changed={"last_name": "Newfield", "email": "ann@newfield.example"},
    replaced={"username": "bea.newfield"},
    outputs={"auth_type": "INTERNAL"},
    lives={
        "bare": Life(born=LEAST),
        "changes": Life(
            born=NAMED,
            steps=(
                Step({**NAMED, "first_name": "Network", "role": "ADMIN"}, ("first_name", "role")),
                Step(BARE, ("-first_name", "-last_name", "role")),
                Step({**BARE, "username": "duty"}, ("username",), ("username",)),
            ),
        ),
    },
    drift={
        "first_name": Drift("firstName", "Changed"),
        "last_name": Drift("lastName", "Changed"),
        "email": Drift("email", "changed@isp.example"),
        "role": Drift("role", "MEMBER"),
        "group_id": Drift("groupId", "contractors"),
    },
    bad={
        "username": "u" * 121,
        "first_name": "f" * 21,
        "last_name": "l" * 21,
        "email": "nobody",
        "group_id": "",
        "role": "OWNER",
    },
    missing={
        "group_id": Missing("00000000-0000-0000-0000-000000000000", "group_id: there is no user group"),
    },
    many=lambda number: {"username": f"n-{number}", "email": f"n-{number}@isp.example"},
    faults={"user": Fault({**LEAST, "first_name": "a"}, {"first_name": "b"}, ("users", "username", "noc"))},
)
