from .._asking import VendorLookupError
from .customer_lines import (
    CustomerLine,
    GetCustomerLinesResult,
    Unjoined,
    get_customer_lines,
    get_customer_lines_output,
)

__all__ = [
    "CustomerLine",
    "GetCustomerLinesResult",
    "Unjoined",
    "VendorLookupError",
    "get_customer_lines",
    "get_customer_lines_output",
]
