"""``doctor``: what is wrong with a set-up, before `up` fails.

Rooms: ``finding`` what a check answers; ``machine`` what is installed here; ``plugin`` where the engine finds
it; ``limits`` where runs at the same time meet; ``door`` the way to an address; ``systems`` what each vendor
lets us read; ``run`` all of it within bounds; ``command`` what is shown.
"""
