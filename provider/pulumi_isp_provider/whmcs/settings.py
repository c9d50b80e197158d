"""Settings of a connection to WHMCS."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..core.settings import ConnectionSettings, config_name, setting
from ..transport.http import MAX_TIMEOUT
from . import mapping
from .client import checks
from .client.listing import DEFAULT_PAGE_SIZE


@dataclass(frozen=True, kw_only=True)
class WhmcsSettings(ConnectionSettings):
    """Address and credentials of a WHMCS (config namespace ``whmcs``).

    Attributes:
        url: Address of the API, ``https://<host>/<path>/includes/api.php``.
        identifier: Identifier of the API credentials.
        secret: Their secret.
        access_key: Value of ``$api_access_key`` in WHMCS's configuration.php, if the caller's address is
            not on the allow-list.
        login: What identifier and secret are: those of an API credential or, for WHMCS before 7.2, name and
            password of an administrator.
        timeout: Seconds to wait for an answer.
        page_size: Rows per request in lists. WHMCS documents no maximum.
        incomplete_lists: What to do if WHMCS counts more rows than it lists: ``error``, because a plan made
            from half a list would delete the other half, or ``accept``.
        ont_serial_field: Custom field of a service with the ONT's serial number, by name or id.
        shelf_field: Custom field with the shelf.
        port_field: Custom field with the port.
        address_field: Custom field with the address of the line. Default: the client's address.
        speed_option: Configurable option with the speed.
        required_fields: What a service must have to be usable: ``ont_serial``, ``shelf``, ``port``, or
            ``none``.
        states: Meanings of statuses that differ from the default, such as ``Fraud=absent,Completed=absent``.
        fibre_products: Ids of all fibre products, such as ``12,14``. Default: all products.
    """

    vendor: ClassVar[str] = "whmcs"

    url: str = setting("address of WHMCS's includes/api.php", required=True)
    identifier: str = setting("identifier of the API credentials", required=True)
    secret: str = setting("secret of the API credentials", required=True, secret=True)
    access_key: str | None = setting("API access key", secret=True)
    login: str = setting(
        "what identifier and secret belong to",
        default="api_credential",
        choices=checks.LOGINS,
    )
    timeout: int = setting("seconds to wait for an answer", default=30, kind=int)
    page_size: int = setting("rows per request in lists", default=DEFAULT_PAGE_SIZE, kind=int)
    incomplete_lists: str = setting(
        "what to do with a list with fewer rows than counted", default="error", choices=("error", "accept")
    )
    ont_serial_field: str = setting("custom field with the ONT's serial number", default="ONT Serial")
    shelf_field: str = setting("custom field with the shelf", default="Shelf")
    port_field: str = setting("custom field with the port", default="Port")
    address_field: str | None = setting("custom field with the address of the line")
    speed_option: str = setting("configurable option with the speed", default="Speed")
    required_fields: str = setting("what a service must have", default="ont_serial,shelf")
    states: str = setting("meanings of statuses that differ from the default", default="")
    fibre_products: str = setting("ids of the fibre products", default="")

    def check(self) -> list[str]:
        """Problems with the values."""
        problems = super().check()
        problems += checks.url_problems(self.url, config_name(self.vendor, self.connection, "url"))
        if not 1 <= self.timeout <= MAX_TIMEOUT:
            name = config_name(self.vendor, self.connection, "timeout")
            problems.append(f"{name} must be from 1 to {MAX_TIMEOUT} seconds")
        if self.page_size < 1:
            problems.append(f"{config_name(self.vendor, self.connection, 'page_size')} must be 1 row or more")
        for name, parse, text in (
            ("required_fields", mapping.parse_required, self.required_fields),
            ("states", mapping.parse_states, self.states),
            ("fibre_products", mapping.parse_ids, self.fibre_products),
        ):
            try:
                parse(text)
            except ValueError as error:
                problems.append(f"{config_name(self.vendor, self.connection, name)} {error}")
        return problems

    def subscriber_mapping(self) -> mapping.SubscriberMapping:
        """Where a service stores network data at this ISP."""
        return mapping.SubscriberMapping(
            ont_serial=self.ont_serial_field,
            shelf=self.shelf_field,
            port=self.port_field,
            address=self.address_field,
            speed=self.speed_option,
            required=mapping.parse_required(self.required_fields),
            states=mapping.parse_states(self.states),
            product_ids=mapping.parse_ids(self.fibre_products),
        )
