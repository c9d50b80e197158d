"""OpenVPN profiles of connectors and devices, in the vendor's form, with invented keys."""

from __future__ import annotations

import base64
import secrets

from .tenant import Tenant


def _block(name: str, label: str) -> str:
    key = base64.encodebytes(secrets.token_bytes(144)).decode().strip()
    return f"<{name}>\n-----BEGIN {label}-----\n{key}\n-----END {label}-----\n</{name}>\n"


def profile_text(tenant: Tenant, user: str, region: str) -> str:
    """A profile for ``user`` (``connector/<network>_<connector>``); its key is a secret from now on."""
    cloud_id = tenant.options.client_id.rpartition(".")[2]
    key = _block("key", "PRIVATE KEY")
    tenant.revealed.add(key)
    return (
        "client\ndev tun\n"
        f"remote {region}.{cloud_id}.invalid 1194 udp\n"
        f'setenv USERNAME "{cloud_id}/{user}"\n' + _block("cert", "CERTIFICATE") + key
    )
