"""Facts and words are kept as the very text of which the digest is taken: no digest changes."""

import json

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from cases.evidence import triggers
from cases.evidence.chain import canonical

JOURNAL = [triggers.ENTRY, triggers.WORDS]


def drop(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """SQLite makes the tables anew, and would lose them without a word."""
    triggers.drop(schema_editor.connection, JOURNAL)


def create(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    triggers.create(schema_editor.connection, JOURNAL)


def write_as_hashed(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for name, column in (("Entry", "facts"), ("Words", "said")):
        rows = apps.get_model("evidence", name).objects
        for key, text in rows.values_list("pk", column).iterator():
            rows.filter(pk=key).update(**{column: canonical(json.loads(text)).decode()})


class Migration(migrations.Migration):
    dependencies = [("evidence", "0006_keep_roots_and_time_stamps")]

    operations = [
        migrations.RunPython(drop, create),
        migrations.AlterField("entry", "facts", models.TextField(verbose_name="précisions")),
        migrations.AlterField("words", "said", models.TextField(verbose_name="mots")),
        migrations.RunPython(write_as_hashed, migrations.RunPython.noop),
        migrations.RunPython(create, drop),
    ]
