"""Handlers as decorators take them."""

from __future__ import annotations

from typing import Callable, Protocol, TypeVar, overload

from .delivery import Delivery

E = TypeVar("E")
R = TypeVar("R")


class Registrar(Protocol[E]):
    """A decorator for handlers of an event class: they take the event, and the delivery if they like."""

    @overload
    def __call__(self, handler: Callable[[E], R], /) -> Callable[[E], R]: ...
    @overload
    def __call__(self, handler: Callable[[E, Delivery], R], /) -> Callable[[E, Delivery], R]: ...
