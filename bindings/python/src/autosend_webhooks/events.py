"""The classes of the events, of their data, and the open enumerations in them."""

from typing import TYPE_CHECKING

from ._generated.enums import *
from ._generated.events import *

if not TYPE_CHECKING:
    # Type checkers see all that is imported by a star; they can't add up lists.
    from ._generated import enums, events

    __all__ = [*enums.__all__, *events.__all__]
