"""Which thread does what: turns at a node."""
