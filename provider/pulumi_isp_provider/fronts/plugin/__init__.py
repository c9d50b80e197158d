"""The plugin front: Pulumi's engine asks in its own protocol, for programs in every language."""
