"""``pulumi-isp fleet``: one command for many stacks of a project, such as one for each shelf.

:mod:`.stacks` selects them, :mod:`.job` runs the command for one stack, :mod:`.run` runs several at a time,
:mod:`.journal` records which are done, :mod:`.outcome` and :mod:`.table` have the results, :mod:`.ci` makes
files for many machines.
"""
