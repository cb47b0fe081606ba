"""A plain ASGI application that receives webhooks.

application = WebhookApplication(webhooks)
"""

from ._pure.asgi import Answer as Answer
from ._pure.asgi import WebhookApplication as WebhookApplication
from ._pure.asgi import Webhooks as Webhooks
from ._pure.asgi import respond as respond

__all__ = ["Answer", "WebhookApplication", "Webhooks", "respond"]
