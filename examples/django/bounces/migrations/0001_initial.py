"""Makes the table of bounces."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Version 1."""

    initial = True
    operations: ClassVar = [
        migrations.CreateModel(
            name="Bounce",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.TextField()),
            ],
        ),
    ]
