"""The client for a Calix CMS and its E7s, for use with and without Pulumi."""
