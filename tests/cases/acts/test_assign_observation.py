import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.actions import assign_observation, release_observation
from cases.errors import GuardRefused, StepRefused
from cases.models import Observation
from tests import factories
from tests.traces import one_entry, refused

DENIS = "Denis Commission a pris une observation en charge le "
CHLOE = "Chloé Commission a pris une observation en charge le "
LEFT = "Chloé Commission a laissé une observation à qui la prendra le "


def test_it_is_taken_with_a_date_and_an_entry(cast):
    observation = factories.observation(cast.adherent)
    with one_entry("observation.assigned", "", cast.committee) as entries:
        assign_observation(observation, to=cast.committee, by=cast.committee)
    assert observation.assigned_to == cast.committee
    assert observation.assigned_at is not None
    assert entries[0].subject == observation.journal_name
    assert entries[0].details == {"to": cast.committee.pk, "from": None}


def test_it_is_taken_over_from_the_person_read_on_the_page(cast):
    observation = factories.observation(cast.adherent)
    assign_observation(observation, to=cast.second_committee, by=cast.second_committee)
    with one_entry("observation.assigned", "", cast.committee) as entries:
        assign_observation(observation, to=cast.committee, by=cast.committee)
    assert observation.assigned_to == cast.committee
    assert entries[0].details["from"] == cast.second_committee.pk


def test_who_read_it_before_another_took_it_is_told(cast):
    observation = factories.observation(cast.adherent)
    read_before, who = Observation.objects.get(pk=observation.pk), cast.committee
    assign_observation(observation, to=cast.second_committee, by=cast.second_committee)
    with refused(
        StepRefused, f"{observation.reference} est déjà suivie par Denis Commission. {DENIS}"
    ):
        assign_observation(read_before, to=who, by=who)


def test_it_is_not_taken_twice_by_the_same_person(cast):
    observation, who = factories.observation(cast.adherent), cast.committee
    assign_observation(observation, to=who, by=who)
    with refused(
        StepRefused, f"{observation.reference} est déjà suivie par Chloé Commission. {CHLOE}"
    ):
        assign_observation(observation, to=who, by=who)


def test_it_is_given_to_the_committee_s_people_only(cast):
    observation, member, who = factories.observation(cast.adherent), cast.adherent, cast.committee
    with refused(GuardRefused, "Alice Adhérente ne siège pas à la commission."):
        assign_observation(observation, to=member, by=who)


def test_it_is_released_for_anyone_to_take(cast):
    observation = factories.observation(cast.adherent)
    assign_observation(observation, to=cast.committee, by=cast.committee)
    with one_entry("observation.released", "", cast.second_committee) as entries:
        release_observation(observation, by=cast.second_committee)
    assert (observation.assigned_to, observation.assigned_at) == (None, None)
    assert entries[0].details == {"from": cast.committee.pk}


def test_what_nobody_holds_is_not_released(cast):
    observation, who = factories.observation(cast.adherent), cast.committee
    with refused(StepRefused, f"{observation.reference} n’est suivie par personne"):
        release_observation(observation, by=who)


def test_what_was_released_meanwhile_is_not_released_again(cast):
    observation = factories.observation(cast.adherent)
    assign_observation(observation, to=cast.committee, by=cast.committee)
    read_before, who = Observation.objects.get(pk=observation.pk), cast.second_committee
    release_observation(observation, by=cast.committee)
    with refused(
        StepRefused, f"{observation.reference} n’est suivie par personne : relisez-la. {LEFT}"
    ):
        release_observation(read_before, by=who)


@pytest.mark.parametrize("who", ["adherent", "board", "lawyer", "administrator", "stranger"])
def test_only_the_committee_assigns_and_releases(cast, who):
    observation, person = factories.observation(cast.adherent), getattr(cast, who)
    taken = factories.observation(cast.other_adherent)
    assign_observation(taken, to=cast.committee, by=cast.committee)
    with refused(PermissionDenied):
        assign_observation(observation, to=person, by=person)
    with refused(PermissionDenied):
        release_observation(taken, by=person)


@pytest.mark.parametrize("half", ["name", "date"])
def test_the_database_keeps_the_name_and_the_date_together(cast, half):
    row = Observation.objects.filter(pk=factories.observation(cast.adherent).pk)
    change = {"assigned_to": cast.committee} if half == "name" else {"assigned_at": timezone.now()}
    with (
        pytest.raises(IntegrityError, match="observation_assigned_to_someone_at_some_time"),
        transaction.atomic(),
    ):
        row.update(**change)
