"""Flask: see `adapters.flask`."""

from .adapters.flask import *
