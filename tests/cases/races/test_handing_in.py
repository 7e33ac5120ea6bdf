from functools import partial

import pytest
from django.db.models import Sum

from cases.evidence import store
from cases.evidence.intake import policy
from cases.evidence.intake.refusals import FileRefused
from cases.evidence.models import Entry, Item
from cases.evidence.receiving import Received, keep_received
from tests.cases.races.together import one_wins, sentence

BEFORE_THE_JOURNAL = ('SELECT "evidence_entry"', "INSERT", "UPDATE")
FILES = [Received(content, "ecran.png", "image/png") for content in (b"un......", b"deux....")]


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.PROMESSE_HOME = tmp_path


def test_two_files_at_once_do_not_pass_what_an_organisation_may_hand_in(cast, race, monkeypatch):
    """Of two colleagues, with room for one file."""
    monkeypatch.setattr(policy, "LARGEST_OF_ORGANISATION", 10)
    people = (cast.adherent, cast.colleague)
    outcomes = race(
        *(partial(keep_received, file, by=who) for file, who in zip(FILES, people, strict=True)),
        before=BEFORE_THE_JOURNAL,
    )
    winner = one_wins(outcomes, FileRefused)
    assert "votre organisation a remis" in sentence(outcomes)
    assert Item.objects.aggregate(all=Sum("size"))["all"] == 8
    assert Entry.objects.filter(verb="file.received").count() == 1
    assert [store.has(file.sha256) for file in FILES] == [winner == 0, winner == 1]
