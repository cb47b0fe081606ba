"""The table of bounces."""
