"""The resources of an E7."""
