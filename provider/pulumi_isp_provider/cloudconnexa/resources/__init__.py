"""The resources of a CloudConnexa tenant."""
