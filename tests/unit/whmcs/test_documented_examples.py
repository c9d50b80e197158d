"""The usual ways to use the client, line by line, against a simulated WHMCS."""

# ruff: noqa: T201 - the examples print what they find

from __future__ import annotations

import inspect
import logging
from collections.abc import Callable
from types import EllipsisType
from typing import Any

import pytest

from pulumi_isp_provider.whmcs import (
    WhmcsAPIError,
    WhmcsAuthenticationError,
    WhmcsConnectionError,
    WhmcsTimeoutError,
    WhmcsValidationError,
)
from pulumi_isp_provider.whmcs import WhmcsClient as RealClient
from pulumi_isp_simulators import Simulator, WhmcsVendor

Whmcs = Simulator[WhmcsVendor]
Client = Callable[..., RealClient]


@pytest.fixture
def whmcs(new_simulator: Callable[..., Whmcs]) -> Whmcs:
    """A WHMCS that knows the credentials of the examples."""
    return new_simulator(identifier="your_api_identifier", secret="your_api_secret")


@pytest.fixture
def address(whmcs: Whmcs) -> str:
    """What stands in the examples as https://your-domain.com/includes/api.php."""
    return f"{whmcs.url}/includes/api.php"


@pytest.fixture
def WhmcsClient(address: str, resources: Any) -> Client:  # noqa: N802 - the name in the examples
    """The client, also with ``...`` for what an example leaves out."""

    def create(first: str | EllipsisType = ..., **options: Any) -> RealClient:
        given = {
            "api_url": address,
            "api_identifier": "your_api_identifier",
            "api_secret": "your_api_secret",
            **options,
        }
        client: RealClient = resources.enter_context(RealClient(**given))
        return client

    return create


def test_quick_start(address: str, WhmcsClient: Client, whmcs: Whmcs) -> None:  # noqa: N803
    """Test, list, look at the stock, close."""
    # Initialize the client
    client = WhmcsClient(api_url=address, api_identifier="your_api_identifier", api_secret="your_api_secret")

    # Test connection
    client.test_connection()

    # Fetch products
    products = client.get_products()

    # Get specific product inventory
    inventory = client.get_product_inventory(product_id=1)

    # Close the client
    client.close()

    assert len(products) == 3
    assert inventory["product_id"] == 1
    assert whmcs.count("GetProducts") == 1


def test_authentication(address: str, whmcs: Whmcs) -> None:
    """The credentials go with every request, in its body alone."""
    client = RealClient(api_url=address, api_identifier="your_api_identifier", api_secret="your_api_secret")

    client.get_products()
    client.get_currencies()
    client.close()

    assert [request.status for request in whmcs.requests] == [200, 200]
    assert "your_api_" not in repr([(each.path, each.query, each.headers) for each in whmcs.requests])


def test_caching(WhmcsClient: Client, whmcs: Whmcs) -> None:  # noqa: N803
    """The second call asks nothing; the third insists; clearing forgets."""
    # Default 5-minute cache
    client = WhmcsClient(..., cache_ttl=300)

    # First call hits the API
    products = client.get_products()
    assert whmcs.count("GetProducts") == 1

    # Second call uses cache (no API request)
    products = client.get_products()
    assert whmcs.count("GetProducts") == 1

    # Bypass cache if needed
    products = client.get_products(use_cache=False)
    assert whmcs.count("GetProducts") == 2

    # Clear cache manually
    client.clear_cache()
    assert client.get_products() == products
    assert whmcs.count("GetProducts") == 3


def test_retry(
    WhmcsClient: Client,  # noqa: N803
    new_transport: Callable[..., Any],
    whmcs: Whmcs,
    clock: Any,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Only after three attempts, 1 and 2 s apart, is the error raised."""
    whmcs.fault("GetProducts", "reset_before", every=1)
    client = WhmcsClient(..., transport=new_transport())

    # Retry happens automatically
    try:
        products = client.get_products()
    except WhmcsConnectionError:
        # This exception is raised only after all retries are exhausted
        print("Connection failed after 3 retries")
    else:
        pytest.fail(f"it gave {products}")

    assert "Connection failed" in capsys.readouterr().out
    assert whmcs.count("GetProducts") == 3
    assert clock.waits == [1.0, 2.0]


def test_retry_helps(
    WhmcsClient: Client,  # noqa: N803
    new_transport: Callable[..., Any],
    whmcs: Whmcs,
) -> None:
    """A connection that fails twice is no error."""
    whmcs.fault("GetProducts", "reset_before", times=2)

    assert len(WhmcsClient(..., transport=new_transport()).get_products()) == 3


@pytest.mark.parametrize(
    ("fault", "shown"),
    [
        (None, []),
        (("Invalid or missing credentials", 403), ["Auth failed: "]),
        (("Something Odd", 200), ["API error: ", "Status code: 200", "Response: {'result': 'error'"]),
    ],
)
def test_error_handling(
    WhmcsClient: Client,  # noqa: N803
    whmcs: Whmcs,
    capsys: pytest.CaptureFixture[str],
    fault: tuple[str, int] | None,
    shown: list[str],
) -> None:
    """Each kind of error is caught by its name and has what the handlers print."""
    if fault is not None:
        body = f'{{"result":"error","message":"{fault[0]}"}}'
        whmcs.fault("GetProducts", "status", status=fault[1], body=body, content_type="application/json")
    client = WhmcsClient(...)

    try:
        products = client.get_products()
        assert len(products) == 3
    except WhmcsAuthenticationError as e:
        print(f"Auth failed: {e}")
    except WhmcsAPIError as e:
        print(f"API error: {e}")
        print(f"Status code: {e.status_code}")
        print(f"Response: {e.response_data}")
    except WhmcsConnectionError as e:
        print(f"Connection failed: {e}")

    out = capsys.readouterr().out
    assert [text for text in shown if text not in out] == []
    assert bool(out) is bool(shown)


def test_normalised_product(WhmcsClient: Client, capsys: pytest.CaptureFixture[str]) -> None:  # noqa: N803
    """A product has the keys that the description names."""
    client = WhmcsClient(...)
    products = client.get_products()

    # Normalized product structure
    product = products[0]
    print(product["id"])  # int: Product ID
    print(product["name"])  # str: Product name
    print(product["description"])  # str: Product description
    print(product["stock_control"])  # bool: Whether stock control is enabled
    print(product["quantity"])  # int: Available quantity
    print(product["available"])  # bool: Whether product is available
    print(product["pricing"])  # dict: Pricing information

    assert isinstance(product, dict)
    assert capsys.readouterr().out.startswith("1\nFibre 100\n")
    kinds = {"id": int, "name": str, "description": str, "stock_control": bool, "quantity": int}
    kinds |= {"available": bool}
    assert {name: type(product[name]) for name in kinds} == kinds
    assert product["pricing"]["USD"]["monthly"] == {"price": "25.99", "setup": "10.00"}


@pytest.mark.parametrize("version", ["7.4", "8.13.3"])
def test_a_product_that_is_sold_out_and_one_that_is_not(
    new_simulator: Callable[..., Whmcs], new_client: Callable[..., RealClient], version: str
) -> None:
    """Stock is told as a truth value and a number in every version, also by those that do not show it."""
    whmcs = new_simulator(whmcs_version=version)
    whmcs.change("products", "1", {"stockcontrol": True, "qty": 3})
    inventory = new_client(whmcs).get_product_inventory(product_id=1)

    shown = version == "8.13.3"
    assert (inventory["stock_control"], inventory["quantity"]) == (shown, 3 if shown else 0)
    assert inventory["available"] is True


def test_context_manager(WhmcsClient: Client, capsys: pytest.CaptureFixture[str]) -> None:  # noqa: N803
    """Used with ``with``, the client closes itself."""
    with WhmcsClient(...) as client:
        products = client.get_products()
        for product in products:
            print(f"{product['name']}: {product['quantity']} in stock")
    # Client is automatically closed

    assert "Fibre 100: 0 in stock" in capsys.readouterr().out


def test_basic_usage(new_simulator: Callable[..., Whmcs], resources: Any) -> None:
    """All, by group, one, its stock."""
    whmcs = new_simulator(identifier="your_id", secret="your_secret")
    extras = {"id": 5, "name": "Extras"}
    whmcs.load({**whmcs.state(), "product_groups": [*whmcs.state()["product_groups"], extras]})
    whmcs.change("products", "10", {"gid": 5})
    address = f"{whmcs.url}/includes/api.php"

    client = resources.enter_context(
        RealClient(api_url=address, api_identifier="your_id", api_secret="your_secret")
    )

    # Fetch all products
    products = client.get_products()
    assert len(products) == 3

    # Filter by group
    products = client.get_products(gid=5)
    assert [found["id"] for found in products] == [10]

    # Get specific product
    product = client.get_product(product_id=10)
    assert product is not None

    # Get inventory
    inventory = client.get_product_inventory(product_id=10)
    assert inventory["name"] == product["name"]

    client.close()


@pytest.mark.parametrize(("secret", "shown"), [("wrong", "Invalid credentials\n"), (None, "")])
def test_error_handling_at_the_start(
    WhmcsClient: Client,  # noqa: N803
    capsys: pytest.CaptureFixture[str],
    secret: str | None,
    shown: str,
) -> None:
    """The connection is tested first, and the client closed in any case."""
    client = WhmcsClient(...) if secret is None else WhmcsClient(..., api_secret=secret)

    try:
        client.test_connection()
        products = client.get_products()
        assert products
    except WhmcsAuthenticationError:
        print("Invalid credentials")
    except WhmcsConnectionError:
        print("Cannot connect to WHMCS")
    finally:
        client.close()

    assert capsys.readouterr().out == shown


def test_custom_cache_time(WhmcsClient: Client, whmcs: Whmcs) -> None:  # noqa: N803
    """Another lifetime, one call without the cache, and clearing."""
    # 10-minute cache
    client = WhmcsClient(..., cache_ttl=600)

    # Disable cache for specific call
    products = client.get_products(use_cache=False)

    # Clear cache manually
    client.clear_cache()

    assert products == client.get_products()
    assert whmcs.count("GetProducts") == 2


def test_constructor() -> None:
    """The arguments have the names, the order and the defaults of the reference."""
    parameters = list(inspect.signature(RealClient).parameters.values())
    positional = [each for each in parameters if each.kind is each.POSITIONAL_OR_KEYWORD]

    assert [(each.name, each.default) for each in positional] == [
        ("api_url", inspect.Parameter.empty),
        ("api_identifier", inspect.Parameter.empty),
        ("api_secret", inspect.Parameter.empty),
        ("timeout", 30),
        ("cache_ttl", 300),
    ]


def test_logging(
    WhmcsClient: Client,  # noqa: N803
    new_transport: Callable[..., Any],
    whmcs: Whmcs,
    known: Any,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """With everything logged, attempts show; neither the secret nor a customer's password does."""
    caplog.set_level(logging.DEBUG)
    logging.basicConfig(level=logging.DEBUG)
    logger = logging.getLogger("pulumi_isp_provider.whmcs.whmcs_client")
    assert logger.isEnabledFor(logging.DEBUG)
    whmcs.fault("GetClientsProducts", "reset_before", times=1)

    client = WhmcsClient(..., transport=new_transport())
    client.get_client_services()
    with pytest.raises(WhmcsValidationError):
        WhmcsClient(..., timeout=-1)

    told = [record.getMessage() for record in caplog.records if record.name == logger.name]
    assert "attempt 2 of 3 follows in 1.0 s" in told[0]
    assert told[1].startswith("GetClientsProducts: 200 in ")
    assert "your_api_secret" not in caplog.text
    assert known.password not in caplog.text


def test_a_timeout_is_an_error_of_its_own(
    WhmcsClient: Client,  # noqa: N803
    new_transport: Callable[..., Any],
    whmcs: Whmcs,
) -> None:
    """A WHMCS that does not answer in time is told apart from one that is not there."""
    whmcs.fault("GetProducts", "stall", seconds=30, every=1)

    with pytest.raises(WhmcsTimeoutError, match="did not answer in time"):
        WhmcsClient(..., transport=new_transport(0.5)).get_products()
    assert whmcs.count("GetProducts") == 3
