#!/usr/bin/env python3
"""Writes tests/vectors/requests/, signed requests with the outcome every verifier must come to, and
tests/vectors/deduplication.json, what every deduplicator must say of deliveries that come again.

    python3 tests/make_vectors.py           write the files
    python3 tests/make_vectors.py --check   write nothing; exit 1 if a committed file is stale or unknown

The cases stand in the package `make_vectors` beside this script, one module a group. Their expected
outcomes are written by hand there and never computed by a verifier. Signatures come from Python's `hmac`,
an implementation that is not ours. Only the standard library is used.
"""

from __future__ import annotations

import sys

# The package of the same name wins over this script: Python looks for packages first.
from make_vectors.main import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
