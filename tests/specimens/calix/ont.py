"""An ONT."""

from __future__ import annotations

from tests.support.lives import Life, Step, no_longer_declared
from tests.support.specimen import Drift, Fault, Missing, Specimen

BARE = {"network_name": "hill", "ont_profile": "162", "admin_state": "enabled"}
FULL = {
    "network_name": "hill",
    "ont_id": 61007,
    "ont_profile": 162,
    "serial_number": "cxnk00a1b2c3",
    "reg_id": "reg-4711",
    "subscriber_id": "sub-8812",
    "description": "Ann Oldfield",
    "admin_state": "enabled-no-alarms",
    "pwe3_profile": 1,
    "us_sdber_rate": 4,
    "low_rx_opt_pwr_ne_thresh": -28.5,
    "high_rx_opt_pwr_ne_thresh": -8.5,
    "battery_present": True,
    "pse_max_power_budget": 77,
    "poe_class_control": "enabled",
    "force_delete": True,
}
MOVED = {**FULL, "admin_state": "disabled", "description": "moved"}

SPECIMEN = Specimen(
    kind="calix.Ont",
    collection="onts",
    writes=("ont.create", "ont.merge", "ont.delete"),
    least={"network_name": "hill", "ont_profile": 162, "reg_id": "0815"},
    full=FULL,
    changed={
        "serial_number": "00D4E5F6",
        "reg_id": "reg-5822",
        "description": 'Bea <Newfield> & "Sons"',
        "pse_max_power_budget": 83,
    },
    replaced={"ont_id": 61008},
    outputs={"node_name": "NTWK-hill"},
    lives={
        "bare": Life(born={**BARE, "reg_id": "4711"}, id="hill/1"),
        "full": Life(born=FULL, id="hill/61007"),
        "changes and a hardware swap": Life(
            born=FULL,
            steps=(
                Step(MOVED, ("admin_state", "description")),
                Step({**MOVED, "serial_number": "CXNK0099FFEE"}, ("serial_number",)),
            ),
        ),
        "no longer declared": no_longer_declared(
            FULL, ("description", "us_sdber_rate"), ("battery_present",)
        ),
        "another id": Life(
            born={**BARE, "ont_id": 7.0}, steps=(Step({**BARE, "ont_id": 8}, ("ont_id",), ("ont_id",)),)
        ),
        "another id for the same device, then for another": Life(
            born={**BARE, "ont_id": "7", "serial_number": "00A1B2C3"},
            steps=(
                Step({**BARE, "ont_id": "8", "serial_number": "00A1B2C3"}, ("ont_id",), ("ont_id",)),
                Step(
                    {**BARE, "ont_id": "9", "serial_number": "0099FFEE"},
                    ("ont_id", "serial_number"),
                    ("ont_id",),
                ),
            ),
        ),
        "its number is written down and left out again": Life(
            born={**BARE, "serial_number": "00A1B2C3"},
            id="hill/1",
            steps=(
                Step({**BARE, "serial_number": "00A1B2C3", "ont_id": "1"}, ()),
                Step({**BARE, "serial_number": "0099FFEE"}, ("serial_number",)),
                Step({**BARE, "serial_number": "00A1B2C3", "ont_id": "1"}, ("serial_number",)),
            ),
        ),
        "odd text": Life(born={**BARE, "ont_id": "7", "description": 'Straße <7> & "Co"'}),
    },
    drift={
        "ont_profile": Drift("ontprof", "157"),
        "serial_number": Drift("serno", "0099FF"),
        "reg_id": Drift("reg-id", "9999"),
        "subscriber_id": Drift("subscr-id", "somebody"),
        "description": Drift("descr", "changed"),
        "admin_state": Drift("admin", "disabled"),
        "us_sdber_rate": Drift("us-sdber-rate", "6"),
        "low_rx_opt_pwr_ne_thresh": Drift("low-rx-opt-pwr-ne-thresh", "-25.0"),
        "high_rx_opt_pwr_ne_thresh": Drift("high-rx-opt-pwr-ne-thresh", "-9.0"),
        "battery_present": Drift("battery-present", "false"),
        "pse_max_power_budget": Drift("pse-max-power-budget", "30"),
        "poe_class_control": Drift("poe-class-control", "disabled"),
        "pwe3_profile": Drift("pwe3prof", ""),
    },
    bad={
        "network_name": "h/l",
        "ont_profile": "x",
        "ont_id": 0,
        "serial_number": "x",
        "reg_id": "",
        "subscriber_id": "",
        "description": "two\nlines",
        "admin_state": "on",
        "pwe3_profile": "x",
        "us_sdber_rate": 7,
        "low_rx_opt_pwr_ne_thresh": -30.5,
        "high_rx_opt_pwr_ne_thresh": -6.5,
        "battery_present": "perhaps",
        "pse_max_power_budget": 91,
        "poe_class_control": "on",
        "force_delete": "perhaps",
    },
    missing={
        "ont_profile": Missing(999, "ont_profile: hill has no profile 999"),
        "pwe3_profile": Missing(999, "pwe3_profile: hill has no profile 999"),
    },
    many=lambda number: {"ont_id": number, "reg_id": f"r-{number}"},
    faults={
        "ont": Fault(
            {
                "network_name": "hill",
                "ont_id": "7",
                "ont_profile": "162",
                "reg_id": "4711",
                "description": "a",
            },
            {"description": "b"},
            ("onts", "reg-id", "4711"),
        )
    },
)
