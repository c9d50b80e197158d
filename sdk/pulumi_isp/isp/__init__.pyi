from .._asking import VendorLookupError as VendorLookupError
from .customer_lines import CustomerLine as CustomerLine
from .customer_lines import GetCustomerLinesResult as GetCustomerLinesResult
from .customer_lines import Unjoined as Unjoined
from .customer_lines import get_customer_lines as get_customer_lines
from .customer_lines import get_customer_lines_output as get_customer_lines_output
