"""``pulumi-isp map``: draws a picture of a stack, or of the objects at the vendors.

Modules: :mod:`.state` and :mod:`.vendors` read objects, as :mod:`.objects` has them; :mod:`.model` decides
what is drawn, :mod:`.layout` where; :mod:`.svg` and :mod:`.page` write the files; :mod:`.command` has the
options.
"""
