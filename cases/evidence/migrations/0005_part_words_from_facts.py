"""What a person writes gets a table of its own, from which it can be erased.

Earlier entries stay as they are, bit for bit: an entry without `words_digest` is chained as before.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from cases.evidence import triggers


def create_all(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    triggers.create(schema_editor.connection, [triggers.ENTRY, triggers.WORDS])


def drop_all(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    triggers.drop(schema_editor.connection, [triggers.ENTRY, triggers.WORDS])


def create_entry(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    triggers.create(schema_editor.connection, [triggers.ENTRY])


def drop_entry(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """SQLite makes the table anew, and would lose them without a word."""
    triggers.drop(schema_editor.connection, [triggers.ENTRY])


class Migration(migrations.Migration):
    dependencies = [("evidence", "0004_name_the_entries_of_the_journal")]

    operations = [
        migrations.RunPython(drop_entry, create_entry),
        migrations.RenameField("entry", "details", "facts"),
        migrations.RenameField("entry", "details_digest", "facts_digest"),
        migrations.AlterField("entry", "facts", models.JSONField(verbose_name="précisions")),
        migrations.AddField(
            "entry",
            "words_digest",
            models.CharField(blank=True, default="", max_length=64),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name="Words",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="words",
                        serialize=False,
                        to="evidence.entry",
                    ),
                ),
                ("salt", models.CharField(max_length=32)),
                ("said", models.JSONField(verbose_name="mots")),
            ],
            options={
                "verbose_name": "mots d’une personne",
                "verbose_name_plural": "mots de personnes",
            },
        ),
        migrations.RunPython(create_all, drop_all),
    ]
