"""What the inbox asks a database, as generators of statements: the rows of each are sent into them.

So it stands here once for plain and for async clients; `run` and `run_async` do it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterator, Sequence
from typing import Any, NamedTuple, Optional, Protocol, TypeVar

from .._generated.inbox_sql import MIGRATIONS, STATEMENTS
from .arrival import Arrival
from .clients import Transaction
from .errors import InboxError, failure

Rows = Sequence[Sequence[Any]]
T = TypeVar("T")
Asked = Generator[tuple[str, Sequence[Any]], Rows, T]


class Lease(NamedTuple):
    """What a worker has: a delivery, until the lease ends."""

    seq: int
    number: int


class Job(NamedTuple):
    """A delivery that a worker has claimed."""

    lease: Lease
    attempt: int
    """Which one this is, from 1."""
    delivery_id: str
    sent: Optional[int]
    secret: int
    headers: dict[str, str]
    """Those that were kept with it."""
    body: bytes
    is_suspect: bool
    """Whether its process ended at work on it, more than once: it is claimed alone, and should run so."""


def job_of(row: dict[str, Any]) -> Job:
    """A job out of the columns of a claim."""
    return Job(
        lease=Lease(row["seq"], row["lease"]),
        attempt=row["attempt"],
        delivery_id=row["delivery_id"],
        sent=row["sent"],
        secret=row["secret"],
        headers=json.loads(row["headers"]),
        body=bytes(row["body"]),
        is_suspect=bool(row["is_suspect"]),
    )


class Stored(NamedTuple):
    """What became of a delivery that was to be stored."""

    outcome: str
    """`new`, `duplicate` or `expired`."""
    id_reused: bool = False


def run(asked: Asked[T], transaction: Transaction) -> T:
    """Asks a plain client. Raises InboxError."""
    rows: Rows = ()
    try:
        statement = next(asked)
        while True:
            rows = transaction.execute(*statement)
            statement = asked.send(rows)
    except StopIteration as end:
        value: T = end.value
        return value
    except Exception as error:
        raise failure(error) from error


async def run_async(asked: Asked[T], transaction: Transaction) -> T:
    """Asks an async client. Raises InboxError."""
    rows: Rows = ()
    try:
        statement = next(asked)
        while True:
            rows = await transaction.execute(*statement)
            statement = asked.send(rows)
    except StopIteration as end:
        value: T = end.value
        return value
    except Exception as error:
        raise failure(error) from error


class Statements(Protocol):
    """What is asked of one kind of database."""

    def migrate(self) -> Asked[None]:
        """Makes the tables, or brings them up to date."""
        ...

    def by_day(self) -> Asked[None]:
        """Gives empty tables a partition for each day. Raises InboxError, `not_partitioned`."""
        ...

    def add_days(self) -> Asked[None]:
        """Makes the partitions of the days to come, if there is one for each day."""
        ...

    def notify(self) -> Asked[None]:
        """Says to workers of other processes that something was stored, as soon as this transaction commits."""
        ...

    def first(self, arrival: Arrival) -> Asked[bool]:
        """Marks and archives a delivery, or counts one more of it."""
        ...

    def append(self, arrival: Arrival, expired_before: int) -> Asked[Stored]:
        """Stores a delivery; for the workers, unless it was created then or earlier, in Unix milliseconds."""
        ...

    def claim(self, limit: int, lease: int) -> Asked[list[Job]]:
        """Takes what is due, for a lease in milliseconds."""
        ...

    def renew(self, leases: Sequence[Lease], lease: int) -> Asked[list[Lease]]:
        """Makes leases end later; returns those that are another's by now."""
        ...

    def done(self, lease: Lease) -> Asked[None]:
        """Ends a job. Raises InboxError, `lease_lost`, where another worker has it."""
        ...

    def retry(self, lease: Lease, delay: int, error: Optional[str]) -> Asked[None]:
        """Frees a job for another attempt, in milliseconds; without an error the attempt was no failure."""
        ...

    def bury(self, lease: Lease, error: str) -> Asked[None]:
        """Makes a dead letter of a job."""
        ...

    def replay(self, seq: int) -> Asked[None]:
        """Has a delivery processed again that is a dead letter, or was kept from the handlers."""
        ...

    def next_due(self) -> Asked[Optional[int]]:
        """In how many milliseconds a job is due."""
        ...


def version(dialect: str) -> Asked[None]:
    """Refuses tables of another version. Raises InboxError."""
    rows = yield STATEMENTS[dialect]["version"], ()
    _check_version(dialect, rows[0][0] if rows else 0, exactly=True)


def _check_version(dialect: str, found: int, exactly: bool) -> int:
    known = len(MIGRATIONS[dialect])
    detail = f"they have version {found}, this package knows {known}"
    if found > known:
        raise InboxError("newer_store", detail)
    if exactly and found < known:
        raise InboxError("older_store", detail)
    return found


def migrate(dialect: str) -> Asked[None]:
    """Makes the tables or brings them up to date, within a transaction."""
    sql = STATEMENTS[dialect]
    found = 0
    if (yield sql["has_tables"], ())[0][0]:
        rows = yield sql["version"], ()
        found = _check_version(dialect, rows[0][0] if rows else 0, exactly=False)
    for script in MIGRATIONS[dialect][found:]:
        for statement in split(script):
            yield statement, ()
    yield sql["set_version"], (len(MIGRATIONS[dialect]),)


_PIECES = re.compile(r"--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'|\"[^\"]*\"|\$(\w*)\$.*?\$\1\$|;|.", re.DOTALL)


def split(script: str) -> Iterator[str]:
    """The statements of a script, without comments: most clients take one at a time."""
    statement = ""
    for piece in _PIECES.finditer(script):
        text = piece.group()
        if text == ";":
            yield statement.strip()
            statement = ""
        elif not text.startswith(("--", "/*")):
            statement += text
    if statement.strip():
        yield statement.strip()
