from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from cases import tasks
from cases.actions import add_photo, discard_draft, remove_photo, save_answers
from cases.evidence import store
from cases.evidence.intake.policy import MOST_FILES
from cases.evidence.intake.refusals import FileRefused
from cases.evidence.models import Entry, Item
from cases.evidence.receiving import Received
from cases.forgetting import purge_drafts
from cases.models import Attachment, Draft
from tests.traces import one_entry, refused

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    settings.PROMESSE_HOME = tmp_path


def photo(text="un écran"):
    return Received(b"\x89PNG\r\n\x1a\n" + text.encode(), "ecran.png", "image/png")


@pytest.fixture
def draft(cast):
    return save_answers(uuid4(), {"product": "1"}, by=cast.adherent)


def test_a_photo_is_kept_with_digest_server_time_and_journal_entry(cast, draft):
    kept = photo()
    with one_entry("file.received", "", cast.adherent) as written:
        attachment = add_photo(draft.pk, kept, by=cast.adherent)
    item = attachment.item
    assert (item.sha256, item.size) == (kept.sha256, len(kept.content))
    assert (item.name, item.media_type, item.received_by) == (
        "ecran.png",
        "image/png",
        cast.adherent,
    )
    assert written[0].details == {
        "sha256": kept.sha256,
        "size": len(kept.content),
        "media_type": "image/png",
    }
    assert store.path_of(item.sha256).read_bytes() == kept.content


def test_the_same_photo_twice_is_one(cast, draft):
    first = add_photo(draft.pk, photo(), by=cast.adherent)
    assert add_photo(draft.pk, photo(), by=cast.adherent) == first
    assert Entry.objects.filter(verb="file.received").count() == 1


def test_one_more_than_allowed_is_refused(cast, draft):
    who = cast.adherent
    for number in range(MOST_FILES):
        add_photo(draft.pk, photo(str(number)), by=who)
    with refused(FileRefused, "«\u00a0ecran.png\u00a0» n’est pas gardé"):
        add_photo(draft.pk, photo("un de trop"), by=who)


def test_nobody_adds_to_the_draft_of_someone_else(cast, draft):
    who = cast.colleague
    with refused(Draft.DoesNotExist):
        add_photo(draft.pk, photo(), by=who)


def test_a_photo_taken_back_leaves_its_entry_and_no_byte(cast, draft):
    item = add_photo(draft.pk, photo(), by=cast.adherent).item
    with one_entry("file.discarded", "", cast.adherent) as written:
        remove_photo(draft, item.pk, by=cast.adherent)
    assert written[0].details["sha256"] == item.sha256
    assert not Item.objects.exists()
    assert not store.path_of(item.sha256).exists()


def test_a_photo_taken_back_stays_where_another_draft_has_it(cast, draft):
    other = save_answers(uuid4(), {"product": "1"}, by=cast.other_adherent)
    first = add_photo(draft.pk, photo(), by=cast.adherent).item
    add_photo(other.pk, photo(), by=cast.other_adherent)
    remove_photo(draft, first.pk, by=cast.adherent)
    assert Attachment.objects.get().draft == other
    assert store.path_of(first.sha256).exists()


def test_a_draft_that_is_discarded_takes_its_photos_along(cast, draft):
    item = add_photo(draft.pk, photo(), by=cast.adherent).item
    discard_draft(draft, by=cast.adherent)
    assert not Draft.objects.exists()
    assert not store.path_of(item.sha256).exists()
    discard_draft(draft, by=cast.adherent)


def left_for(days, draft):
    Draft.objects.filter(pk=draft.pk).update(updated_at=timezone.now() - timedelta(days=days))


def test_drafts_that_nobody_came_back_to_are_forgotten_after_thirty_days(cast, draft):
    add_photo(draft.pk, photo(), by=cast.adherent)
    kept = save_answers(uuid4(), {"product": "1"}, by=cast.adherent)
    left_for(31, draft)
    left_for(29, kept)
    tasks.sweep_drafts()
    assert Draft.objects.get() == kept
    assert not Item.objects.exists()
    assert Entry.objects.get(verb="file.discarded").actor is None
    assert purge_drafts() == 0
