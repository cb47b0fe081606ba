"""`python -m autosend_webhooks.inbox migrate ADDRESS`: makes the tables of an inbox, or brings them up to date."""

from __future__ import annotations

import argparse
import sys

from .errors import InboxError
from .inbox import Inbox


def main() -> int:
    """Does it; 1 if that fails."""
    parser = argparse.ArgumentParser(prog="python -m autosend_webhooks.inbox", description=__doc__)
    parser.add_argument("command", choices=["migrate"])
    parser.add_argument("address", help="postgresql://user:password@host/database, or the path of an SQLite file")
    try:
        Inbox(parser.parse_args().address).migrate()
    except InboxError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
