from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cases.actions import (
    attach_observations,
    dismiss_case,
    say_me_too,
    set_aside_observations,
    withdraw_observation,
)
from cases.errors import StepRefused
from cases.models import Case, Observation
from cases.vocabulary import Severity, Symptom
from tests import factories
from tests.traces import every_row, one_entry, refused


def test_one_tap_observes_what_most_of_the_case_observed(cast):
    slow = factories.statement(
        replace(factories.answers(), symptom=Symptom.SLOW, severity=Severity.DEGRADED)
    )
    seen = [
        factories.observation(cast.adherent),
        factories.observation(cast.other_adherent, slow),
        factories.observation(cast.third_committee, slow),
    ]
    case = factories.case(cast)
    Observation.objects.filter(pk__in=[each.pk for each in seen]).update(case=case)
    Observation.objects.filter(case=case).exclude(pk__in=[each.pk for each in seen]).update(
        case=None
    )
    with one_entry("observation.reported", f"case:{case.reference}", cast.colleague):
        observation = say_me_too(case, by=cast.colleague, submission=uuid4())
    version = observation.current
    assert (observation.case, observation.source) == (case, "me_too")
    assert (version.symptom, version.severity, version.source_type) == ("slow", "degraded", "own")
    assert timezone.now() - version.observed_at < timedelta(minutes=2)
    assert version.observed_at.second == 0


def test_tapping_twice_with_one_submission_counts_once(cast):
    case, submission = factories.case(cast), uuid4()
    first, second = (say_me_too(case, by=cast.colleague, submission=submission) for _ in range(2))
    assert first == second
    assert case.observations.count() == 3


def test_tapping_on_two_pages_counts_once_until_it_is_withdrawn(cast):
    case = factories.case(cast)
    first, second = (say_me_too(case, by=cast.colleague, submission=uuid4()) for _ in range(2))
    assert first == second
    assert case.observations.count() == 3
    withdraw_observation(first, by=cast.colleague, reason="Ce n’était pas ce produit.")
    assert say_me_too(case, by=cast.colleague, submission=uuid4()) != first


def test_another_person_or_another_product_is_another_observation(cast):
    case, other = factories.case(cast), factories.product("Paie Un")
    attach_observations([factories.observation(cast.adherent, on=other)], case, by=cast.committee)
    said = {say_me_too(case, by=cast.colleague, submission=uuid4())}
    said.add(say_me_too(case, by=cast.colleague, submission=uuid4(), product=other))
    said.add(say_me_too(case, by=cast.adherent, submission=uuid4()))
    assert len(said) == 3


def test_a_tap_sent_again_after_the_case_was_closed_gives_the_same_observation(cast):
    case, submission = factories.case(cast), uuid4()
    first = say_me_too(case, by=cast.colleague, submission=submission)
    dismiss_case(case, by=cast.committee, seen=1, reason="Fausse alerte.")
    before = every_row()
    assert say_me_too(case, by=cast.colleague, submission=submission) == first
    assert every_row() == before
    with refused(StepRefused, "Ce cas n’est plus ouvert"):
        say_me_too(case, by=cast.other_adherent, submission=submission)


def test_a_dismissed_case_takes_no_more(cast):
    case, who = factories.dismissed_case(cast), cast.colleague
    with refused(
        StepRefused, "Ce cas n’est plus ouvert : envoyez une nouvelle observation"
    ) as raised:
        say_me_too(case, by=who, submission=uuid4())
    assert "Chloé Commission a classé le cas sans suite le " in str(raised.value)


def test_a_relayed_case_takes_more_for_fourteen_days(cast):
    case, who = factories.relayed_case(cast), cast.colleague
    Case.objects.filter(pk=case.pk).update(occurred_on=timezone.localdate() - timedelta(days=14))
    say_me_too(case, by=who, submission=uuid4())
    Case.objects.filter(pk=case.pk).update(occurred_on=timezone.localdate() - timedelta(days=15))
    with refused(StepRefused, "Ce cas n’est plus ouvert") as raised:
        say_me_too(case, by=who, submission=uuid4())
    assert str(raised.value).endswith("si le problème dure.")


def test_a_case_without_a_counted_observation_asks_for_the_form(cast):
    case, who = factories.case(cast), cast.colleague
    set_aside_observations(list(case.observations.all()), by=cast.committee, reason="Hors sujet.")
    with refused(StepRefused, "Ce cas n’a pas encore d’observation : décrivez la vôtre"):
        say_me_too(case, by=who, submission=uuid4())


@pytest.mark.parametrize("who", ["board", "lawyer", "administrator", "stranger"])
def test_someone_who_reports_for_no_organisation_is_denied(cast, who):
    case, person = factories.case(cast), getattr(cast, who)
    with refused(PermissionDenied):
        say_me_too(case, by=person, submission=uuid4())


def test_an_incident_of_long_ago_that_is_not_closed_still_takes_reports(cast):
    case = factories.case(cast)
    assert case.occurred_on == date(2018, 1, 9)
    assert say_me_too(case, by=cast.colleague, submission=uuid4()).case == case
