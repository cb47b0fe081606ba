"""Django: see `adapters.django`."""

from .adapters.django import *
