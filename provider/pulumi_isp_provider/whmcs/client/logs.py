"""The logger of the WHMCS client: requests, retries and warnings of WHMCS."""

from __future__ import annotations

from typing import Final

from ...transport.logs import guarded_logger

log: Final = guarded_logger("pulumi_isp_provider.whmcs.whmcs_client")
