"""The journal refuses change in the database itself, on both engines.

A seat belt against our own mistakes: who owns the database can take it off, and then the chain of
digests tells.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

# BEFORE INSERT: on SQLite, INSERT OR REPLACE deletes a row without firing its DELETE trigger.
SQLITE_CREATE = [
    """CREATE TRIGGER evidence_entry_no_update BEFORE UPDATE ON evidence_entry
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END""",
    """CREATE TRIGGER evidence_entry_no_delete BEFORE DELETE ON evidence_entry
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END""",
    """CREATE TRIGGER evidence_entry_in_sequence BEFORE INSERT ON evidence_entry
    WHEN NEW.sequence <> (SELECT COALESCE(MAX(sequence), 0) + 1 FROM evidence_entry)
    BEGIN SELECT RAISE(ABORT, 'the journal has no gap'); END""",
]
SQLITE_DROP = [
    "DROP TRIGGER IF EXISTS evidence_entry_no_update",
    "DROP TRIGGER IF EXISTS evidence_entry_no_delete",
    "DROP TRIGGER IF EXISTS evidence_entry_in_sequence",
]
POSTGRESQL_CREATE = [
    """CREATE FUNCTION evidence_entry_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'the journal is append-only' USING ERRCODE = '23001'; END $$""",
    """CREATE FUNCTION evidence_entry_in_sequence() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.sequence <> (SELECT COALESCE(MAX(sequence), 0) + 1 FROM evidence_entry) THEN
            RAISE EXCEPTION 'the journal has no gap' USING ERRCODE = '23001';
        END IF;
        RETURN NEW;
    END $$""",
    """CREATE TRIGGER evidence_entry_no_change BEFORE UPDATE OR DELETE ON evidence_entry
    FOR EACH ROW EXECUTE FUNCTION evidence_entry_append_only()""",
    """CREATE TRIGGER evidence_entry_no_truncate BEFORE TRUNCATE ON evidence_entry
    FOR EACH STATEMENT EXECUTE FUNCTION evidence_entry_append_only()""",
    """CREATE TRIGGER evidence_entry_in_sequence BEFORE INSERT ON evidence_entry
    FOR EACH ROW EXECUTE FUNCTION evidence_entry_in_sequence()""",
]
POSTGRESQL_DROP = [
    "DROP TRIGGER IF EXISTS evidence_entry_no_change ON evidence_entry",
    "DROP TRIGGER IF EXISTS evidence_entry_no_truncate ON evidence_entry",
    "DROP TRIGGER IF EXISTS evidence_entry_in_sequence ON evidence_entry",
    "DROP FUNCTION IF EXISTS evidence_entry_append_only()",
    "DROP FUNCTION IF EXISTS evidence_entry_in_sequence()",
]
CREATE = {"sqlite": SQLITE_CREATE, "postgresql": POSTGRESQL_CREATE}
DROP = {"sqlite": SQLITE_DROP, "postgresql": POSTGRESQL_DROP}


def create(connection: BaseDatabaseWrapper) -> None:
    _run(connection, CREATE[connection.vendor])


def drop(connection: BaseDatabaseWrapper) -> None:
    _run(connection, DROP[connection.vendor])


def _run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
