"""What claims tell by mail: once each, when it is due, to whom it concerns."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from cases.actions import revoke_mandate
from cases.claims import actions, notices, tasks
from cases.claims.models import Claim, ClaimMail
from cases.claims.states import ClaimState
from cases.models import Case
from promesse import celery_app
from tests import factories
from tests.claims.claiming import hand_over, opened, submit, taken_to
from tests.claims.declaring import declare
from tests.claims.grouping import cohort_on
from tests.claims.test_claim_races import copy


@pytest.fixture
def prepared(cast, references) -> Claim:
    """Of `adherent`, by the association; the incident was yesterday."""
    case = factories.relayed_case(cast)
    Case.objects.filter(pk=case.pk).update(occurred_on=timezone.localdate() - timedelta(days=1))
    actions.prepare_claims()
    return Claim.objects.get(sheet__organisation=cast.adherent.organisation)


def sent_to(kind: str) -> list[str]:
    mail.outbox.clear()
    for pk in notices.unsent_mails().filter(kind=kind).values_list("pk", flat=True):
        assert notices.send_mail(pk) is True
    return sorted(each.to[0] for each in mail.outbox)


def note(after_days: int) -> list[str]:
    notices.note_due_mails(timezone.localdate() + timedelta(days=after_days))
    due = ClaimMail.objects.exclude(kind__in=["prepared", *notices.TURNS])
    return sorted(due.values_list("kind", flat=True))


def test_each_claimant_hears_once_that_a_claim_waits(prepared, cast):
    cast.colleague  # noqa: B018
    everyone = ["alice", "bruno", "colin", "emma"]
    assert sent_to("prepared") == [f"{name}@example.org" for name in everyone]
    assert sent_to("prepared") == []
    [first, *_] = ClaimMail.objects.order_by("pk")
    assert notices.send_mail(first.pk) is False


def test_the_mail_holds_a_link_and_nothing_that_was_written(prepared):
    sent_to("prepared")
    body = mail.outbox[0].body.replace("\u00a0", " ")
    assert "Votre" not in mail.outbox[0].subject
    assert f"{prepared.reference}" in "".join(each.subject for each in mail.outbox)
    assert f"/demandes/{prepared.pk}/" in "".join(each.body for each in mail.outbox)
    assert "€" not in body
    assert "déclin" in body


@pytest.mark.parametrize(
    ("days", "kinds"),
    [
        (13, []),
        (14, ["reminder_14"]),
        (29, ["reminder_14"]),
        (30, ["reminder_30"]),
        (400, ["reminder_30"]),
    ],
)
def test_an_untouched_draft_is_recalled_after_14_and_30_days(prepared, cast, days, kinds):
    Claim.objects.exclude(pk=prepared.pk).update(opened_by=cast.committee)
    assert note(days) == kinds


def test_each_reminder_is_noted_once_and_both_come_in_their_time(prepared, cast):
    Claim.objects.exclude(pk=prepared.pk).update(opened_by=cast.committee)
    for days in (14, 14, 15, 30, 31):
        note(days)
    assert note(31) == ["reminder_14", "reminder_30"]


def test_a_draft_that_was_touched_or_declined_is_recalled_no_more(prepared, cast):
    Claim.objects.exclude(pk=prepared.pk).update(opened_by=cast.committee)
    note(14)
    declare(prepared.sheet, cast.adherent)
    assert sent_to("reminder_14") == []
    actions.withdraw_claim(prepared, by=cast.adherent, seen=prepared.version, reason="Rien.")
    assert note(30) == ["reminder_14"]
    assert sent_to("prepared") == ["bruno@example.org", "emma@example.org"]


def at_months(claim: Claim, months: int) -> None:
    """The incident was so long ago that this many months are left, and a day more."""
    left = {12: 1461, 6: 1645, 3: 1739, 1: 1797, 0: 1900}[months]
    day = timezone.localdate() - timedelta(days=left)
    Case.objects.filter(pk=claim.case.pk).update(occurred_on=day)


@pytest.mark.parametrize(
    ("months", "kinds"),
    [
        (12, ["limitation_12"]),
        (6, ["limitation_6"]),
        (3, ["limitation_3"]),
        (1, ["limitation_1"]),
        (0, []),
    ],
)
def test_the_shortest_warning_reached_is_sent_even_after_missed_days(
    cast, references, months, kinds
):
    claim = opened(cast)
    at_months(claim, months)
    assert note(0) == kinds
    assert note(0) == kinds


def test_the_last_day_is_told_to_the_claimant_and_to_counsel(cast, references):
    claim = opened(cast)
    hand_over(claim.sheet)
    cast.colleague  # noqa: B018
    at_months(claim, 6)
    note(0)
    assert sent_to("limitation_6") == [f"{who}@example.org" for who in ("alice", "colin", "laure")]
    body = mail.outbox[0].body.replace("\u00a0", " ")
    assert "Une mise en demeure n’interrompt pas la prescription" in body
    assert sent_to("limitation_6") == []


def test_counsel_hears_of_no_claim_that_was_not_sent(cast, references):
    at_months(opened(cast), 6)
    note(0)
    assert sent_to("limitation_6") == ["alice@example.org"]


def test_a_lawyer_whose_mandate_ended_is_told_nothing(cast, references):
    claim = opened(cast)
    hand_over(claim.sheet)
    factories.advice_mandate(cast, claim.case)
    revoke_mandate(claim.case.mandates.get(pseudonym=""), by=cast.committee)
    at_months(claim, 6)
    note(0)
    assert sent_to("limitation_6") == ["alice@example.org"]


def test_a_last_day_that_moved_is_warned_of_anew(cast, references):
    claim = opened(cast)
    at_months(claim, 6)
    note(0)
    submit(claim, cast)
    actions.record_limitation_event(
        claim,
        by=cast.adherent,
        seen=claim.version,
        code="acknowledgement",
        since=timezone.localdate(),
        until=None,
    )
    assert note(1) == ["limitation_6"]
    assert note(365 * 5 - 20) == ["limitation_1", "limitation_6"]


def test_nobody_is_warned_of_a_claim_that_ended(cast, references):
    claim = taken_to(ClaimState.PAID, cast)
    at_months(claim, 6)
    assert note(0) == []


@pytest.fixture
def at_once():
    celery_app.conf.task_always_eager = True
    yield
    celery_app.conf.task_always_eager = False


def test_the_sweep_prepares_then_tells(cast, references, at_once):
    factories.relayed_case(cast)
    tasks.sweep_claims()
    tasks.sweep_claims()
    assert Claim.objects.count() == 3
    told = [each for each in mail.outbox if "DEM-" in each.subject]
    assert len(told) == 3


def test_two_sweeps_at_once_note_a_mail_once(cast, race):
    claim = opened(cast)
    at_months(claim, 6)
    outcomes = race(
        notices.note_due_mails, notices.note_due_mails, without=["claim_mail_once_a_kind_and_day"]
    )
    assert not any(isinstance(each, Exception) for each in outcomes)
    assert ClaimMail.objects.filter(claim=copy(claim)).count() == 1


def test_the_day_of_a_reminder_is_the_association_s_own(prepared):
    late = timezone.make_aware(timezone.datetime(2026, 3, 1, 23, 30))
    Claim.objects.filter(pk=prepared.pk).update(opened_at=late)
    notices.note_due_mails(date(2026, 3, 15))
    assert ClaimMail.objects.get(kind="reminder_14").about == date(2026, 3, 1)


def test_whose_turn_it_is_hears_of_it_and_again_when_it_comes_back(cast, references):
    claim = opened(cast)
    submit(claim, cast)
    assert sent_to("to_verify") == [cast.committee.email]
    assert sent_to("to_verify") == []
    actions.send_back_claim(claim, by=cast.committee, seen=claim.version, reason="Secret 12 €")
    assert sent_to("returned") == [cast.adherent.email]
    [told] = mail.outbox
    assert "rendue à compléter" in told.body
    assert f"/demandes/{claim.pk}/" in told.body
    assert "Secret" not in told.body + told.alternatives[0].content
    submit(claim, cast)
    assert sent_to("to_verify") == [cast.committee.email]
    actions.verify_claim(claim, by=cast.committee, seen=claim.version)
    assert sent_to("to_document") == [cast.lawyer.email]


def test_what_is_no_longer_their_turn_is_not_told(cast, references):
    claim = opened(cast)
    submit(claim, cast)
    actions.take_back_claim(claim, by=cast.adherent, seen=claim.version)
    assert sent_to("to_verify") == []


def test_a_claimant_hears_that_their_consent_is_asked_and_nothing_of_the_group(cast, references):
    claim = taken_to(ClaimState.SUBMITTED, cast)
    cohort = cohort_on(claim.case, by=cast.chair, name="Groupe secret")
    asked = actions.ask_consent(cohort, claim, by=cast.lawyer)
    assert sent_to("consent") == [cast.adherent.email]
    [told] = mail.outbox
    assert reverse("claim-cohorts", args=[claim.pk]) in told.body
    assert "secret" not in told.subject + told.body
    actions.refuse_consent(asked, by=cast.adherent)
    ClaimMail.objects.filter(kind="consent").update(notified_at=None)
    assert sent_to("consent") == []
