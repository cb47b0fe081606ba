"""Objects made as drafts are the frozen ones, also where Python lets no object change its class."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
from typing import Any

from autosend_webhooks import Address, parse_event, sample

WITHOUT_CHANGES = """
import sys, types
package = types.ModuleType("autosend_webhooks")
package.__path__ = [FOLDER]
sys.modules["autosend_webhooks"] = package
from autosend_webhooks import _draft
_draft.CAN_CHANGE = False
from autosend_webhooks import read
from autosend_webhooks._generated.samples import SAMPLES
text = SAMPLES["email.received"][2].encode()
event = read.parse_event(text)
assert type(event) is read.READERS["email.received"][0]
assert event.data.attachments[0].filename == "invoice 2025-118.pdf"
for target in (event, event.data, event.data.from_):
    try:
        target.created_at = None
    except AttributeError:
        continue
    raise AssertionError("not frozen")
delivery = read.restore_delivery("d", text, 1, 0)
assert (delivery.id, delivery.event, len(delivery.digest)) == ("d", event, 32)
"""


def test_no_class_can_be_changed() -> None:
    code = WITHOUT_CHANGES.replace("FOLDER", repr(os.path.dirname(sys.modules["autosend_webhooks"].__file__ or "")))
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_data_are_dataclasses() -> None:
    text = sample("email.bounced")
    assert text is not None
    data: Any = parse_event(text).data
    assert [field.name for field in dataclasses.fields(data)][:2] == ["email_id", "from_"]
    assert dataclasses.replace(data, subject="Other").subject == "Other"
    assert Address("a@b.example", None, None) == Address("a@b.example", None, {})
