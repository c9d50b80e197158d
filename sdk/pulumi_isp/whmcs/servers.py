"""The servers on which WHMCS provisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi

from pulumi_isp_provider.core.settings import DEFAULT_CONNECTION
from pulumi_isp_provider.whmcs.client.system import Server

from ._connections import ask, later


@dataclass(frozen=True)
class GetServersResult:
    """The servers.

    Attributes:
        servers: In the order of their ids.
    """

    servers: Sequence[Server]


def get_servers(*, load: bool = False, connection: str = DEFAULT_CONNECTION) -> GetServersResult:
    """The servers. Their credentials are never read.

    Args:
        load: Return :attr:`Server.load`. It changes by itself, and so does all that a program derives from
            it.
        connection: Which WHMCS to ask.

    Raises:
        WhmcsLookupError: There is no usable answer.
    """
    return GetServersResult(servers=ask(connection, lambda client: client.get_servers(load=load)))


def get_servers_output(
    *, load: pulumi.Input[bool] = False, connection: str = DEFAULT_CONNECTION
) -> pulumi.Output[GetServersResult]:
    """:func:`get_servers` for arguments that may be Outputs."""
    return later(get_servers, **locals())
