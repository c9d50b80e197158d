"""Parts of the client that no resource uses.

Tokens in a file, cached answers during an outage, detection of the API's release, DNS records by older names.
"""
