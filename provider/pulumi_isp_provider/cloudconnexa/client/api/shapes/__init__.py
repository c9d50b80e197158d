"""The shapes of objects on the wire that the releases share."""
