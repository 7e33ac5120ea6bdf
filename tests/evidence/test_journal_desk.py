from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from cases.evidence import journal, roots
from cases.evidence.models import Entry
from cases.evidence.tasks import keep_roots
from tests.evidence.test_journal import REASON, three_entries


@pytest.fixture
def pages(cast, logged_in):
    client = logged_in(cast.committee)

    def text(name: str, *key: int) -> str:
        found = client.get(reverse(f"admin:evidence_entry_{name}", args=key))
        assert found.status_code == 200
        return found.content.decode().replace("\xa0", " ")

    return text


def test_the_list_says_whether_the_journal_has_a_root_and_what_dates_it(cast, pages, stamping):
    assert "Le journal n’a pas encore de racine" in pages("changelist")
    three_entries(cast)
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        made = roots.make_root()
        said = pages("changelist")
        assert made.root in said
        assert "n° 1 à 3" in said
        assert "sans horodatage" in said
        keep_roots()
    said = pages("changelist")
    assert "Horodatage des tests" in said
    assert "sans horodatage" not in said


def test_an_entry_gives_the_proof_that_it_is_under_its_root(cast, pages):
    three_entries(cast)
    entry = Entry.objects.get(sequence=2)
    assert "La racine qui couvre cette entrée" not in pages("change", 2)
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        made = roots.make_root()
    said = pages("change", 2)
    assert all(each in said for each in roots.proof_for(entry, made))
    assert made.root in said


def test_erased_words_are_no_longer_shown_and_the_page_says_why(cast, pages):
    three_entries(cast)
    assert REASON in pages("change", 2)
    assert journal.erase_words(Entry.objects.get(sequence=2), by=cast.board)
    said = pages("change", 2)
    assert REASON not in said
    assert "a été effacé à sa demande" in said
