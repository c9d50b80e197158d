"""Files that are made from the provider's declarations: `make generate`.

A test tells when one of them is not what would be made today.
"""
