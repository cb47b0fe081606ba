"""Receives webhooks with Django: verifies every request and processes each event once."""

# region: receive
from autosend_webhooks import Delivery, EmailBounced, Event
from autosend_webhooks.django import Webhooks, webhook_view
from django.urls import path

webhooks = Webhooks()  # the secret is AUTOSEND_WEBHOOK_SECRET
urlpatterns = [path("webhooks", webhook_view(webhooks))]


@webhooks.on("email.bounced")
def bounced(event: EmailBounced) -> None:
    print(event.data.to.email, event.data.bounce_type, event.data.reason)


@webhooks.on_any
def queue(event: Event, delivery: Delivery) -> None:
    print(delivery.id, event.type, event.created_at)  # put it into your queue here: AutoSend waits 10 seconds
    # endregion
