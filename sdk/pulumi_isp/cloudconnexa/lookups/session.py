"""Data sources: get_sessions.

Made by `make generate` from provider/pulumi_isp_provider/cloudconnexa/lookups/: change that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi

from pulumi_isp_provider.core.answers import Field, Record, given
from pulumi_isp_provider.core.settings import DEFAULT_CONNECTION

from .._system import answer, later


class Session(Record):
    """A connection of a device, a host or a network.

    Attributes:
        id: Given by the vendor: a lower-case UUID, for VPN regions a short code.
        status: ``ACTIVE``, ``COMPLETED`` or ``FAILED``.
        user_id: Id of the user.
        user_name: Login name.
        user_group: Name of the group.
        device_id: Id of the device.
        device_name: Name of the device.
        network_id: Id of the network.
        network_name: Name of the network.
        host_id: Id of the host.
        host_name: Name of the host.
        connector_id: Id of the connector.
        connector_name: Name of the connector.
        region: Region it dialled into.
        session_start_time: ISO 8601 instant.
        session_end_time: ISO 8601 instant; None while it lasts.
        session_duration_seconds: Seconds.
        disconnect_reason: Code.
        disconnect_reason_description: The same in words.
        bytes_in: Bytes received.
        bytes_out: Bytes sent.
        protocol: Transport protocol.
        public_ip: Address it came from.
        tunnel_ip_v4: Address inside.
        tunnel_ip_v6: Address inside.
    """

    id: Field[str] = given()
    status: Field[str | None] = given()
    user_id: Field[str | None] = given()
    user_name: Field[str | None] = given()
    user_group: Field[str | None] = given()
    device_id: Field[str | None] = given()
    device_name: Field[str | None] = given()
    network_id: Field[str | None] = given()
    network_name: Field[str | None] = given()
    host_id: Field[str | None] = given()
    host_name: Field[str | None] = given()
    connector_id: Field[str | None] = given()
    connector_name: Field[str | None] = given()
    region: Field[str | None] = given()
    session_start_time: Field[str | None] = given()
    session_end_time: Field[str | None] = given()
    session_duration_seconds: Field[int | None] = given()
    disconnect_reason: Field[str | None] = given()
    disconnect_reason_description: Field[str | None] = given()
    bytes_in: Field[int | None] = given()
    bytes_out: Field[int | None] = given()
    protocol: Field[str | None] = given()
    public_ip: Field[str | None] = given()
    tunnel_ip_v4: Field[str | None] = given()
    tunnel_ip_v6: Field[str | None] = given()


@dataclass(frozen=True)
class GetSessionsResult:
    """The answer of :func:`get_sessions`.

    Attributes:
        sessions: The sessions, in the system's order.
    """

    sessions: Sequence[Session]


def get_sessions(
    *,
    start_date: str | None = None,
    end_date: str | None = None,
    status: str | None = None,
    return_only_new: bool = False,
    connection: str = DEFAULT_CONNECTION,
) -> GetSessionsResult:
    """Who is and was connected, in the last 30 days.

    It changes by itself: this is for reports, and must never become an argument of a resource. Names and
    addresses of people are left out; ``get_user(id=session.user_id)`` has them.

    Args:
        start_date: Earliest instant, ISO 8601 with a time zone; the last day where it is left out.
        end_date: Latest instant, in the same form.
        status: Only ``ACTIVE``, ``COMPLETED`` or ``FAILED`` ones.
        return_only_new: Only sessions that began in the period.
        connection: Which tenant to ask.

    Raises:
        CloudConnexaLookupError: There is no usable answer.
    """
    rows = answer("get_sessions", **locals())
    return GetSessionsResult([Session(row) for row in rows])


def get_sessions_output(
    *,
    start_date: pulumi.Input[str] | None = None,
    end_date: pulumi.Input[str] | None = None,
    status: pulumi.Input[str] | None = None,
    return_only_new: pulumi.Input[bool] = False,
    connection: str = DEFAULT_CONNECTION,
) -> pulumi.Output[GetSessionsResult]:
    """:func:`get_sessions` for arguments that may be Outputs."""
    return later(get_sessions, **locals())
