"""Cases for deduplicators: deliveries admitted, done and forgotten at given times."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta, timezone
from typing import Any

from .builder import NOW_MS, SECRET
from .text import GENERATED, dump

DESCRIPTION = "What a deduplicator says of deliveries that come again."

DAY_MS = 86_400_000
HOUR_MS = 3_600_000
SECOND_MS = 1_000
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)

Delivery = dict[str, str]
Step = dict[str, Any]


def delivery(id: str, email: str, created_ms: int | None = NOW_MS) -> Delivery:
    """A contact.deleted of `email`; two of the same email and creation time are the same body."""
    created = ""
    if created_ms is not None:
        time = (EPOCH + timedelta(milliseconds=created_ms)).isoformat(timespec="milliseconds")
        created = f'"createdAt":"{time.replace("+00:00", "Z")}",'
    return {"id": id, "body": f'{{"type":"contact.deleted",{created}"data":{{"email":"{email}@example.org"}}}}'}


def admit(name: str, outcome: str, after: int = 0, id_reused: bool = False) -> Step:
    """An admission `after` milliseconds, and what it must be."""
    expect = {"outcome": outcome, "id_reused": id_reused}
    return {"at_ms": NOW_MS + after, "do": "admit", "delivery": name, "expect": expect}


def first(name: str, after: int = 0, id_reused: bool = False) -> Step:
    return admit(name, "first", after, id_reused)


def done(name: str, after: int = 0) -> Step:
    return {"at_ms": NOW_MS + after, "do": "done", "delivery": name}


def forget(name: str, after: int = 0) -> Step:
    return {"at_ms": NOW_MS + after, "do": "forget", "delivery": name}


class Cases:
    """The cases of the file, each with a memory of its own."""

    def __init__(self) -> None:
        self.list: list[dict[str, Any]] = []

    def add(
        self,
        name: str,
        why: str,
        deliveries: dict[str, Delivery],
        *steps: Step,
        window_ms: int = DAY_MS,
        capacity: int = 100_000,
    ) -> None:
        self.list.append(
            {
                "name": name,
                "why": why,
                "window_ms": window_ms,
                "capacity": capacity,
                "deliveries": deliveries,
                "steps": list(steps),
            }
        )


def cases() -> list[dict[str, Any]]:
    c = Cases()
    phases(c)
    identity(c)
    replays(c)
    windows(c)
    capacities(c)
    return c.list


def phases(c: Cases) -> None:
    a, b = delivery("d-1", "a"), delivery("d-2", "b")
    c.add(
        "done-then-retried",
        "What was handled is a duplicate from then on.",
        {"a": a},
        first("a"),
        done("a"),
        admit("a", "duplicate", after=60_000),
        admit("a", "duplicate", after=120_000),
    )
    c.add(
        "two-deliveries",
        "Another delivery is another event.",
        {"a": a, "b": b},
        first("a"),
        first("b"),
        done("b"),
        admit("a", "in_progress", after=1),
        admit("b", "duplicate", after=1),
    )
    c.add(
        "in-progress",
        "A repeat that comes while the first is at work is no duplicate: the first may fail yet.",
        {"a": a},
        first("a"),
        admit("a", "in_progress"),
        admit("a", "in_progress", after=10_000),
        done("a", after=11_000),
        admit("a", "duplicate", after=12_000),
    )
    c.add(
        "forgotten",
        "What was not handled is processed when it comes again.",
        {"a": a},
        first("a"),
        forget("a"),
        first("a", after=60_000),
        admit("a", "in_progress", after=60_001),
        forget("a", after=60_002),
        first("a", after=60_003),
        done("a", after=60_004),
        admit("a", "duplicate", after=60_005),
    )
    c.add(
        "forgotten-after-done",
        "A delivery that was done can be freed too.",
        {"a": a},
        first("a"),
        done("a"),
        forget("a"),
        first("a", after=1),
        admit("a", "in_progress", after=2),
    )
    c.add(
        "done-after-forget",
        "What is not claimed can't be done.",
        {"a": a},
        first("a"),
        forget("a"),
        done("a"),
        first("a", after=1),
    )
    c.add(
        "done-or-forgotten-without-a-claim",
        "Neither does anything to a delivery that was never admitted.",
        {"a": a, "b": b},
        done("a"),
        forget("b"),
        first("a"),
        first("b"),
    )
    c.add(
        "done-and-forgotten-twice",
        "The second time changes nothing.",
        {"a": a, "b": b},
        first("a"),
        done("a"),
        done("a"),
        admit("a", "duplicate", after=1),
        first("b", after=1),
        forget("b", after=1),
        forget("b", after=1),
        first("b", after=2),
        admit("a", "duplicate", after=2),
    )


def identity(c: Cases) -> None:
    a = delivery("d-1", "a")
    twin = delivery("d-2", "a")
    c.add(
        "twins",
        "While a secret is replaced, one event may come twice, under two ids: the body decides.",
        {"a": a, "twin": twin},
        first("a"),
        admit("twin", "in_progress"),
        done("a"),
        admit("twin", "duplicate", after=1),
        admit("a", "duplicate", after=2),
    )
    c.add(
        "twin-of-a-failure",
        "The twin takes the place of the one that failed, and then the other one is the repeat.",
        {"a": a, "twin": twin},
        first("a"),
        forget("a"),
        first("twin", after=1),
        admit("a", "in_progress", after=2),
        done("twin", after=3),
        admit("a", "duplicate", after=4),
    )
    c.add(
        "one-character-apart",
        "Another body is another event, however little differs.",
        {"a": a, "b": delivery("d-2", "a", NOW_MS + 1)},
        first("a"),
        done("a"),
        first("b"),
    )
    c.add(
        "id-reused-after-done",
        "An unseen body under an id that is taken is processed, and told apart: the id is not signed.",
        {"a": a, "b": delivery("d-1", "b")},
        first("a"),
        done("a"),
        first("b", id_reused=True),
        done("b"),
        admit("a", "duplicate", after=1),
        admit("b", "duplicate", after=1),
    )
    c.add(
        "id-reused-in-progress",
        "The id is taken while its delivery is at work too.",
        {"a": a, "b": delivery("d-1", "b")},
        first("a"),
        first("b", id_reused=True),
        admit("a", "in_progress"),
        admit("b", "in_progress"),
    )
    c.add(
        "id-free-after-forget",
        "What was forgotten takes no id.",
        {"a": a, "b": delivery("d-1", "b")},
        first("a"),
        forget("a"),
        first("b"),
    )
    c.add(
        "id-its-own",
        "Under its own id a delivery that failed is no reuse.",
        {"a": a},
        first("a"),
        forget("a"),
        first("a", after=60_000),
    )
    c.add(
        "id-of-two-bodies",
        "When one of two bodies under an id is forgotten, the id stays taken by the other one.",
        {"a": a, "b": delivery("d-1", "b"), "c": delivery("d-1", "c"), "d": delivery("d-1", "d")},
        first("a"),
        done("a"),
        first("b", id_reused=True),
        forget("b"),
        first("c", id_reused=True),
        done("c"),
        forget("a"),
        first("d", id_reused=True),
    )


def replays(c: Cases) -> None:
    # `replay` is a's body under the id that the genuine b will have.
    a, b = delivery("d-1", "a"), delivery("d-2", "b")
    replay = delivery("d-2", "a")
    together = {"a": a, "replay": replay, "b": b}
    c.add(
        "replay-of-a-known-body",
        "A replay is a duplicate and does not enter its id.",
        together,
        first("a"),
        done("a"),
        admit("replay", "duplicate", after=1),
        first("b", after=2),
        done("b", after=2),
        admit("b", "duplicate", after=3),
    )
    c.add(
        "replay-of-a-body-in-progress",
        "Nor does it while the original is at work.",
        together,
        first("a"),
        admit("replay", "in_progress"),
        first("b"),
    )
    c.add(
        "replay-after-forget",
        "A replay of what failed is the event itself; the genuine delivery with its id is not lost.",
        together,
        first("a"),
        forget("a"),
        first("replay", after=1),
        done("replay", after=1),
        first("b", after=2, id_reused=True),
        done("b", after=2),
        admit("a", "duplicate", after=3),
        admit("b", "duplicate", after=3),
    )
    c.add(
        "replay-to-a-fresh-memory",
        "After a restart nothing is known, and still nothing genuine is lost.",
        together,
        first("replay"),
        done("replay"),
        first("b", after=1, id_reused=True),
        done("b", after=1),
        admit("a", "duplicate", after=2),
        admit("b", "duplicate", after=2),
    )
    c.add(
        "capacity-replay-after-eviction",
        "Nor after the original was evicted.",
        {**together, "other": delivery("d-3", "other")},
        first("a"),
        done("a"),
        first("other"),
        done("other"),
        first("replay", after=1),
        first("b", after=2, id_reused=True),
        done("b", after=2),
        admit("b", "duplicate", after=3),
        capacity=1,
    )
    c.add(
        "replay-expired",
        "What is expired does not enter its id either.",
        {**together, "b": delivery("d-2", "b", NOW_MS + HOUR_MS)},
        admit("replay", "expired", after=DAY_MS),
        first("b", after=DAY_MS),
        done("b", after=DAY_MS),
        admit("replay", "expired", after=DAY_MS),
        admit("b", "duplicate", after=DAY_MS),
    )


def windows(c: Cases) -> None:
    a = delivery("d-1", "a")
    c.add(
        "expired-never-seen",
        "An event as old as the memory reaches: nobody can tell whether it was seen.",
        {"a": a, "old": delivery("d-2", "old", NOW_MS - DAY_MS - 1)},
        admit("old", "expired"),
        first("a", after=DAY_MS - 1),
        forget("a", after=DAY_MS - 1),
        admit("a", "expired", after=DAY_MS),
        admit("a", "expired", after=DAY_MS + 1),
    )
    c.add(
        "expired-but-known",
        "What is known is a duplicate, however old the event is.",
        {"a": a},
        first("a", after=HOUR_MS),
        done("a", after=HOUR_MS),
        admit("a", "duplicate", after=DAY_MS),
        admit("a", "duplicate", after=DAY_MS + HOUR_MS),
        admit("a", "expired", after=DAY_MS + HOUR_MS + 1),
    )
    c.add(
        "expired-but-in-progress",
        "What is at work stays so, however long it takes.",
        {"a": a},
        first("a"),
        admit("a", "in_progress", after=2 * DAY_MS),
        forget("a", after=2 * DAY_MS),
        admit("a", "expired", after=2 * DAY_MS),
    )
    c.add(
        "window-counts-from-admission",
        "The time counts from the admission, not from when the handlers ended.",
        {"a": delivery("d-1", "a", None)},
        first("a"),
        done("a", after=700),
        admit("a", "duplicate", after=SECOND_MS),
        first("a", after=SECOND_MS + 1),
        window_ms=SECOND_MS,
    )
    c.add(
        "window-of-a-second",
        "Another window, to the millisecond.",
        {"a": a, "b": delivery("d-2", "b")},
        first("a"),
        done("a"),
        first("b", after=SECOND_MS - 1),
        forget("b", after=SECOND_MS - 1),
        admit("b", "expired", after=SECOND_MS),
        admit("a", "duplicate", after=SECOND_MS),
        admit("a", "expired", after=SECOND_MS + 1),
        window_ms=SECOND_MS,
    )
    c.add(
        "created-in-the-future",
        "Where the sender's clock is ahead, the memory reaches from the creation time: there is no gap.",
        {"a": delivery("d-1", "a", NOW_MS + 50_000)},
        first("a"),
        done("a"),
        admit("a", "duplicate", after=DAY_MS + 50_000),
        admit("a", "expired", after=DAY_MS + 50_001),
    )
    c.add(
        "created-in-the-future-beside-others",
        "An event of the future does not lengthen the memory of those after it.",
        {"a": delivery("d-1", "a", NOW_MS + HOUR_MS), "b": delivery("d-2", "b", None), "c": delivery("d-3", "c")},
        first("a"),
        done("a"),
        first("b"),
        done("b"),
        first("c"),
        done("c"),
        admit("a", "duplicate", after=DAY_MS + 1),
        first("b", after=DAY_MS + 1),
        admit("c", "expired", after=DAY_MS + 1),
    )
    c.add(
        "no-created-time",
        "A body without a creation time never expires; it is forgotten with time.",
        {"a": delivery("d-1", "a", None)},
        first("a"),
        done("a"),
        admit("a", "duplicate", after=DAY_MS),
        first("a", after=DAY_MS + 1),
        done("a", after=DAY_MS + 1),
        admit("a", "duplicate", after=DAY_MS + 2),
    )
    c.add(
        "id-free-after-the-window",
        "An id is forgotten with its delivery.",
        {"a": a, "b": delivery("d-1", "b", NOW_MS + DAY_MS)},
        first("a"),
        done("a"),
        first("b", after=DAY_MS + 1),
    )


def capacities(c: Cases) -> None:
    names = ("a", "b", "c", "d")
    four = {name: delivery(f"d-{number}", name) for number, name in enumerate(names, 1)}
    c.add(
        "capacity-evicts-the-oldest",
        "Of what is done, the one that was done first goes first.",
        four,
        first("a"),
        done("a"),
        first("b"),
        done("b"),
        first("c"),
        done("c"),
        admit("c", "duplicate", after=1),
        admit("b", "duplicate", after=1),
        first("a", after=1),
        done("a", after=1),
        admit("a", "duplicate", after=2),
        admit("c", "duplicate", after=2),
        first("b", after=2),
        capacity=2,
    )
    c.add(
        "capacity-does-not-count-what-is-in-progress",
        "What is at work is neither evicted nor counted.",
        four,
        first("a"),
        first("b"),
        first("c"),
        done("c"),
        first("d"),
        admit("a", "in_progress"),
        admit("b", "in_progress"),
        admit("c", "duplicate"),
        done("d"),
        admit("d", "duplicate", after=1),
        admit("a", "in_progress", after=1),
        admit("b", "in_progress", after=1),
        first("c", after=1),
        capacity=1,
    )
    c.add(
        "capacity-in-order-of-done",
        "The order is that in which they were done, not that of admission.",
        four,
        first("a"),
        first("b"),
        done("b", after=1),
        done("a", after=2),
        admit("a", "duplicate", after=3),
        first("b", after=3),
        capacity=1,
    )
    c.add(
        "capacity-after-forget",
        "What was forgotten takes no room.",
        four,
        first("a"),
        done("a"),
        first("b"),
        done("b"),
        forget("b"),
        first("c"),
        done("c"),
        admit("a", "duplicate", after=1),
        admit("c", "duplicate", after=1),
        first("b", after=1),
        capacity=2,
    )
    c.add(
        "capacity-id-free-after-eviction",
        "An id goes with its delivery.",
        {**four, "e": delivery("d-1", "e")},
        first("a"),
        done("a"),
        first("b"),
        done("b"),
        first("e"),
        capacity=1,
    )


def problems() -> list[str]:
    names = Counter(case["name"] for case in cases())
    found = [f"deduplication case used twice: {name}" for name, times in names.items() if times > 1]
    for case in cases():
        clock = [step["at_ms"] for step in case["steps"]]
        if clock != sorted(clock):
            found.append(f"the clock goes back: {case['name']}")
    return found


def case_text(case: dict[str, Any]) -> str:
    """A case with one line a delivery and one line a step."""
    lines = [f"      {dump(key)}: {dump(case[key])}" for key in ("name", "why", "window_ms", "capacity")]
    deliveries = ",\n".join(f"        {dump(name)}: {dump(value)}" for name, value in case["deliveries"].items())
    steps = ",\n".join(f"        {dump(step)}" for step in case["steps"])
    lines.append(f'      "deliveries": {{\n{deliveries}\n      }}')
    lines.append(f'      "steps": [\n{steps}\n      ]')
    return "    {\n" + ",\n".join(lines) + "\n    }"


def file_text() -> str:
    listed = ",\n".join(case_text(case) for case in cases())
    return (
        f'{{\n  "description": {dump(f"{DESCRIPTION} {GENERATED}")},\n'
        f'  "secret": {dump(SECRET)},\n  "cases": [\n{listed}\n  ]\n}}\n'
    )
