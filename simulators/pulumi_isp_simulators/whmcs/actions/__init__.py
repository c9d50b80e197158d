"""The read actions, one module for each family."""
