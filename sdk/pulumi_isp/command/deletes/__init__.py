"""``deletes``: what goes along with the objects that a plan deletes, asked before anything goes.

Rooms: ``plan`` what a preview deletes; ``along`` what the vendor takes with one object, and whose it is;
``report`` all of it, as data and for people; ``command`` the options.
"""
