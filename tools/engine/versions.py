"""Which engine the project is built and tested with."""

CLI_VERSION = "3.259.0"
"""The newest engine that the Go module registry serves."""

LANGUAGE_HOST_VERSION = "3.163.0"
"""The newest Python language host that it serves; it does not compile against newer engines."""

MINIMUM_VERSION = CLI_VERSION
"""An engine found on PATH must be at least the one that the tests run on."""
