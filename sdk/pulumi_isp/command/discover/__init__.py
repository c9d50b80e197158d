"""``pulumi-isp discover``: what stands at the vendors, written down as a Pulumi program.

One module, one job: :mod:`.config` finds the settings, :mod:`.read` reads the systems, :mod:`.undecided`
counts what may be set on objects that are not written, :mod:`.names` gives names, :mod:`.layout` says what
stands in which module and in which order, :mod:`.python` writes values, :mod:`.program` writes modules,
:mod:`.folder` has what a folder holds and replaces it.
"""
