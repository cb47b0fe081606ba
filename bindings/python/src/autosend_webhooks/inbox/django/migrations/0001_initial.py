"""Makes the inbox's tables, and tells Django what is in them."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

from ..tables import MakeTables


class Migration(migrations.Migration):
    """Version 1."""

    initial = True

    operations: ClassVar = [
        MakeTables(),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("seq", models.BigIntegerField(primary_key=True, serialize=False)),
                ("delivery_id", models.TextField()),
                ("type", models.TextField()),
                ("address", models.TextField(null=True)),
                ("created", models.BigIntegerField(null=True)),
                ("sent", models.BigIntegerField(null=True)),
                ("received", models.BigIntegerField()),
                ("secret", models.BigIntegerField()),
                ("kept_from", models.TextField(null=True)),
                ("id_reused", models.BooleanField()),
                ("digest", models.BinaryField()),
                ("headers", models.TextField()),
                ("body", models.BinaryField()),
            ],
            options={
                "verbose_name_plural": "deliveries",
                "db_table": "inbox_delivery",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="DeadLetter",
            fields=[
                (
                    "delivery",
                    models.OneToOneField(
                        db_column="seq",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="dead",
                        serialize=False,
                        to="autosend_inbox.delivery",
                    ),
                ),
                ("died", models.BigIntegerField()),
                ("attempts", models.BigIntegerField()),
                ("error", models.TextField()),
            ],
            options={
                "db_table": "inbox_dead",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="Job",
            fields=[
                (
                    "delivery",
                    models.OneToOneField(
                        db_column="seq",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="job",
                        serialize=False,
                        to="autosend_inbox.delivery",
                    ),
                ),
                ("run_at", models.BigIntegerField(null=True)),
                ("attempt", models.BigIntegerField()),
                ("lease", models.BigIntegerField()),
            ],
            options={
                "db_table": "inbox_job",
                "managed": False,
            },
        ),
    ]
