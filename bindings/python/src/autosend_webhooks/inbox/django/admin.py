"""Deliveries and dead letters, to look at and to process again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.db import router
from django.db.models import QuerySet
from django.http import HttpRequest

from ..inbox import Inbox
from .models import DeadLetter, Delivery

# To the type checker it is generic, to Python it is not.
if TYPE_CHECKING:
    _Admin = ModelAdmin[Any]
else:
    _Admin = ModelAdmin


class _ReadOnly(_Admin):
    """Nobody writes to the inbox but the inbox."""

    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """Never."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """Never."""
        return False


@admin.register(Delivery)
class DeliveryAdmin(_ReadOnly):
    """What was received."""

    list_display = ("received_at", "type", "address", "delivery_id", "status")
    list_filter = ("type",)
    list_select_related = ("job", "dead")
    search_fields = ("address", "delivery_id")
    ordering = ("-seq",)
    fields = (
        "seq",
        "delivery_id",
        "type",
        "address",
        "status",
        "created_at",
        "received_at",
        "secret",
        "headers",
        "text",
    )

    @admin.display
    def status(self, delivery: Delivery) -> str:
        """What has become of it."""
        job = getattr(delivery, "job", None)
        if job is not None:
            return "working" if job.lease else "waiting"
        return "dead" if hasattr(delivery, "dead") else delivery.kept_from or "done"


@admin.register(DeadLetter)
class DeadLetterAdmin(_ReadOnly):
    """What no handler could process."""

    list_display = ("died_at", "delivery", "attempts", "error")
    list_select_related = ("delivery",)
    ordering = ("-died",)
    fields = ("delivery", "attempts", "died_at", "error")
    actions = ("process_again",)

    @admin.action(description="Process again", permissions=["view"])
    def process_again(self, request: HttpRequest, letters: QuerySet[DeadLetter]) -> None:
        """Hands dead letters to the workers."""
        from django.db import connections, transaction

        name = router.db_for_write(DeadLetter)
        seqs = list(letters.values_list("pk", flat=True))
        with transaction.atomic(using=name):
            for seq in seqs:
                Inbox().replay(seq, connections[name])
        self.message_user(request, f"{len(seqs)} wait for a worker.")
