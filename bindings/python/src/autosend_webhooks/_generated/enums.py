# Generated from schema/ by `cargo xtask generate`; do not edit.
"""The open enumerations: a value that is not known here arrives as a plain str."""

from enum import Enum

__all__ = [
    "BounceSubType",
    "BounceType",
    "ComplaintType",
    "DelayType",
    "Verdict",
]


class BounceSubType(str, Enum):
    """What kind of bounce it is."""

    GENERAL = "General"
    NO_EMAIL = "NoEmail"
    SUPPRESSED = "Suppressed"

    __str__ = str.__str__


class BounceType(str, Enum):
    """Whether a bounce is for good."""

    PERMANENT = "Permanent"
    TRANSIENT = "Transient"

    __str__ = str.__str__


class ComplaintType(str, Enum):
    """What a recipient complained of."""

    ABUSE = "abuse"
    FRAUD = "fraud"
    VIRUS = "virus"
    OTHER = "other"

    __str__ = str.__str__


class DelayType(str, Enum):
    """Why a delivery is delayed."""

    INTERNAL_FAILURE = "InternalFailure"
    MAILBOX_FULL = "MailboxFull"

    __str__ = str.__str__


class Verdict(str, Enum):
    """What a scan of an inbound message found."""

    PASS = "PASS"
    FAIL = "FAIL"

    __str__ = str.__str__
