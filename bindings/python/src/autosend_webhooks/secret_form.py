"""What a secret can't look like: the signs of a configuration gone wrong."""

from __future__ import annotations

import re

from .errors import refusal

# Characters that can't be part of a secret anywhere: white space but the plain space, controls, what shows nothing,
# what stands for bytes that could not be read.
_UNSEEN = (
    "\0-\x1f\x7f-\xa0\xad\u034f\u061c\u115f-\u1160\u1680\u17b4-\u17b5\u180b-\u180f"
    "\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\ud800-\udfff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
# Spaces and quotation marks are fine inside.
_ENDS = " \"'`\u00ab\u00bb\u2018-\u201f\u2039\u203a"
_FOREIGN = re.compile(f"[{_UNSEEN}]|\\A[{_ENDS}]|[{_ENDS}]\\Z")
# What a missing value prints as, in one language or another.
_MISSING = re.compile(
    r"undefined|null|none|nil|nan|true|false|\(null\)|<nil>|<null>|\*\*\*hidden\*\*\*", re.IGNORECASE | re.ASCII
)
# What encloses a variable that was never replaced by its value.
_VARIABLES = (("${", "}"), ("$(", ")"), ("{{", "}}"), ("[object ", "]"))


def check_form(text: str) -> None:
    """Refuses what shows that the configuration went wrong. Says where, and never shows the text."""
    if not text:
        raise refusal("invalid_secret", "it is empty")
    foreign = _FOREIGN.search(text)
    if foreign:
        code, position = ord(foreign.group()), foreign.start() + 1
        raise refusal("invalid_secret", f"U+{code:04X} at character {position} does not belong there")
    if _MISSING.fullmatch(text) or any(text.startswith(start) and text.endswith(end) for start, end in _VARIABLES):
        raise refusal("invalid_secret", "it is a placeholder, or what a missing value prints as")
