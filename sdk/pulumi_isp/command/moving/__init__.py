"""The commands ``move`` and ``import-state``: they write states, and nothing at a vendor.

``move`` takes resources out of one document of `pulumi stack export` and puts them into another.
``import-state`` rewrites a document for the other front. The engine itself imports the documents, and
encrypts the secrets in them.
"""
