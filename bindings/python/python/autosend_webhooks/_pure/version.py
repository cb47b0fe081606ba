# Generated from schema/ by `cargo xtask generate`; do not edit.
"""The version of the package, for builds without Rust."""

VERSION = "0.1.0"
