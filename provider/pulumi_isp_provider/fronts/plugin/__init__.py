"""The plugin front: the engine's own protocol, for programs in every language."""
