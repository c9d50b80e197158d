"""What the client offers to programs of its own, and no resource uses.

Tokens kept in a file, answers from before an outage, the API's version found out, DNS records in older names.
"""
