"""A device of a user."""

from __future__ import annotations

from tests.support.lives import Life, Step
from tests.support.specimen import Drift, Fault, Missing, Of, Specimen

USER, ANOTHER = Of("cloudconnexa.User"), Of("cloudconnexa.User", another=True)
LEAST = {"user_id": USER, "name": "tablet"}
KNOWN = {**LEAST, "client_uuid": "6f1d2a4c-0000-4000-8000-00000000c0de"}

SPECIMEN = Specimen(
    kind="cloudconnexa.Device",
    collection="devices",
    least=LEAST,
    full={
        "user_id": USER,
        "name": "laptop-oldfield",
        "description": "laptop of Oldfield",
        "client_uuid": "0b7e9c52-1111-4111-8111-0000000fe11d",
    },
    changed={"name": "laptop-newfield", "description": "laptop of Newfield"},
    replaced={"user_id": ANOTHER},
    lives={
        "bare": Life(born=LEAST),
        "changes": Life(
            born=LEAST,
            steps=(
                Step({**LEAST, "description": "on the roof"}, ("description",)),
                Step({**LEAST, "name": "phone"}, ("name", "-description")),
                Step({**LEAST, "name": "phone", "user_id": ANOTHER}, ("user_id",), ("user_id",)),
            ),
        ),
        "its client": Life(
            born=LEAST,
            steps=(
                Step(KNOWN, ("client_uuid",)),
                Step({**KNOWN, "description": "on the roof"}, ("description",)),
                Step({**LEAST, "name": "phone"}, ("name", "-description")),
            ),
        ),
    },
    drift={
        "name": Drift("name", "renamed"),
        "description": Drift("description", "changed"),
        "client_uuid": Drift("clientUUID", "another client"),
    },
    bad={"user_id": "", "name": "n" * 33, "description": "x" * 121, "client_uuid": ""},
    missing={"user_id": Missing("00000000-0000-0000-0000-000000000000", "user_id: there is no user")},
    faults={
        "device": Fault({**LEAST, "description": "a"}, {"description": "b"}, ("devices", "name", "tablet"))
    },
    may_stand_twice=True,
)
