"""Tables emptied after a test whose threads commit."""

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction

from cases.evidence import triggers

# What `migrate` wrote and no test changes: `flush` writes it anew each time.
KEPT = {Permission._meta.db_table, ContentType._meta.db_table}


def empty_tables() -> None:
    """Those that hold rows: emptying all of a hundred takes half a second on PostgreSQL.

    The journal's triggers refuse it and step aside for that moment only.
    """
    triggers.drop(connection)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            for table in _used(cursor):
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")  # noqa: S608
    finally:
        triggers.create(connection)


def _used(cursor) -> list[str]:
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    asked = " UNION ALL ".join(
        f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {connection.ops.quote_name(table)})"  # noqa: S608
        for table in tables
        if table not in KEPT
    )
    cursor.execute(asked)
    return [table for (table,) in cursor.fetchall()]
