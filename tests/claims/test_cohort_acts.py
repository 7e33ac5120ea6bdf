"""A cohort is opened, described, given criteria and closed, by those who may."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.claims import actions
from cases.claims.cohort_states import Aim, CohortState, ConsentState, DeclarationKind
from cases.claims.errors import ReferenceMissing
from cases.claims.models import (
    AssociationProfile,
    Cohort,
    CohortMember,
    CollectiveRoute,
    CourtJurisdiction,
    IndividualCase,
)
from cases.claims.predicates import Criteria, as_data
from cases.claims.preparation import (
    declarations_of,
    figure,
    missing_for_dossier,
    published_of,
    rows_of,
    standing_for,
)
from cases.claims.states import ClaimState
from cases.errors import GuardRefused, StepRefused, VersionRefused
from cases.evidence.models import Entry, Item
from cases.evidence.receiving import Received
from tests import factories
from tests.claims.grouping import (
    ACCREDITED,
    OLD_ENOUGH,
    claim_of,
    claimant,
    cohort_on,
    described,
    joint,
    open_to_opt_ins,
    route,
)

MINUTES = Received(b"%PDF-1.7 proces-verbal", "pv.pdf", "application/pdf")
TODAY = timezone.localdate


@pytest.fixture
def case(cast, references):
    return factories.case(cast)


@pytest.fixture
def cohort(case, cast):
    return cohort_on(case, by=cast.chair)


@pytest.fixture
def counsel(cast, case):
    factories.mandate(cast, case)
    return cast.lawyer


def verbs():
    return list(
        Entry.objects.filter(subject__startswith="private:cohort").values_list("verb", flat=True)
    )


def test_the_chair_opens_a_cohort_with_a_reference_of_the_year(case, cast):
    claim_of(case, "Un")
    claim_of(case, "Deux", state=ClaimState.DRAFT)
    cohort = actions.open_cohort([case, case], joint(), by=cast.chair)
    assert cohort.reference == f"GRP-{TODAY().year}-0001"
    assert cohort.publisher == case.publisher
    assert [str(member) for member in cohort.members.all()] == ["M1"]
    assert verbs() == ["cohort.opened"]
    assert str(cohort) == f"{cohort.reference} – Panne de janvier"


def test_a_lawyer_opens_one_on_the_cases_of_their_mandates_alone(case, cast, counsel):
    other = factories.case(cast)
    with pytest.raises(PermissionDenied):
        actions.open_cohort([case, other], joint(), by=counsel)
    with pytest.raises(PermissionDenied):
        actions.open_cohort([], joint(), by=counsel)
    assert actions.open_cohort([case], joint(), by=counsel).cases.get() == case


@pytest.mark.parametrize("who", ["adherent", "committee", "board", "administrator", "other_lawyer"])
def test_nobody_else_opens_one(case, cast, who):
    with pytest.raises(PermissionDenied):
        actions.open_cohort([case], joint(), by=getattr(cast, who))
    assert not Cohort.objects.exists()


def test_a_cohort_is_of_one_publisher(case, cast):
    stray = factories.case(
        cast, claimant("Un"), on=factories.product("Deux", factories.publisher("Éditeur Deux"))
    )
    with pytest.raises(GuardRefused, match="un seul éditeur"):
        actions.open_cohort([case, stray], joint(), by=cast.chair)
    with pytest.raises(GuardRefused, match="au moins un cas"):
        actions.open_cohort([], joint(), by=cast.chair)


@pytest.mark.parametrize(
    ("code", "aim", "sentence"),
    [
        ("group_action_reparation", Aim.DAMAGES, "pas d’agrément"),
        ("group_action_cessation", Aim.CESSATION, "renseigné"),
        ("group_action_cessation", Aim.BOTH, "ne permet pas cet objet"),
        ("report_to_authority", Aim.DAMAGES, "ne permet pas cet objet"),
    ],
)
def test_a_route_that_the_association_may_not_take_is_refused(case, cast, code, aim, sentence):
    with pytest.raises(GuardRefused, match=sentence):
        actions.open_cohort([case], actions.Course("Panne", aim, route(code)), by=cast.chair)


@pytest.mark.parametrize(
    ("code", "told"),
    [("group_action_cessation", OLD_ENOUGH), ("group_action_reparation", ACCREDITED)],
)
def test_the_same_route_is_taken_once_its_conditions_are_met(case, cast, code, told):
    described(cast.board, **told)
    course = actions.Course("Panne", Aim.CESSATION, route(code), CourtJurisdiction.objects.first())
    assert actions.open_cohort([case], course, by=cast.chair).court == course.court


def test_a_court_of_group_actions_hears_nothing_else(case, cast):
    course = actions.Course(
        "Panne", Aim.DAMAGES, route("joint_individual_action"), CourtJurisdiction.objects.first()
    )
    with pytest.raises(GuardRefused, match="que les actions de groupe"):
        actions.open_cohort([case], course, by=cast.chair)


def test_a_cohort_without_a_name_is_refused(case, cast):
    with pytest.raises(GuardRefused, match="Donnez un nom"):
        actions.open_cohort([case], joint(" "), by=cast.chair)


def test_its_course_changes_until_people_could_sign_for_it(case, cast, cohort):
    course = actions.Course("Panne du 9", Aim.BOTH, route("amicable"))
    actions.describe_cohort(cohort, course, by=cast.chair, seen=1)
    assert (cohort.name, cohort.aim, cohort.version) == ("Panne du 9", Aim.BOTH, 2)
    signable = open_to_opt_ins(case, by=cast.chair)
    actions.describe_cohort(signable, joint("Autre nom"), by=cast.chair, seen=1)
    with pytest.raises(GuardRefused, match="On a pu signer"):
        actions.describe_cohort(signable, course, by=cast.chair, seen=2)


def test_who_does_not_lead_it_changes_nothing(cast, cohort):
    for act in (
        lambda by: actions.describe_cohort(cohort, joint(), by=by, seen=1),
        lambda by: actions.set_criteria(cohort, Criteria(), by=by, seen=1),
        lambda by: actions.note_decision(cohort, body="AG", on=TODAY(), minutes=None, by=by),
        lambda by: actions.declare(cohort, DeclarationKind.CONFLICT, "", by=by),
        lambda by: actions.close_cohort(cohort, by=by, reason="Fini."),
        lambda by: actions.renew_link(cohort, by=by),
        lambda by: actions.open_opt_ins(cohort, opens_on=TODAY(), closes_on=TODAY(), by=by),
    ):
        for who in (cast.adherent, cast.committee, cast.board, cast.other_lawyer):
            with pytest.raises(PermissionDenied):
                act(who)
    assert not verbs()


def test_the_chair_does_not_set_criteria_and_counsel_does(case, cast, cohort, counsel):
    claim_of(case, "Un", "100.00")
    claim_of(case, "Deux", "99.99")
    asked = Criteria(minimum=Decimal(100))
    with pytest.raises(PermissionDenied):
        actions.set_criteria(cohort, asked, by=cast.chair, seen=1)
    actions.set_criteria(cohort, asked, by=counsel, seen=1)
    assert cohort.told_criteria == asked
    assert [claim.number for claim in cohort.claims()] == [1]


def test_a_period_that_ends_before_it_begins_is_refused(cohort, counsel):
    asked = Criteria(since=date(2018, 2, 1), until=date(2018, 1, 1))
    with pytest.raises(GuardRefused, match="précède"):
        actions.set_criteria(cohort, asked, by=counsel, seen=1)


def test_a_change_of_what_someone_else_changed_is_refused(cohort, counsel):
    actions.set_criteria(cohort, Criteria(), by=counsel, seen=1)
    with pytest.raises(VersionRefused):
        actions.set_criteria(cohort, Criteria(minimum=Decimal(1)), by=counsel, seen=1)


def test_a_pseudonym_is_given_once_and_stays_whatever_the_criteria(case, cohort, counsel, cast):
    claims = [claim_of(case, name) for name in ("Un", "Deux")]
    assert actions.number_claimants(cohort) == 2
    assert actions.number_claimants(cohort) == 0
    only_paid = Criteria(states=frozenset({ClaimState.PAID}))
    actions.set_criteria(cohort, only_paid, by=counsel, seen=cohort.version)
    late = claim_of(case, "Trois", state=ClaimState.PAID)
    assert [claim.number for claim in cohort.claims()] == [None]
    actions.number_claimants(cohort)
    assert {str(each.organisation): str(each) for each in cohort.members.all()} == {
        "Un": "M1",
        "Deux": "M2",
        "Trois": "M3",
    }
    assert [claim.pk for claim in cohort.claims()] == [late.pk]
    assert claims[0].pk != late.pk


def test_pseudonyms_are_given_by_who_leads_the_cohort_and_told_when_there_were_any(
    case, cohort, cast
):
    claim_of(case, "Un")
    with pytest.raises(PermissionDenied):
        actions.give_pseudonyms(cohort, by=cast.adherent)
    assert [actions.give_pseudonyms(cohort, by=cast.chair) for _ in range(2)] == [1, 0]
    assert verbs().count("cohort.numbered") == 1


def test_two_claims_of_one_organisation_are_one_claimant(case, cast):
    second = factories.case(cast)
    claim_of(case, "Un", "60.00")
    claim_of(second, "Un", "40.50")
    cohort = cohort_on(case, second, by=cast.chair)
    actions.number_claimants(cohort)
    [row] = rows_of(cohort)
    assert (row.pseudonym, len(row.claims), str(row.principal)) == ("M1", 2, "100.50")


def test_a_cohort_of_three_is_published_neither_in_number_nor_in_sums(case, cohort):
    """Example B of the reference data."""
    for name, amount in (("Un", "3577.41"), ("Deux", "1283.56"), ("Trois", "657.50")):
        claim_of(case, name, amount)
    rows = rows_of(cohort)
    assert str(sum(row.principal for row in rows)) == "5518.47"
    told = published_of(rows)
    assert (told.size, told.count, told.spread) == ("moins de 5", None, None)
    assert rows[0].pseudonym == "–"


def test_five_are_published_unless_one_weighs_too_much(case, cohort):
    for number in range(4):
        claim_of(case, f"Petit {number}", "100.00")
    claim_of(case, "Grand", "700.00")
    assert published_of(rows_of(cohort)).spread is None
    claim_of(case, "Autre", "200.00")
    told = published_of(rows_of(cohort))
    assert (told.size, str(told.spread.total), str(told.spread.median)) == (
        "6",
        "1300.00",
        "100.00",
    )


def test_a_decision_has_a_body_a_day_and_its_minutes(cohort, cast):
    actions.note_decision(
        cohort, body=" Conseil ", on=date(2026, 11, 2), minutes=MINUTES, by=cast.chair
    )
    assert (cohort.decided_body, cohort.item.sha256) == ("Conseil", MINUTES.sha256)
    actions.note_decision(cohort, body="Bureau", on=date(2026, 11, 3), minutes=None, by=cast.chair)
    assert cohort.item.sha256 == MINUTES.sha256


@pytest.mark.parametrize(
    ("body", "days", "sentence"), [("", 0, "Nommez l’organe"), ("AG", 1, "pas à venir")]
)
def test_a_decision_that_nobody_took_is_refused(cohort, cast, body, days, sentence):
    with pytest.raises(GuardRefused, match=sentence):
        actions.note_decision(
            cohort, body=body, on=TODAY() + timedelta(days), minutes=None, by=cast.chair
        )
    with pytest.raises(Item.DoesNotExist):
        _ = cohort.item


def test_the_last_declaration_of_each_kind_counts(cohort, cast):
    actions.declare(cohort, DeclarationKind.CONFLICT, "", by=cast.chair)
    actions.declare(cohort, DeclarationKind.FUNDING, "Fonds X, 5 000 €", by=cast.chair)
    actions.declare(cohort, DeclarationKind.CONFLICT, "Un lien", by=cast.chair)
    told = declarations_of(cohort)
    assert told[DeclarationKind.CONFLICT].text == "Un lien"
    assert not told[DeclarationKind.FUNDING].has_none
    assert cohort.declarations.count() == 3
    assert str(told[DeclarationKind.CONFLICT]).startswith("Conflits d’intérêts")


def test_what_is_missing_before_a_dossier_is_said_line_by_line(case, cast, counsel, cohort):
    missing = " ".join(missing_for_dossier(cohort))
    for word in ("décision", "conflits", "financement", "2 cas individuels"):
        assert word in missing
    actions.note_decision(cohort, body="AG", on=TODAY(), minutes=None, by=cast.chair)
    actions.declare(cohort, DeclarationKind.CONFLICT, "", by=cast.chair)
    actions.declare(cohort, DeclarationKind.FUNDING, "", by=cast.chair)
    for name in ("Un", "Deux"):
        asked = actions.ask_consent(cohort, claim_of(case, name), by=counsel)
        actions.give_consent(asked, by=claimant(name))
    assert missing_for_dossier(cohort) == ["Le procès-verbal de la décision d’agir."]
    actions.note_decision(cohort, body="AG", on=TODAY(), minutes=MINUTES, by=cast.chair)
    assert missing_for_dossier(cohort) == []
    left = asked.claim
    actions.withdraw_claim(left, by=claimant("Deux"), seen=left.version, reason="Déjà réglé.")
    [lacking] = missing_for_dossier(cohort)
    assert lacking.startswith("1 cas individuel")


def test_a_group_action_needs_its_court_and_its_accreditation_still(case, cast):
    held = cohort_on(case, by=cast.chair, route=route("group_action_reparation"))
    missing = " ".join(missing_for_dossier(held))
    assert "La juridiction." in missing
    assert "pas d’agrément" in missing
    described(cast.board, **ACCREDITED)
    assert standing_for(held.route, on=date(2026, 6, 1)).is_open
    assert not standing_for(held.route, on=date(2031, 1, 1)).is_open


def test_counsel_asks_once_and_the_claimant_answers_as_they_wish(case, cohort, counsel, cast):
    claim = claim_of(case, "Un")
    asked = actions.ask_consent(cohort, claim, by=counsel)
    assert actions.ask_consent(cohort, claim, by=counsel) == asked
    with pytest.raises(PermissionDenied):
        actions.give_consent(asked, by=cast.adherent)
    actions.refuse_consent(asked, by=claimant("Un"))
    actions.give_consent(asked, by=claimant("Un"))
    assert (asked.state, asked.answered_by) == (ConsentState.GIVEN, claimant("Un"))
    actions.revoke_consent(asked, by=claimant("Un"))
    with pytest.raises(StepRefused, match="accord retiré"):
        actions.revoke_consent(asked, by=claimant("Un"))
    told = Entry.objects.filter(subject=asked.journal_name, thread=cohort.journal_name)
    assert told.count() == 4


def test_consent_is_asked_by_counsel_of_a_claim_that_belongs(case, cohort, counsel, cast):
    claim = claim_of(case, "Un")
    with pytest.raises(PermissionDenied):
        actions.ask_consent(cohort, claim, by=cast.chair)
    stray = claim_of(factories.case(cast), "Deux")
    with pytest.raises(GuardRefused, match="critères"):
        actions.ask_consent(cohort, stray, by=counsel)


def test_a_closed_cohort_changes_no_more(case, cohort, counsel, cast):
    asked = actions.ask_consent(cohort, claim_of(case, "Un"), by=counsel)
    actions.give_consent(asked, by=claimant("Un"))
    actions.close_cohort(cohort, by=cast.chair, reason=" Accord. ")
    assert (cohort.state, cohort.closing_reason) == (CohortState.CLOSED, "Accord.")
    for act in (
        lambda: actions.close_cohort(cohort, by=cast.chair, reason="Encore."),
        lambda: actions.describe_cohort(cohort, joint(), by=cast.chair, seen=cohort.version),
        lambda: actions.declare(cohort, DeclarationKind.CONFLICT, "", by=cast.chair),
        lambda: actions.ask_consent(cohort, asked.claim, by=counsel),
    ):
        with pytest.raises(StepRefused):
            act()
    actions.revoke_consent(asked, by=claimant("Un"))
    with pytest.raises(GuardRefused, match="pourquoi"):
        actions.close_cohort(cohort, by=cast.chair, reason=" ")


def test_the_committee_sees_cohorts_counsel_theirs_and_nobody_else_any(case, cohort, counsel, cast):
    seen = {
        who: Cohort.objects.visible_to(getattr(cast, who)).exists()
        for who in (
            "committee",
            "chair",
            "lawyer",
            "other_lawyer",
            "adherent",
            "board",
            "administrator",
            "stranger",
        )
    }
    assert [who for who, sees in seen.items() if sees] == ["committee", "chair", "lawyer"]
    assert cohort.is_read_whole_by(counsel)
    assert not cohort.is_read_whole_by(cast.chair)


def test_a_mandate_on_one_of_two_cases_shows_nothing(case, counsel, cast):
    cohort = cohort_on(case, factories.case(cast), by=cast.chair)
    assert not Cohort.objects.visible_to(counsel).filter(pk=cohort.pk).exists()


def test_the_association_is_described_by_who_manages_members_and_each_version_stays(cast, db):
    told = {**OLD_ENOUGH, "activity_proof": ""}
    for who in (cast.adherent, cast.chair, cast.lawyer):
        with pytest.raises(PermissionDenied):
            actions.describe_association(told, by=who, seen=0)
    first = actions.describe_association(told, by=cast.board, seen=0)
    with pytest.raises(VersionRefused):
        actions.describe_association(told, by=cast.administrator, seen=0)
    actions.describe_association({**told, **ACCREDITED}, by=cast.administrator, seen=1)
    assert AssociationProfile.objects.count() == 2
    assert str(first) == "v1"
    changed = Entry.objects.filter(verb="association.described").last().details["changed"]
    assert changed == sorted(ACCREDITED)


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({**ACCREDITED, "accreditation_number": ""}, "complétez"),
        ({**ACCREDITED, "accredited_until": date(2026, 1, 1)}, "précède"),
        ({"declared_on": date(2100, 1, 1)}, "pas encore venue"),
        ({"active_since": date(2100, 1, 1)}, "pas encore venue"),
    ],
)
def test_half_an_accreditation_or_a_day_to_come_is_refused(cast, db, told, sentence):
    with pytest.raises(GuardRefused, match=sentence):
        actions.describe_association(told, by=cast.board, seen=0)


@pytest.mark.parametrize(
    ("model", "told", "constraint"),
    [
        (AssociationProfile, {**ACCREDITED, "accreditation_object": ""}, "whole_or_none"),
        (AssociationProfile, {**ACCREDITED, "accredited_until": date(2025, 1, 1)}, "ends_after"),
        (AssociationProfile, {"siren": "12345678"}, "association_siren_has_nine_digits"),
        (Cohort, {"state": "closed"}, "cohort_closed_by_someone"),
        (Cohort, {"state": "open"}, "cohort_opt_ins_end_after"),
        (Cohort, {"decided_body": "AG"}, "cohort_decided_by_a_body"),
    ],
)
def test_the_database_holds_what_must_be(cast, cohort, model, told, constraint):
    described(cast.board)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        model.objects.update(**told)


def test_pseudonyms_and_answers_are_held_by_the_database_too(case, cohort, cast):
    claim = claim_of(case, "Un")
    with pytest.raises(IntegrityError, match="cohort_number_from_one"), transaction.atomic():
        CohortMember.objects.create(cohort=cohort, organisation=claim.organisation, number=0)
    with pytest.raises(IntegrityError, match="individual_case_answered"), transaction.atomic():
        IndividualCase.objects.create(
            cohort=cohort, claim=claim, asked_by=cast.chair, state=ConsentState.GIVEN
        )


def test_tables_that_were_not_loaded_are_told(db):
    with pytest.raises(ReferenceMissing, match="ne sont pas chargées"):
        figure("standing_declared_years")


def test_the_eight_routes_and_the_eight_courts_are_there(references):
    assert CollectiveRoute.objects.count() == CourtJurisdiction.objects.count() == 8
    assert str(route("group_action_reparation")).endswith("†")
    unsure = CollectiveRoute.objects.filter(certainty="to_confirm")
    assert all(each.to_confirm for each in unsure)
    assert as_data(Criteria())["minimum"] is None
