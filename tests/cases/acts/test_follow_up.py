from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cases.actions import follow_up, revise_observation, withdraw_observation
from cases.errors import StepRefused
from cases.evidence.models import Entry
from cases.models import VersionKind
from cases.statement import AnswersRefused, statement_of
from cases.vocabulary import CallsLoad, FollowUpStatus
from tests import factories
from tests.traces import one_entry, refused

BLOCKED, RESTORED = FollowUpStatus.STILL_BLOCKED, FollowUpStatus.RESTORED


def tap(observation, by, status=BLOCKED, load=None, submission=None):
    return follow_up(
        observation,
        by=by,
        status=status,
        calls_load=load,
        submission=submission or uuid4(),
    )


def test_still_blocked_is_a_dated_point_and_changes_no_answer(cast):
    observation = factories.observation(cast.adherent)
    with one_entry("observation.followed_up", "", cast.colleague) as written:
        point = tap(observation, cast.colleague, load=CallsLoad.OVERWHELMED)
    assert (point.status, point.calls_load, point.by) == ("still_blocked", 5, cast.colleague)
    assert written[0].details == {"status": "still_blocked", "calls_load": 5}
    assert observation.versions.count() == 1
    assert observation.current.calls is None


def test_the_entry_is_in_the_thread_of_the_case(cast):
    case = factories.case(cast)
    observation = case.observations.get(reported_by=cast.adherent)
    with one_entry("observation.followed_up", case.journal_name, cast.adherent):
        tap(observation, cast.adherent)


def test_restored_answers_when_as_an_addition(cast):
    observation = factories.observation(cast.adherent)
    point = tap(observation, cast.adherent, RESTORED)
    version = observation.current
    assert (version.number, version.kind) == (2, VersionKind.ADDITION)
    assert version.restored_at == point.at.replace(second=0, microsecond=0)
    told = Entry.objects.order_by("sequence").values_list("verb", flat=True)
    assert list(told)[-2:] == ["observation.completed", "observation.followed_up"]


def test_restored_does_not_move_an_hour_already_given(cast):
    at = factories.OBSERVED_AT
    said = factories.statement(factories.answers(restored_at=at))
    observation = factories.observation(cast.adherent, said)
    tap(observation, cast.adherent, RESTORED)
    assert observation.versions.count() == 1
    assert observation.current.restored_at == at


def test_restored_before_it_began_is_refused_whole(cast):
    observation = factories.observation(cast.adherent)
    said = statement_of(observation.current)
    tomorrow = timezone.now().replace(second=0, microsecond=0) + timedelta(days=1)
    wrong = replace(said, answers=replace(said.answers, blocked_at=tomorrow))
    who = cast.adherent
    revise_observation(observation, wrong, by=who, seen=1)
    with refused(AnswersRefused, "Le retour à la normale précède le blocage"):
        tap(observation, who, RESTORED)


def test_the_same_submission_is_one_point(cast):
    observation, submission = factories.observation(cast.adherent), uuid4()
    first = tap(observation, cast.adherent, submission=submission)
    assert tap(observation, cast.adherent, submission=submission) == first
    assert observation.follow_ups.count() == 1


def test_what_no_longer_counts_takes_no_news(cast):
    observation = factories.observation(cast.adherent)
    who = cast.adherent
    withdraw_observation(observation, by=who, reason="Erreur")
    with refused(StepRefused, "Cette observation est"):
        tap(observation, who)


@pytest.mark.parametrize("who", ["other_adherent", "committee", "board", "lawyer", "stranger"])
def test_another_organisation_is_denied(cast, who):
    observation = factories.observation(cast.adherent)
    person = getattr(cast, who)
    with refused(PermissionDenied):
        tap(observation, person)
