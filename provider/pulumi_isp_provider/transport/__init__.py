"""HTTP without vendors: one method, and wrappers around wrappers.

``stack.build`` puts them together.
"""
