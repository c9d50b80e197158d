"""One service for each kind of object: one engine fed with data, and a file for each that does more."""
