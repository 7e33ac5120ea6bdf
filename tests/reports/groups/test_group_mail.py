"""Who ordered the dossier of a cohort is told once of each end of it, whatever dies on the way."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends import locmem
from django.urls import reverse
from django.utils import timezone

from cases.models import Mandate
from members.models import User
from promesse import celery_app
from reports.groups import actions, notices, tasks
from reports.groups.models import GroupOrder
from reports.groups.states import AnnexState
from tests.cases.races import together
from tests.reports.groups import ordering

race = together.race


def test_who_ordered_gets_one_mail_that_counts_and_leads_to_the_page(cast):
    order = ordering.done(cast)
    assert notices.send_end(order.pk) is True
    assert notices.send_end(order.pk) is False
    [sent] = mail.outbox
    assert sent.to == [cast.lawyer.email]
    assert sent.subject.endswith("le dossier est prêt")
    assert order.cohort.reference in sent.subject
    link = f"http://localhost:8000{reverse('group-order-detail', args=[order.pk])}"
    assert link in sent.body.splitlines()
    assert f'href="{link}"' in sent.alternatives[0][0]
    for body in (sent.body, sent.alternatives[0][0]):
        told = body.replace("\N{NO-BREAK SPACE}", " ")
        assert "Documents prêts : 3 ; en échec : 0." in told
        assert "relancer" not in told


def test_failures_are_counted_without_their_reason(cast):
    order = ordering.with_one_failed(cast)
    notices.send_end(order.pk)
    [sent] = mail.outbox
    assert sent.subject.endswith("des documents sont en échec")
    told = sent.body.replace("\N{NO-BREAK SPACE}", " ")
    assert "Documents prêts : 2 ; en échec : 1." in told
    assert "relancer ces documents seuls" in told
    assert "mise en page" not in sent.body + sent.alternatives[0][0]


def test_a_lawyer_who_reads_english_is_told_in_english(cast):
    User.objects.filter(pk=cast.lawyer.pk).update(language="en")
    notices.send_end(ordering.done(cast).pk)
    assert "Documents ready: 3; failed: 0." in mail.outbox[0].body


def test_no_word_of_the_group_is_mailed(cast):
    order = ordering.done(cast)
    notices.send_end(order.pk)
    everything = mail.outbox[0].subject + mail.outbox[0].body
    for word in (order.cohort.name, "Nord", "M1", "€", order.cohort.publisher.name):
        assert word not in everything


def test_nothing_is_told_before_the_end_nor_of_what_was_stopped(cast):
    order = ordering.ordered(cast)
    assert notices.send_end(order.pk) is False
    actions.pause_order(order, by=cast.lawyer)
    assert notices.send_end(order.pk) is False
    actions.cancel_order(order, by=cast.lawyer)
    assert notices.send_end(order.pk) is False
    assert mail.outbox == []


def test_the_end_that_follows_a_retry_is_told_once_too(cast):
    order = ordering.with_one_failed(cast)
    notices.send_end(order.pk)
    actions.retry_failed(order, by=cast.lawyer)
    assert notices.send_end(order.pk) is False
    ordering.end(ordering.claimed(order))
    assert [notices.send_end(order.pk) for _twice in range(2)] == [True, False]
    assert [sent.subject.rpartition(": ")[2] for sent in mail.outbox] == [
        "des documents sont en échec",
        "le dossier est prêt",
    ]


@pytest.mark.parametrize("lost", ["account", "mandate"])
def test_who_may_no_longer_open_it_is_not_told(cast, lost):
    order = ordering.done(cast)
    if lost == "account":
        User.objects.filter(pk=cast.lawyer.pk).update(is_active=False)
    else:
        Mandate.objects.update(until=timezone.localdate() - timedelta(days=1))
    notices.send_end(order.pk)
    assert mail.outbox == []
    assert not notices.untold().exists()


def test_a_mail_server_that_fails_leaves_it_to_the_sweep(cast, monkeypatch):
    order = ordering.done(cast)

    def fail(*_args: object) -> None:
        raise smtplib.SMTPServerDisconnected

    with monkeypatch.context() as patched:
        patched.setattr(locmem.EmailBackend, "send_messages", fail)
        with pytest.raises(smtplib.SMTPServerDisconnected):
            notices.send_end(order.pk)
    assert list(notices.untold()) == [order]
    celery_app.conf.task_always_eager = True
    try:
        tasks.sweep_orders()
        tasks.sweep_orders()
    finally:
        celery_app.conf.task_always_eager = False
    assert len(mail.outbox) == 1


def test_a_worker_that_died_before_it_sent_leaves_it_to_the_sweep_after_a_while(cast):
    order = ordering.done(cast)
    for minutes, waits in ((1, False), (11, True)):
        claimed = timezone.now() - timedelta(minutes=minutes)
        GroupOrder.objects.filter(pk=order.pk).update(notice_claimed_at=claimed)
        assert notices.untold().exists() is waits


def test_the_worker_that_ended_it_tells_it(cast):
    order = ordering.ordered(cast)
    ordering.end(ordering.claimed(order))
    ordering.end(ordering.claimed(order))
    # What the last claimant lost changed since: this document fails, and the order ends.
    order.annexes.filter(state=AnnexState.WAITING).update(principal="1.00")
    tasks.produce_annex(str(order.pk))
    assert len(mail.outbox) == 1


def test_two_workers_send_one_mail(cast, race):
    order = ordering.done(cast)
    outcomes = race(*[lambda: notices.send_end(order.pk)] * 2)
    assert sorted(outcomes) == [False, True]
    assert len(mail.outbox) == 1


def test_its_end_is_news_above_the_dossiers_until_it_is_looked_at(cast, logged_in):
    order = ordering.with_one_failed(cast)
    client = logged_in(cast.lawyer)
    shown = client.get(reverse("dossier-list")).content.decode()
    told = shown.replace("\N{NO-BREAK SPACE}", " ")
    assert "Un dossier de groupe est terminé, avec des échecs" in told
    assert "Documents prêts : 2 ; en échec : 1." in told
    client.get(reverse("group-order-detail", args=[order.pk]))
    assert "dossier de groupe" not in client.get(reverse("dossier-list")).content.decode()


@pytest.mark.parametrize("who", ["other_lawyer", "chair"])
def test_its_end_is_nobody_else_s_news(cast, logged_in, who):
    ordering.done(cast)
    shown = logged_in(getattr(cast, who)).get(reverse("dossier-list"))
    assert "dossier de groupe" not in shown.content.decode()
