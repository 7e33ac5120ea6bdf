"""A stranger who joined a group adds losses and proofs, and corrects them, until the last day."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.claims import actions, opt_in_notices
from cases.claims.cohort_links import LinkSpent, form_token, withdrawal_token
from cases.claims.models import Claim, Cohort, LossLine, OptIn
from cases.claims.predicates import Criteria, as_data
from cases.claims.states import LossState
from cases.claims.vocabulary import Category
from cases.errors import GuardRefused, StepRefused, VersionRefused
from cases.evidence.models import Entry
from cases.evidence.receiving import Received
from tests import factories
from tests.claims.declaring import head
from tests.claims.grouping import (
    claim_of,
    joining_of,
    loss,
    open_to_opt_ins,
    signature,
)

INVOICE = Received(b"%PDF-1.7 facture", "facture.pdf", "application/pdf")
QUOTE = Received(b"%PDF-1.7 devis", "devis.pdf", "application/pdf")
PENALTY = actions.Cost(Category.MEANS_ENGAGED, "Pénalité d’un client", Decimal("250.00"))


@pytest.fixture
def case(cast, references):
    return factories.case(cast)


@pytest.fixture
def cohort(case, cast):
    return open_to_opt_ins(case, by=cast.chair)


@pytest.fixture
def opt_in(cohort, case):
    return actions.join_by_link(
        form_token(cohort, "jeanne@example.net"), signature(), loss(case), [INVOICE]
    )


def test_who_has_no_account_is_not_asked_what_they_cannot_answer(
    opt_in, cohort, case, cast, logged_in
):
    factories.mandate(cast, case)
    claim = Claim.objects.get()
    with pytest.raises(GuardRefused, match="n’a pas de compte ici"):
        actions.ask_consent(cohort, claim, by=cast.lawyer)
    client = logged_in(cast.lawyer)
    page = client.get(reverse("cohort-detail", args=[cohort.pk])).content.decode()
    assert claim.reference in page
    assert "Demander l’accord" not in page


def lines() -> list[tuple[str, str, str, int]]:
    counted = LossLine.objects.counted().order_by("declared_at")
    return [(each.what, str(each.amount), each.state, each.documents.count()) for each in counted]


def test_a_second_head_is_added_with_its_proof_to_the_same_claim(opt_in, cohort):
    actions.add_outside_loss(opt_in, head("penalties_paid"), PENALTY, [QUOTE])
    assert lines() == [
        ("Location d’un secours", "80.00", LossState.DOCUMENTED, 1),
        ("Pénalité d’un client", "250.00", LossState.DOCUMENTED, 1),
    ]
    assert cohort.claims().count() == 1
    told = Entry.objects.filter(verb="losses.declared")
    assert told.count() == 2
    assert all(each.subject.startswith("private:") for each in told)


def test_a_wrong_loss_is_removed_and_stays_to_be_read(opt_in, cohort):
    wrong = actions.add_outside_loss(opt_in, head("penalties_paid"), PENALTY, [QUOTE])
    before = Claim.objects.get().version
    actions.remove_outside_loss(opt_in, wrong)
    assert lines() == [("Location d’un secours", "80.00", LossState.DOCUMENTED, 1)]
    wrong.refresh_from_db()
    assert (wrong.state, wrong.documents.count()) == (LossState.WITHDRAWN, 1)
    assert wrong.withdrawn_by == opt_in.signed_by
    assert Claim.objects.get().version == before + 1
    told = Entry.objects.get(verb="losses.withdrawn")
    assert told.subject.startswith("private:")
    with pytest.raises(StepRefused, match="Retirée"):
        actions.remove_outside_loss(opt_in, wrong)


def test_the_only_loss_and_another_s_are_not_removed(opt_in, cohort, case, cast):
    with pytest.raises(GuardRefused, match="votre seule perte"):
        actions.remove_outside_loss(opt_in, LossLine.objects.get())
    other = claim_of(case, "Nord").sheet.lines.get()
    with pytest.raises(PermissionDenied):
        actions.remove_outside_loss(opt_in, other)
    assert LossLine.objects.counted().count() == 2


def test_the_page_of_a_loss_removes_it_by_its_own_button(opt_in):
    line = actions.add_outside_loss(opt_in, head("penalties_paid"), PENALTY)
    token = withdrawal_token(opt_in)
    page = reverse("opt-in-loss", args=[token, line.pk])
    assert "Retirer cette perte" in Client().get(page).content.decode()
    text = Client().post(page, {"remove": "1"}, follow=True).content.decode()
    assert "n’est plus comptée" in text
    assert "Pénalité d’un client" not in text
    only = reverse("opt-in-loss", args=[token, LossLine.objects.counted().get().pk])
    text = Client().post(only, {"remove": "1"}, follow=True).content.decode()
    assert "votre seule perte" in text


def test_a_correction_is_another_line_which_the_same_files_prove(opt_in):
    line = LossLine.objects.get()
    told = actions.Cost(Category.MEANS_ENGAGED, "Location d’un secours", Decimal("90.50"))
    corrected = actions.correct_outside_loss(opt_in, line, told, [QUOTE])
    assert lines() == [("Location d’un secours", "90.50", LossState.DOCUMENTED, 2)]
    assert corrected.corrects == line
    with pytest.raises(StepRefused, match="Retirée"):
        actions.correct_outside_loss(opt_in, line, PENALTY)


def test_files_alone_are_joined_to_the_same_line(opt_in):
    line = LossLine.objects.get()
    same = actions.correct_outside_loss(opt_in, line, actions.cost_of(line), [INVOICE, QUOTE])
    assert same == line
    assert lines() == [("Location d’un secours", "80.00", LossState.DOCUMENTED, 2)]


def test_what_no_longer_meets_the_criteria_is_refused_and_nothing_changes(opt_in):
    Cohort.objects.update(criteria=as_data(Criteria(minimum=Decimal(50))))
    less = actions.Cost(Category.MEANS_ENGAGED, "Moins", Decimal(10))
    opt_in.refresh_from_db()
    with pytest.raises(GuardRefused, match="ne remplit pas les critères"):
        actions.correct_outside_loss(opt_in, LossLine.objects.get(), less)
    assert lines() == [("Location d’un secours", "80.00", LossState.DOCUMENTED, 1)]


def test_after_the_last_day_nothing_changes(opt_in):
    today = timezone.localdate()
    Cohort.objects.update(opens_on=today - timedelta(9), closes_on=today - timedelta(1))
    opt_in.refresh_from_db()
    with pytest.raises(LinkSpent, match="closes depuis"):
        actions.add_outside_loss(opt_in, head("penalties_paid"), PENALTY)
    with pytest.raises(LinkSpent, match="closes depuis"):
        actions.correct_outside_loss(opt_in, LossLine.objects.get(), PENALTY)


def test_who_left_writes_nothing_more(opt_in):
    actions.withdraw_opt_in(opt_in)
    with pytest.raises(GuardRefused, match="révoqué"):
        actions.add_outside_loss(opt_in, head("penalties_paid"), PENALTY)


def test_once_counsel_has_vouched_the_stranger_writes_to_counsel(opt_in, case, cast):
    factories.mandate(cast, case)
    claim = Claim.objects.get()
    seen = claim.version
    actions.add_outside_loss(opt_in, head("penalties_paid"), PENALTY)
    with pytest.raises((VersionRefused, StepRefused), match="a changé depuis"):
        actions.verify_claim(claim, by=cast.lawyer, seen=seen)
    claim.refresh_from_db()
    actions.verify_claim(claim, by=cast.lawyer, seen=claim.version)
    with pytest.raises(StepRefused, match="Écrivez-lui"):
        actions.add_outside_loss(opt_in, head("penalties_paid"), PENALTY)


def test_a_member_writes_in_their_claim_and_nobody_in_another_s(opt_in, cohort, case):
    joined = joining_of(cohort, claim_of(case, "Nord"))
    with pytest.raises(PermissionDenied):
        actions.add_outside_loss(joined, head("penalties_paid"), PENALTY)
    other = LossLine.objects.get(sheet__organisation=joined.organisation)
    with pytest.raises(PermissionDenied):
        actions.correct_outside_loss(opt_in, other, PENALTY)


def text_of(response):
    return response.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def sent(**told):
    return {
        "what": "Pénalité d’un client",
        "category": "means_engaged",
        "amount": "250",
        "head": head("penalties_paid").pk,
        **told,
    }


def test_the_acknowledgement_leads_to_what_was_declared_and_back(opt_in):
    anyone, token = Client(), withdrawal_token(opt_in)
    page = reverse("opt-in-losses", args=[token])
    assert page in text_of(anyone.get(reverse("opt-in-withdraw", args=[token])))
    shown = anyone.get(page)
    assert shown["X-Robots-Tag"] == "noindex, nofollow"
    assert "80,00 €" in text_of(shown)
    wrong = anyone.post(page, sent(amount="beaucoup"))
    assert wrong.status_code == 422
    assert 'value="Pénalité d’un client"' in text_of(wrong)
    paper = SimpleUploadedFile("devis.pdf", b"%PDF-1.7 devis")
    assert anyone.post(page, sent(documents=paper)).url == page
    assert "250,00 €" in text_of(anyone.get(page))
    line = LossLine.objects.get(head__code="penalties_paid")
    form = reverse("opt-in-loss", args=[token, line.pk])
    asked = text_of(anyone.get(form))
    assert "devis.pdf" in asked
    assert 'value="Pénalité d’un client"' in asked
    assert anyone.post(form, sent(amount="300")).url == page
    assert "300,00 €" in text_of(anyone.get(page))
    assert anyone.get(form).status_code == 404


def test_what_is_refused_is_said_on_the_form(opt_in):
    Cohort.objects.update(criteria=as_data(Criteria(minimum=Decimal(50))))
    token = withdrawal_token(opt_in)
    form = reverse("opt-in-loss", args=[token, LossLine.objects.get().pk])
    refused = Client().post(form, sent(amount="10"))
    assert refused.status_code == 422
    assert "ne remplit pas les critères" in text_of(refused)


def test_a_link_that_is_over_or_damaged_opens_neither_page(opt_in, cast, cohort):
    anyone, token = Client(), withdrawal_token(opt_in)
    line = LossLine.objects.get().pk
    actions.close_cohort(cohort, by=cast.chair, reason="Accord.")
    for address in (
        reverse("opt-in-losses", args=[token]),
        reverse("opt-in-loss", args=[token, line]),
    ):
        assert anyone.get(address).status_code == 410
        assert anyone.get(address.replace(token, token[:-1])).status_code == 404
    shown = text_of(anyone.get(reverse("opt-in-withdraw", args=[token])))
    assert "corriger mes pertes" not in shown


def test_the_mail_says_until_when(opt_in, mailoutbox):
    opt_in_notices.send_joined(opt_in.pk)
    assert "vous pouvez y déclarer d’autres pertes" in mailoutbox[0].body
    assert OptIn.objects.get().notified_at
