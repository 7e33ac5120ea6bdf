"""A case becomes the content of its document: everything is read once, and nobody is named."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone

from cases import actions
from cases.claims.actions import describe_association
from cases.evidence import roots
from cases.evidence.models import TimeStamp
from cases.models import Ballot, Case, Publisher
from cases.vocabulary import Symptom
from members.models import Membership, Organisation, User
from members.roles import Role
from reports import demonstration, production
from reports.content import Association, Classification, Degree, IncidentReport, ReportStatus
from reports.data_files import analysis
from reports.freezing import freeze_incident_report
from reports.models import Dossier
from tests import factories
from tests.cast import organisation, person
from tests.reports import dossiers

EXPECTED = Path(__file__).parents[1] / "cases" / "data" / "january_2018.expected.json"
QUERIES = 15
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
TABLE_OF_THE_ARTICLE = [
    ("progressif lent depuis J-1", "très rapide depuis H-1"),
    ("partielle sur les abonnés", "totale sur les abonnés"),
    ("mail le 09/01/2018 à 9h10", "aucune"),
    ("2 sur 3", "nulle"),
    ("1 sur 3", "1 sur 3"),
    ("lente et progressive", "forte et immédiate"),
    ("bonne", "médiocre"),
    ("mail le 09/01/2018 à 10h02", "aucune"),
]


def frozen(case, version=1):
    return freeze_incident_report(Case.objects.get(pk=case.pk), version=version, at=NOW)


@pytest.fixture
def january(db, settings, home):
    """Both cases of January 2018, through the four steps, with their requested dossiers."""
    settings.DEMO = True
    demonstration.load()
    return {case.key: case for case in Case.objects.all()}


@pytest.mark.one_database
def test_the_table_of_the_article_comes_out_of_the_file_that_is_made(january):
    for dossier in Dossier.objects.order_by("case__reference"):
        assert production.produce_dossier(dossier.pk) is True
        dossier.refresh_from_db()
        pdf = dossiers.kept(dossier)
        own, other = (0, 1) if dossier.case.key.startswith("ebp") else (1, 0)
        page = dossiers.layout_of(pdf)
        for row in TABLE_OF_THE_ARTICLE:
            assert re.search(rf"{row[own]} {{2,}}{row[other]}$", page, re.MULTILINE), row
        text = dossiers.text_of(pdf)
        assert "Les observations brutes de ce document sont une reconstruction" in text
        assert "la prescription est à vérifier par le conseil" in text


def test_the_columns_are_this_case_then_the_other_relayed_one(january):
    for key, other in (
        ("ebp-2018-01-09", "sage-2018-01-11"),
        ("sage-2018-01-11", "ebp-2018-01-09"),
    ):
        grid = frozen(january[key]).comparison
        assert [column.key for column in grid.columns] == [key, other]


def test_the_file_inside_says_what_the_command_prints(january):
    printed = json.loads(analysis(frozen(january["ebp-2018-01-09"]).comparison))
    assert printed == json.loads(EXPECTED.read_text())


def test_nobody_is_named(january):
    text = frozen(january["ebp-2018-01-09"]).as_json()
    names = [
        *Organisation.objects.values_list("name", flat=True),
        *User.objects.values_list("full_name", flat=True),
        *User.objects.values_list("email", flat=True),
    ]
    assert len(names) > 30
    assert [name for name in names if name in text] == []


def test_observers_are_numbered_by_arrival_and_keep_their_number(cast):
    case = factories.case(cast, cast.adherent, cast.other_adherent)
    seen = factories.observation(cast.adherent)
    actions.attach_observations([seen], case, by=cast.committee)
    report = frozen(case)
    assert [(each.number, each.observer) for each in report.observations] == [
        (1, 1),
        (2, 2),
        (3, 1),
    ]


def test_the_last_version_of_an_observation_is_the_one_printed(cast):
    case = factories.case(cast)
    first = case.observations.order_by("received_at").first()
    actions.revise_observation(
        first,
        factories.statement(factories.answers(narrative="Dit autrement.")),
        by=cast.adherent,
        seen=1,
    )
    assert [each.fact for each in frozen(case).observations] == ["Dit autrement.", ""]


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Éditeur Un : connexion impossible", "Éditeur Un : connexion impossible."),
        ("éditeur un ne répond plus.", "éditeur un ne répond plus."),
        ("Connexion impossible", "Éditeur : Éditeur Un. Connexion impossible."),
        ("Éditeur Unique en panne", "Éditeur : Éditeur Un. Éditeur Unique en panne."),
    ],
)
def test_the_summary_names_the_publisher_once(cast, title, told):
    assert frozen(factories.case(cast, title=title)).summary[1] == told


def test_the_cover_and_the_first_section_say_what_is_known_of_association_and_publisher(cast):
    case = factories.case(cast)
    before = frozen(case)
    assert before.cover.association == Association("Association PROMESSE")
    assert before.identification.publisher_siren == ""
    told = {"register_number": "W751234567", "siren": "123456789", "seat": "1 rue X, Paris"}
    describe_association({**told, "publication_director": "Ana D."}, by=cast.board, seen=0)
    Publisher.objects.update(siren="987654321")
    report = frozen(case)
    assert report.cover.association == Association(
        "Association PROMESSE", "W751234567", "123456789", "1 rue X, Paris", "Ana D."
    )
    assert report.identification.publisher_siren == "987654321"
    assert IncidentReport.from_json(before.as_json()).digest() == before.digest()


def test_what_was_touched_is_said_by_its_symptoms_one_count_an_organisation(cast):
    slow = factories.statement(factories.answers(symptom=Symptom.SLOW))
    case = factories.case(cast, cast.adherent, cast.adherent, cast.other_adherent)
    actions.attach_observations([factories.observation(cast.adherent, slow)], case, by=cast.chair)
    told = "Connexion impossible (organisations : 2) ; Lenteur (organisations : 1)"
    assert frozen(case).identification.function_affected.replace("\xa0", " ") == told


def test_what_is_withdrawn_is_counted_and_not_printed(cast):
    case = factories.case(cast)
    gone = case.observations.order_by("received_at").first()
    actions.withdraw_observation(gone, by=cast.adherent, reason="Notre propre réseau.")
    report = frozen(case)
    assert len(report.observations) == 1
    assert [(each.label, each.count) for each in report.method.set_aside] == [("retirée", 1)]


def test_a_case_under_way_is_a_draft_without_verdict_or_decision(cast):
    report = frozen(factories.case(cast))
    assert report.cover.status == ReportStatus.DRAFT
    assert (report.method.verification, report.decision, report.relay) == (None, None, None)
    assert report.decision_absence == "La commission n’a pas encore pris de décision."
    assert {row.degree for row in report.chronology} <= {Degree.REPORTED}
    assert [column.reference for column in report.comparison.columns] == [
        report.identification.case_reference
    ]


def test_a_relayed_case_is_printed_with_its_vote_and_its_text(cast):
    case = factories.relayed_case(cast)
    report = frozen(case)
    assert report.cover.status == ReportStatus.VALIDATED
    assert report.cover.classification == Classification.LAWYER
    assert report.method.verification.independent_organisations == 3
    decision = report.decision
    assert (decision.outcome, decision.quorum) == ("agir", 3)
    assert (decision.in_favour, decision.against, decision.abstained, decision.recused) == (
        3,
        0,
        0,
        0,
    )
    assert report.relay.text == "Connexion impossible le 9 janvier 2018 au matin."
    acts = [line.act for line in report.journal]
    assert acts[0] == "a ouvert le cas"
    assert acts[-1] == "a approuvé le relais"


def test_the_document_says_neither_demonstration_nor_limitation_without_cause(cast, settings):
    settings.DEMO = False
    case = factories.case(cast)
    Case.objects.filter(pk=case.pk).update(occurred_on=NOW.date())
    cover = frozen(case).cover
    assert (cover.demonstration_notice, cover.time_barred_notice) == ("", "")


@pytest.mark.parametrize(
    ("at", "is_told"),
    [
        (datetime(2029, 2, 28, 22, 30, tzinfo=UTC), False),
        (datetime(2029, 2, 28, 23, 30, tzinfo=UTC), True),
    ],
    ids=["five years to the day", "the day after, in Paris"],
)
def test_limitation_is_to_be_looked_at_once_five_years_are_past(cast, at, is_told):
    case = factories.case(cast)
    Case.objects.filter(pk=case.pk).update(occurred_on=date(2024, 2, 29))
    cover = freeze_incident_report(Case.objects.get(), version=1, at=at).cover
    assert bool(cover.time_barred_notice) is is_told


def test_the_journal_stops_at_the_request(cast):
    case = factories.case(cast)
    before = len(frozen(case).journal)
    dossiers.ready(cast, case)
    assert [line.act for line in frozen(case, version=2).journal[before:]] == [
        "a demandé un dossier"
    ]


def test_the_last_root_of_the_journal_is_named_and_its_stamp_if_it_has_one(cast):
    case = factories.case(cast)
    assert frozen(case).root is None
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        made = roots.make_root()
    named = frozen(case).root
    assert (named.day, named.first, named.last, named.root) == (
        made.day,
        1,
        made.last,
        made.root,
    )
    assert (named.stamped_at, named.authority) == (None, "")
    TimeStamp.objects.create(root=made, at=NOW, authority="Autorité", answer=b"")
    assert (frozen(case).root.stamped_at, frozen(case).root.authority) == (NOW, "Autorité")


def test_the_same_rows_give_the_same_content(january):
    case = january["sage-2018-01-11"]
    assert frozen(case).digest() == frozen(case).digest()


def test_freezing_costs_the_same_for_three_observers_and_for_twelve(
    cast, django_assert_num_queries
):
    """Versions, verifications, ballot, votes, relay, journal and root, uncounted, exhibits, the
    analyses."""
    many = [
        person(f"Observateur {number}", f"o{number}", organisation(f"O{number}"), Role.MEMBER)
        for number in range(12)
    ]
    small = factories.relayed_case(cast)
    drafted = factories.relay(cast, factories.decided_case(cast, *many))
    actions.approve_relay(drafted, by=cast.chair, seen=drafted.case.version)
    for pk, observers in ((small.pk, 3), (drafted.case_id, 12)):
        case = Case.objects.select_related("publisher").get(pk=pk)
        with django_assert_num_queries(QUERIES):
            report = freeze_incident_report(case, version=1, at=NOW)
        assert report.method.respondents == observers


def test_the_votes_are_counted_out_of_the_committee_of_the_day_of_the_closing(cast):
    """Whoever voted and left before counts; who left after, or came after, changes nothing."""
    case = factories.decided_case(cast)
    silent = cast.third_committee
    closed_on = date(2026, 11, 10)
    Ballot.objects.update(closed_at=datetime(2026, 11, 10, 10, 0, tzinfo=UTC))
    Membership.objects.update(since=date(2020, 1, 1))
    assert frozen(case).decision.eligible == 4
    Membership.objects.filter(user=cast.committee).update(until=closed_on)
    Membership.objects.filter(user=silent).update(until=date(2026, 11, 11))
    newcomer = person("Fadila Nouvelle", "fadila", organisation("Theta"), Role.COMMITTEE)
    Membership.objects.filter(user=newcomer).update(since=date(2026, 11, 11))
    decision = frozen(case).decision
    assert (decision.votes, decision.eligible) == (3, 4)
    Membership.objects.filter(user=silent).update(until=closed_on)
    assert frozen(case).decision.eligible == 3
