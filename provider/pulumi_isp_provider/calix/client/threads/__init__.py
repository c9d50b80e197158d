"""Which thread does what: turns at a node, and the face that is awaited."""
