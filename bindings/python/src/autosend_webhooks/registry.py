"""Handlers as decorators take them."""

from __future__ import annotations

from typing import Any, Callable, Protocol, TypeVar, overload

from .delivery import Delivery

E = TypeVar("E")
R = TypeVar("R")
E_contra = TypeVar("E_contra", contravariant=True)
R_co = TypeVar("R_co", covariant=True)


class WithTransaction(Protocol[E_contra, R_co]):
    """A handler that takes the transaction of an inbox: the client's own object, whose class it names itself."""

    def __call__(self, event: E_contra, /, tx: Any) -> R_co:
        """Handles an event."""
        ...


class WithDeliveryAndTransaction(Protocol[E_contra, R_co]):
    """A handler that takes the delivery too."""

    def __call__(self, event: E_contra, delivery: Delivery, /, tx: Any) -> R_co:
        """Handles an event."""
        ...


class Registrar(Protocol[E]):
    """A decorator for handlers of an event class: they take the event, and the delivery and `tx` if they like."""

    @overload
    def __call__(self, handler: Callable[[E], R], /) -> Callable[[E], R]: ...
    @overload
    def __call__(self, handler: WithTransaction[E, R], /) -> WithTransaction[E, R]: ...
    @overload
    def __call__(self, handler: WithDeliveryAndTransaction[E, R], /) -> WithDeliveryAndTransaction[E, R]: ...
    @overload
    def __call__(self, handler: Callable[[E, Delivery], R], /) -> Callable[[E, Delivery], R]: ...
