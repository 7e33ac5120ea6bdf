"""The lawyer's table of the claims of a case, and its CSV."""

import csv
import io
from decimal import Decimal

import pytest
from django.urls import reverse

from cases.claims.actions.claiming import AFRESH
from cases.claims.models import Claim, LossSheet
from cases.claims.references import load_references
from cases.claims.states import ClaimState
from cases.evidence.models import Entry
from members.models import Organisation
from tests import factories
from tests.claims.claiming import claim_at, hand_over, stamps, taken_to
from tests.claims.declaring import declare
from tests.claims.grouping import claimant


@pytest.fixture
def claims(cast, settings, tmp_path, db):
    settings.PROMESSE_HOME = tmp_path
    load_references()
    case = factories.case(cast)
    first = taken_to(ClaimState.SUBMITTED, cast, case)
    by = claimant("Deux")
    sheet = LossSheet.objects.create(case=case, organisation=by.organisation, opened_by=by)
    declare(sheet, by, answers={"amount": Decimal("250.25")})
    return first, claim_at(sheet, ClaimState.SUBMITTED)


def page(client, case) -> str:
    response = client.get(reverse("counsel-claims", args=[case.pk]))
    assert response.status_code == 200
    return response.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def test_it_says_what_each_asks_what_all_ask_and_who_proves_nothing(claims, cast, logged_in):
    first, second = claims
    shown = page(logged_in(cast.lawyer), first.case)
    for said in ("Alpha", "Deux", "250,25 €", "350,25 €", "2 demandeurs sans justificatif"):
        assert said in shown
    assert (
        reverse("counsel-claims", args=[first.case.pk])
        in logged_in(cast.lawyer)
        .get(reverse("counsel-case", args=[first.case.pk]))
        .content.decode()
    )
    assert second.reference in shown


def test_it_costs_the_same_for_two_claims_or_five(
    claims, cast, logged_in, django_assert_max_num_queries
):
    client = logged_in(cast.lawyer)
    page(client, claims[0].case)
    for name in ("Trois", "Quatre", "Cinq"):
        by = claimant(name)
        sheet = LossSheet.objects.create(
            case=claims[0].case, organisation=by.organisation, opened_by=by
        )
        declare(sheet, by)
        hand_over(sheet)
    # Session, user, memberships, case, mandate, the last entry; claims, lines, heads, documents,
    # events, knowledge.
    with django_assert_max_num_queries(13):
        page(client, claims[0].case)


def test_the_table_is_taken_away_without_a_formula_and_it_is_told(claims, cast, logged_in):
    first, _second = claims
    Organisation.objects.filter(pk=first.organisation.pk).update(name="=1+1")
    answer = logged_in(cast.lawyer).get(reverse("counsel-claims-csv", args=[first.case.pk]))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    [titles, *rows] = csv.reader(io.StringIO(text), delimiter=";")
    assert titles[3] == "Préjudices"
    assert [row[1] for row in rows] == ["Deux", "'=1+1"]
    assert rows[0][3:6] == ["250.25", "0.00", "1"]
    told = Entry.objects.get(verb="claims.exported")
    assert (told.actor, told.details) == (cast.lawyer, {"count": 2})
    assert told.subject.startswith("private:")


def test_what_is_paid_has_no_last_day(cast, logged_in, settings, tmp_path, db):
    settings.PROMESSE_HOME = tmp_path
    claim = taken_to(ClaimState.PAID, cast)
    assert "–" in page(logged_in(cast.lawyer), claim.case)


def test_a_case_without_a_claim_says_so(cast, logged_in, db):
    case = factories.case(cast)
    factories.mandate(cast, case)
    assert "Aucune demande pour l’instant" in page(logged_in(cast.lawyer), case)


@pytest.mark.parametrize("state", [ClaimState.DRAFT, ClaimState.WITHDRAWN])
def test_what_was_not_sent_or_was_taken_back_is_in_no_table_and_in_no_total(
    claims, cast, logged_in, state
):
    """The member agrees that counsel reads it when they send it (G14)."""
    first, second = claims
    Claim.objects.filter(pk=second.pk).update(
        **{**AFRESH, "state": state, **stamps(state, cast.adherent)}
    )
    client = logged_in(cast.lawyer)
    shown = page(client, first.case)
    assert "100,00 €" in shown
    for said in ("Deux", second.reference, "250,25", "350,25"):
        assert said not in shown
    table = client.get(reverse("counsel-claims-csv", args=[first.case.pk]))
    text = b"".join(table.streaming_content).decode("utf-8-sig")
    assert first.reference in text
    assert second.reference not in text
    assert Entry.objects.get(verb="claims.exported").details == {"count": 1}
