"""The lifecycle and its parts, without vendors and without Pulumi."""
