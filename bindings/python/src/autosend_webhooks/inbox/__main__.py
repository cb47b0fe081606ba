"""`python -m autosend_webhooks.inbox migrate|maintain ADDRESS`: makes an inbox's tables, or partitions of days."""

from __future__ import annotations

import argparse
import sys

from .errors import InboxError
from .inbox import Inbox


def main() -> int:
    """Does it; 1 if that fails."""
    parser = argparse.ArgumentParser(prog="python -m autosend_webhooks.inbox", description=__doc__)
    parser.add_argument(
        "command",
        choices=["migrate", "maintain"],
        help="migrate makes the tables, or brings them up to date; maintain makes the partitions of the days to come, "
        "where there is one for each day and neither a worker nor `autosend-webhooks inbox serve` runs",
    )
    parser.add_argument("address", help="postgresql://user:password@host/database, or the path of an SQLite file")
    parser.add_argument(
        "--partition-by",
        choices=["day"],
        help="with migrate, on an empty PostgreSQL: dropping a day is quicker than deleting",
    )
    arguments = parser.parse_args()
    try:
        inbox = Inbox(arguments.address)
        if arguments.command == "maintain":
            inbox.maintain()
        else:
            inbox.migrate(partition_by=arguments.partition_by)
    except InboxError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
