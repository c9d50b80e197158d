"""The commands ``move`` and ``import-state``: they write states, and nothing at a vendor.

What is moved is taken from one document of `pulumi stack export` and put into another, or told in the words
of the other front. The engine itself writes the documents back, and encrypts what is secret in them.
"""
