"""Making frozen objects fast: their own constructors set each attribute by a call.

A draft is an object of a class with the same slots that is not frozen. Filled, it gets the class of what it is for.
"""

from __future__ import annotations

from typing import Any, Callable, TypeVar

T = TypeVar("T")


def draft_of(of: type[T]) -> tuple[type[Any], Callable[[Any], T]]:
    """A class of drafts, and what makes one an object of the class that it is for, its slots filled."""
    names: tuple[str, ...] = tuple(of.__slots__)  # type: ignore[attr-defined]
    draft: type[Any] = type(of.__name__, of.__bases__, {"__slots__": names, "__module__": of.__module__})

    def seal(made: Any) -> T:
        made.__class__ = of
        return made  # type: ignore[no-any-return]

    def copy(made: Any) -> T:
        return of(*(getattr(made, name) for name in names))

    return draft, seal if can_change(draft, of) else copy


def can_change(one: type[Any], other: type[Any]) -> bool:
    """Whether objects of one class can become objects of the other: not every implementation of Python lets them."""
    try:
        one().__class__ = other
    except TypeError:
        return False
    return True
