"""The journal refuses change in the database itself, on both engines.

A seat belt against our own mistakes: who owns the database can take it off, and then the chain of
digests tells. `docs/decisions/0008-…` says what stands behind it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper


@dataclass(frozen=True)
class Guarded:
    """A table to which rows are only added."""

    table: str
    key: str
    numbered: bool = False
    """Its key follows on from the last one, without a gap."""
    erasable: bool = False
    """A row may be deleted; it is not changed."""

    @property
    def kept(self) -> str:
        return "UPDATE" if self.erasable else "UPDATE OR DELETE"

    @property
    def misplaced(self) -> str:
        """What no new row may be."""
        if self.numbered:
            last = f"SELECT COALESCE(MAX({self.key}), 0) FROM {self.table}"  # noqa: S608  # our names
            return f"NEW.{self.key} <> ({last}) + 1"
        same = f"SELECT 1 FROM {self.table} WHERE {self.key} = NEW.{self.key}"  # noqa: S608  # ours
        return f"EXISTS ({same})"


ENTRY = Guarded("evidence_entry", "sequence", numbered=True)
WORDS = Guarded("evidence_words", "entry_id", erasable=True)
ROOT = Guarded("evidence_dailyroot", "day")
STAMP = Guarded("evidence_timestamp", "root_id")
JOURNAL = (ENTRY, WORDS, ROOT, STAMP)


def create(connection: BaseDatabaseWrapper, tables: Iterable[Guarded] = JOURNAL) -> None:
    for each in tables:
        _run(connection, CREATE[connection.vendor](each))


def drop(connection: BaseDatabaseWrapper, tables: Iterable[Guarded] = JOURNAL) -> None:
    for each in tables:
        _run(connection, DROP[connection.vendor](each))


def _sqlite_create(each: Guarded) -> list[str]:
    """BEFORE INSERT: INSERT OR REPLACE deletes a row without firing its DELETE trigger."""
    return [
        f"CREATE TRIGGER {each.table}_no_{act.lower()} BEFORE {act} ON {each.table} "
        "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
        for act in each.kept.split(" OR ")
    ] + [
        f"CREATE TRIGGER {each.table}_in_sequence BEFORE INSERT ON {each.table} "
        f"WHEN {each.misplaced} BEGIN SELECT RAISE(ABORT, 'the journal has no gap'); END"
    ]


def _sqlite_drop(each: Guarded) -> list[str]:
    names = ("no_update", "no_delete", "in_sequence")
    return [f"DROP TRIGGER IF EXISTS {each.table}_{name}" for name in names]


def _postgresql_create(each: Guarded) -> list[str]:
    table = each.table
    return [
        f"""CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'the journal is append-only' USING ERRCODE = '23001'; END $$""",
        f"""CREATE FUNCTION {table}_in_sequence() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF {each.misplaced} THEN
                RAISE EXCEPTION 'the journal has no gap' USING ERRCODE = '23001';
            END IF;
            RETURN NEW;
        END $$""",
        f"""CREATE TRIGGER {table}_no_change BEFORE {each.kept} ON {table}
        FOR EACH ROW EXECUTE FUNCTION {table}_append_only()""",
        f"""CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION {table}_append_only()""",
        f"""CREATE TRIGGER {table}_in_sequence BEFORE INSERT ON {table}
        FOR EACH ROW EXECUTE FUNCTION {table}_in_sequence()""",
    ]


def _postgresql_drop(each: Guarded) -> list[str]:
    table = each.table
    return [
        f"DROP TRIGGER IF EXISTS {table}_no_change ON {table}",
        f"DROP TRIGGER IF EXISTS {table}_no_truncate ON {table}",
        f"DROP TRIGGER IF EXISTS {table}_in_sequence ON {table}",
        f"DROP FUNCTION IF EXISTS {table}_append_only()",
        f"DROP FUNCTION IF EXISTS {table}_in_sequence()",
    ]


CREATE = {"sqlite": _sqlite_create, "postgresql": _postgresql_create}
DROP = {"sqlite": _sqlite_drop, "postgresql": _postgresql_drop}


def _run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
