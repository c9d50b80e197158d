"""``pulumi-isp discover``: writes a Pulumi program of the objects at the vendors.

Modules: :mod:`.read` reads the systems; :mod:`.undecided` counts what may be set on objects that are not
written; :mod:`.names` makes names; :mod:`.layout` decides in which module of the program each object is, and
in which order; :mod:`.python` writes values; :mod:`.program` writes modules; :mod:`.folder` reads and
replaces the folder of a program; :mod:`.run` does all of it; :mod:`.command` has the options.
"""
