import pytest
from django.core.management import CommandError, call_command

from cases.evidence import journal
from cases.evidence.models import Entry
from tests.evidence.test_journal import three_entries


def test_words_are_erased_and_who_decided_it_is_told(cast, capsys):
    three_entries(cast)
    call_command("erase_words", "1", "3", by=cast.board.email)
    call_command("erase_words", "1", by=cast.board.email)
    told = capsys.readouterr().out.replace("\xa0", " ").splitlines()
    assert told == [
        "Entrée n° 1 : mots effacés.",
        "Entrée n° 3 : mots effacés.",
        "Entrée n° 1 : il n’y a pas de mots à effacer.",
    ]
    acts = Entry.objects.filter(verb="journal.words_erased")
    assert [(act.actor, act.subject) for act in acts] == [
        (cast.board, "entry:1"),
        (cast.board, "entry:3"),
    ]
    assert journal.first_broken_entry() is None


def test_an_entry_or_a_person_that_is_not_there_is_said(cast):
    three_entries(cast)
    with pytest.raises(CommandError, match=r"n’a pas d’entrée n°.9"):
        call_command("erase_words", "9", by=cast.board.email)
    with pytest.raises(CommandError, match="Personne n’a l’adresse"):
        call_command("erase_words", "1", by="personne@example.org")
