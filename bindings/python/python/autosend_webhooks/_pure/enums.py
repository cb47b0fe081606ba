# Generated from schema/ by `cargo xtask generate`; do not edit.
"""The package's own enumerations: whichever implementation is in use, they are the same classes."""

from .._generated.enums import (
    BounceSubType as BounceSubType,
    BounceType as BounceType,
    ComplaintType as ComplaintType,
    DelayType as DelayType,
    Verdict as Verdict,
)
