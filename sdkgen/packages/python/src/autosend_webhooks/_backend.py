"""What verifies: Python alone."""

from .read import parse_event as parse_event
from .verifier import Verifier as Verifier

backend: str = "pure"
"""`"pure"`: nothing native is in use."""
