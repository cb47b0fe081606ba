"""The inbox's tables."""
