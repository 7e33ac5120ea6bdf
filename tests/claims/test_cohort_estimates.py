"""How many a group may concern beyond its claimants: an estimate, with its source and method."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from cases.claims import actions
from cases.claims.estimates import estimates_of, told_by_observations
from cases.claims.models import CohortEstimate
from cases.claims.predicates import Criteria, as_data
from cases.errors import GuardRefused, StepRefused
from cases.evidence.models import Entry
from cases.models import ObservationVersion
from tests import factories
from tests.claims.grouping import claim_of, cohort_on

TODAY = timezone.localdate
TOLD = {"number": 1200, "source": "Communiqué du 3 mars", "method": "Clients abonnés"}


@pytest.fixture
def case(cast, references):
    return factories.case(cast)


@pytest.fixture
def cohort(case, cast):
    return cohort_on(case, by=cast.chair)


def test_exact_answers_are_added_once_an_organisation(case, cohort, cast):
    seen = factories.observation(cast.adherent)
    factories.case(cast)
    ObservationVersion.objects.filter(observation=seen).update(customers_affected=9)
    first, second = case.observations.order_by("received_at")
    ObservationVersion.objects.filter(observation=first).update(customers_affected=40)
    told = told_by_observations(cohort)
    assert told is not None
    assert (told.number, told.on) == (40, TODAY())
    assert "1 organisation sur 2" in told.source
    ObservationVersion.objects.filter(observation=second).update(customers_affected=3)
    told = told_by_observations(cohort)
    assert told is not None
    assert told.number == 43
    assert "2 organisations sur 2" in told.source
    assert "deux fois" in told.method


def test_two_observations_of_one_organisation_count_once_by_the_highest(case, cohort, cast):
    again = factories.observation(cast.adherent)
    type(again).objects.filter(pk=again.pk).update(case=case)
    for row in ObservationVersion.objects.filter(observation__organisation=again.organisation):
        number = 70 if row.observation_id == again.pk else 50
        ObservationVersion.objects.filter(pk=row.pk).update(customers_affected=number)
    told = told_by_observations(cohort)
    assert told is not None
    assert told.number == 70


def test_with_no_exact_answer_nothing_is_worked_out(cohort):
    ObservationVersion.objects.update(affected_range="two_to_five")
    assert told_by_observations(cohort) is None
    assert list(estimates_of(cohort)) == []


@pytest.mark.parametrize(
    "criteria",
    [
        Criteria(products=frozenset({"autre"})),
        Criteria(since=date(2018, 1, 10)),
        Criteria(until=date(2018, 1, 8)),
    ],
)
def test_what_its_criteria_leave_out_is_not_counted(cohort, criteria):
    ObservationVersion.objects.update(customers_affected=10)
    assert told_by_observations(cohort) is not None
    cohort.criteria = as_data(criteria)
    assert told_by_observations(cohort) is None


def test_the_last_figure_that_was_noted_counts_and_the_others_stay(cohort, cast):
    actions.estimate_size(cohort, **TOLD, on=TODAY(), by=cast.chair)
    told = {**TOLD, "number": 900, "source": " Rapport annuel "}
    actions.estimate_size(cohort, **told, on=TODAY(), by=cast.chair)
    [estimate] = estimates_of(cohort)
    assert (estimate.number, estimate.source) == (900, "Rapport annuel")
    assert cohort.estimates.count() == 2
    assert str(cohort.estimates.first()).endswith(" – 900")
    entry = Entry.objects.filter(verb="cohort.estimated").latest("sequence")
    assert (entry.actor, entry.details["number"]) == (cast.chair, 900)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"number": 0}, "au moins 1"),
        ({"source": " "}, "d’où vient"),
        ({"method": " "}, "comment ce nombre"),
        ({"on": date(2999, 1, 1)}, "pas à venir"),
    ],
)
def test_a_figure_without_a_source_a_method_or_a_day_is_refused(cohort, cast, change, said):
    with pytest.raises(GuardRefused, match=said):
        actions.estimate_size(cohort, **{**TOLD, "on": TODAY(), **change}, by=cast.chair)
    assert not CohortEstimate.objects.exists()


def test_who_does_not_lead_the_group_estimates_nothing(cohort, cast):
    for who in (cast.committee, cast.adherent, cast.board, cast.other_lawyer):
        with pytest.raises(PermissionDenied):
            actions.estimate_size(cohort, **TOLD, on=TODAY(), by=who)


def test_a_closed_group_is_estimated_no_more(cohort, cast):
    actions.close_cohort(cohort, by=cast.chair, reason="Accord.")
    with pytest.raises(StepRefused, match="clos"):
        actions.estimate_size(cohort, **TOLD, on=TODAY(), by=cast.chair)


def test_the_database_asks_for_a_number_a_source_and_a_method(cohort, cast):
    with (
        pytest.raises(IntegrityError, match="cohort_estimate_has_a_number"),
        transaction.atomic(),
    ):
        CohortEstimate.objects.create(
            cohort=cohort, number=0, source="x", method="y", on=TODAY(), made_by=cast.chair
        )


def test_the_page_tells_it_as_an_estimate_apart_from_who_is_known(logged_in, cast, case, cohort):
    claim_of(case, "Un")
    actions.number_claimants(cohort)
    client = logged_in(cast.chair)
    address = reverse("cohort-detail", args=[cohort.pk])
    assert "Aucune pour l’instant" in shown(client.get(address))
    form = reverse("cohort-estimate", args=[cohort.pk])
    tomorrow = TODAY() + timedelta(days=1)
    refused = client.post(form, {**TOLD, "number": "0", "on": tomorrow.isoformat()})
    assert refused.status_code == 422
    assert "Clients abonnés" in shown(refused)
    late = client.post(form, {**TOLD, "number": "1 200", "on": tomorrow.isoformat()})
    assert "pas à venir" in shown(late)
    client.post(form, {**TOLD, "number": "1 200", "on": TODAY().isoformat()})
    page = shown(client.get(address))
    assert "Estimation : environ 1 200" in page
    assert "Source : Communiqué du 3 mars. Méthode : Clients abonnés." in page
    assert "moins de 5" in page
    assert "1 201" not in page


def test_a_member_of_the_committee_reads_it_and_is_offered_nothing(logged_in, cast, cohort):
    actions.estimate_size(cohort, **TOLD, on=TODAY(), by=cast.chair)
    page = shown(logged_in(cast.committee).get(reverse("cohort-detail", args=[cohort.pk])))
    assert "Estimation : environ 1 200" in page
    assert "Noter une estimation" not in page


def shown(response) -> str:
    return response.content.decode().replace("\u00a0", " ").replace("\u202f", " ")
