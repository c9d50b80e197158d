"""The lifecycle and what it is made of: no vendor, no Pulumi."""
