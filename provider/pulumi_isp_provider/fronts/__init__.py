"""What stands between an engine and the lifecycle."""
