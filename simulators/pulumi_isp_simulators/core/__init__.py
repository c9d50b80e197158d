"""What every simulator shares: serving, logging, faults, the admin side."""
