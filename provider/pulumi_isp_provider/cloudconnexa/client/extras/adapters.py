"""Turns replies of a release of the API into models that are the same for all releases, for users' code."""

from __future__ import annotations

from typing import Any

from marshmallow import ValidationError as ShapeError

from ...errors import MalformedResponseError
from .. import api
from ..api.schema import complaints
from ..models import DnsRecord


class DNSAdapter:
    """DNS records."""

    @staticmethod
    def to_model(json: Any, version: str = api.DEFAULT) -> DnsRecord:
        """The record in an answer.

        Args:
            json: The body of the answer, read as JSON.
            version: The release that sent it, one of :data:`.api.VERSIONS`.

        Raises:
            ConfigurationError: There is no such release.
            MalformedResponseError: It is no DNS record of that release.
        """
        try:
            return api.select(version).dns_records.parse(json)
        except ShapeError as error:
            places = ", ".join(sorted(complaints(error)))
            raise MalformedResponseError(f"This is not a DNS record; it does not fit in: {places}") from None
