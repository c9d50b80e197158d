"""The common parts of all simulators: server, log, faults, admin side."""
