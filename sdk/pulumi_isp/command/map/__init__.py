"""``pulumi-isp map``: a picture of a stack, or of what stands at the vendors.

One module, one job: :mod:`.state` and :mod:`.vendors` read, :mod:`.objects` has what they read, :mod:`.model`
says what is drawn, :mod:`.layout` where, :mod:`.svg` and :mod:`.page` write it down.
"""
