"""The table of bounces."""

from __future__ import annotations

from django.db import models


class Bounce(models.Model):
    address: models.TextField[str, str] = models.TextField()
