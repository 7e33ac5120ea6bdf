from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.utils import timezone

from cases.actions import report_observation
from cases.models import Observation, Source, SourceType, VersionKind
from cases.statement import AnswersRefused, statement_of, version_of
from tests import factories
from tests.traces import one_entry, refused


def test_what_a_member_observed_is_kept_with_its_reference_author_and_time(cast):
    product, before = factories.product(), timezone.now()
    said = factories.statement(factories.answers(narrative="Plus rien à 9 h 30."))
    with one_entry("observation.reported", "", cast.adherent) as entries:
        observation = report_observation(said, product=product, by=cast.adherent)
    year = timezone.localdate().year
    assert observation.reference == f"OBS-{year}-00001"
    assert (observation.organisation, observation.product, observation.reported_by) == (
        cast.adherent.organisation,
        product,
        cast.adherent,
    )
    assert before <= observation.received_at <= timezone.now()
    assert (observation.source, observation.state, observation.case) == ("form", "received", None)
    version = observation.current
    assert (version.kind, version.number, version.recorded_by) == (
        VersionKind.INITIAL,
        1,
        cast.adherent,
    )
    assert version.recorded_at == observation.received_at
    assert statement_of(version) == said
    assert entries[0].subject == f"observation:{observation.pk}"
    assert entries[0].details == {
        "reference": observation.reference,
        "source": "form",
        "digest": version.digest,
    }


def test_fact_inference_and_opinion_are_kept_apart_with_their_source(cast):
    said = factories.statement(
        factories.answers(narrative="Le fait."), SourceType.CUSTOMER, "La déduction.", "L’avis."
    )
    version = factories.observation(cast.adherent, said).current
    assert (version.narrative, version.inference, version.opinion, version.source_type) == (
        "Le fait.",
        "La déduction.",
        "L’avis.",
        "customer",
    )


def test_the_digest_can_be_worked_out_again_from_the_row(cast):
    paris = factories.OBSERVED_AT.astimezone(ZoneInfo("Europe/Paris"))
    said = factories.statement(
        replace(
            factories.answers(paris, publisher_notices=(factories.notice(paris),)),
            usual_calls_per_hour=Decimal(8),
        )
    )
    observation = factories.observation(cast.adherent, said)
    kept = observation.current
    again = version_of(observation, statement_of(kept), number=1, by=cast.adherent)
    assert again.digest == kept.digest


@pytest.mark.parametrize("field", ["inference", "opinion"])
@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a\0b", "Ce texte contient un caractère qui ne peut pas être gardé."),
        ("\ud83d", "Ce texte contient un caractère qui ne peut pas être gardé."),
        ("é" * 20_001, "Ce texte a 20001 caractères"),
    ],
)
def test_what_no_database_can_keep_is_refused_beside_the_facts_too(cast, field, text, sentence):
    said, product, who = factories.statement(**{field: text}), factories.product(), cast.adherent
    with refused(AnswersRefused, sentence) as raised:
        report_observation(said, product=product, by=who)
    assert [each.field for each in raised.value.refusals] == [field]


@pytest.mark.parametrize(
    "change",
    [
        {"narrative": "Autre chose."},
        {"observed_at": factories.OBSERVED_AT + timedelta(minutes=1)},
        {"customers_subscribed": 0},
        {"publisher_notices": ()},
        {"usual_calls_per_hour": Decimal("8.01")},
    ],
)
def test_another_answer_has_another_digest(cast, change):
    observation = factories.observation(cast.adherent)
    other = factories.statement(replace(factories.answers(), **change))
    digest = version_of(observation, other, number=1, by=cast.adherent).digest
    assert digest != observation.current.digest


def test_the_same_submission_gives_the_same_observation_and_no_second_entry(cast):
    submission, product = uuid4(), factories.product()
    with one_entry("observation.reported", "", cast.adherent):
        first, second = (
            report_observation(
                factories.statement(), product=product, by=cast.adherent, submission=submission
            )
            for _ in range(2)
        )
    assert first == second
    assert Observation.objects.count() == 1


def test_one_submission_number_of_two_people_is_two_observations(cast):
    submission, product = uuid4(), factories.product()
    for who in (cast.adherent, cast.other_adherent):
        report_observation(factories.statement(), product=product, by=who, submission=submission)
    assert Observation.objects.count() == 2


def test_without_a_submission_each_report_is_an_observation(cast):
    product = factories.product()
    for _ in range(2):
        report_observation(factories.statement(), product=product, by=cast.adherent)
    assert {o.reference[-5:] for o in Observation.objects.all()} == {"00001", "00002"}


def test_an_observation_of_a_case_is_written_in_its_thread(cast):
    case = factories.case(cast)
    with one_entry("observation.reported", f"case:{case.reference}", cast.colleague):
        observation = report_observation(
            factories.statement(),
            product=factories.product(),
            by=cast.colleague,
            source=Source.API,
            case=case,
        )
    assert (observation.case, observation.source) == (case, "api")


def test_contradictory_answers_are_refused_field_by_field(cast):
    product, who = factories.product(), cast.adherent
    said = factories.statement(
        factories.answers(
            observed_at=datetime(2900, 1, 1, tzinfo=UTC),
            customers_subscribed=2,
            customers_affected=3,
        )
    )
    with refused(AnswersRefused, "Ce moment n’est pas encore passé") as raised:
        report_observation(said, product=product, by=who)
    assert [found.field for found in raised.value.refusals] == [
        "observed_at",
        "customers_affected",
    ]


@pytest.mark.parametrize("who", ["board", "lawyer", "administrator", "stranger"])
def test_someone_who_reports_for_no_organisation_is_denied(cast, who):
    product, person = factories.product(), getattr(cast, who)
    with refused(PermissionDenied):
        report_observation(factories.statement(), product=product, by=person)


def test_a_fault_of_the_database_is_not_hidden(cast):
    product, who = factories.product(), cast.adherent
    Observation.objects.bulk_create(
        Observation(
            reference=f"OBS-{timezone.localdate().year}-00001",
            organisation=who.organisation,
            product=product,
            source=Source.IMPORT,
        )
        for _ in range(1)
    )
    with refused(IntegrityError):
        report_observation(factories.statement(), product=product, by=who)
    with refused(IntegrityError):
        report_observation(factories.statement(), product=product, by=who, submission=uuid4())
