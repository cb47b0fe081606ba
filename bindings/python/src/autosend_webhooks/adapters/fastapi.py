"""FastAPI: a router that receives webhooks, or a dependency for a path operation of your own.

app.include_router(webhook_router(webhooks))

@app.post("/mine")
async def mine(delivery: Annotated[Delivery, Depends(VerifiedDelivery(verifier))]): ...
"""

from __future__ import annotations

import fastapi

from .._backend import Verifier
from ..delivery import Delivery
from ..errors import WebhookError
from ..webhooks import Webhooks
from .starlette import lifespan, respond, verify_request

__all__ = ["VerifiedDelivery", "Webhooks", "webhook_router"]


def webhook_router(webhooks: Webhooks, path: str = "/webhooks") -> fastapi.APIRouter:
    """A router for POST requests whose events the handlers get. It waits for them when the application shuts down."""
    router = fastapi.APIRouter(lifespan=lifespan(webhooks))

    async def receive_webhook(request: fastapi.Request) -> fastapi.Response:
        """Receives AutoSend's webhooks."""
        return await respond(webhooks, request)

    # Not by a decorator: the annotations are this module's, not the caller's.
    receive_webhook.__annotations__ = {"request": fastapi.Request, "return": fastapi.Response}
    router.add_api_route(path, receive_webhook, methods=["POST"])
    return router


class VerifiedDelivery:
    """A dependency: the verified delivery of the request; what does not verify gets the error's status and JSON.

    It may stand beside a body parameter and beside dependencies that await `request.body()`, not beside Form and File
    parameters: those leave no bytes.
    """

    def __init__(self, verifier: Verifier) -> None:
        self.verifier = verifier

    async def __call__(self, request: fastapi.Request) -> Delivery:
        """Verifies the request."""
        try:
            return await verify_request(self.verifier, request)
        except WebhookError as error:
            raise fastapi.HTTPException(error.status, error.to_dict()) from error
