"""Who observed a case is told by mail that it was relayed, with what members may read of it."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail.backends import locmem
from django.utils import timezone

from cases import actions, notices, tasks
from cases.case_charts import charts_for_members
from cases.models import Case, Relay
from cases.timeline import MomentKind
from members.language import keep_language
from members.roles import Role
from promesse import celery_app
from tests import factories
from tests.cast import Cast, organisation, person

SAID = "Tout est figé chez Martin."


def relayed(cast: Cast, count: int) -> Relay:
    """A case that `count` organisations observed, each with the first call and the blockage."""
    said = factories.statement(
        factories.answers(
            first_symptom_at=factories.OBSERVED_AT - timedelta(hours=1),
            blocked_at=factories.OBSERVED_AT - timedelta(minutes=30),
            narrative=SAID,
        )
    )
    people = [
        person(f"Observateur {n}", f"obs{n}", organisation(f"Org {n}"), Role.MEMBER)
        for n in range(count)
    ]
    seen = [factories.observation(who, said) for who in people]
    case = actions.open_case(
        seen, by=cast.committee, title="Panne", occurred_on=factories.OBSERVED_AT.date()
    )
    actions.verify_case(
        case,
        by=cast.committee,
        seen=case.version,
        verdict="confirmed",
        grounds="Ils le disent.",
        links="",
    )
    ballot = factories.voted_ballot(cast, on=case)
    case.refresh_from_db()
    actions.close_ballot(ballot, by=cast.chair, reasons="Trois voix.", seen=case.version)
    case.refresh_from_db()
    drafted = factories.relay(cast, on=case)
    drafted.case.refresh_from_db()
    actions.approve_relay(drafted, by=cast.chair, seen=drafted.case.version)
    return Relay.objects.get()


@pytest.fixture
def at_once():
    celery_app.conf.task_always_eager = True
    yield
    celery_app.conf.task_always_eager = False


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_each_observer_reads_the_numbers_of_the_page_in_their_mail(cast):
    relay = relayed(cast, 5)
    assert notices.send_relay(relay.pk) is True
    assert sorted(sent.to[0] for sent in mail.outbox) == [f"obs{n}@example.org" for n in range(5)]
    sent = mail.outbox[0]
    reference = relay.case.reference
    assert plain(sent.subject) == f"[PROMESSE] {reference} : ce que vous avez observé est relayé"
    assert f"http://localhost:8000/incidents/{relay.case_id}/" in sent.body.splitlines()
    drawn = [each for each in charts_for_members(relay.case, relay.findings) if each.rows]
    [(html, _kind)] = sent.alternatives
    assert str(MomentKind.BLOCKED.label) in sent.body
    for chart in drawn:
        assert chart.title in sent.body
        for said in (chart.sentence, *(cell for row in chart.rows for cell in row)):
            assert said in sent.body
            assert said in html
    assert SAID not in sent.message().as_string() + sent.body
    relay.refresh_from_db()
    assert relay.notified_at is not None


def test_what_fewer_than_five_told_is_in_no_mail(cast):
    relay = relayed(cast, 4)
    notices.send_relay(relay.pk)
    assert len(mail.outbox) == 4
    assert str(MomentKind.BLOCKED.label) not in mail.outbox[0].body


def test_each_reads_in_their_own_language(cast):
    relay = relayed(cast, 5)
    reader = relay.case.observations.order_by("reference").first().reported_by
    keep_language(reader, "en")
    notices.send_relay(relay.pk)
    [english] = [sent for sent in mail.outbox if sent.to == [reader.email]]
    assert "The incident, hour by hour" in english.body
    assert "L’incident, heure par heure" not in english.body


def test_nobody_is_told_twice(cast, at_once):
    relayed(cast, 5)
    tasks.sweep_relays()
    tasks.sweep_relays()
    assert len(mail.outbox) == 5


def test_nobody_is_told_of_a_case_dismissed_meanwhile(cast, at_once):
    relay = relayed(cast, 5)
    case = Case.objects.get()
    actions.dismiss_case(case, by=cast.committee, seen=case.version, reason="Notre réseau.")
    assert notices.send_relay(relay.pk) is False
    assert mail.outbox == []
    tasks.sweep_relays()
    assert mail.outbox == []


def test_a_worker_that_died_with_the_mails_leaves_them_to_the_sweep(cast, at_once):
    relay = relayed(cast, 5)
    Relay.objects.update(notice_claimed_at=timezone.now())
    tasks.sweep_relays()
    assert mail.outbox == []
    Relay.objects.update(notice_claimed_at=timezone.now() - timedelta(minutes=10))
    tasks.sweep_relays()
    assert len(mail.outbox) == 5
    relay.refresh_from_db()
    assert relay.notified_at is not None


def refusing(code: int, *addresses: str):
    """A mail server that takes no mail for them."""
    taken = locmem.EmailBackend.send_messages

    def send(backend, mails):
        for each in mails:
            if each.to[0] in addresses:
                raise SMTPRecipientsRefused({each.to[0]: (code, b"no such mailbox")})
        return taken(backend, mails)

    return send


def test_an_address_that_is_refused_for_good_has_nobody_told_twice(cast, at_once, monkeypatch):
    relayed(cast, 5)
    refused = refusing(550, "obs3@example.org")
    monkeypatch.setattr(locmem.EmailBackend, "send_messages", refused)
    for _minute in range(2):
        tasks.sweep_relays()
    told = sorted(sent.to[0] for sent in mail.outbox)
    assert told == [f"obs{n}@example.org" for n in (0, 1, 2, 4)]


@pytest.mark.parametrize(
    ("code", "addresses"),
    [(450, ["obs0@example.org"]), (554, [f"obs{n}@example.org" for n in range(5)])],
    ids=["for now", "whoever it is for"],
)
def test_a_server_that_refuses_is_asked_again(cast, monkeypatch, code, addresses):
    relay = relayed(cast, 5)
    with monkeypatch.context() as patched:
        patched.setattr(locmem.EmailBackend, "send_messages", refusing(code, *addresses))
        with pytest.raises(SMTPRecipientsRefused):
            notices.send_relay(relay.pk)
    assert list(notices.untold_relays()) == [relay]
