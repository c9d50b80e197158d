"""``drift``: a stack's state compared with the vendors, without the program.

Rooms: ``finding`` what is found of one resource; ``plans``
what the next `up` would do, by the lifecycles themselves; ``examine`` one resource; ``reading`` all of them
within bounds; ``report`` all of it as data; ``table`` the same for people; ``command`` the options.
"""
