"""What the client offers to programs of its own, and no resource uses: the face that is awaited, and REST."""
