"""Starlette: see `adapters.starlette`."""

from .adapters.starlette import *
