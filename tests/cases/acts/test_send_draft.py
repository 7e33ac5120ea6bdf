from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from cases.actions import add_photo, save_answers, send_draft, withdraw_observation
from cases.errors import GuardRefused
from cases.evidence.receiving import Received
from cases.models import Draft, Observation
from cases.statement import AnswersRefused
from tests import factories
from tests.traces import one_entry, refused

PHOTO = Received(b"\x89PNG\r\n\x1a\n", "ecran.png", "image/png")


def written(cast, **said):
    whole = {
        "product": str(factories.product().pk),
        "symptom": "slow",
        "severity": "degraded",
        "observed_at": "2026-11-23T08:10:00+00:00",
        **said,
    }
    return save_answers(uuid4(), whole, by=cast.adherent)


def test_it_becomes_one_observation_with_all_that_was_answered(cast):
    draft = written(
        cast,
        since="exact",
        first_symptom_at="2026-11-23T07:00:00+00:00",
        blocked_at="2026-11-23T07:30:00+00:00",
        customers_affected=3,
        customers_subscribed=40,
        affected_range="up_to_5",
        awareness="publisher",
        source_type="customer",
        narrative="Écran blanc",
        inference="Leur serveur",
        opinion="Encore",
    )
    with one_entry("observation.reported", "", cast.adherent) as written_down:
        observation = send_draft(draft.pk, by=cast.adherent)
    version = observation.current
    assert version.observed_at == datetime(2026, 11, 23, 8, 10, tzinfo=UTC)
    assert version.first_symptom_at == datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
    assert version.blocked_at == datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
    assert (version.customers_affected, version.customers_subscribed) == (3, 40)
    assert (version.affected_range, version.onset) == ("up_to_5", "")
    assert (version.awareness, version.source_type) == ("publisher", "customer")
    assert (version.narrative, version.inference, version.opinion) == (
        "Écran blanc",
        "Leur serveur",
        "Encore",
    )
    assert "files" not in written_down[0].details
    assert not Draft.objects.exists()


def test_it_takes_its_photos_along_and_the_journal_tells_their_digests(cast):
    draft = written(cast)
    add_photo(draft.pk, PHOTO, by=cast.adherent)
    with one_entry("observation.reported", "", cast.adherent) as written_down:
        observation = send_draft(draft.pk, by=cast.adherent)
    [attachment] = observation.attachments.all()
    assert attachment.draft is None
    assert written_down[0].details["files"] == [PHOTO.sha256]


def test_sent_again_it_is_the_same_observation(cast):
    draft = written(cast)
    first = send_draft(draft.pk, by=cast.adherent)
    assert send_draft(draft.pk, by=cast.adherent) == first
    assert Observation.objects.count() == 1


@pytest.mark.parametrize("missing", ["product", "symptom", "severity", "observed_at"])
def test_a_draft_that_lacks_what_every_observation_has_is_not_sent(cast, missing):
    draft = written(cast, **{missing: ""})
    who = cast.adherent
    with refused(GuardRefused, "Il manque le produit ou le constat"):
        send_draft(draft.pk, by=who)


def test_a_draft_that_contradicts_itself_is_not_sent(cast):
    draft = written(cast, affected_range="over_20", customers_affected=20)
    who = cast.adherent
    with refused(AnswersRefused, "Vous répondez"):
        send_draft(draft.pk, by=who)


@pytest.mark.parametrize("who", ["colleague", "other_adherent", "committee", "board"])
def test_the_draft_of_someone_else_does_not_exist(cast, who):
    draft = written(cast)
    person = getattr(cast, who)
    with refused(Draft.DoesNotExist):
        send_draft(draft.pk, by=person)


def test_the_same_answers_from_two_tabs_are_one_observation_with_the_photos_of_both(cast):
    first = send_draft(written(cast).pk, by=cast.adherent)
    other_tab = written(cast, observed_at="2026-11-23T08:12:00+00:00")
    add_photo(other_tab.pk, PHOTO, by=cast.adherent)
    assert send_draft(other_tab.pk, by=cast.adherent) == first
    assert first.attachments.count() == 1
    assert not Draft.objects.exists()
    assert Observation.objects.count() == 1


@pytest.mark.parametrize("how", ["other answers", "another product", "later", "withdrawn"])
def test_what_differs_or_comes_later_is_another_observation(cast, how):
    first, said = send_draft(written(cast).pk, by=cast.adherent), {}
    match how:
        case "other answers":
            said = {"narrative": "Écran blanc"}
        case "another product":
            said = {"product": str(factories.product("Paie Deux").pk)}
        case "later":
            early = timezone.now() - timedelta(minutes=11)
            Observation.objects.update(received_at=early)
        case "withdrawn":
            withdraw_observation(first, by=cast.adherent, reason="Notre réseau.")
    assert send_draft(written(cast, **said).pk, by=cast.adherent) != first
