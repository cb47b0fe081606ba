"""The cases of tests/vectors/requests/, one module a group."""
