"""The layer between the engine and the lifecycles."""
