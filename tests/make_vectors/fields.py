"""Every field, its name spelled by hand: with all of them the data fits, and with a wrong value in one it doesn't.

An implementation that reads a field by another name takes the wrong value for a member that it does not know, and comes
to another outcome.
"""

from __future__ import annotations

from typing import Union

from .bodies import event, first_event
from .builder import Group

ADDRESS = {"email": '"b@example.org"', "name": '"B"'}
ATTACHMENT = {
    "attachmentId": '"a1"',
    "attachmentIndex": "0",
    "filename": '"a.pdf"',
    "contentType": '"application/pdf"',
    "size": "182734",
}
TIME = '"2025-11-12T10:29:58.000Z"'

Value = Union[str, dict[str, str], list[dict[str, str]]]
Data = dict[str, Value]

MESSAGE: Data = {"emailId": '"e1"', "from": '"a@example.com"', "to": ADDRESS, "subject": '"Hi"'}
CURRENT_MESSAGE: Data = {
    **MESSAGE,
    "test": "false",
    "campaignId": '"c1"',
    "templateId": '"t1"',
    "workflowAutomationId": '"w1"',
    "batchId": '"b1"',
}
FIRST_MESSAGE: Data = {**MESSAGE, "campaignId": '"c1"', "templateId": '"t1"', "createdAt": TIME, "timestamp": TIME}
DEFERRED: Data = {"delayType": '"MailboxFull"', "delayReason": '"full"', "expirationTime": TIME}
FIRST_CONTACT: Data = {
    "contactId": '"n1"',
    "email": '"b@example.org"',
    "userId": '"u1"',
    "firstName": '"B"',
    "lastName": '"C"',
    "createdAt": TIME,
}
GROUP_UNSUBSCRIBED: Data = {
    "emailId": '"e1"',
    "campaignId": '"c1"',
    "templateId": '"t1"',
    "workflowAutomationId": '"w1"',
    "batchId": '"b1"',
    "unsubscribeGroupId": '"g1"',
}
GROUP_RESUBSCRIBED: Data = {"emailId": '"e1"', "unsubscribeGroupId": '"g1"', "campaignId": '"c1"'}
RECEIVED: Data = {
    "inboundEmailId": '"i1"',
    "from": ADDRESS,
    "to": [ADDRESS],
    "cc": [ADDRESS],
    "subject": '"Hi"',
    "attachments": [ATTACHMENT],
    "spamVerdict": '"PASS"',
    "virusVerdict": '"FAIL"',
    "receivedAt": TIME,
    "threadId": '"h1"',
    "inReplyToEmailActivityId": '"e1"',
    "inReplyToInboundEmailId": '"i2"',
}

CURRENT: dict[str, Data] = {
    "email.sent": CURRENT_MESSAGE,
    "email.delivered": CURRENT_MESSAGE,
    "email.deferred": {**CURRENT_MESSAGE, **DEFERRED},
    "email.bounced": {
        **CURRENT_MESSAGE,
        "bounceType": '"Permanent"',
        "bounceSubType": '"NoEmail"',
        "reason": '"unknown"',
    },
    "email.opened": CURRENT_MESSAGE,
    "email.clicked": {**CURRENT_MESSAGE, "clickedUrl": '"https://example.com/"'},
    "email.spam_reported": {**CURRENT_MESSAGE, "complaintType": '"abuse"'},
    "email.unsubscribed": {
        "test": "false",
        "emailId": '"e1"',
        "campaignId": '"c1"',
        "templateId": '"t1"',
        "workflowAutomationId": '"w1"',
        "batchId": '"b1"',
    },
    "email.group_unsubscribed": {"test": "false", **GROUP_UNSUBSCRIBED},
    "email.group_resubscribed": {"test": "false", **GROUP_RESUBSCRIBED},
    "contact.created": {"contactId": '"n1"', "email": '"b@example.org"', "name": '"B"'},
    "contact.updated": {"contactId": '"n1"', "email": '"b@example.org"', "name": '"B"', "changedFields": '["name"]'},
    "contact.deleted": {"contactId": '"n1"', "email": '"b@example.org"'},
    "email.received": RECEIVED,
}

FIRST: dict[str, Data] = {
    "email.sent": FIRST_MESSAGE,
    "email.delivered": {**FIRST_MESSAGE, "deliveredAt": TIME},
    "email.deferred": {**FIRST_MESSAGE, **DEFERRED},
    "email.bounced": {
        **FIRST_MESSAGE,
        "bounceType": '"Permanent"',
        "bounceSubType": '"NoEmail"',
        "bounceReason": '"unknown"',
        "bouncedAt": TIME,
    },
    "email.opened": {**FIRST_MESSAGE, "openedAt": TIME},
    "email.clicked": {**FIRST_MESSAGE, "clickedUrl": '"https://example.com/"'},
    "email.spam_reported": {**FIRST_MESSAGE, "complaintType": '"abuse"'},
    "email.unsubscribed": {
        "emailId": '"e1"',
        "campaignId": '"c1"',
        "templateId": '"t1"',
        "email": '"b@example.org"',
        "unsubscribeGroupId": '"g1"',
        "createdAt": TIME,
        "suppressedAt": TIME,
    },
    "email.group_unsubscribed": GROUP_UNSUBSCRIBED,
    "email.group_resubscribed": GROUP_RESUBSCRIBED,
    "contact.created": FIRST_CONTACT,
    "contact.updated": {**FIRST_CONTACT, "updatedAt": TIME},
    "contact.deleted": {**FIRST_CONTACT, "deletedAt": TIME},
    "email.received": RECEIVED,
}


def group() -> Group:
    g = Group("fields", "Every field under its name: all of them, and each one with a value of a wrong kind.")
    for generation, types in ((2, CURRENT), (1, FIRST)):
        for type, data in types.items():
            add(g, generation, type, data)
    return g


def add(g: Group, generation: int, type: str, data: Data) -> None:
    form, envelope = ("current", event) if generation == 2 else ("first", first_event)
    name = f"fields-{form}-{type}"
    body = envelope(text(data), type=type)
    g.accept(name, "Every field is there.", body, type=type, generation=generation)
    for path in paths(data):
        g.accept(
            f"{name}-{'.'.join(path)}",
            "One field has a value of a wrong kind.",
            envelope(text(data, path), type=type),
            type=type,
            outcome="invalid",
            generation=generation,
        )


def paths(data: Data | dict[str, str]) -> list[tuple[str, ...]]:
    """The fields, and those of the objects in them."""
    found: list[tuple[str, ...]] = []
    for name, value in data.items():
        found.append((name,))
        inner = value[0] if isinstance(value, list) else value
        if isinstance(inner, dict):
            found += [(name, *path) for path in paths(inner)]
    return found


def text(value: Value | Data, wrong: tuple[str, ...] | None = None) -> str:
    """JSON, with a value of a wrong kind at a path."""
    if wrong == ():
        return '"0"' if isinstance(value, str) and value.isdigit() else "0"
    if isinstance(value, list):
        return f"[{text(value[0], wrong)}]"
    if isinstance(value, str):
        return value
    return "{" + ",".join(f'"{name}":{text(it, wrong_in(name, wrong))}' for name, it in value.items()) + "}"


def wrong_in(name: str, wrong: tuple[str, ...] | None) -> tuple[str, ...] | None:
    return wrong[1:] if wrong and wrong[0] == name else None
