"""An application of a host."""

from __future__ import annotations

from tests.support.belonging import application

SPECIMEN = application(
    "HostApplication",
    "Host",
    fault="host application",
    least=("accounts", "books"),
    renamed="ledger",
    full=("bills", "ledgers"),
    changed="bill",
    ports=3,
)
