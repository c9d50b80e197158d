"""One service for each kind of object. Most use the common code; special ones have a file."""
