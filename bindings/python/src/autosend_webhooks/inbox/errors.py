"""Why an inbox did not do what it was asked."""

from __future__ import annotations

from typing import Any, Union

MIGRATE = "python -m autosend_webhooks.inbox migrate ADDRESS"
"""The command that makes the tables."""

CODES: dict[str, tuple[str, str]] = {
    "inbox_busy": (
        "Another transaction holds the same delivery, or the database did not answer in time.",
        "Nothing: the delivery comes again. If it happens often, make the handlers' transactions shorter.",
    ),
    "inbox_unavailable": ("The database can't be reached, or can't write.", "See what it says, and its log."),
    "delivery_not_storable": (
        "This delivery can't be stored, whatever the state of the database.",
        "See what it says.",
    ),
    "no_tables": (
        "The database has no tables of an inbox.",
        f"Make them once, when you deploy: inbox.migrate(), or `{MIGRATE}`; with Django `python manage.py migrate`.",
    ),
    "older_store": (
        "The tables were made by an older version.",
        f"Bring them up to date: inbox.migrate(), or `{MIGRATE}`; with Django `python manage.py migrate`.",
    ),
    "newer_store": ("The tables were made by a newer version.", "Update autosend-webhooks here."),
    "not_partitioned": (
        "These tables can't have a partition for each day.",
        "Leave partition_by out, or begin with an empty PostgreSQL database.",
    ),
    "foreign_database": ("This is no database.", "Look at the address: is it another program's file?"),
    "unsupported_database": ("The inbox works on PostgreSQL and SQLite.", "Use one of them, or a deduplicator."),
    "bad_store_address": (
        "The address can't be understood.",
        "Give postgresql://user:password@host/database or the path of an SQLite file; of an engine nats://… or redis://….",
    ),
    "autocommit_connection": (
        "The connection commits each statement at once, so that the mark would not wait for the effect.",
        "Begin a transaction: `with connection.transaction()`, `with session.begin()`, `with transaction.atomic()`.",
    ),
    "transaction_aborted": (
        "The transaction has failed already, and can only be rolled back.",
        "Do not catch the database's errors within it; use a savepoint for what may fail.",
    ),
    "foreign_object": (
        "This is no transaction, connection or session that the inbox knows.",
        "Hand in one of psycopg, asyncpg, sqlite3, SQLAlchemy or Django, or an object with execute(text, values).",
    ),
    "async_client": ("The client is an async one.", "Await the method whose name ends in _async."),
    "sync_client": ("The client is not an async one.", "Call the method without _async."),
    "async_handler": (
        "An async handler can't run within the transaction of a client that is not async.",
        "Make it a plain function, or give the inbox an async client: asyncpg, or SQLAlchemy's AsyncEngine.",
    ),
    "no_source": (
        "The inbox can't begin transactions of its own.",
        "Give it what it shall begin them on: Inbox(engine), Inbox(pool), Inbox('inbox.db').",
    ),
    "unsafe_setting": (
        "The engine would lose what it acknowledged.",
        "Change the setting that is named.",
    ),
    "lease_lost": ("The delivery is another worker's by now.", "Nothing: what the handler did is rolled back."),
}
"""What each code means, and what to do about it."""


class InboxError(Exception):
    """The inbox did not do what it was asked. Prints as `code: message hint`.

    What is not stored must not be answered 2xx: all are answered 503, so that AutoSend delivers again.
    """

    code: str
    """The cause, one of a fixed set of snake_case strings."""
    status: int = 503
    """The HTTP status to answer with."""
    message: str
    """What happened, with particulars where there are any."""
    hint: str
    """What to do about it."""

    def __init__(self, code: str, detail: object = None) -> None:
        meaning, self.hint = CODES[code]
        self.code = code
        self.message = meaning if detail is None else f"{meaning} ({detail})"
        # What pickles and copies an exception calls its class with these.
        super().__init__(code, detail)

    def __str__(self) -> str:
        return f"{self.code}: {self.message} {self.hint}"

    def to_dict(self) -> dict[str, Union[str, int]]:
        """The JSON to answer with: a `code` and `status`. What the database said is for the log alone."""
        return {"code": self.code, "message": CODES[self.code][0], "hint": self.hint, "status": self.status}


_STATES = {
    "42P01": "no_tables",
    "42883": "no_tables",
    "42703": "older_store",
    "55P03": "inbox_busy",
    "57014": "inbox_busy",
    "40001": "inbox_busy",
    "40P01": "inbox_busy",
    "25P02": "transaction_aborted",
    "25006": "inbox_unavailable",
}
_TEXTS = {
    "no such table: inbox_": "no_tables",
    "no such column": "older_store",
    "is locked": "inbox_busy",
    "not a database": "foreign_database",
}
_CLASSES = {
    "IntegrityError": "delivery_not_storable",
    "DataError": "delivery_not_storable",
    "PendingRollbackError": "transaction_aborted",
    "TransactionManagementError": "transaction_aborted",
}


def failure(error: BaseException) -> InboxError:
    """What an error of a client means to whoever wants to store something."""
    if isinstance(error, InboxError):
        return error
    states = (_state_of(one) for one in _chain(error))
    state = next((one for one in states if one), "")
    code = _STATES.get(state) or ("delivery_not_storable" if state[:2] in ("22", "23") else None)
    text = str(_chain(error)[-1]).strip()
    if code is None and not state:
        code = next((code for part, code in _TEXTS.items() if part in text), None)
        code = code or _CLASSES.get(type(error).__name__)
    made = InboxError(code or "inbox_unavailable", f"{state} {text}".strip().partition("\n")[0])
    made.__cause__ = error
    return made


def _chain(error: BaseException) -> list[Any]:
    """The error, and what SQLAlchemy and Django have wrapped in it."""
    chain: list[Any] = [error]
    while (inner := getattr(chain[-1], "orig", None) or chain[-1].__cause__) is not None and inner not in chain:
        chain.append(inner)
    return chain


def _state_of(error: Any) -> str:
    state = getattr(error, "sqlstate", None) or getattr(error, "pgcode", None)
    return state if isinstance(state, str) else ""
