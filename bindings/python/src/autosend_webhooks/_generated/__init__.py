# Generated from schema/ by `cargo xtask generate`; do not edit.
"""What the package takes from the catalog of events:
email.sent,
email.delivered,
email.deferred,
email.bounced,
email.opened,
email.clicked,
email.spam_reported,
email.unsubscribed,
email.group_unsubscribed,
email.group_resubscribed,
contact.created,
contact.updated,
contact.deleted,
email.received.
"""
