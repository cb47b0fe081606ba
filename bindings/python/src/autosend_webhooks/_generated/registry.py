# Generated from schema/ by `cargo xtask generate`; do not edit.
"""Which event class the handlers of each event type take, for type checkers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

if TYPE_CHECKING:
    from typing import Literal

    from .. import events
    from ..registry import Registrar


class On:
    """`on` with the event class for each event type."""

    if TYPE_CHECKING:
        # fmt: off

        @overload
        def on(self, event_type: Literal["email.sent"], /) -> Registrar[events.EmailSent]: ...

        @overload
        def on(self, event_type: Literal["email.delivered"], /) -> Registrar[events.EmailDelivered]: ...

        @overload
        def on(self, event_type: Literal["email.deferred"], /) -> Registrar[events.EmailDeferred]: ...

        @overload
        def on(self, event_type: Literal["email.bounced"], /) -> Registrar[events.EmailBounced]: ...

        @overload
        def on(self, event_type: Literal["email.opened"], /) -> Registrar[events.EmailOpened]: ...

        @overload
        def on(self, event_type: Literal["email.clicked"], /) -> Registrar[events.EmailClicked]: ...

        @overload
        def on(self, event_type: Literal["email.spam_reported"], /) -> Registrar[events.EmailSpamReported]: ...

        @overload
        def on(self, event_type: Literal["email.unsubscribed"], /) -> Registrar[events.EmailUnsubscribed]: ...

        @overload
        def on(self, event_type: Literal["email.group_unsubscribed"], /) -> Registrar[events.EmailGroupUnsubscribed]: ...

        @overload
        def on(self, event_type: Literal["email.group_resubscribed"], /) -> Registrar[events.EmailGroupResubscribed]: ...

        @overload
        def on(self, event_type: Literal["contact.created"], /) -> Registrar[events.ContactCreated]: ...

        @overload
        def on(self, event_type: Literal["contact.updated"], /) -> Registrar[events.ContactUpdated]: ...

        @overload
        def on(self, event_type: Literal["contact.deleted"], /) -> Registrar[events.ContactDeleted]: ...

        @overload
        def on(self, event_type: Literal["email.received"], /) -> Registrar[events.EmailReceived]: ...

        @overload
        def on(self, event_type: str, /) -> Registrar[Any]: ...

    def on(self, event_type: str, /) -> Any:
        """A decorator that makes a function the handler of an event type."""
        return self._registrar(event_type)

    def _registrar(self, event_type: str) -> Any:
        raise NotImplementedError
