"""Receives webhooks with Flask: verifies every request and processes each event once."""

import logging
import os
import socket

# region: receive
from autosend_webhooks import Delivery, EmailBounced, Event
from autosend_webhooks.flask import Webhooks
from flask import Flask

app = Flask(__name__)
webhooks = Webhooks(app)  # POST /webhooks; the secret is AUTOSEND_WEBHOOK_SECRET


@webhooks.on("email.bounced")
def bounced(event: EmailBounced) -> None:
    print(event.data.to.email, event.data.bounce_type, event.data.reason)


@webhooks.on_any
def queue(event: Event, delivery: Delivery) -> None:
    print(delivery.id, event.type, event.created_at)  # put it into your queue here: AutoSend waits 10 seconds
    # endregion


def main() -> None:
    from waitress import serve

    logging.basicConfig(level=logging.INFO)
    listener = socket.create_server(("127.0.0.1", int(os.environ.get("PORT", "3000"))))
    print(f"listening on http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
    serve(app, sockets=[listener])


if __name__ == "__main__":
    main()
