"""``pulumi-isp fleet``: one command over many stacks of a project, such as one for each shelf.

:mod:`.stacks` says which, :mod:`.job` runs the command of one stack, :mod:`.run` runs several at a time,
:mod:`.journal` remembers what is done, :mod:`.outcome` and :mod:`.table` say how it went, :mod:`.ci` spreads
the same over many machines.
"""
