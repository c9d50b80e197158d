"""Threads: what each node has one of."""
