"""A plain WSGI application that receives webhooks: see `adapters.wsgi`."""

from .adapters.wsgi import *
