"""A Django app: the inbox's tables by `manage.py migrate`, an admin page, and `manage.py autosend_inbox work`.

INSTALLED_APPS = [..., "autosend_webhooks.inbox.django"]
"""
