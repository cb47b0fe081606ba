"""What is asked of PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Optional

from .._generated.inbox_sql import COLUMNS, STATEMENTS
from .arrival import Arrival
from .errors import InboxError
from .statements import Asked, Job, Lease, Stored, job_of, migrate

_SQL = STATEMENTS["postgres"]


class Postgres:
    """The statements of PostgreSQL, where most are one round trip."""

    def migrate(self) -> Asked[None]:
        """Makes the tables, or brings them up to date; one process at a time."""
        yield _SQL["lock_migration"], ()
        yield from migrate("postgres")

    def by_day(self) -> Asked[None]:
        """Gives empty tables a partition for each day."""
        rows = yield _SQL["by_day"], ()
        if not rows[0][0]:
            raise InboxError("not_partitioned", "they hold deliveries, and have no partitions")

    def add_days(self) -> Asked[None]:
        """Makes what is missing a week ahead, and moves there what has come without."""
        yield _SQL["add_days"], ()

    def notify(self) -> Asked[None]:
        """With the commit."""
        yield _SQL["notify"], ()

    def first(self, arrival: Arrival) -> Asked[bool]:
        """One statement for a new delivery, two for a repeat."""
        rows = yield _SQL["receive_first"], arrival
        if rows and rows[0][0] is not None:
            return True
        yield from self._repeat(arrival)
        return False

    def _repeat(self, arrival: Arrival) -> Asked[None]:
        values = ([arrival.created], [arrival.digest], [arrival.delivery_id], [arrival.secret])
        yield _SQL["repeat"], values

    def append(self, arrival: Arrival, expired_before: int) -> Asked[Stored]:
        """A batch of one."""
        rows = yield _SQL["append"], (*([value] for value in arrival), [None], expired_before, False)
        if not rows:
            yield from self._repeat(arrival)
            return Stored("duplicate")
        _, _, kept_from, id_reused = rows[0]
        return Stored(kept_from or "new", bool(id_reused))

    def claim(self, limit: int, lease: int) -> Asked[list[Job]]:
        """Takes what is due, what others hold is passed by."""
        rows = yield _SQL["claim"], (limit, lease)
        return [job_of(dict(zip(COLUMNS["postgres"]["claim"], row))) for row in rows]

    def renew(self, leases: Sequence[Lease], lease: int) -> Asked[list[Lease]]:
        """All in one statement."""
        rows = yield _SQL["renew"], ([one.seq for one in leases], [one.number for one in leases], lease)
        held = {Lease(*row) for row in rows}
        return [one for one in leases if one not in held]

    def done(self, lease: Lease) -> Asked[None]:
        """Ends a job; the next of its key may run then."""
        yield from self._ended((yield _SQL["done"], ([lease.seq], [lease.number])), lease)

    def retry(self, lease: Lease, delay: int, error: Optional[str]) -> Asked[None]:
        """Frees a job for another attempt."""
        yield _SQL["retry"], ([lease.seq], [lease.number], [delay], [error])

    def bury(self, lease: Lease, error: str) -> Asked[None]:
        """Makes a dead letter of a job."""
        yield from self._ended((yield _SQL["bury"], ([lease.seq], [lease.number], [error])), lease)

    def _ended(self, rows: Sequence[Sequence[object]], lease: Lease) -> Asked[None]:
        if not rows:
            raise InboxError("lease_lost", f"delivery {lease.seq}")
        keys = [key for _, key in rows if key is not None]
        if keys:
            yield _SQL["lock_keys"], (keys,)
            yield _SQL["wake_next"], (keys,)

    def replay(self, seq: int) -> Asked[None]:
        """Has a delivery processed again."""
        yield _SQL["requeue"], ([seq],)

    def next_due(self) -> Asked[Optional[int]]:
        """In how many milliseconds a job is due."""
        rows = yield _SQL["next_due"], ()
        due: Optional[int] = rows[0][0]
        return due
