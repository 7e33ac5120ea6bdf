"""A question to an observer reaches their mailbox, whatever dies on the way."""

import smtplib
import socket
from datetime import timedelta
from threading import Thread

import pytest
from django.core import mail
from django.core.mail.backends import locmem
from django.db import connection
from django.utils import timezone

from cases import notices, tasks
from cases.actions import answer_question, ask_observers
from cases.models import Question
from members import emails
from members.models import Membership, User
from promesse import celery_app
from tests import factories
from tests.reports import dossiers

SAID = "Depuis quand êtes-vous bloqués chez Martin ?"


def asked(cast) -> Question:
    observation = factories.observation(cast.adherent)
    return ask_observers([observation], by=cast.committee, text=SAID)[0]


def test_the_observer_gets_one_mail_that_leads_to_the_page(cast):
    question = asked(cast)
    assert notices.send_question(question.pk) is True
    [sent] = mail.outbox
    reference = question.observation.reference
    assert sent.to == ["alice@example.org"]
    assert (
        sent.subject == f"[PROMESSE] {reference}\N{NO-BREAK SPACE}: une question de la commission"
    )
    [(html, _kind)] = sent.alternatives
    link = f"http://localhost:8000/observations/{question.observation_id}/"
    assert link in sent.body.splitlines()
    assert f'href="{link}"' in html
    assert 'lang="fr"' in html
    question.refresh_from_db()
    assert question.notified_at is not None


def test_no_word_of_the_question_or_of_the_observation_is_mailed(cast):
    said = factories.statement(factories.answers(narrative="Tout est figé chez Martin."))
    observation = factories.observation(cast.adherent, said)
    [question] = ask_observers([observation], by=cast.committee, text=SAID)
    notices.send_question(question.pk)
    everything = mail.outbox[0].message().as_string() + mail.outbox[0].body
    for word in ("Martin", "bloqués", "figé", "Compta Un", "Éditeur Un", cast.committee.full_name):
        assert word not in everything


def test_a_second_sending_sends_nothing(cast):
    question = asked(cast)
    notices.send_question(question.pk)
    assert notices.send_question(question.pk) is False
    assert len(mail.outbox) == 1


def test_a_question_answered_meanwhile_is_not_mailed(cast):
    question = asked(cast)
    answer_question(question, by=cast.adherent, answer="Depuis 8 h.")
    assert notices.send_question(question.pk) is False
    assert mail.outbox == []


def test_colleagues_are_told_when_the_observer_s_account_is_closed(cast):
    question = asked(cast)
    assert cast.colleague.organisation == cast.adherent.organisation
    assert cast.other_adherent.organisation != cast.adherent.organisation
    User.objects.filter(pk=cast.adherent.pk).update(is_active=False)
    notices.send_question(question.pk)
    assert [sent.to for sent in mail.outbox] == [["colin@example.org"]]


def test_colleagues_are_told_when_the_observer_s_membership_has_ended(cast):
    question = asked(cast)
    assert cast.colleague.may_report
    Membership.objects.filter(user=cast.adherent).update(until="2020-01-01")
    notices.send_question(question.pk)
    assert [sent.to for sent in mail.outbox] == [["colin@example.org"]]


def test_a_mail_server_that_fails_leaves_the_question_to_the_sweep(cast, monkeypatch):
    question = asked(cast)

    def fail(*_args: object) -> None:
        raise smtplib.SMTPServerDisconnected

    with monkeypatch.context() as patched:
        patched.setattr(locmem.EmailBackend, "send_messages", fail)
        with pytest.raises(smtplib.SMTPServerDisconnected):
            notices.send_question(question.pk)
    assert list(notices.unsent_questions()) == [question]
    assert notices.send_question(question.pk) is True
    assert len(mail.outbox) == 1


class Killed(BaseException):
    """The worker's process ends here: nothing after it runs."""


@pytest.mark.parametrize("before_the_mail_left", [True, False])
def test_a_worker_killed_before_it_stamped_the_row_leaves_the_mail_to_the_sweep(
    cast, at_once, monkeypatch, before_the_mail_left
):
    question = asked(cast)
    tell = notices._tell

    def die(pk: int) -> None:
        if not before_the_mail_left:
            tell(pk)
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(notices, "_tell", die)
        with pytest.raises(Killed):
            notices.send_question(question.pk)
    sent = len(mail.outbox)
    tasks.sweep_questions()
    assert len(mail.outbox) == sent, "it may still be in the hands of the one that holds it"
    Question.objects.update(claimed_at=timezone.now() - timedelta(minutes=10))
    tasks.sweep_questions()
    tasks.sweep_questions()
    assert len(mail.outbox) == sent + 1
    question.refresh_from_db()
    assert question.notified_at is not None


def test_a_claim_outlives_every_task(settings):
    assert timedelta(seconds=settings.CELERY_TASK_TIME_LIMIT) < emails.CLAIM


@pytest.fixture
def at_once():
    """The worker is this process."""
    celery_app.conf.task_always_eager = True
    yield
    celery_app.conf.task_always_eager = False


def test_the_sweep_sends_what_was_never_sent_and_only_that(cast, at_once):
    first, second = asked(cast), asked(cast)
    notices.send_question(first.pk)
    tasks.sweep_questions()
    tasks.sweep_questions()
    assert len(mail.outbox) == 2
    assert second.observation.reference in mail.outbox[1].subject


def test_asking_sends_the_mail_once_the_row_is_kept(
    cast, at_once, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        asked(cast)
        assert mail.outbox == []
    assert len(mail.outbox) == 1


def test_a_queue_that_is_down_does_not_break_the_committee_s_act(
    cast, broker, django_capture_on_commit_callbacks, caplog, closed_port
):
    broker(f"redis://127.0.0.1:{closed_port}/0", {"socket_connect_timeout": 2, "max_retries": 1})
    with django_capture_on_commit_callbacks(execute=True):
        question = asked(cast)
    assert f"the queue did not take cases.tasks.send_question of {question.pk}" in caplog.text
    assert list(notices.unsent_questions()) == [question]


def test_a_queue_whose_table_a_crash_cut_short_does_not_break_it_either(
    cast, broker, django_capture_on_commit_callbacks, caplog, tmp_path
):
    options = dossiers.folders(tmp_path)
    table = tmp_path / "control" / "celery.exchange"
    table.parent.mkdir()
    table.touch()
    broker("filesystem://localhost", options)
    with django_capture_on_commit_callbacks(execute=True):
        question = asked(cast)
    assert f"the queue did not take cases.tasks.send_question of {question.pk}" in caplog.text
    assert list(notices.unsent_questions()) == [question]


@pytest.fixture
def closed_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_one_mail(cast):
    question = asked(cast)
    sent: list[bool] = []

    def work() -> None:
        sent.append(notices.send_question(question.pk))
        connection.close()

    workers = [Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(sent) == [False, True]
    assert len(mail.outbox) == 1
