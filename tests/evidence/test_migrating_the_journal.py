import hashlib
import json
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from cases.evidence import journal
from cases.evidence.models import Entry

BEFORE = [("evidence", "0004_name_the_entries_of_the_journal")]
AT = datetime(2026, 11, 24, 8, 0, 0, 250_000, tzinfo=UTC)
DETAILS = [{"reason": "Le réseau, « disait »-il.", "n": 2}, {"b": 1, "a": [{"z": None, "y": "é"}]}]


def canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def as_it_was_written(sequence: int, previous: str, details: object) -> dict[str, object]:
    """By the version of the software before words had a table of their own."""
    digest = hashlib.sha256(b"5a5a" + canonical(details)).hexdigest()
    said = [
        *[sequence, previous, "case.opened", None, "Bureau"],
        *["2026-11-24T08:00:00.250000+00:00", "case:A", "", digest],
    ]
    return {
        "sequence": sequence,
        "at": AT,
        "functions": "Bureau",
        "verb": "case.opened",
        "subject": "case:A",
        "details": details,
        "salt": "5a5a",
        "details_digest": digest,
        "previous": previous,
        "digest": hashlib.sha256(canonical(said)).hexdigest(),
    }


@pytest.fixture
def earlier(transactional_db):
    executor = MigrationExecutor(connection)
    executor.migrate(BEFORE)
    yield executor.loader.project_state(BEFORE).apps.get_model("evidence", "Entry")
    migrate_to_the_last()


def migrate_to_the_last() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


@pytest.mark.slow
def test_entries_of_an_earlier_version_are_kept_bit_for_bit_and_the_chain_goes_on(earlier):
    previous = "0" * 64
    for sequence, details in enumerate(DETAILS, start=1):
        row = as_it_was_written(sequence, previous, details)
        earlier.objects.create(**row)
        previous = row["digest"]
    migrate_to_the_last()
    assert journal.head() == (2, previous)
    assert journal.first_broken_entry() is None
    assert [entry.details for entry in Entry.objects.all()] == DETAILS
