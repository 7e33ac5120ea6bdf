"""Who asked for a document of a claim is told once that it is ready or failed, by mail and on the
site, whatever dies on the way."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends import locmem
from django.urls import reverse
from django.utils import timezone

from cases.claims.references import load_references
from members.models import Membership, User
from promesse import celery_app
from reports.claims import actions, making, notices, tasks
from reports.claims.models import ClaimDocument
from tests import factories
from tests.cases.races import together
from tests.claims.claiming import hand_over
from tests.reports.claims import claiming, papers

race = together.race


def ready_one(document):
    """A file of a few bytes stands for one that is rendered."""
    making._finish(making._claimed(document.pk), making.Made(b"%PDF-1.7 lettre", b"PK lettre"))
    return ClaimDocument.objects.get(pk=document.pk)


@pytest.fixture
def claim(cast, references):
    return claiming.bare(cast)


@pytest.fixture
def ready(claim, cast):
    return ready_one(papers.requested(claim, cast.adherent))


def test_who_asked_gets_one_mail_that_leads_to_the_page(ready, cast):
    assert notices.send_end(ready.pk) is True
    assert notices.send_end(ready.pk) is False
    [sent] = mail.outbox
    assert sent.to == [cast.adherent.email]
    nb = "\N{NO-BREAK SPACE}"
    assert sent.subject == f"[PROMESSE] {ready.claim.reference}{nb}: le document est prêt"
    link = f"http://localhost:8000/documents/{ready.pk}/"
    assert link in sent.body.splitlines()
    assert f'href="{link}"' in sent.alternatives[0][0]


def test_a_failure_is_told_too_without_its_reason(claim, cast):
    document = papers.failed(claim, cast.adherent)
    notices.send_end(document.pk)
    [sent] = mail.outbox
    assert sent.subject.endswith("le document n’a pas pu être produit")
    assert document.failure not in sent.body + sent.alternatives[0][0]


def test_the_lawyer_is_told_of_what_they_asked_for(claim, cast):
    factories.mandate(cast, claim.case)
    hand_over(claim.sheet)
    notices.send_end(ready_one(papers.requested(claim, cast.lawyer)).pk)
    assert mail.outbox[0].to == [cast.lawyer.email]


def test_neither_the_document_nor_the_customer_is_named_in_the_mail(ready, cast):
    letter = actions.request_reversibility(papers.customer(cast), papers.MENTIONS, by=cast.adherent)
    for document in (ready, ready_one(letter)):
        notices.send_end(document.pk)
        sent = mail.outbox[-1]
        everything = sent.message().as_string() + sent.body
        for word in ("Client 12", "perception", "réversibilité", document.sha256, "Éditeur Un"):
            assert word not in everything


def test_nothing_is_told_before_the_end_nor_of_what_was_stopped(claim, cast):
    waiting = papers.requested(claim, cast.adherent)
    assert notices.send_end(waiting.pk) is False
    actions.cancel_document(waiting, by=cast.adherent)
    assert notices.send_end(waiting.pk) is False
    assert mail.outbox == []


def test_a_second_end_is_told_again(claim, cast, logged_in):
    document = papers.failed(claim, cast.adherent)
    notices.send_end(document.pk)
    logged_in(cast.adherent).get(reverse("claim-document", args=[document.pk]))
    actions.retry_document(document, by=cast.adherent)
    ClaimDocument.objects.filter(pk=document.pk).update(state="failed", failure="Encore.")
    assert notices.send_end(document.pk) is True
    assert len(mail.outbox) == 2
    assert list(ClaimDocument.objects.news_for(cast.adherent)) == [document]


@pytest.mark.parametrize("lost", ["account", "role"])
def test_who_may_no_longer_open_it_is_not_told(ready, cast, lost):
    if lost == "account":
        User.objects.filter(pk=cast.adherent.pk).update(is_active=False)
    else:
        Membership.objects.filter(user=cast.adherent).update(until="2020-01-01")
    notices.send_end(ready.pk)
    assert mail.outbox == []
    assert not notices.untold().exists()


def test_a_mail_server_that_fails_leaves_it_to_the_sweep(ready, monkeypatch):
    def fail(*_args: object) -> None:
        raise smtplib.SMTPServerDisconnected

    with monkeypatch.context() as patched:
        patched.setattr(locmem.EmailBackend, "send_messages", fail)
        with pytest.raises(smtplib.SMTPServerDisconnected):
            notices.send_end(ready.pk)
    assert list(notices.untold()) == [ready]
    celery_app.conf.task_always_eager = True
    try:
        tasks.sweep_claim_documents()
        tasks.sweep_claim_documents()
    finally:
        celery_app.conf.task_always_eager = False
    assert len(mail.outbox) == 1


def test_a_worker_that_died_before_it_sent_leaves_it_to_the_sweep_after_a_while(ready):
    for minutes, waits in ((1, False), (11, True)):
        claimed = timezone.now() - timedelta(minutes=minutes)
        ClaimDocument.objects.filter(pk=ready.pk).update(notice_claimed_at=claimed)
        assert notices.untold().exists() is waits


def test_the_worker_that_made_it_tells_it(claim, cast):
    document = papers.requested(claim, cast.adherent)
    ClaimDocument.objects.filter(pk=document.pk).update(content={"title": 1})
    tasks.make_claim_document(str(document.pk))
    assert len(mail.outbox) == 1


def test_the_home_page_tells_it_until_it_is_opened(ready, cast, logged_in):
    client = logged_in(cast.adherent)
    told = client.get(reverse("home")).content.decode().replace("\u00a0", " ")
    assert "Nouveau : un document est prêt" in told
    assert ready.claim.reference in told
    client.get(reverse("claim-document", args=[ready.pk]))
    assert "un document est prêt" not in client.get(reverse("home")).content.decode()


def test_the_lawyer_reads_it_above_their_dossiers(claim, cast, logged_in):
    factories.mandate(cast, claim.case)
    hand_over(claim.sheet)
    ready_one(papers.requested(claim, cast.lawyer))
    told = logged_in(cast.lawyer).get(reverse("dossier-list")).content.decode()
    assert "un document est prêt" in told


def test_two_workers_send_one_mail(cast, race):
    load_references()
    document = ready_one(papers.requested(claiming.bare(cast), cast.adherent))
    outcomes = race(*[lambda: notices.send_end(document.pk)] * 2)
    assert sorted(outcomes) == [False, True]
    assert len(mail.outbox) == 1
