import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("evidence", "0009_say_what_an_antivirus_found"),
    ]

    operations = [
        migrations.CreateModel(
            name="RootNotice",
            fields=[
                (
                    "root",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="notice",
                        serialize=False,
                        to="evidence.dailyroot",
                    ),
                ),
                ("claimed_at", models.DateTimeField(null=True)),
                ("notified_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "envoi d’une racine",
                "verbose_name_plural": "envois de racines",
            },
        ),
    ]
