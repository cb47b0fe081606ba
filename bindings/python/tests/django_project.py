"""A Django project with the inbox's app, in a process of its own: `python django_project.py ADDRESS`."""

from __future__ import annotations

import sys
from typing import Any

import django
import psycopg
from autosend_webhooks import Event
from autosend_webhooks.inbox import Inbox
from autosend_webhooks.testing import signed_request
from conftest import SECRETS
from django.conf import settings


def database(address: str) -> dict[str, Any]:
    """Django's settings for an address."""
    if "://" not in address:
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": address, "OPTIONS": {"transaction_mode": "IMMEDIATE"}}
    info = psycopg.conninfo.conninfo_to_dict(address)
    names = {"NAME": "dbname", "USER": "user", "HOST": "host", "PORT": "port"}
    return {"ENGINE": "django.db.backends.postgresql", **{key: str(info[name]) for key, name in names.items()}}


settings.configure(
    ALLOWED_HOSTS=["testserver"],
    AUTOSEND_WEBHOOKS="django_project.webhooks",
    DATABASES={"default": database(sys.argv[1])},
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    INSTALLED_APPS=[
        "django.contrib.admin",
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.messages",
        "django.contrib.sessions",
        "autosend_webhooks.inbox.django",
    ],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
    ],
    ROOT_URLCONF="django_project",
    SECRET_KEY="x",  # noqa: S106
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ]
            },
        }
    ],
    USE_TZ=True,
)
sys.modules["django_project"] = sys.modules[__name__]
django.setup()

from autosend_webhooks.django import Webhooks, webhook_view  # noqa: E402
from django.contrib import admin  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import path  # noqa: E402

webhooks = Webhooks(SECRETS, inbox=Inbox(connection), answer="at-once")
urlpatterns = [path("admin/", admin.site.urls), path("webhooks", webhook_view(webhooks))]
handled: list[str] = []


@webhooks.on_any
def handle(event: Event, tx: Any) -> None:
    """Fails at `email.bounced` the first time."""
    assert tx.in_atomic_block
    handled.append(event.type)
    if handled == ["email.bounced"]:
        raise ValueError("<b>on purpose</b>")


def main() -> None:
    """What a user does, in order."""
    call_command("migrate", verbosity=0)
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
    client = Client()
    request = signed_request("email.bounced", SECRETS[0])
    for is_duplicate in (False, True):
        answer = client.post("/webhooks", request.body, "application/json", headers=request.headers)
        assert answer.json() == {"received": True, "duplicate": is_duplicate}, answer.content
    client.force_login(User.objects.create_superuser("admin"))
    delivery_id = request.headers["X-Webhook-Delivery-Id"]
    listed = client.get("/admin/autosend_inbox/delivery/").content.decode()
    assert delivery_id in listed
    assert "waiting" in listed
    call_command("autosend_inbox", "work", attempts=1, burst=True)
    assert "dead" in client.get("/admin/autosend_inbox/delivery/?q=" + delivery_id).content.decode()
    letters = client.get("/admin/autosend_inbox/deadletter/").content.decode()
    assert "ValueError: &lt;b&gt;on purpose&lt;/b&gt;" in letters, "what a handler says is text"
    assert "email.bounced" in client.get("/admin/autosend_inbox/delivery/1/change/").content.decode()
    again = {"action": "process_again", "_selected_action": ["1"]}
    assert client.post("/admin/autosend_inbox/deadletter/", again, follow=True).status_code == 200
    call_command("autosend_inbox", "work", burst=True)
    assert handled == ["email.bounced", "email.bounced"]
    assert "done" in client.get("/admin/autosend_inbox/delivery/").content.decode()
    with transaction.atomic():
        from autosend_webhooks import Verifier

        delivery = Verifier(SECRETS).verify(request.body, request.headers)
        assert not Inbox().first(delivery, connection)


if __name__ == "__main__":
    main()
