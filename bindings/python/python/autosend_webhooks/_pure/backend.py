# Generated from schema/ by `cargo xtask generate`; do not edit.
"""What receiving is built on: the verifier and the classes around it, from whichever implementation is in use."""

from .. import events as events
from .._backend import Delivery as Delivery
from .._backend import Verifier as Verifier
from .._backend import parse_event as parse_event
from .._backend import restore_delivery as restore_delivery
from ..errors import WebhookError as WebhookError
from ..errors import body_error as body_error
from .errors import refusal as refusal
