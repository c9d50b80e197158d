"""``deletes``: what the vendors would delete together with the objects that a plan deletes.

Modules: ``plan`` reads what a preview deletes; ``along`` asks the vendor what goes along with one object, and
finds whose it is; ``report`` shows the results; ``command`` has the options.
"""
