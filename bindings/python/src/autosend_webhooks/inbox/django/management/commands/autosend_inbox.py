"""`manage.py autosend_inbox work|maintain`: processes what is stored, or looks after the tables."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.module_loading import import_string

from ....options import WorkOptions

_DEFAULTS = WorkOptions()


class Command(BaseCommand):
    """Works until the process is asked to end, or looks after the tables once."""

    help = (
        "work: processes stored AutoSend deliveries with the project's handlers. "
        "maintain: makes the partitions of the days to come, daily where no worker runs."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Those of `WorkOptions` that differ from machine to machine."""
        parser.add_argument("command", choices=["work", "maintain"])
        parser.add_argument("--webhooks", help="where the Webhooks are, such as project.urls.webhooks")
        parser.add_argument("--max-concurrent", type=int, default=_DEFAULTS.max_concurrent)
        parser.add_argument("--lease", type=float, default=_DEFAULTS.lease, help="seconds")
        parser.add_argument("--timeout", type=float, default=_DEFAULTS.timeout, help="seconds")
        parser.add_argument("--attempts", type=int, default=_DEFAULTS.attempts)
        parser.add_argument("--burst", action="store_true", help="end as soon as nothing waits")

    def handle(self, *_: Any, **options: Any) -> None:
        """Works, or maintains."""
        path = options["webhooks"] or getattr(settings, "AUTOSEND_WEBHOOKS", None)
        if not path:
            raise CommandError('say where the Webhooks are: --webhooks or AUTOSEND_WEBHOOKS = "project.urls.webhooks"')
        webhooks = import_string(path)
        if getattr(webhooks, "inbox", None) is None:
            raise CommandError(f"{path} has no inbox: Webhooks(secret, inbox=Inbox(django.db.connection))")
        if options["command"] == "maintain":
            webhooks.inbox.maintain()
            return
        names = ("max_concurrent", "lease", "timeout", "attempts", "burst")
        webhooks.inbox.work(webhooks, **{name: options[name] for name in names})
