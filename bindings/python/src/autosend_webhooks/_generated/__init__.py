# Generated from schema/ by `cargo xtask generate`; do not edit.
"""What the package takes from the catalog of events."""
