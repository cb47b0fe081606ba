"""Receives webhooks with Django, each event exactly once: its effect and the mark that it was seen commit together."""

# region: inbox
from autosend_webhooks import EmailBounced
from autosend_webhooks.django import Webhooks, webhook_view
from autosend_webhooks.inbox import Inbox
from django.db import connection
from django.urls import path

from bounces.models import Bounce

webhooks = Webhooks(inbox=Inbox(connection))  # the secret is AUTOSEND_WEBHOOK_SECRET
urlpatterns = [path("webhooks", webhook_view(webhooks))]


@webhooks.on("email.bounced")
def bounced(event: EmailBounced) -> None:
    Bounce.objects.create(address=event.data.to.email)  # commits with the mark, or not at all
    # endregion
