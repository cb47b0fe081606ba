"""Authentic events of a known type whose data does not fit."""

from __future__ import annotations

from . import events_current, events_first
from .builder import Group
from .payloads import invalid_samples

# Samples whose time is missing or no time: the delivery has no created_at.
WITHOUT_TIME = {
    "contact.deleted.created-at-date-only",
    "contact.deleted.first-timestamp-as-number",
    "email.bounced.created-at-as-number",
    "email.deferred.created-at-impossible-date",
    "email.opened.created-at-null",
    "email.opened.first-timestamp-missing",
    "email.sent.created-at-missing",
    "email.sent.first-created-at-for-timestamp",
    "email.unsubscribed.first-timestamp-word",
}


def group() -> Group:
    g = Group(
        "events-invalid",
        "Known types whose data does not fit: accepted, reported as invalid, never as unknown (see group strict).",
    )
    for name, type, body in invalid_samples():
        generation = 1 if f"{type}.first-" in name else 2
        times = events_current.TYPES if generation == 2 else events_first.TYPES
        g.accept(
            f"invalid-{name}",
            "The body does not fit its schema, but it is authentic.",
            body,
            type=type,
            outcome="invalid",
            generation=generation,
            created_at=None if name in WITHOUT_TIME else times[type],
        )
    return g
