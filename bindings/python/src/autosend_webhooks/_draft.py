"""Making frozen objects fast: their own constructors set each attribute by a call.

A draft is an object of a class with the same slots that is not frozen. Filled, it gets the class of what it is for:

    draft.__class__ = Address

Where Python lets no object change its class, `copied` makes another one.
"""

from __future__ import annotations

from typing import Any, TypeVar

T = TypeVar("T")


def draft_of(of: type[Any]) -> type[Any]:
    """A class of drafts."""
    body: dict[str, Any] = {"__slots__": tuple(of.__slots__), "__module__": of.__module__}
    # Attributes are stored without a call only if neither is a function of Python.
    body |= {"__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
    return type(of.__name__, of.__bases__, body)


def copied(draft: Any, of: type[T]) -> T:
    """An object of a class with what is in a draft."""
    made = object.__new__(of)
    for holder in of.__mro__:
        for name in vars(holder).get("__slots__", ()):
            object.__setattr__(made, name, getattr(draft, name))
    return made


def _can_change() -> bool:
    """Whether objects can change their class: not every implementation of Python lets them."""
    one, other = (type("Probe", (), {"__slots__": ("slot",)}) for _ in range(2))
    probe: Any = one()
    try:
        probe.__class__ = other
    except TypeError:
        return False
    return True


CAN_CHANGE = _can_change()
"""Whether a draft can get another class."""
