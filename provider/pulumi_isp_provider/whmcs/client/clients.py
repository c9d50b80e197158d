"""Clients: the customers. Personal data is separate, and only requested fields are returned."""

from __future__ import annotations

from collections.abc import Collection
from typing import Self

from ...core.answers import Field, Record
from . import named_values
from .record import amount, date, display, flag, number, optional_display, optional_number, reference, text

STATUSES = ("Active", "Inactive", "Closed")
"""Every status that a client can have."""


class Name(Record):
    """Personal data in the list of clients; None for fields that were not requested.

    Attributes:
        first_name: First name.
        last_name: Last name.
        company_name: Company.
        email: E-mail address.
    """

    first_name = optional_display("firstname")
    last_name = optional_display("lastname")
    company_name = optional_display("companyname")
    email = optional_display("email")


class Person(Name):
    """Personal data of one client; None for fields that were not requested.

    Attributes:
        first_name: First name.
        last_name: Last name.
        company_name: Company.
        email: E-mail address.
        phone_number: Telephone number with country code, as WHMCS formats it.
        address1: Street and number.
        address2: Second line.
        city: City.
        state: State or province.
        postcode: Postal code.
        country: Country code, two letters.
        custom_fields: Value by the id of the field's definition.
    """

    phone_number = optional_display("phonenumberformatted", "telephoneNumber", "phonenumber")
    address1 = optional_display("address1")
    address2 = optional_display("address2")
    city = optional_display("city")
    state = optional_display("fullstate", "state")
    postcode = optional_display("postcode")
    country = optional_display("countrycode", "country")
    custom_fields: Field[named_values.Values | None] = Field(
        named_values.by_id("customfields", "customfield").read
    )


class Account(Record):
    """The data of a client that is not personal.

    Attributes:
        id: Client id.
        status: One of :data:`STATUSES`.
        group_id: Client group, or None.
        created: When the client was created; only in the list.
    """

    id = number("client_id", "id", "userid")
    status = text("status")
    group_id = reference("groupid")
    created = date("datecreated")


class AccountDetails(Account):
    """All data of one client that is not personal.

    Attributes:
        currency_id: The client's currency.
        currency_code: Its code, such as ``EUR``.
        language: The client's language.
        payment_method: System name of the payment gateway chosen.
        separate_invoices: Services are invoiced one by one.
        tax_exempt: No tax is charged.
        exempt_from_late_fee: No late fee is charged.
        exempt_from_overdue_notices: No overdue notices are sent.
    """

    currency_id = optional_number("currency")
    currency_code = text("currency_code")
    language = text("language")
    payment_method = text("defaultgateway")
    separate_invoices = flag("separateinvoices")
    tax_exempt = flag("taxexempt")
    exempt_from_late_fee = flag("latefeeoveride")
    exempt_from_overdue_notices = flag("overideduenotices")


class Client(Account):
    """A client as the list shows it.

    Attributes:
        person: Personal data, as far as it was asked for.
    """

    person = Field(Name.parse)

    def showing(self, names: Collection[str]) -> Self:
        """The same with these personal fields alone."""
        return self.replace(person=self.person.only(names))


class ClientDetails(AccountDetails):
    """One client in full.

    Attributes:
        person: Personal data, as far as it was asked for.
    """

    person = Field(Person.parse)

    def showing(self, names: Collection[str]) -> Self:
        """The same with these personal fields alone."""
        return self.replace(person=self.person.only(names))


class ClientGroup(Record):
    """A group of clients.

    Attributes:
        id: Group id.
        name: Its name.
        discount_percent: Discount on all products.
        exempt_from_suspension: Its clients' services are never suspended or terminated automatically.
        separate_invoices: Services are invoiced one by one.
    """

    id = number("id")
    name = display("groupname")
    discount_percent = amount("discountpercent")
    exempt_from_suspension = flag("susptermexempt")
    separate_invoices = flag("separateinvoices")
