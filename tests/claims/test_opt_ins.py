"""People who need not be of the association join a cohort, and leave it."""

import re
from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.claims import actions, opt_in_notices, tasks
from cases.claims.cohort_links import (
    LinkSpent,
    LinkUnknown,
    cohort_named,
    form_token,
    invited_by,
    opt_in_named,
    token_of,
    withdrawal_token,
)
from cases.claims.cohort_states import CohortState, DeclarationKind, OptInState
from cases.claims.errors import ReferenceMissing
from cases.claims.models import Claim, Cohort, CohortMember, LossSheet, MandateText, OptIn
from cases.claims.models.selection import facts_of
from cases.claims.predicates import Criteria, as_data
from cases.claims.states import ClaimState, LossState
from cases.claims.views.opt_ins import joinable_by
from cases.errors import GuardRefused, StepRefused
from cases.evidence.models import Entry, Item
from cases.evidence.receiving import Received
from members.models import Organisation, User
from tests import factories
from tests.claims.claiming import document
from tests.claims.grouping import (
    ACCREDITED,
    claim_of,
    claimant,
    cohort_on,
    described,
    loss,
    open_to_opt_ins,
    route,
    signature,
)

INVOICE = Received(b"%PDF-1.7 facture", "facture.pdf", "application/pdf")
STRANGER = "jeanne@example.net"


@pytest.fixture
def case(cast, references):
    return factories.case(cast)


@pytest.fixture
def cohort(case, cast):
    return open_to_opt_ins(case, by=cast.chair)


def joins(cohort, email=STRANGER, case=None, files=(), **told):
    case = case or cohort.cases.first()
    return actions.join_by_link(
        form_token(cohort, email), signature(**told), loss(case), list(files)
    )


def ready(cast, cohort):
    actions.note_decision(cohort, body="AG", on=timezone.localdate(), minutes=None, by=cast.chair)
    for kind in DeclarationKind:
        actions.declare(cohort, kind, "", by=cast.chair)


def test_a_stranger_joins_with_a_claim_and_is_no_member_of_anything(
    cohort, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(tasks.send_joined, "delay", tasks.send_joined)
    with django_capture_on_commit_callbacks(execute=True):
        opt_in = joins(cohort, files=[INVOICE, INVOICE])
    assert (opt_in.state, opt_in.mandate.code) == (OptInState.IN_FORCE, "opt_in_counsel")
    [claim] = cohort.claims()
    assert (claim.state, claim.number, str(claim.organisation)) == (
        ClaimState.SUBMITTED,
        1,
        "Boulangerie Dupont",
    )
    line = claim.sheet.lines.get()
    assert (str(line.amount), line.state, line.documents.count()) == (
        "80.00",
        LossState.DOCUMENTED,
        1,
    )
    author = opt_in.signed_by
    assert not author.is_active
    assert not author.roles
    assert not author.has_usable_password()
    assert opt_in.organisation.is_outside
    assert not Organisation.objects.of_the_watch().filter(pk=opt_in.organisation.pk).exists()
    assert facts_of(claim).products == {"compta-un"}
    [told] = mail.outbox
    assert told.to == [STRANGER]
    assert withdrawal_token(opt_in) in told.body
    assert re.search(r"a été signé le \d", told.body)
    assert "Boulangerie" not in told.body + str(told.alternatives)


def test_a_stranger_s_second_proof_joins_the_first(cohort):
    joins(cohort, files=[INVOICE, Received(b"%PDF-1.7 devis", "devis.pdf", "application/pdf")])
    line = cohort.claims().get().sheet.lines.get()
    assert (line.state, line.documents.count()) == (LossState.DOCUMENTED, 2)


def test_counsel_alone_vouches_for_a_stranger_s_claim(cohort, case, cast):
    factories.mandate(cast, case)
    joins(cohort)
    claim = cohort.claims().get()
    with pytest.raises(PermissionDenied):
        actions.verify_claim(claim, by=cast.committee, seen=claim.version)
    actions.verify_claim(claim, by=cast.lawyer, seen=claim.version)
    document(claim, cast)
    assert claim.state == ClaimState.DOCUMENTED


def test_a_stranger_s_claim_is_not_sent_back_to_who_cannot_open_it(cohort, cast):
    joins(cohort)
    claim = cohort.claims().get()
    with pytest.raises(GuardRefused, match="pas de compte"):
        actions.send_back_claim(claim, by=cast.lawyer, seen=claim.version, reason="Incomplet")
    claim.refresh_from_db()
    assert claim.state == ClaimState.SUBMITTED


def test_the_journal_does_not_name_the_stranger(cohort):
    joins(cohort, files=[INVOICE])
    told = Entry.objects.filter(actor__organisation__is_outside=True)
    assert {entry.actor.full_name for entry in told} == {"Hors de l’association"}
    shown = told.exclude(subject__startswith="private:").exclude(verb="file.received")
    assert not shown.exists()


def test_an_address_that_asks_is_sent_the_form_and_nothing_is_kept_of_it(cohort):
    actions.ask_to_join(token_of(cohort), "Jeanne@Example.net", language="en")
    [sent] = mail.outbox
    assert sent.to == [STRANGER]
    assert sent.subject.endswith("Your opt-in form")
    token = sent.body.split("/adherer/formulaire/")[1].split("/")[0]
    assert invited_by(token).email == STRANGER
    assert not OptIn.objects.exists()


def test_a_mail_that_cannot_leave_is_told(cohort, monkeypatch):
    def down(*args, **kwargs):
        raise OSError

    monkeypatch.setattr(opt_in_notices, "send_form", down)
    with pytest.raises(GuardRefused, match="n’a pas pu partir"):
        actions.ask_to_join(token_of(cohort), STRANGER, language="fr")


@pytest.mark.parametrize("read", [cohort_named, invited_by, opt_in_named])
@pytest.mark.parametrize("token", ["", "x", "0" * 32 + ".abc", "a.b.c"])
def test_an_invented_address_names_nothing(db, read, token):
    with pytest.raises(LinkUnknown):
        read(token)


def test_an_address_signed_for_what_is_gone_names_nothing(cohort, case, cast):
    page, form = token_of(cohort), form_token(cohort, STRANGER)
    cohort.cohort_cases.all().delete()
    cohort.delete()
    for read, token in ((cohort_named, page), (invited_by, form)):
        with pytest.raises(LinkUnknown):
            read(token)


def test_another_address_makes_the_old_ones_spent(cohort, cast):
    page, form = token_of(cohort), form_token(cohort, STRANGER)
    actions.renew_link(cohort, by=cast.chair)
    with pytest.raises(LinkUnknown):
        cohort_named(page)
    with pytest.raises(LinkSpent, match="a changé"):
        invited_by(form)
    assert cohort_named(token_of(cohort)) == cohort


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"opens_on": 1, "closes_on": 90}, "s’ouvrent le"),
        ({"opens_on": -90, "closes_on": -1}, "closes depuis"),
    ],
)
def test_too_early_and_too_late_are_refused(cohort, told, sentence):
    token = form_token(cohort, STRANGER)
    today = timezone.localdate()
    window = {name: today + timedelta(days) for name, days in told.items()}
    Cohort.objects.filter(pk=cohort.pk).update(**window)
    with pytest.raises(LinkSpent, match=sentence):
        actions.join_by_link(token, signature(), loss(cohort.cases.first()))
    assert not OptIn.objects.exists()


def test_the_last_day_still_counts(cohort):
    today = timezone.localdate()
    Cohort.objects.filter(pk=cohort.pk).update(opens_on=today - timedelta(9), closes_on=today)
    assert joins(cohort).state == OptInState.IN_FORCE


def test_a_closed_group_takes_nobody(cohort, cast):
    token = form_token(cohort, STRANGER)
    actions.close_cohort(cohort, by=cast.chair, reason="Accord.")
    with pytest.raises(LinkSpent, match="ne prend pas"):
        actions.join_by_link(token, signature(), loss(cohort.cases.first()))


def test_a_form_is_good_for_three_days(cohort, monkeypatch):
    token = form_token(cohort, STRANGER)
    assert invited_by(token).cohort == cohort
    monkeypatch.setattr("cases.claims.cohort_links.VALIDITY", timedelta(seconds=-1))
    with pytest.raises(LinkSpent, match="trois jours"):
        invited_by(token)


@pytest.mark.parametrize(
    "told",
    [{"email": STRANGER}, {"email": "autre@example.net", "siren": "123456789"}],
)
def test_the_same_person_joins_once(cohort, told):
    joins(cohort, siren="123456789")
    with pytest.raises(GuardRefused, match="déjà en vigueur"):
        joins(cohort, **told)
    assert OptIn.objects.count() == 1
    assert Organisation.objects.filter(is_outside=True).count() == 1


def test_a_mandate_in_another_group_on_the_same_case_conflicts(cohort, case, cast):
    second = factories.case(cast)
    other = open_to_opt_ins(case, second, by=cast.chair)
    apart = open_to_opt_ins(second, by=cast.chair)
    first = joins(cohort, siren="123456789")
    for email in (STRANGER, "autre@example.net"):
        with pytest.raises(GuardRefused, match="autre groupe"):
            joins(other, email, case=second, siren="123456789")
    joins(apart, siren="123456789")
    actions.withdraw_opt_in(first)
    with pytest.raises(GuardRefused, match="autre groupe"):
        joins(other, case=second)


def test_who_left_may_join_again(cohort):
    actions.withdraw_opt_in(joins(cohort))
    assert joins(cohort).state == OptInState.IN_FORCE
    assert [claim.number for claim in cohort.claims()] == [2]


def test_an_address_that_has_an_account_joins_from_its_own_claim(cohort, cast):
    with pytest.raises(GuardRefused, match="connectez-vous"):
        joins(cohort, cast.adherent.email)


def test_an_incident_of_no_case_of_the_group_is_refused(cohort, cast):
    with pytest.raises(GuardRefused, match="incident de ce groupe"):
        joins(cohort, case=factories.case(cast))


def test_what_does_not_meet_the_criteria_leaves_nothing(cohort):
    asked = as_data(Criteria(minimum=1000))
    Cohort.objects.filter(pk=cohort.pk).update(criteria=asked)
    with pytest.raises(GuardRefused, match="critères"), transaction.atomic():
        joins(cohort, files=[INVOICE])
    assert not OptIn.objects.exists()
    assert not LossSheet.objects.exists()
    assert not Item.objects.exists()
    assert not User.objects.filter(organisation__is_outside=True).exists()


def test_a_mandate_is_signed_by_a_name(cohort):
    blank = actions.Signature("Dupont", "Nantes", "", " ", "fr")
    with pytest.raises(GuardRefused, match="Signez"), transaction.atomic():
        actions.join_by_link(form_token(cohort, STRANGER), blank, loss(cohort.cases.first()))


def test_a_stranger_leaves_and_their_claim_with_them(cohort, cast):
    opt_in = joins(cohort)
    claim = cohort.claims().get()
    actions.close_cohort(cohort, by=cast.chair, reason="Accord.")
    actions.withdraw_opt_in(opt_in_named(withdrawal_token(opt_in)))
    claim.refresh_from_db()
    assert claim.state == ClaimState.WITHDRAWN
    assert not cohort.claims().exists()
    with pytest.raises(StepRefused, match="déjà révoqué"):
        actions.withdraw_opt_in(opt_in)


def test_what_was_paid_stays_paid_when_its_mandate_is_revoked(cohort):
    opt_in = joins(cohort)
    claim = cohort.claims().get()
    at = timezone.now()
    by = opt_in.signed_by
    names = ("verified", "documented", "paid")
    stamps = {f"{name}_at": at for name in names} | {f"{name}_by": by for name in names}
    Claim.objects.filter(pk=claim.pk).update(state=ClaimState.PAID, **stamps)
    actions.withdraw_opt_in(opt_in)
    claim.refresh_from_db()
    assert claim.state == ClaimState.PAID


def test_a_member_joins_with_the_claim_they_have_and_leaves_it_as_it_is(cohort, case, cast):
    claim = claim_of(case, "Un")
    others = claim_of(case, "Deux")
    with pytest.raises(PermissionDenied):
        actions.join_as_member(cohort, others, signature(), by=claimant("Un"))
    opt_in = actions.join_as_member(cohort, claim, signature(), by=claimant("Un"))
    assert [each.pk for each in cohort.claims()] == [claim.pk]
    with pytest.raises(GuardRefused, match="déjà en vigueur"):
        actions.join_as_member(cohort, claim, signature(), by=claimant("Un"))
    for who in (claimant("Deux"), cast.committee, cast.lawyer):
        with pytest.raises(PermissionDenied):
            actions.withdraw_opt_in(opt_in, by=who)
    actions.withdraw_opt_in(opt_in, by=claimant("Un"))
    claim.refresh_from_db()
    assert claim.state == ClaimState.SUBMITTED
    assert OptIn.objects.own_of(claimant("Un")).get() == opt_in
    assert not OptIn.objects.own_of(cast.lawyer).exists()


def test_a_member_joins_in_time_and_with_a_claim_that_belongs(cohort, case, cast):
    draft = claim_of(case, "Un", state=ClaimState.DRAFT)
    only_sent = as_data(Criteria(states=frozenset({"submitted"})))
    Cohort.objects.filter(pk=cohort.pk).update(criteria=only_sent)
    with pytest.raises(GuardRefused, match="critères"):
        actions.join_as_member(cohort, draft, signature(), by=claimant("Un"))
    Cohort.objects.filter(pk=cohort.pk).update(
        opens_on=date(2020, 1, 1), closes_on=date(2020, 2, 1)
    )
    with pytest.raises(LinkSpent):
        actions.join_as_member(cohort, draft, signature(), by=claimant("Un"))


def test_nobody_joins_once_the_accreditation_is_over(case, cast):
    """G15: opened in time, it is not signed for out of it; who joined may still leave."""
    cohort = open_to_opt_ins(case, by=cast.chair, route=route("group_action_reparation"))
    claim = claim_of(case, "Un")
    over = {**ACCREDITED, "accredited_until": timezone.localdate() - timedelta(days=1)}
    described(cast.board, **{**over, "accredited_from": date(2021, 1, 1)})
    page, form = token_of(cohort), form_token(cohort, STRANGER)
    for refused in (
        lambda: cohort_named(page),
        lambda: invited_by(form),
        lambda: actions.join_as_member(cohort, claim, signature(), by=claimant("Un")),
    ):
        with pytest.raises(LinkSpent, match="rien ne s’y signe"):
            refused()
    assert joinable_by(claim) == []
    described(cast.board, **ACCREDITED)
    assert joinable_by(claim) == [cohort]
    opt_in = actions.join_as_member(cohort, claim, signature(), by=claimant("Un"))
    described(cast.board)
    actions.withdraw_opt_in(opt_in, by=claimant("Un"))


def test_opt_ins_open_once_nothing_is_missing(case, cast):
    cohort = cohort_on(case, by=cast.chair)
    today = timezone.localdate()
    window = {"opens_on": today, "closes_on": today + timedelta(days=30)}
    with pytest.raises(GuardRefused, match="décision d’agir"):
        actions.open_opt_ins(cohort, **window, by=cast.chair)
    ready(cast, cohort)
    with pytest.raises(GuardRefused, match="à venir"):
        actions.open_opt_ins(cohort, opens_on=today, closes_on=today, by=cast.chair)
    claim_of(case, "Un")
    assert cohort.claims().count() == 1
    actions.open_opt_ins(cohort, **window, by=cast.chair)
    assert cohort.state == CohortState.OPEN
    assert cohort.claims().count() == 0
    with pytest.raises(StepRefused):
        actions.open_opt_ins(cohort, **window, by=cast.chair)


def test_a_route_without_opt_ins_has_nothing_to_sign(case, cast):
    cohort = cohort_on(case, by=cast.chair, route=route("amicable"))
    with pytest.raises(GuardRefused, match="sans adhésion"):
        actions.open_opt_ins(
            cohort, opens_on=date(2026, 1, 1), closes_on=date(2027, 1, 1), by=cast.chair
        )


@pytest.mark.parametrize(("days", "is_open"), [(40, False), (70, True), (365 * 6, False)])
def test_after_a_judgment_the_time_to_join_has_limits(case, cast, days, is_open):
    described(cast.board, **ACCREDITED)
    cohort = cohort_on(case, by=cast.chair, route=route("group_action_reparation"))
    ready(cast, cohort)
    opens = timezone.localdate()
    window = {"opens_on": opens, "closes_on": opens + timedelta(days=days)}
    if is_open:
        actions.open_opt_ins(cohort, **window, by=cast.chair)
    else:
        with pytest.raises(GuardRefused, match="de 2 mois à 5 ans"):
            actions.open_opt_ins(cohort, **window, by=cast.chair)


def test_a_mandate_whose_words_are_not_there_is_not_signed(cohort):
    MandateText.objects.all().delete()
    with pytest.raises(ReferenceMissing, match="texte du mandat"):
        actions.mandate_of(cohort)


def test_the_sweep_sends_what_no_worker_sent_once(cohort, monkeypatch):
    opt_in = joins(cohort)
    monkeypatch.setattr(tasks.send_joined, "delay", tasks.send_joined)
    tasks.sweep_joined()
    tasks.sweep_joined()
    assert len(mail.outbox) == 1
    opt_in.refresh_from_db()
    assert opt_in.notified_at


@pytest.mark.parametrize(
    ("told", "constraint"),
    [
        ({"email": "Jeanne@example.net"}, "opt_in_email_in_lower_case"),
        ({"siren": "12345678"}, "opt_in_siren_has_nine_digits"),
        ({"state": "withdrawn"}, "opt_in_withdrawn_at_some_time"),
        ({"withdrawn_at": timezone.now()}, "opt_in_withdrawn_at_some_time"),
    ],
)
def test_the_database_holds_what_must_be(cohort, told, constraint):
    opt_in = joins(cohort)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        OptIn.objects.filter(pk=opt_in.pk).update(**told)
    assert str(opt_in) == "Boulangerie Dupont"
    assert CohortMember.objects.count() == 1


def test_an_author_without_an_organisation_signs_nothing(cohort, case, cast):
    with pytest.raises(PermissionDenied):
        actions.join_as_member(cohort, claim_of(case, "Un"), signature(), by=cast.lawyer)
