"""The app's configuration."""

from __future__ import annotations

from django.apps import AppConfig


class InboxConfig(AppConfig):
    """The app."""

    name = "autosend_webhooks.inbox.django"
    label = "autosend_inbox"
    verbose_name = "AutoSend inbox"
    default_auto_field = "django.db.models.BigAutoField"
