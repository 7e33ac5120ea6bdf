"""With a real role, on PostgreSQL; SQLite has none, and says so."""

import os
from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.utils import timezone

from cases.evidence import journal, roots
from cases.evidence.models import Entry
from tests.evidence.test_journal import three_entries

ROLE = f"promesse_site_{os.getpid()}"
on_postgresql = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="there are no roles on SQLite"
)


@pytest.fixture
def limited(cast):
    """The connection speaks for the role that serves pages, until the test is rolled back."""
    three_entries(cast)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {ROLE}")
        call_command("limit_role", ROLE)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"SET LOCAL ROLE {ROLE}")
    return cast


@on_postgresql
def test_the_role_can_act_and_be_told(limited):
    with transaction.atomic():
        entry = Entry.objects.get(sequence=1)
        journal.record("case.opened", entry, by=limited.committee, details={"reason": "Vu."})
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert roots.make_root().last == 4
    assert Entry.objects.get(sequence=4).details == {"reason": "Vu."}


@on_postgresql
@pytest.mark.parametrize("table", ["entry", "words", "dailyroot", "timestamp"])
@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM {0}",
        "TRUNCATE {0}",
        "ALTER TABLE {0} DISABLE TRIGGER USER",
        "DROP TABLE {0}",
        "DROP TRIGGER {0}_in_sequence ON {0}",
    ],
)
def test_the_role_changes_nothing_of_the_journal(limited, table, statement):
    refused(statement.format(f"evidence_{table}"))


@on_postgresql
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE evidence_entry SET verb = 'x'",
        "UPDATE evidence_words SET said = 'x'",
        "UPDATE evidence_dailyroot SET root = 'x'",
        "UPDATE evidence_timestamp SET authority = 'x'",
        "CREATE OR REPLACE FUNCTION evidence_entry_append_only() RETURNS trigger "
        "LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    ],
)
def test_the_role_rewrites_nothing_of_the_journal(limited, statement):
    refused(statement)


def refused(statement: str) -> None:
    with (
        pytest.raises(ProgrammingError, match=r"permission denied|must be owner"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@on_postgresql
def test_erasing_words_takes_the_role_that_owns_the_tables(limited):
    with pytest.raises(CommandError, match="qui possède les tables"):
        call_command("erase_words", "2", by=limited.board.email)


@on_postgresql
def test_a_role_that_owns_the_tables_or_that_is_not_there_is_refused(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        [owner] = cursor.fetchone()
    with pytest.raises(CommandError, match="possède les tables"):
        call_command("limit_role", owner)
    with pytest.raises(CommandError, match="n’existe pas"):
        call_command("limit_role", "personne")


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="it is about SQLite")
def test_there_are_no_roles_on_sqlite(db):
    with pytest.raises(CommandError, match="que sur PostgreSQL"):
        call_command("limit_role", "promesse")
