"""The table of bounces."""

from __future__ import annotations

from django.db import models


class Bounce(models.Model):
    """An address that does not take mail."""

    address: models.TextField[str, str] = models.TextField()
