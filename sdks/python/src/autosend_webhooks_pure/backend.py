# Generated from schema/ by `cargo xtask generate`; do not edit.
"""What receiving is built on: the verifier and the classes around it."""

from . import events as events
from .delivery import Delivery as Delivery
from .errors import WebhookError as WebhookError
from .errors import body_error as body_error
from .errors import refusal as refusal
from .read import parse_event as parse_event
from .read import restore_delivery as restore_delivery
from .verifier import Verifier as Verifier
