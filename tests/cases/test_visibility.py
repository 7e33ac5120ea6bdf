"""Who sees which observation and which case: what is not theirs does not exist for them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.actions import dismiss_case, revoke_mandate
from cases.models import Case, Observation
from tests import factories

EVERYONE = (
    "adherent",
    "colleague",
    "other_adherent",
    "committee",
    "second_committee",
    "third_committee",
    "chair",
    "board",
    "lawyer",
    "other_lawyer",
    "administrator",
    "stranger",
)
COMMITTEE = {"committee", "second_committee", "third_committee", "chair"}
OWN = {"adherent", "colleague"}
MEMBERS = {*OWN, "other_adherent"}


def who_sees(rows, cast) -> set[str]:
    return {name for name in EVERYONE if rows.visible_to(getattr(cast, name)).exists()}


def test_an_observation_is_its_organisation_s_and_the_committee_s(cast):
    factories.observation(cast.adherent)
    assert who_sees(Observation.objects, cast) == COMMITTEE | OWN


@pytest.mark.parametrize("make", ["case", "verified_case", "decided_case"])
def test_until_it_is_relayed_a_case_is_its_observers_and_the_committee_s(cast, make):
    getattr(factories, make)(cast, cast.adherent, cast.third_committee)
    assert who_sees(Case.objects, cast) == COMMITTEE | OWN


def test_a_relayed_case_is_every_member_s_and_the_board_s(cast):
    factories.relayed_case(cast)
    assert who_sees(Case.objects, cast) == COMMITTEE | MEMBERS | {"board"}


def test_a_dismissed_case_is_again_its_observers_and_the_committee_s(cast):
    case = factories.relayed_case(cast)
    dismiss_case(case, by=cast.committee, seen=case.version, reason="Notre réseau.")
    assert who_sees(Case.objects, cast) == COMMITTEE | MEMBERS
    newcomer = factories.case(cast, cast.third_committee)
    dismiss_case(newcomer, by=cast.committee, seen=newcomer.version, reason="Notre réseau.")
    assert who_sees(Case.objects.filter(pk=newcomer.pk), cast) == COMMITTEE


def test_a_mandate_shows_the_case_and_no_observation_to_that_lawyer_alone(cast):
    case = factories.case(cast, cast.adherent)
    mandate = factories.mandate(cast, case)
    factories.case(cast, cast.other_adherent)
    assert list(Case.objects.visible_to(cast.lawyer)) == [case]
    assert not Case.objects.visible_to(cast.other_lawyer).exists()
    assert not Observation.objects.visible_to(cast.lawyer).exists()
    revoke_mandate(mandate, by=cast.committee)
    assert not Case.objects.visible_to(cast.lawyer).exists()


@pytest.mark.parametrize(
    ("since", "until", "seen"),
    [(0, 0, True), (-2, -1, False), (1, 2, False), (0, None, True), (1, None, False)],
)
def test_a_mandate_holds_from_its_first_day_to_its_last(cast, since, until, seen):
    today = timezone.localdate()
    factories.mandate(
        cast,
        factories.case(cast),
        since=today + timedelta(days=since),
        until=None if until is None else today + timedelta(days=until),
    )
    assert Case.objects.visible_to(cast.lawyer).exists() == seen


def test_a_member_without_an_organisation_sees_what_was_relayed_only(cast):
    relayed = factories.relayed_case(cast)
    factories.case(cast)
    who = cast.other_adherent
    who.organisation = None
    who.save()
    assert list(Case.objects.visible_to(who)) == [relayed]
    assert not Observation.objects.visible_to(who).exists()


def test_findings_are_the_committee_s_until_they_are_relayed(cast):
    case = factories.decided_case(cast)
    assert case.findings_shown_to(cast.committee) == case.analysis().as_json()
    assert case.findings_shown_to(cast.lawyer) == case.analysis().as_json()
    assert case.findings_shown_to(cast.adherent) is None
    assert case.findings_shown_to(cast.board) is None


def test_relayed_findings_are_shown_as_they_were_relayed(cast):
    case = factories.relayed_case(cast)
    assert case.findings_shown_to(cast.other_adherent) == case.relays.get().findings
    assert case.findings_shown_to(cast.other_adherent) is not None


def test_any_member_may_add_to_a_case_that_is_open(cast):
    case = factories.case(cast)
    factories.dismissed_case(cast)
    assert list(Case.objects.open_to_reports()) == [case]


def test_counts_are_of_organisations_and_of_what_still_counts(cast):
    case = factories.case(cast, cast.adherent, cast.colleague, cast.other_adherent)
    counted = Case.objects.with_observer_counts().get(pk=case.pk)
    assert (counted.observation_count, counted.observer_count) == (3, 2)


def test_the_analyses_of_many_cases_cost_two_queries(cast, django_assert_num_queries):
    for _ in range(3):
        factories.case(cast)
    # The cases, and all their observations.
    with django_assert_num_queries(2):
        assert len(Case.objects.analyses()) == 3
