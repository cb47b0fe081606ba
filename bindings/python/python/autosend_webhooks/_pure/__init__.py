# Generated from schema/ by `cargo xtask generate`; do not edit.
"""What is written in Python alone: receiving, and a verifier for where the native module does not load (`api`)."""
