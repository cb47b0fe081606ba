"""Receives webhooks with FastAPI: verifies every request and processes each event once."""

import logging
import os
import socket

# region: receive
from autosend_webhooks import Delivery, EmailBounced, Event
from autosend_webhooks.fastapi import Webhooks, webhook_router
from fastapi import FastAPI

webhooks = Webhooks()  # the secret is AUTOSEND_WEBHOOK_SECRET
app = FastAPI()
app.include_router(webhook_router(webhooks))  # POST /webhooks


@webhooks.on("email.bounced")
async def bounced(event: EmailBounced) -> None:
    print(event.data.to.email, event.data.bounce_type, event.data.reason)


@webhooks.on_any
async def queue(event: Event, delivery: Delivery) -> None:
    print(delivery.id, event.type, event.created_at)  # put it into your queue here: AutoSend waits 10 seconds
    # endregion


def main() -> None:
    import uvicorn

    logging.basicConfig(level=logging.INFO)
    listener = socket.create_server(("127.0.0.1", int(os.environ.get("PORT", "3000"))))
    # asyncio does this for the sockets that it opens itself. Without, each answer on a kept connection waits 40 ms.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    print(f"listening on http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
    uvicorn.Server(uvicorn.Config(app)).run(sockets=[listener])


if __name__ == "__main__":
    main()
