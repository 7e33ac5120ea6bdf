"""Who asked for a dossier is told once that it is ready or failed, whatever dies on the way."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends import locmem
from django.utils import timezone

from members.models import Membership, User
from promesse import celery_app
from reports import actions, notices, tasks
from reports.models import Dossier
from tests.cases.races import together
from tests.reports import dossiers

race = together.race


def test_who_asked_gets_one_mail_that_leads_to_the_page(cast):
    dossier = dossiers.ready(cast)
    assert notices.send_end(dossier.pk) is True
    assert notices.send_end(dossier.pk) is False
    [sent] = mail.outbox
    assert sent.to == [cast.committee.email]
    assert (
        sent.subject
        == f"[PROMESSE] {dossier.case.reference}\N{NO-BREAK SPACE}: le dossier est prêt"
    )
    link = f"http://localhost:8000/dossiers/{dossier.pk}/"
    assert link in sent.body.splitlines()
    assert f'href="{link}"' in sent.alternatives[0][0]


def test_a_failure_is_told_too_without_its_reason(cast):
    dossier = dossiers.failed(cast)
    notices.send_end(dossier.pk)
    [sent] = mail.outbox
    assert sent.subject.endswith("le dossier n’a pas pu être produit")
    assert dossier.failure not in sent.body + sent.alternatives[0][0]


def test_no_word_of_the_case_is_mailed(cast):
    dossier = dossiers.ready(cast)
    notices.send_end(dossier.pk)
    everything = mail.outbox[0].message().as_string() + mail.outbox[0].body
    for word in (dossier.case.title, "Éditeur Un", "Compta Un", dossier.sha256):
        assert word not in everything


def test_nothing_is_told_before_the_end_nor_of_what_was_stopped(cast):
    waiting = dossiers.requested(cast)
    assert notices.send_end(waiting.pk) is False
    actions.cancel_dossier(waiting, by=cast.committee)
    assert notices.send_end(waiting.pk) is False
    assert mail.outbox == []


def test_nobody_writes_to_an_account_that_is_closed_nor_tries_again(cast):
    dossier = dossiers.ready(cast)
    User.objects.filter(pk=cast.committee.pk).update(is_active=False)
    assert [notices.send_end(dossier.pk), notices.send_end(dossier.pk)] == [True, False]
    assert mail.outbox == []


def test_a_second_end_is_told_again(cast):
    dossier = dossiers.failed(cast)
    notices.send_end(dossier.pk)
    actions.retry_dossier(dossier, by=cast.committee)
    Dossier.objects.filter(pk=dossier.pk).update(state="failed", failure="Encore.")
    assert notices.send_end(dossier.pk) is True
    assert len(mail.outbox) == 2


@pytest.mark.parametrize("lost", ["account", "role"])
def test_who_may_no_longer_open_it_is_not_told(cast, lost):
    dossier = dossiers.ready(cast)
    if lost == "account":
        User.objects.filter(pk=cast.committee.pk).update(is_active=False)
    else:
        Membership.objects.filter(user=cast.committee).update(until="2020-01-01")
    notices.send_end(dossier.pk)
    assert mail.outbox == []
    assert not notices.untold().exists()


def test_a_mail_server_that_fails_leaves_it_to_the_sweep(cast, monkeypatch):
    dossier = dossiers.ready(cast)

    def fail(*_args: object) -> None:
        raise smtplib.SMTPServerDisconnected

    with monkeypatch.context() as patched:
        patched.setattr(locmem.EmailBackend, "send_messages", fail)
        with pytest.raises(smtplib.SMTPServerDisconnected):
            notices.send_end(dossier.pk)
    assert list(notices.untold()) == [dossier]
    celery_app.conf.task_always_eager = True
    try:
        tasks.sweep_dossiers()
        tasks.sweep_dossiers()
    finally:
        celery_app.conf.task_always_eager = False
    assert len(mail.outbox) == 1


def test_a_worker_that_died_before_it_sent_leaves_it_to_the_sweep_after_a_while(cast):
    dossier = dossiers.ready(cast)
    for minutes, waits in ((1, False), (11, True)):
        claimed = timezone.now() - timedelta(minutes=minutes)
        Dossier.objects.filter(pk=dossier.pk).update(notice_claimed_at=claimed)
        assert notices.untold().exists() is waits


@pytest.mark.slow
def test_the_worker_that_made_it_tells_it(cast):
    dossier = dossiers.requested(cast)
    tasks.produce_dossier(str(dossier.pk))
    assert len(mail.outbox) == 1


def test_two_workers_send_one_mail(cast, race):
    dossier = dossiers.ready(cast)
    outcomes = race(*[lambda: notices.send_end(dossier.pk)] * 2)
    assert sorted(outcomes) == [False, True]
    assert len(mail.outbox) == 1
