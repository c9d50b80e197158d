"""The client for CloudConnexa's API, for use with and without Pulumi."""
