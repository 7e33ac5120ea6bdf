from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.utils import timezone

from cases import actions
from cases.evidence.models import Entry, Item
from cases.evidence.receiving import Received
from cases.forgetting import purge_drafts
from cases.models import Attachment, Draft, FollowUp, Observation
from cases.vocabulary import CallsLoad, FollowUpStatus
from tests import factories
from tests.cases.races.together import losers, winners

PHOTO = Received(b"\x89PNG\r\n\x1a\n", "ecran.png", "image/png")
SENT_ONCE = ["observation_sent_once", "observation_reference_once_an_organisation"]


@pytest.fixture
def draft(cast):
    said = {
        "product": str(factories.product().pk),
        "symptom": "slow",
        "severity": "degraded",
        "observed_at": "2026-11-23T08:10:00+00:00",
    }
    return actions.save_answers(uuid4(), said, by=cast.adherent)


def told(verb):
    return Entry.objects.filter(verb=verb).count()


def test_two_pages_answered_at_once_are_both_kept(cast, draft, race):
    who = cast.adherent
    outcomes = race(
        *(
            partial(actions.save_answers, draft.pk, said, by=who)
            for said in ({"narrative": "Écran blanc"}, {"awareness": "none"})
        )
    )
    assert losers(outcomes) == set()
    kept = Draft.objects.get().answers
    assert (kept.get("narrative"), kept.get("awareness")) == ("Écran blanc", "none")


def test_a_draft_sent_from_two_tabs_is_one_observation(cast, draft, race):
    factories.observation(cast.other_adherent)
    before = told("observation.reported")
    send = partial(actions.send_draft, draft.pk, by=cast.adherent)
    outcomes = race(send, send, without=SENT_ONCE)
    assert losers(outcomes) == set()
    sent = Observation.objects.filter(reported_by=cast.adherent)
    assert list(sent) == [outcomes[0]] == [outcomes[1]]
    assert told("observation.reported") == before + 1
    assert not Draft.objects.exists()


def test_the_same_answers_sent_from_two_tabs_at_once_are_one_observation(cast, draft, race):
    factories.observation(cast.other_adherent)
    before = told("observation.reported")
    other = actions.save_answers(uuid4(), draft.answers, by=cast.adherent)
    outcomes = race(
        *(partial(actions.send_draft, each.pk, by=cast.adherent) for each in (draft, other)),
        without=["observation_reference_once_an_organisation"],
    )
    assert losers(outcomes) == set()
    assert list(Observation.objects.filter(reported_by=cast.adherent)) == [outcomes[0]]
    assert outcomes[0] == outcomes[1]
    assert told("observation.reported") == before + 1


def test_a_report_kept_on_a_device_and_sent_twice_at_once_is_one_observation(cast, draft, race):
    factories.observation(cast.other_adherent)
    before = told("observation.reported")
    said = {"narrative": "Écran blanc"}
    send = partial(actions.send_kept_report, draft.pk, said, by=cast.adherent)
    outcomes = race(send, send, before='INSERT INTO "cases_observation"', without=SENT_ONCE)
    sent = Observation.objects.filter(reported_by=cast.adherent)
    assert [each.current.narrative for each in sent] == ["Écran blanc"]
    assert set(map(type, outcomes)) <= {Observation, actions.DraftSent}
    assert told("observation.reported") == before + 1
    assert not Draft.objects.exists()


def test_the_same_photo_sent_twice_at_once_is_one(cast, draft, race):
    add = partial(actions.add_photo, draft.pk, PHOTO, by=cast.adherent)
    outcomes = race(add, add)
    assert losers(outcomes) == set()
    assert list(Attachment.objects.all()) == [outcomes[0]] == [outcomes[1]]
    assert told("file.received") == 1


def test_a_photo_is_taken_back_once(cast, draft, race):
    item = actions.add_photo(draft.pk, PHOTO, by=cast.adherent).item
    take_back = partial(actions.remove_photo, draft, item.pk, by=cast.adherent)
    assert losers(race(take_back, take_back)) == set()
    assert not Item.objects.exists()
    assert told("file.discarded") == 1


def test_a_draft_is_discarded_once(cast, draft, race):
    actions.add_photo(draft.pk, PHOTO, by=cast.adherent)
    discard = partial(actions.discard_draft, draft, by=cast.adherent)
    assert losers(race(discard, discard)) == set()
    assert not Draft.objects.exists()
    assert told("file.discarded") == 1


def test_a_draft_discarded_meanwhile_is_sent_whole_or_not_at_all(cast, draft, race):
    actions.add_photo(draft.pk, PHOTO, by=cast.adherent)
    outcomes = race(
        partial(actions.discard_draft, draft, by=cast.adherent),
        partial(actions.send_draft, draft.pk, by=cast.adherent),
    )
    assert losers(outcomes) <= {Draft.DoesNotExist}
    assert Observation.objects.count() == Item.objects.count() == len(winners(outcomes)) - 1
    assert not Draft.objects.exists()


def test_who_comes_back_to_an_old_draft_keeps_what_they_write(cast, draft, race):
    month_ago = timezone.now() - timedelta(days=31)
    Draft.objects.update(updated_at=month_ago)
    outcomes = race(
        partial(actions.save_answers, draft.pk, {"narrative": "Me revoilà"}, by=cast.adherent),
        purge_drafts,
    )
    assert losers(outcomes) == set()
    kept = Draft.objects.first()
    assert kept is not None, "the sweep took a draft that someone had just come back to"
    assert kept.answers["narrative"] == "Me revoilà"


def test_two_colleagues_who_say_restored_are_both_heard(cast, race):
    observation = factories.observation(cast.adherent)
    outcomes = race(
        *(
            partial(
                actions.follow_up,
                Observation.objects.get(pk=observation.pk),
                by=who,
                status=FollowUpStatus.RESTORED,
                calls_load=load,
                submission=uuid4(),
            )
            for who, load in ((cast.adherent, CallsLoad.FEW), (cast.colleague, None))
        ),
        without=["observation_version_number_once"],
    )
    assert losers(outcomes) == set()
    assert FollowUp.objects.count() == 2
    assert observation.versions.count() == 2
    assert told("observation.completed") == 1


def test_two_taps_are_one_point(cast, race):
    observation, submission = factories.observation(cast.adherent), uuid4()
    outcomes = race(
        *(
            partial(
                actions.follow_up,
                Observation.objects.get(pk=observation.pk),
                by=cast.adherent,
                status=FollowUpStatus.STILL_BLOCKED,
                calls_load=None,
                submission=submission,
            )
            for _ in range(2)
        ),
        without=["cases_followup.submission"],
    )
    assert losers(outcomes) == set()
    assert list(FollowUp.objects.all()) == [outcomes[0]] == [outcomes[1]]
