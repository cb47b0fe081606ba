"""Receives webhooks with FastAPI, each event exactly once: its effect and the mark that it was seen commit together."""

import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

# region: inbox
import asyncpg
from autosend_webhooks import EmailBounced
from autosend_webhooks.fastapi import Webhooks, webhook_router
from autosend_webhooks.inbox import Inbox
from fastapi import FastAPI


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    async with asyncpg.create_pool(os.environ["DATABASE_URL"], min_size=1) as app.state.pool:
        await app.state.pool.execute("CREATE TABLE IF NOT EXISTS bounce (address text NOT NULL)")
        await inbox.migrate_async()
        yield


app = FastAPI(lifespan=lifespan)
inbox = Inbox(lambda: app.state.pool)
webhooks = Webhooks(inbox=inbox)  # the secret is AUTOSEND_WEBHOOK_SECRET
app.include_router(webhook_router(webhooks))  # POST /webhooks


@webhooks.on("email.bounced")
async def bounced(event: EmailBounced, tx: asyncpg.Connection) -> None:
    # Commits with the mark, or not at all.
    await tx.execute("INSERT INTO bounce (address) VALUES ($1)", event.data.to.email)
    # endregion


def main() -> None:
    import uvicorn

    listener = socket.create_server(("127.0.0.1", int(os.environ.get("PORT", "3000"))))
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    print(f"listening on http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
    uvicorn.Server(uvicorn.Config(app)).run(sockets=[listener])


if __name__ == "__main__":
    main()
