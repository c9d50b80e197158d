"""The client for WHMCS, for use with and without Pulumi."""
