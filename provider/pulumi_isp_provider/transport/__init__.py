"""HTTP for all vendors. Each part has one method, ``send``; a wrapper adds one thing to the part inside it.

``stack.build`` puts the parts together.
"""
