"""Types only if what packages read by tables has the types that its stubs say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Optional, Union

from types_webhooks import Circle, Event, Everything, EverythingData, Problem, Unknown, UnknownValue


def types(
    data: EverythingData,
) -> tuple[
    Optional[int],
    Optional[Mapping[str, str]],
    Optional[tuple[Optional[str], ...]],
    Optional[Union[Circle, UnknownValue]],
]:
    """Each member, of the type that the catalog gives it."""
    shape = data.shape
    return data.long, data.map, data.gaps, shape if isinstance(shape, (Circle, UnknownValue)) else None


def narrowed(event: Event) -> tuple[Problem, ...]:
    """Every class of an event is told from the others."""
    if isinstance(event, Unknown):
        return ()
    return event.problems if isinstance(event, Everything) else ()


def wrong(data: EverythingData) -> Optional[str]:
    """It is an integer: without the error here the comment would be one."""
    return data.long  # type: ignore[return-value]
