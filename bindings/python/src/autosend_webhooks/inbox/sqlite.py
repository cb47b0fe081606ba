"""What is asked of SQLite."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Optional

from .._generated.inbox_sql import COLUMNS, STATEMENTS
from ..clock import now_millis
from .arrival import Arrival
from .errors import InboxError
from .statements import Asked, Job, Lease, Stored, job_of, migrate

_SQL = STATEMENTS["sqlite"]


class Sqlite:
    """The statements of SQLite: several, since there are no round trips.

    Its clock is that of the process: the statement for it needs a newer SQLite than some versions of Python have.
    """

    def migrate(self) -> Asked[None]:
        """Makes the tables, or brings them up to date."""
        yield from migrate("sqlite")

    def by_day(self) -> Asked[None]:
        """Refuses: SQLite has no partitions."""
        raise InboxError("not_partitioned", "SQLite has no partitions")

    def add_days(self) -> Asked[None]:
        """Nothing: there are no days."""
        yield from ()

    def notify(self) -> Asked[None]:
        """Nothing: workers look."""
        yield from ()

    def _count(self, *names: str) -> Asked[None]:
        for name in sorted(names):
            yield _SQL["count"], (name, 1)

    def _mark(self, arrival: Arrival) -> Asked[Optional[int]]:
        """The number of a body that was not seen before; else counts one more of it."""
        rows = yield _SQL["first"], (arrival.created, arrival.digest, arrival.delivery_id)
        if rows:
            seq: int = rows[0][0]
            return seq
        known = yield _SQL["repeat"], (arrival.created, arrival.digest, 1)
        of, delivery_id = known[0]
        if delivery_id != arrival.delivery_id:
            now = now_millis()
            yield _SQL["note_repeat"], (of, now, arrival.delivery_id, arrival.secret)
        yield from self._count("duplicate")
        return None

    def _archive(self, seq: int, arrival: Arrival, now: int, stored: Stored) -> Asked[None]:
        kept_from = None if stored.outcome == "new" else stored.outcome
        yield (
            _SQL["archive"],
            (
                seq,
                arrival.delivery_id,
                arrival.type,
                arrival.address,
                arrival.signed,
                arrival.sent,
                now,
                arrival.secret,
                kept_from,
                int(stored.id_reused),
                arrival.digest,
                arrival.headers,
                arrival.body,
            ),
        )
        yield from self._count(stored.outcome, f"type:{arrival.type}", *(["id_reused"] if stored.id_reused else []))

    def first(self, arrival: Arrival) -> Asked[bool]:
        """Marks and archives a delivery, or counts one more of it."""
        seq = yield from self._mark(arrival)
        if seq is None:
            return False
        now = now_millis()
        yield from self._archive(seq, arrival, now, Stored("new"))
        return True

    def append(self, arrival: Arrival, expired_before: int) -> Asked[Stored]:
        """Stores a delivery; for the workers, unless it was created then or earlier."""
        seq = yield from self._mark(arrival)
        if seq is None:
            return Stored("duplicate")
        now = now_millis()
        reused = yield _SQL["id_reused"], (arrival.delivery_id, seq)
        is_expired = arrival.signed is not None and arrival.signed <= expired_before
        stored = Stored("expired" if is_expired else "new", bool(reused[0][0]))
        yield from self._archive(seq, arrival, now, stored)
        if not is_expired:
            created = now if arrival.signed is None else arrival.signed
            yield _SQL["enqueue"], (seq, now, None, created)
        return stored

    def claim(self, limit: int, lease: int) -> Asked[list[Job]]:
        """Takes what is due."""
        now = now_millis()
        number = (yield _SQL["next_lease"], ())[0][0]
        oldest = yield _SQL["suspect"], (now,)
        # What a process has died of comes alone.
        is_suspect = bool(oldest and oldest[0][0])
        jobs = []
        for row in (yield _SQL["claim"], (now, now + lease, number, 1 if is_suspect else limit, is_suspect)):
            claimed = dict(zip(COLUMNS["sqlite"]["claim"], row))
            found = (yield _SQL["find"], (claimed["seq"],))[0]
            jobs.append(
                job_of(
                    {
                        **claimed,
                        "lease": number,
                        "is_suspect": is_suspect,
                        **dict(zip(COLUMNS["sqlite"]["find"], found)),
                    }
                )
            )
        return jobs

    def renew(self, leases: Sequence[Lease], lease: int) -> Asked[list[Lease]]:
        """Makes leases end later; what another has is noticed when it is to end."""
        now = now_millis()
        for one in leases:
            yield _SQL["renew"], (one.seq, one.number, now + lease)
        return []

    def done(self, lease: Lease) -> Asked[None]:
        """Ends a job; the next of its key may run then."""
        yield from self._end(lease, None)
        yield from self._count("done")

    def _end(self, lease: Lease, error: Optional[str]) -> Asked[tuple[int, int]]:
        now = now_millis()
        rows = yield _SQL["finish"], (lease.seq, lease.number)
        if not rows:
            raise InboxError("lease_lost", f"delivery {lease.seq}")
        attempt, key = rows[0]
        if key is not None:
            yield _SQL["wake_next"], (key, now)
        yield _SQL["log_attempt"], (lease.seq, attempt, now, error)
        return attempt, now

    def retry(self, lease: Lease, delay: int, error: Optional[str]) -> Asked[None]:
        """Frees a job for another attempt."""
        now = now_millis()
        rows = yield _SQL["retry"], (lease.seq, lease.number, now + delay)
        if rows and error is not None:
            yield _SQL["log_attempt"], (lease.seq, rows[0][0], now, error)
        if rows:
            yield from self._count("released" if error is None else "failed")

    def bury(self, lease: Lease, error: str) -> Asked[None]:
        """Makes a dead letter of a job."""
        attempt, now = yield from self._end(lease, error)
        yield _SQL["bury"], (lease.seq, now, attempt, error)
        yield from self._count("dead")

    def replay(self, seq: int) -> Asked[None]:
        """Has a delivery processed again."""
        yield _SQL["exhume"], (seq,)
        yield _SQL["release_kept"], (seq,)
        yield _SQL["requeue"], (seq, now_millis())
        yield from self._count("replayed")

    def next_due(self) -> Asked[Optional[int]]:
        """In how many milliseconds a job is due."""
        now = now_millis()
        rows = yield _SQL["next_due"], ()
        return None if rows[0][0] is None else max(0, rows[0][0] - now)
