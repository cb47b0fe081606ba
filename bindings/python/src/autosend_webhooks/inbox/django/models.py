"""The inbox's tables, to read from: their rows are written by the inbox."""

from __future__ import annotations

from datetime import datetime, timezone

from django.db import models


def _time(millis: int | None) -> datetime | None:
    return None if millis is None else datetime.fromtimestamp(millis / 1000, timezone.utc)


class Delivery(models.Model):
    """What was received; times are Unix milliseconds."""

    seq: models.BigIntegerField[int, int] = models.BigIntegerField(primary_key=True)
    delivery_id: models.TextField[str, str] = models.TextField()
    type: models.TextField[str, str] = models.TextField()
    address: models.TextField[str | None, str | None] = models.TextField(null=True)
    created: models.BigIntegerField[int | None, int | None] = models.BigIntegerField(null=True)
    sent: models.BigIntegerField[int | None, int | None] = models.BigIntegerField(null=True)
    received: models.BigIntegerField[int, int] = models.BigIntegerField()
    secret: models.BigIntegerField[int, int] = models.BigIntegerField()
    kept_from: models.TextField[str | None, str | None] = models.TextField(null=True)
    id_reused: models.BooleanField[bool, bool] = models.BooleanField()
    digest: models.BinaryField[bytes, bytes] = models.BinaryField()
    headers: models.TextField[str, str] = models.TextField()
    body: models.BinaryField[bytes, bytes] = models.BinaryField()

    class Meta:
        """The inbox's own migration makes the table."""

        managed = False
        db_table = "inbox_delivery"
        verbose_name_plural = "deliveries"

    def __str__(self) -> str:
        return f"{self.type} {self.delivery_id}"

    @property
    def received_at(self) -> datetime | None:
        """When it was received."""
        return _time(self.received)

    @property
    def created_at(self) -> datetime | None:
        """When the event was created, as is signed."""
        return _time(self.created)

    @property
    def text(self) -> str:
        """The body as text."""
        return bytes(self.body).decode(errors="replace")


class Job(models.Model):
    """Unfinished work."""

    delivery: models.OneToOneField[Delivery, Delivery] = models.OneToOneField(
        Delivery, models.DO_NOTHING, primary_key=True, db_column="seq", related_name="job"
    )
    run_at: models.BigIntegerField[int | None, int | None] = models.BigIntegerField(null=True)
    attempt: models.BigIntegerField[int, int] = models.BigIntegerField()
    lease: models.BigIntegerField[int, int] = models.BigIntegerField()

    class Meta:
        """The inbox's own migration makes the table."""

        managed = False
        db_table = "inbox_job"


class DeadLetter(models.Model):
    """A delivery that no handler could process."""

    delivery: models.OneToOneField[Delivery, Delivery] = models.OneToOneField(
        Delivery, models.DO_NOTHING, primary_key=True, db_column="seq", related_name="dead"
    )
    died: models.BigIntegerField[int, int] = models.BigIntegerField()
    attempts: models.BigIntegerField[int, int] = models.BigIntegerField()
    error: models.TextField[str, str] = models.TextField()

    class Meta:
        """The inbox's own migration makes the table."""

        managed = False
        db_table = "inbox_dead"

    def __str__(self) -> str:
        return f"{self.delivery} after {self.attempts} attempts"

    @property
    def died_at(self) -> datetime | None:
        """When the last attempt failed."""
        return _time(self.died)
