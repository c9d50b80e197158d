"""``drift``: a stack's state compared with the vendors, without the program.

Rooms: ``entries`` what state says of the resources that are ours; ``finding`` what is found of one; ``plans``
what the next `up` would do, by the lifecycles themselves; ``examine`` one resource; ``reading`` all of them
within bounds; ``report`` all of it as data; ``table`` the same for people; ``command`` the options.
"""
