"""What a program asks of a tenant: one and many of every kind, and what is only ever read."""
