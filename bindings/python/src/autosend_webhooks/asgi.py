"""A plain ASGI application that receives webhooks: see `adapters.asgi`."""

from .adapters.asgi import *
