"""The documented sample of every read action, field for field: names, order, types and spelling."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

import pytest

CLIENT = {
    "id": 1,
    "uuid": "f08ea4d1-c578-441a-9b0a-aa3aff8b1acf",
    "firstname": "Test",
    "lastname": "Client",
    "email": "test-client@example.com",
    "address1": "123 Test Street",
    "city": "Test",
    "state": "Tester",
    "postcode": "TE5 5ST",
    "country": "GB",
    "countryname": "United Kingdom",
    "phonecc": "44",
    "phonenumber": "01234567890",
    "marketing_emails_opt_in": True,
    "email_verified": True,
    "lastlogin": "Date: 03/10/2016 10:26<br>IP Address:<br>Host:",
    "customfields": [{"id": 1, "value": "Custom Field Value"}],
    "datecreated": "2016-01-01",
}

CLIENT_STATS = [
    *(
        "numdueinvoices",
        "dueinvoicesbalance",
        "incredit",
        "creditbalance",
        "grossRevenue",
        "expenses",
        "income",
    ),
    *("numoverdueinvoices", "overdueinvoicesbalance", "numDraftInvoices", "draftInvoicesBalance"),
    *("numunpaidinvoices", "unpaidinvoicesamount", "numpaidinvoices", "paidinvoicesamount"),
    *("numcancelledinvoices", "cancelledinvoicesamount", "numrefundedinvoices", "refundedinvoicesamount"),
    *("numcollectionsinvoices", "collectionsinvoicesamount"),
    *("numpaymentpendinginvoices", "paymentpendinginvoicesamount"),
    *("productsnumactivehosting", "productsnumhosting", "productsnumactivereseller", "productsnumreseller"),
    *("productsnumactiveservers", "productsnumservers", "productsnumactiveother", "productsnumother"),
    *("productsnumactive", "productsnumtotal", "numactivedomains", "numdomains", "numacceptedquotes"),
    *("numquotes", "numtickets", "numactivetickets", "numaffiliatesignups", "isAffiliate"),
]

STATS = [
    *("income_today", "income_thismonth", "income_thisyear", "income_alltime", "orders_pending"),
    *("orders_today_cancelled", "orders_today_pending", "orders_today_fraud", "orders_today_active"),
    *("orders_today_total", "orders_yesterday_cancelled", "orders_yesterday_pending"),
    *("orders_yesterday_fraud", "orders_yesterday_active", "orders_yesterday_total"),
    *("orders_thismonth_total", "orders_thisyear_total", "tickets_allactive", "tickets_awaitingreply"),
    *("tickets_flaggedtickets", "tickets_open", "tickets_answered", "tickets_customerreply"),
    *("tickets_closed", "tickets_onhold", "tickets_inprogress", "cancellations_pending", "todoitems_due"),
    *("networkissues_open", "billableitems_uninvoiced", "quotes_valid", "staff_online"),
]


def _same(answer: Any, expected: Any) -> None:
    """Equal with the order of keys and with the types: 1 is not "1"."""
    assert json.dumps(answer, indent=1) == json.dumps(expected, indent=1)


def _prices(**given: str) -> dict[str, str]:
    fees = {f"{cycle}setupfee": "0.00" for cycle in "mqsabt"}
    cycles = ("monthly", "quarterly", "semiannually", "annually", "biennially", "triennially")
    return {**fees, **{cycle: given.get(cycle, given["rest"]) for cycle in cycles}}


def test_get_products(whmcs: Any) -> None:
    """A product with prices, a custom field of the order form and a configurable option."""
    _same(
        whmcs.call("GetProducts", pid=12),
        {
            "result": "success",
            "totalresults": 1,
            "products": {
                "product": [
                    {
                        "pid": 12,
                        "gid": 3,
                        "type": "other",
                        "name": "Fibre 100",
                        "slug": "fibre-100",
                        "product_url": "https://shop.example/store/fibre/fibre-100",
                        "description": "100/20",
                        "module": "autorelease",
                        "paytype": "recurring",
                        "allowqty": 0,
                        "quantity_available": 0,
                        "pricing": {
                            "USD": {"prefix": "$", "suffix": " USD", **_prices(monthly="25.99", rest="-1.00")}
                        },
                        "customfields": {
                            "customfield": [
                                {"id": 2, "name": "ONT Serial", "description": "On the label", "required": ""}
                            ]
                        },
                        "configoptions": {
                            "configoption": [
                                {
                                    "id": 4,
                                    "name": "Speed",
                                    "type": "1",
                                    "minqty": 0,
                                    "maxqty": 0,
                                    "options": {
                                        "option": [
                                            {
                                                "id": 9,
                                                "name": "100M",
                                                "rawName": None,
                                                "recurring": 0,
                                                "required": None,
                                                "pricing": {"USD": _prices(monthly="2.99", rest="0.00")},
                                            }
                                        ]
                                    },
                                }
                            ]
                        },
                    }
                ]
            },
        },
    )


def test_get_clients_products(whmcs: Any) -> None:
    """A service: everything a string, the password in clear, fields for administrators included."""
    _same(
        whmcs.call("GetClientsProducts", serviceid=42),
        {
            "result": "success",
            "clientid": None,
            "serviceid": "42",
            "pid": None,
            "domain": None,
            "totalresults": "1",
            "startnumber": 0,
            "numreturned": 1,
            "products": {
                "product": [
                    {
                        "id": "42",
                        "qty": "1",
                        "clientid": "7",
                        "orderid": "90",
                        "ordernumber": "4567890123",
                        "pid": "12",
                        "regdate": "2025-03-01",
                        "name": "Fibre 100",
                        "translated_name": "Fibre 100",
                        "groupname": "Fibre",
                        "translated_groupname": "Fibre",
                        "domain": "",
                        "dedicatedip": "",
                        "serverid": "0",
                        "servername": None,
                        "serverip": None,
                        "serverhostname": None,
                        "suspensionreason": "",
                        "firstpaymentamount": "25.99",
                        "recurringamount": "25.99",
                        "paymentmethod": "banktransfer",
                        "paymentmethodname": "Bank Transfer",
                        "billingcycle": "Monthly",
                        "nextduedate": "2025-05-01",
                        "status": "Active",
                        "username": "sub42",
                        "password": "cleartext!",
                        "subscriptionid": "",
                        "promoid": "0",
                        "overideautosuspend": "",
                        "overidesuspenduntil": "0000-00-00",
                        "ns1": "",
                        "ns2": "",
                        "assignedips": "",
                        "notes": "",
                        "diskusage": "0",
                        "disklimit": "0",
                        "bwusage": "0",
                        "bwlimit": "0",
                        "lastupdate": "0000-00-00 00:00:00",
                        "customfields": {
                            "customfield": [
                                {
                                    "id": "2",
                                    "name": "ONT Serial",
                                    "translated_name": "ONT Serial",
                                    "value": "CXNK00AABBCC",
                                },
                                {
                                    "id": "3",
                                    "name": "port|Splitter port",
                                    "translated_name": "port|Splitter port",
                                    "value": "",
                                },
                            ]
                        },
                        "configoptions": {
                            "configoption": [
                                {"id": "4", "option": "Speed", "type": "dropdown", "value": "100M"}
                            ]
                        },
                    }
                ]
            },
        },
    )


def test_service_on_a_server_and_without_an_order(start: Any, isp_seed: dict[str, Any]) -> None:
    """Server columns are filled in; the number of an order that is gone is left out."""
    isp_seed["servers"] = [
        {"id": 1, "name": "Saturn", "ipaddress": "192.0.2.4", "hostname": "saturn.example"}
    ]
    isp_seed["services"] = [{"id": 1, "clientid": 7, "pid": 13, "serverid": 1}]

    row = start(isp_seed).call("GetClientsProducts")["products"]["product"][0]

    assert (row["servername"], row["serverip"], row["serverhostname"]) == (
        "Saturn",
        "192.0.2.4",
        "saturn.example",
    )
    assert "ordernumber" not in row
    assert row["configoptions"] == {"configoption": []}


def test_get_clients(start: Any) -> None:
    """Clients come as numbers and short texts."""
    whmcs = start({"clients": [CLIENT, {"id": 2, "firstname": "Angelica", "email": "a@example.com"}]})

    _same(
        whmcs.call("GetClients", limitnum=1),
        {
            "result": "success",
            "totalresults": 2,
            "startnumber": 0,
            "numreturned": 1,
            "clients": {
                "client": [
                    {
                        "id": 1,
                        "firstname": "Test",
                        "lastname": "Client",
                        "companyname": "",
                        "email": "test-client@example.com",
                        "datecreated": "2016-01-01",
                        "groupid": 0,
                        "status": "Active",
                    }
                ]
            },
        },
    )


def test_get_clients_details(start: Any) -> None:
    """One client in full, and the same fields once more at the top."""
    user = {
        "id": 1,
        "firstname": "Testing",
        "lastname": "User",
        "email": "testuser@example.com",
        "clients": [{"id": 1}],
    }
    whmcs = start({"clients": [CLIENT], "users": [user]})
    client = {
        "client_id": 1,
        "owner_user_id": 1,
        "userid": 1,
        "id": 1,
        "uuid": "f08ea4d1-c578-441a-9b0a-aa3aff8b1acf",
        "firstname": "Test",
        "lastname": "Client",
        "fullname": "Test Client",
        "companyname": "",
        "email": "test-client@example.com",
        "address1": "123 Test Street",
        "address2": "",
        "city": "Test",
        "fullstate": "Tester",
        "state": "Tester",
        "postcode": "TE5 5ST",
        "countrycode": "GB",
        "country": "GB",
        "phonenumber": "01234567890",
        "tax_id": "",
        "email_preferences": {
            "general": "1",
            "invoice": "1",
            "support": "1",
            "product": "1",
            "domain": "1",
            "affiliate": "1",
        },
        "statecode": "Tester",
        "countryname": "United Kingdom",
        "phonecc": "44",
        "phonenumberformatted": "+44.1234567890",
        "telephoneNumber": "+44.1234567890",
        "billingcid": 0,
        "notes": "",
        "currency": 1,
        "defaultgateway": "",
        "groupid": 0,
        "status": "Active",
        "credit": "0.00",
        "taxexempt": False,
        "latefeeoveride": False,
        "overideduenotices": False,
        "separateinvoices": False,
        "disableautocc": False,
        "emailoptout": False,
        "marketing_emails_opt_in": True,
        "overrideautoclose": False,
        "allowSingleSignOn": 1,
        "email_verified": True,
        "language": "",
        "isOptedInToMarketingEmails": True,
        "lastlogin": "Date: 03/10/2016 10:26<br>IP Address:<br>Host:",
        "currency_code": "USD",
        "customfields": [{"id": 1, "value": "Custom Field Value"}],
        "customfields1": "Custom Field Value",
        "users": {
            "user": [{"id": 1, "name": "Testing User", "email": "testuser@example.com", "is_owner": True}]
        },
    }

    _same(whmcs.call("GetClientsDetails", clientid=1), {"result": "success", **client, "client": client})


def test_statistics_of_a_client(start: Any) -> None:
    """Counters are numbers and amounts are texts for people."""
    whmcs = start(
        {
            "clients": [CLIENT | {"credit": "3.50"}],
            "products": [{"pid": 1, "name": "Fibre"}],
            "services": [
                {"clientid": 1, "pid": 1},
                {"clientid": 1, "pid": 1, "status": "Suspended"},
            ],
            "domains": [{"userid": 1, "domainname": "a.example"}],
            "invoices": [
                {"userid": 1, "total": "15.95", "duedate": "2016-01-08"},
                {"userid": 1, "total": "10.00", "duedate": "2999-01-01"},
                {"userid": 1, "total": "7.00", "status": "Paid"},
            ],
            "tickets": [{"tid": "1", "userid": 1}, {"tid": "2", "userid": 1, "status": "Closed"}],
        }
    )

    stats = whmcs.call("GetClientsDetails", clientid=1, stats="true")["stats"]

    amounts = {name: value for name, value in stats.items() if value not in (0, "$0.00 USD")}
    _same(
        amounts,
        {
            "numdueinvoices": 2,
            "dueinvoicesbalance": "$25.95 USD",
            "incredit": True,
            "creditbalance": "$3.50 USD",
            "grossRevenue": "$7.00 USD",
            "income": "$7.00 USD",
            "numoverdueinvoices": 1,
            "overdueinvoicesbalance": "$15.95 USD",
            "numunpaidinvoices": 2,
            "unpaidinvoicesamount": "$25.95 USD",
            "numpaidinvoices": 1,
            "paidinvoicesamount": "$7.00 USD",
            "productsnumactiveother": 1,
            "productsnumother": 2,
            "productsnumactive": 1,
            "productsnumtotal": 2,
            "numactivedomains": 1,
            "numdomains": 1,
            "numtickets": 2,
            "numactivetickets": 1,
        },
    )
    assert list(stats) == CLIENT_STATS
    assert stats["isAffiliate"] is False


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({}, "Either clientid Or email Is Required"),
        ({"clientid": 99}, "Client Not Found"),
        ({"clientid": "abc"}, "Client Not Found"),
        ({"email": "nobody@example.com"}, "Client Not Found"),
    ],
)
def test_client_that_cannot_be_found(whmcs: Any, params: dict[str, object], message: str) -> None:
    """Errors of an action come with status 200."""
    assert whmcs.call("GetClientsDetails", **params) == {"result": "error", "message": message}


def test_client_is_found_by_address(whmcs: Any) -> None:
    """The email address will do, in any case."""
    assert whmcs.call("GetClientsDetails", email="CONOR@example.com")["client"]["id"] == 7


def test_deprecation_warning_goes_with_success(start: Any) -> None:
    """A warning is no error."""
    answer = start(deprecation_warning=True).call("GetClientsDetails", clientid=7)

    assert answer["result"] == "success"
    assert answer["warning"].startswith("Credit Card related parameters are now deprecated")


def test_flat_copy_of_the_client_can_be_left_out(start: Any) -> None:
    """The copy at the top is deprecated; without it only ``client`` is there."""
    answer = start(flat_client_details=False).call("GetClientsDetails", clientid=7)

    assert list(answer) == ["result", "client"]


def test_get_clients_addons(start: Any, isp_seed: dict[str, Any]) -> None:
    """Addons: strings, parameters repeated, an empty text where none was sent."""
    isp_seed["addons"] = [
        {
            "serviceid": 42,
            "name": "Static IP",
            "recurring": "15",
            "regdate": "2015-12-03",
            "nextduedate": "2016-10-03",
            "nextinvoicedate": "2016-10-03",
        }
    ]

    _same(
        start(isp_seed).call("GetClientsAddons", clientid=7),
        {
            "result": "success",
            "serviceid": "",
            "clientid": "7",
            "totalresults": "1",
            "addons": {
                "addon": [
                    {
                        "id": "1",
                        "qty": "1",
                        "userid": "7",
                        "orderid": "0",
                        "serviceid": "42",
                        "addonid": "0",
                        "name": "Static IP",
                        "setupfee": "0.00",
                        "recurring": "15.00",
                        "billingcycle": "Monthly",
                        "tax": "",
                        "status": "Active",
                        "regdate": "2015-12-03",
                        "nextduedate": "2016-10-03",
                        "nextinvoicedate": "2016-10-03",
                        "paymentmethod": "banktransfer",
                        "paymentmethodname": "Bank Transfer",
                        "notes": "",
                    }
                ]
            },
        },
    )


def test_get_clients_domains(start: Any, isp_seed: dict[str, Any]) -> None:
    """Domains: strings throughout, the counters too."""
    isp_seed["domains"] = [
        {"userid": 7, "domainname": "whmcs.rocks", "registrar": "enom", "dnsmanagement": True}
    ]

    answer = start(isp_seed).call("GetClientsDomains", clientid=7)

    domain = answer["domains"]["domain"][0]
    assert {**answer, "domains": None} == {
        "result": "success",
        "clientid": "7",
        "domainid": "",
        "totalresults": "1",
        "startnumber": "0",
        "numreturned": "1",
        "domains": None,
    }
    assert (domain["regperiod"], domain["dnsmanagement"], domain["donotrenew"]) == ("1", "1", "0")
    assert (domain["regtype"], domain["expirydate"]) == ("Register", "0000-00-00")
    assert all(isinstance(value, str) for value in domain.values())
    assert len(domain) == 22


def test_get_invoices(start: Any) -> None:
    """Invoices carry the client's name and currency."""
    invoice = {
        "id": 1,
        "userid": 1,
        "date": "2016-01-01",
        "duedate": "2016-01-08",
        "subtotal": 15.95,
        "total": 15.95,
        "created_at": "2016-01-08 14:06:34",
    }

    _same(
        start({"clients": [CLIENT], "invoices": [invoice]}).call("GetInvoices"),
        {
            "result": "success",
            "totalresults": 1,
            "startnumber": 0,
            "numreturned": 1,
            "invoices": {
                "invoice": [
                    {
                        "id": 1,
                        "userid": 1,
                        "firstname": "Test",
                        "lastname": "Client",
                        "companyname": "",
                        "invoicenum": "",
                        "date": "2016-01-01",
                        "duedate": "2016-01-08",
                        "datepaid": "0000-00-00 00:00:00",
                        "last_capture_attempt": "0000-00-00 00:00:00",
                        "date_refunded": "0000-00-00 00:00:00",
                        "date_cancelled": "0000-00-00 00:00:00",
                        "subtotal": "15.95",
                        "credit": "0.00",
                        "tax": "0.00",
                        "tax2": "0.00",
                        "total": "15.95",
                        "taxrate": "0.000",
                        "taxrate2": "0.000",
                        "status": "Unpaid",
                        "paymentmethod": "banktransfer",
                        "paymethodid": None,
                        "notes": "",
                        "created_at": "2016-01-08 14:06:34",
                        "updated_at": "0000-00-00 00:00:00",
                        "currencycode": "USD",
                        "currencyprefix": "$",
                        "currencysuffix": " USD",
                    }
                ]
            },
        },
    )


def test_get_invoice(start: Any) -> None:
    """One invoice: its fields at the top, ``status`` among them, transactions an empty text."""
    invoice = {
        "id": 1,
        "userid": 1,
        "date": "2016-01-01",
        "duedate": "2020-12-30",
        "subtotal": "15.95",
        "total": "15.95",
        "items": [{"id": 1, "relid": 1, "description": "Monthly (01/01/2016)", "amount": "15.95"}],
    }

    _same(
        start({"clients": [CLIENT], "invoices": [invoice]}).call("GetInvoice", invoiceid=1),
        {
            "result": "success",
            "invoiceid": 1,
            "invoicenum": "",
            "userid": 1,
            "date": "2016-01-01",
            "duedate": "2020-12-30",
            "datepaid": "0000-00-00 00:00:00",
            "lastcaptureattempt": "0000-00-00 00:00:00",
            "subtotal": "15.95",
            "credit": "0.00",
            "tax": "0.00",
            "tax2": "0.00",
            "total": "15.95",
            "balance": "15.95",
            "taxrate": "0.000",
            "taxrate2": "0.000",
            "status": "Unpaid",
            "paymentmethod": "banktransfer",
            "notes": "",
            "ccgateway": False,
            "items": {
                "item": [
                    {
                        "id": 1,
                        "type": "Hosting",
                        "relid": 1,
                        "description": "Monthly (01/01/2016)",
                        "amount": "15.95",
                        "taxed": 0,
                    }
                ]
            },
            "transactions": "",
        },
    )


def test_payments_reduce_the_balance(start: Any) -> None:
    """What came in counts, and a paid invoice has nothing left to pay."""
    invoices = [
        {"userid": 1, "total": "15.95", "transactions": [{"id": 1, "amountin": "5.95"}]},
        {"userid": 1, "total": "15.95", "status": "Paid"},
    ]
    whmcs = start({"clients": [CLIENT], "invoices": invoices})

    partly, paid = (whmcs.call("GetInvoice", invoiceid=number) for number in (1, 2))

    assert (partly["balance"], paid["balance"]) == ("10.00", "0.00")
    assert partly["transactions"]["transaction"][0]["amountin"] == "5.95"


def test_invoice_that_is_not_there(whmcs: Any) -> None:
    """The error text of GetInvoice."""
    assert whmcs.call("GetInvoice", invoiceid=9) == {"result": "error", "message": "Invoice ID Not Found"}


def test_get_orders(whmcs: Any) -> None:
    """An order: a number of ten digits, empty lists inside, line items made of its services."""
    _same(
        whmcs.call("GetOrders", id=90)["orders"]["order"],
        [
            {
                "id": 90,
                "ordernum": 4567890123,
                "userid": 7,
                "contactid": 0,
                "requestor_id": 0,
                "admin_requestor_id": 0,
                "date": "2025-03-01 10:00:00",
                "nameservers": "",
                "transfersecret": "",
                "renewals": "",
                "renewalsByType": {"domains": [], "services": [], "addons": []},
                "promocode": "",
                "promotype": "",
                "promovalue": "",
                "orderdata": "",
                "amount": "0.00",
                "paymentmethod": "banktransfer",
                "invoiceid": 0,
                "status": "Active",
                "ipaddress": "",
                "fraudmodule": "",
                "fraudoutput": "",
                "notes": "",
                "paymentmethodname": "Bank Transfer",
                "paymentstatus": "",
                "name": "Conor O&#039;Brien",
                "currencyprefix": "$",
                "currencysuffix": " USD",
                "frauddata": "",
                "validationdata": "",
                "lineitems": {
                    "lineitem": [
                        {
                            "type": "product",
                            "relid": 42,
                            "producttype": "Other Product/Service",
                            "product": "Fibre - Fibre 100",
                            "domain": "",
                            "billingcycle": "Monthly",
                            "amount": "25.99",
                            "status": "Active",
                        }
                    ]
                },
            }
        ],
    )


def test_order_numbers_are_made_with_ten_digits(start: Any) -> None:
    """An order without a number in the seed gets one that 32 bits cannot hold, another for each."""
    whmcs = start({"clients": [CLIENT], "orders": [{"userid": 1} for _ in range(200)]})

    numbers = {order["ordernum"] for order in whmcs.call("GetOrders", limitnum=200)["orders"]["order"]}

    assert len(numbers) == 200
    assert all(2**31 < number < 10**10 for number in numbers)


def test_get_order_statuses(start: Any) -> None:
    """``statuses.status`` is data; the titles come with the numbers of orders."""
    orders = [{"userid": 1, "status": status} for status in ("Pending", "Active", "Active")]

    _same(
        start({"clients": [CLIENT], "orders": orders}).call("GetOrderStatuses"),
        {
            "result": "success",
            "totalresults": 4,
            "statuses": {
                "status": [
                    {"title": "Pending", "count": 1},
                    {"title": "Active", "count": 2},
                    {"title": "Fraud", "count": 0},
                    {"title": "Cancelled", "count": 0},
                ]
            },
        },
    )


def test_get_currencies(whmcs: Any) -> None:
    """Currencies: everything a string."""
    _same(
        whmcs.call("GetCurrencies"),
        {
            "result": "success",
            "totalresults": "1",
            "currencies": {
                "currency": [
                    {
                        "id": "1",
                        "code": "USD",
                        "prefix": "$",
                        "suffix": " USD",
                        "format": "1",
                        "rate": "1.00000",
                    }
                ]
            },
        },
    )


def test_get_payment_methods(start: Any) -> None:
    """Module and display name of each."""
    methods = [
        {"module": "paypal", "displayname": "PayPal"},
        {"module": "authorize", "displayname": "Credit Card"},
    ]

    _same(
        start({"payment_methods": methods}).call("GetPaymentMethods"),
        {"result": "success", "totalresults": 2, "paymentmethods": {"paymentmethod": methods}},
    )


def test_get_servers(start: Any, isp_seed: dict[str, Any]) -> None:
    """A flat list, with the services on each server counted."""
    isp_seed["servers"] = [
        {
            "id": 1,
            "name": "Box",
            "hostname": "h.example",
            "ipaddress": "10.100.4.30",
            "module": "autorelease",
        },
        {"id": 2, "name": "Other", "module": "cpanel"},
    ]
    isp_seed["services"] = [{"clientid": 7, "pid": 12, "serverid": 1} for _ in range(20)]

    _same(
        start(isp_seed).call("GetServers", serviceId=1),
        {
            "result": "success",
            "servers": [
                {
                    "id": 1,
                    "name": "Box",
                    "hostname": "h.example",
                    "ipaddress": "10.100.4.30",
                    "active": True,
                    "activeServices": 20,
                    "maxAllowedServices": 200,
                    "percentUsed": 10,
                    "module": "autorelease",
                    "status": {"http": False, "load": "", "uptime": ""},
                }
            ],
            "fetchStatus": "",
        },
    )


def test_get_health_status(whmcs: Any) -> None:
    """All that is documented is the result."""
    _same(whmcs.call("GetHealthStatus"), {"result": "success"})


def test_get_client_groups(start: Any) -> None:
    """Groups with their ``on`` and empty texts."""
    groups = [
        {"groupname": "Business", "groupcolour": "#28C99B", "discountpercent": 10, "susptermexempt": True},
        {"groupname": "Home"},
    ]

    _same(
        start({"client_groups": groups}).call("GetClientGroups"),
        {
            "result": "success",
            "totalresults": 2,
            "groups": {
                "group": [
                    {
                        "id": 1,
                        "groupname": "Business",
                        "groupcolour": "#28C99B",
                        "discountpercent": "10.00",
                        "susptermexempt": "on",
                        "separateinvoices": "",
                    },
                    {
                        "id": 2,
                        "groupname": "Home",
                        "groupcolour": "#FFFFFF",
                        "discountpercent": "0.00",
                        "susptermexempt": "",
                        "separateinvoices": "",
                    },
                ]
            },
        },
    )


def test_get_stats(start: Any) -> None:
    """Income as texts, counters as numbers, a timeline of the days asked for."""
    whmcs = start(
        {
            "clients": [CLIENT],
            "invoices": [{"userid": 1, "total": "5.95", "status": "Paid", "datepaid": "2001-02-03 04:05:06"}],
            "orders": [{"userid": 1, "status": "Pending", "date": "2001-02-03 04:05:06"}],
            "tickets": [{"tid": "1"}, {"tid": "2", "status": "Closed"}],
        }
    )

    plain, lined = whmcs.call("GetStats"), whmcs.call("GetStats", timeline_days=500)

    assert (plain["income_today"], plain["income_alltime"]) == ("$0.00 USD", "$5.95 USD")
    assert (plain["orders_pending"], plain["orders_today_total"]) == (1, 0)
    assert (plain["tickets_allactive"], plain["tickets_awaitingreply"], plain["tickets_closed"]) == (1, 1, 1)
    assert list(plain) == ["result", *STATS]
    assert list(lined["timeline_data"]) == [
        "new_orders",
        "accepted_orders",
        "income",
        "expenditure",
        "new_tickets",
    ]
    assert {len(days) for days in lined["timeline_data"].values()} == {90}


def test_get_tickets(start: Any) -> None:
    """Tickets: ids as strings, the counters mixed."""
    ticket = {
        "id": 1,
        "tid": "516757",
        "userid": 1,
        "name": "Cynthia Reilly",
        "email": "testuser@example.com",
        "c": "KPqH7yG3",
        "date": "2016-01-01 06:26:29",
        "subject": "This is a sample ticket",
        "status": "Answered",
        "attachments": [{"filename": "attachment_name.png", "index": 0}],
    }

    _same(
        start({"clients": [CLIENT], "tickets": [ticket]}).call("GetTickets"),
        {
            "result": "success",
            "totalresults": "1",
            "startnumber": 0,
            "numreturned": 1,
            "tickets": {
                "ticket": [
                    {
                        "id": "1",
                        "tid": "516757",
                        "deptid": "1",
                        "userid": "1",
                        "name": "Cynthia Reilly",
                        "owner_name": "Test Client",
                        "email": "testuser@example.com",
                        "requestor_name": "Cynthia Reilly",
                        "requestor_email": "testuser@example.com",
                        "requestor_type": "Owner",
                        "cc": "",
                        "c": "KPqH7yG3",
                        "date": "2016-01-01 06:26:29",
                        "subject": "This is a sample ticket",
                        "status": "Answered",
                        "priority": "Medium",
                        "admin": "",
                        "attachment": "",
                        "attachments": [{"filename": "attachment_name.png", "index": 0}],
                        "attachments_removed": False,
                        "lastreply": "0000-00-00 00:00:00",
                        "flag": "0",
                        "service": "",
                    }
                ]
            },
        },
    )


def test_get_users(start: Any) -> None:
    """Users in a flat list, with their clients."""
    user = {
        "firstname": "John",
        "lastname": "Smith",
        "email": "john@example.net",
        "datecreated": "2020-12-15 15:29:49",
        "clients": [{"id": 1}],
    }

    _same(
        start({"clients": [CLIENT], "users": [user]}).call("GetUsers", search="john sm"),
        {
            "result": "success",
            "totalresults": 1,
            "startnumber": 0,
            "numreturned": 1,
            "users": [
                {
                    "id": 1,
                    "firstname": "John",
                    "lastname": "Smith",
                    "email": "john@example.net",
                    "datecreated": "2020-12-15 15:29:49",
                    "validationdata": "",
                    "clients": [{"id": 1, "isOwner": True}],
                }
            ],
        },
    )


def test_get_contacts(start: Any) -> None:
    """Contacts: zero times are sent, a company name is not."""
    contact = {
        "userid": 1,
        "firstname": "Test",
        "lastname": "Contact",
        "companyname": "ACME",
        "invoiceemails": True,
    }

    answer = start({"clients": [CLIENT], "contacts": [contact]}).call("GetContacts", companyname="acme")

    row = answer["contacts"]["contact"][0]
    assert (answer["totalresults"], answer["startnumber"], answer["numreturned"]) == (1, 0, 1)
    assert (row["invoiceemails"], row["supportemails"]) == (True, False)
    assert (row["created_at"], row["updated_at"]) == ("0000-00-00 00:00:00", "0000-00-00 00:00:00")
    assert "companyname" not in row
    assert len(row) == 20


def test_get_admin_details(start: Any, isp_seed: dict[str, Any]) -> None:
    """Who calls: permissions and departments in one text each, and the version of WHMCS."""
    admin = {
        "username": "site",
        "password": "made-up",
        "id": 1,
        "name": "Site Admin",
        "notes": "Set up the cron job",
        "permissions": ["List Clients", "API Access"],
    }
    credential = {"identifier": "sim-identifier", "secret": "simulated-secret", "roles": ["all"]}
    seed = isp_seed | {
        "admins": [admin],
        "roles": [{"name": "all", "actions": ["*"]}],
        "credentials": [{**credential, "admin": "site"}],
        "departments": [{"id": 1, "name": "Sales"}, {"id": 2, "name": "Other", "assigned": False}],
    }

    _same(
        start(seed, whmcs_version="7.10.2").call("GetAdminDetails"),
        {
            "result": "success",
            "adminid": "1",
            "name": "Site Admin",
            "notes": "Set up the cron job",
            "signature": "",
            "allowedpermissions": "List Clients,API Access",
            "departments": ",1,",
            "whmcs": {"version": "7.10.2", "canonicalversion": "7.10.2-release.1"},
        },
    )
    digest = hashlib.md5(b"made-up", usedforsecurity=False).hexdigest()
    login = {"identifier": None, "secret": None, "username": "site", "password": digest}
    by_login = start(seed, admin_requesttime=True, types="ints").call("GetAdminDetails", **login)
    assert (by_login["adminid"], by_login["name"]) == (1, "Site Admin")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", by_login["requesttime"])


def test_get_admin_details_of_nobody_in_particular(whmcs: Any) -> None:
    """Credentials that belong to no administrator of the seed are somebody's all the same."""
    answer = whmcs.call("GetAdminDetails")

    assert (answer["adminid"], answer["allowedpermissions"]) == ("1", "API Access")


def test_whmcs_details(start: Any) -> None:
    """The version, short and canonical."""
    _same(
        start(whmcs_version="8.0").call("WhmcsDetails"),
        {"result": "success", "whmcs": {"version": "8.0.0", "canonicalversion": "8.0.0-release.1"}},
    )


def test_get_configuration_value(start: Any) -> None:
    """One setting by name; the two errors."""
    whmcs = start({"configuration": [{"setting": "SystemURL", "value": "http://www.example.com/whmcs/"}]})

    _same(
        whmcs.call("GetConfigurationValue", setting="SystemURL"),
        {"result": "success", "setting": "SystemURL", "value": "http://www.example.com/whmcs/"},
    )
    assert whmcs.call("GetConfigurationValue")["message"] == "Parameter setting is required"
    assert whmcs.call("GetConfigurationValue", setting="x")["message"] == "Invalid name for parameter setting"


def test_get_module_configuration_parameters(start: Any) -> None:
    """Parameters in a flat list; the three errors."""
    parameter = {"name": "email", "displayName": "PayPal Email", "fieldType": "text"}
    whmcs = start({"modules": [{"type": "gateway", "name": "paypal", "parameters": [parameter]}]})

    def message(kind: str, name: str) -> str:
        answer = whmcs.call("GetModuleConfigurationParameters", moduleType=kind, moduleName=name)
        return str(answer["message"])

    _same(
        whmcs.call("GetModuleConfigurationParameters", moduleType="gateway", moduleName="paypal"),
        {"result": "success", "parameters": [parameter]},
    )
    assert message("gateway", "stripe") == "Invalid module name provided."
    assert message("fraud", "paypal") == "Invalid module name provided."
    assert message("toaster", "x").startswith(
        "Invalid module type provided. Supported module types include: "
    )
    assert message("server", "x") == "Get module configuration parameters not supported by module type."
