"""The inbox's tables as a step of Django's migrations: one migration here for each version of them."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from ..inbox import Inbox


def _migrate(_apps: Any, schema_editor: Any) -> None:
    Inbox().migrate(schema_editor.connection)


class MakeTables(migrations.RunPython):
    """Makes the tables, or brings them up to date: the inbox knows which version they have."""

    def __init__(self) -> None:
        super().__init__(_migrate, migrations.RunPython.noop)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """It takes nothing."""
        return type(self).__name__, [], {}
