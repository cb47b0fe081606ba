"""A plain WSGI application that receives webhooks.

application = WebhookApplication(webhooks)
"""

from ._pure.wsgi import Answer as Answer
from ._pure.wsgi import WebhookApplication as WebhookApplication
from ._pure.wsgi import Webhooks as Webhooks
from ._pure.wsgi import respond as respond

__all__ = ["Answer", "WebhookApplication", "Webhooks", "respond"]
