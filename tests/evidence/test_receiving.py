import errno
import os

import pytest

from cases.evidence import journal, receiving, store
from cases.evidence.intake.refusals import NotKept
from cases.evidence.models import Entry, Item
from cases.evidence.receiving import Received, discard_item, keep_received

pytestmark = pytest.mark.django_db(transaction=True)
PHOTO = Received(b"\x89PNG\r\n\x1a\n", "ecran.png", "image/png")


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.PROMESSE_HOME = tmp_path
    return tmp_path


def test_the_bytes_are_those_that_came_in(cast):
    item = keep_received(PHOTO, by=cast.adherent)
    with receiving.open_item(item) as kept:
        assert kept.read() == PHOTO.content
    assert journal.first_broken_entry() is None


def test_a_full_disk_leaves_no_row_no_entry_and_no_file(cast, home, monkeypatch):
    def full(descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    who = cast.adherent
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NotKept, match="le coffre est plein ou ne répond pas"):
        keep_received(PHOTO, by=who)
    assert not Item.objects.exists()
    assert not Entry.objects.exists()
    assert [path for path in home.rglob("*") if path.is_file()] == []


def test_a_row_that_cannot_be_written_leaves_no_entry(cast, monkeypatch):
    who = cast.adherent
    monkeypatch.setattr(Item, "save", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        keep_received(PHOTO, by=who)
    assert not Entry.objects.exists()


def test_the_same_bytes_of_two_people_are_two_items_and_one_file(cast, home):
    for who in (cast.adherent, cast.other_adherent):
        keep_received(PHOTO, by=who)
    assert Item.objects.count() == 2
    assert len([path for path in home.rglob("*") if path.is_file()]) == 1


def test_bytes_go_with_the_last_item_that_has_them(cast):
    first, second = (keep_received(PHOTO, by=who) for who in (cast.adherent, cast.other_adherent))
    discard_item(first, by=cast.adherent)
    assert store.path_of(PHOTO.sha256).exists()
    discard_item(second, by=cast.other_adherent)
    assert not store.path_of(PHOTO.sha256).exists()


def test_an_empty_item_is_refused_by_the_database(cast):
    item = keep_received(PHOTO, by=cast.adherent)
    with pytest.raises(Exception, match="evidence_item_is_not_empty"):
        Item.objects.filter(pk=item.pk).update(size=0)
