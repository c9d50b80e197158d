"""The switches: for behaviour that differs between installations, or that is not known."""

from __future__ import annotations

from typing import Literal, TypedDict, get_type_hints

from ..core.options import check_values

EmptyForm = Literal["string", "nested", "array", "object", "null", "missing"]
ResponseType = Literal["json", "xml", "nvp"]
PageName = Literal["security_warning", "maintenance", "firewall", "output_emitted"]


class Switches(TypedDict, total=False):
    r"""Keyword options of :class:`WhmcsVendor` for the form of answers.

    Attributes:
        types: The form of numbers. ``docs``: as in each action's documented sample, some as numbers and
            some in quotes; ``strings``: all in quotes, as they come from the database; ``ints``: ids and
            counters as numbers. All three occur.
        empty_container: A list without rows: ``string`` is ``"products": ""``, ``nested`` is
            ``{"product": []}``, ``array`` is ``[]``, ``object`` is ``{}``, ``null`` is null, and ``missing``
            means no such key. The string is known from two clients and, for transactions, from the
            documentation; for other lists it is assumed.
        empty_nested_container: The same for lists inside a row (``customfields``, ``configoptions``);
            the documented samples have ``{"customfield": []}``.
        empty_startnumber: ``startnumber`` of a listing without rows: ``number``, ``null`` or ``missing``.
        numbered_lists: Write lists as objects with numbers for keys, as PHP does for an array with gaps.
        lone_object: Write a list of one row as the row itself, without the array.
        entities: The texts with HTML entities: ``none``, ``client`` (form input: names, addresses, notes,
            values of custom fields; known) or ``all`` (also names and descriptions of products; not known
            for 8.x and 9.x). Seeds have plain text.
        json_escaping: ``hex`` writes ``< > & ' "`` as ``\u003C`` and so on; ``plain`` writes ``\/`` and
            ``\"``, as PHP does without flags; ``version`` means hex from 8.0 on.
        default_responsetype: Used if the request has none or an unknown one. The default of present
            releases is not known.
        nvp_rejections: Answer refused addresses, credentials and permissions as
            ``result=error;message=...;`` even if JSON is asked for, as some 7.x and 8.0 builds do.
        unknown_action: The text for an unknown action: ``command_not_found``, ``invalid_api_action``, or
            ``version``, which means the second one from 9.0 on.
        unknown_action_status: Its HTTP status, which is not known.
        unknown_action_first: Check whether the action exists before the role is checked. The order is not
            known.
        accept_get: Answer GET requests too. Only POST is documented.
        max_limitnum: Maximum rows of a page. No maximum is known.
        row_order: Order of rows if WHMCS does not promise one: ``ascending`` or ``descending`` ids.
        products_counters: Whether GetProducts has ``startnumber`` and ``numreturned``. They are in the
            table of the documentation, but not in its sample.
        admin_requesttime: Whether GetAdminDetails has ``requesttime``. It is in the table of the
            documentation, but not in its sample.
        uncontrolled_quantity: ``quantity_available`` of a product without stock control. Not documented;
            the sample has 0.
        unpriced_currency: A currency for which a product has no price: ``not_offered`` gives ``-1.00`` for
            every cycle, ``omitted`` gives no entry. Not known.
        free_price: Price of a free product if the seed gives none, ``0.00`` or ``-1.00``. Not known.
        custom_field_key: Key of the name in a service's custom field: ``name``, or ``fieldname``, which one
            client reads.
        admin_only_fields: Whether GetClientsProducts sends custom fields that only administrators may see.
            Assumed.
        flat_client_details: Repeat the client's fields at the top level of GetClientsDetails, as
            documented (deprecated).
        deprecation_warning: Add the documented ``warning`` of 7.8 to GetClientsDetails.
        php_notice: Put a PHP notice before each body.
        page: Answer every request with an HTML page: ``security_warning`` (install folder exists, 200),
            ``maintenance`` (503), ``firewall`` (403) or ``output_emitted`` (500, PHP wrote too early).
    """

    types: Literal["docs", "strings", "ints"]
    empty_container: EmptyForm
    empty_nested_container: EmptyForm
    empty_startnumber: Literal["number", "null", "missing"]
    numbered_lists: bool
    lone_object: bool
    entities: Literal["none", "client", "all"]
    json_escaping: Literal["version", "hex", "plain"]
    default_responsetype: ResponseType
    nvp_rejections: bool
    unknown_action: Literal["version", "command_not_found", "invalid_api_action"]
    unknown_action_status: int
    unknown_action_first: bool
    accept_get: bool
    max_limitnum: int | None
    row_order: Literal["ascending", "descending"]
    products_counters: bool
    admin_requesttime: bool
    uncontrolled_quantity: int
    unpriced_currency: Literal["not_offered", "omitted"]
    free_price: Literal["0.00", "-1.00"]
    custom_field_key: Literal["name", "fieldname"]
    admin_only_fields: bool
    flat_client_details: bool
    deprecation_warning: bool
    php_notice: bool
    page: PageName | None


DEFAULTS: Switches = {
    "types": "docs",
    "empty_container": "string",
    "empty_nested_container": "nested",
    "empty_startnumber": "number",
    "numbered_lists": False,
    "lone_object": False,
    "entities": "client",
    "json_escaping": "version",
    "default_responsetype": "json",
    "nvp_rejections": False,
    "unknown_action": "version",
    "unknown_action_status": 200,
    "unknown_action_first": True,
    "accept_get": True,
    "max_limitnum": None,
    "row_order": "ascending",
    "products_counters": False,
    "admin_requesttime": False,
    "uncontrolled_quantity": 0,
    "unpriced_currency": "not_offered",
    "free_price": "0.00",
    "custom_field_key": "name",
    "admin_only_fields": True,
    "flat_client_details": True,
    "deprecation_warning": False,
    "php_notice": False,
    "page": None,
}


def complete(given: Switches) -> Switches:
    """All switches, with defaults for missing ones.

    Raises:
        ValueError: A switch does not exist, or its value is not allowed.
    """
    hints = get_type_hints(Switches)
    for name in given:
        if name not in hints:
            raise ValueError(f"there is no option {name!r}; there are {', '.join(sorted(hints))}")
    check_values(given, hints)
    switches: Switches = {**DEFAULTS, **given}
    if not 200 <= switches["unknown_action_status"] <= 599:
        raise ValueError("unknown_action_status: must be from 200 to 599")
    if switches["max_limitnum"] is not None and switches["max_limitnum"] < 1:
        raise ValueError("max_limitnum: must be 1 or more")
    return switches
