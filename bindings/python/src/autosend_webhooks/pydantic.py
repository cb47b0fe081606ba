"""Pydantic models of the events, for those who have models everywhere.

model = to_model(delivery.event)
model.model_dump(mode="json", by_alias=True)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._generated import models as _models
from ._generated.models import *
from ._generated.models import MODELS
from .envelope import outline

if TYPE_CHECKING:
    from . import events as _events

if not TYPE_CHECKING:
    # Type checkers see all that is imported by a star; they can't add up lists.
    __all__ = ["to_model", *_models.__all__]


def to_model(event: _events.Event) -> _models.Event:
    """The model of an event.

    Raises ValueError for `Unknown` and `Invalid`, which have none, and where an event has `problems`.
    """
    from .events import Invalid, Unknown

    if isinstance(event, (Unknown, Invalid)):
        raise ValueError(f"there is no model of {event!r}")
    model: _models.Event = MODELS[event.type].model_validate(outline(event))
    return model
