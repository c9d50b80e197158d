"""The demo: three simulated vendors, one stack, and its whole life on the real engine."""
