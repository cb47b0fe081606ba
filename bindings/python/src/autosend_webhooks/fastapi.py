"""FastAPI: see `adapters.fastapi`."""

from .adapters.fastapi import *
