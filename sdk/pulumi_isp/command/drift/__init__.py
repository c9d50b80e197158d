"""``drift``: a stack's state compared with the vendors, without the program.

Modules: ``finding`` has the results; ``plans`` asks the lifecycles what the next `up` would do; ``examine``
compares one resource; ``reading`` compares all of them within a time limit; ``report`` gives the results
as data, ``table`` as text; ``command`` has the options.
"""
