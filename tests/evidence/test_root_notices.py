"""Each root leaves the server once: by mail to the committee, and on a page for all."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client

from cases.evidence import journal, root_notices, roots, tasks
from cases.evidence.models import DailyRoot, RootNotice
from promesse import celery_app
from tests.evidence.test_journal import Thing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_once():
    celery_app.conf.task_always_eager = True
    yield
    celery_app.conf.task_always_eager = False


@pytest.fixture
def root(time_machine) -> DailyRoot:
    """Of yesterday."""
    yesterday = datetime.now(UTC) - timedelta(days=1)
    time_machine.move_to(yesterday)
    with transaction.atomic():
        journal.record("case.opened", Thing(), by=None)
    time_machine.move_to(yesterday + timedelta(days=1))
    return roots.make_root()


def test_the_committee_is_told_once_and_nobody_else(cast, root):
    readers = {cast.committee.email, cast.chair.email}
    assert cast.adherent.is_active
    tasks.keep_roots()
    tasks.keep_roots()
    assert {address for each in mail.outbox for address in each.to} == readers
    assert len(mail.outbox) == 2
    for each in mail.outbox:
        assert root.root in each.body
        assert "/transparence/" in each.body
        assert "sans horodatage" in each.body


def test_a_root_waits_for_its_time_stamp(cast, root, stamping):
    assert cast.committee
    root_notices.note_roots()
    assert not RootNotice.objects.exists()
    tasks.keep_roots()
    (told,) = mail.outbox
    assert "Elle est horodatée par Horodatage des tests." in told.body


def test_a_silent_authority_delays_a_root_by_two_days_and_no_more(
    cast, root, stamping, settings, time_machine
):
    assert cast.committee
    settings.TSA_URL = "http://127.0.0.1:9/tsr"
    tasks.keep_roots()
    assert mail.outbox == []
    time_machine.move_to(datetime.now(UTC) + timedelta(days=1))
    tasks.keep_roots()
    assert len(mail.outbox) == 1


def test_roots_of_long_ago_are_not_mailed(root, time_machine):
    time_machine.move_to(datetime.now(UTC) + timedelta(days=30))
    root_notices.note_roots()
    assert not RootNotice.objects.exists()


def test_a_mail_that_fails_is_sent_by_the_next_sweep(cast, root, monkeypatch):
    assert cast.committee
    root_notices.note_roots()
    with monkeypatch.context() as broken:
        broken.setattr(root_notices.emails, "send", _no_server)
        with pytest.raises(ConnectionError):
            root_notices.send_root(str(root.pk))
    assert root_notices.send_root(str(root.pk)) is True
    assert len(mail.outbox) == 1


def _no_server(*args: object, **kwargs: object) -> None:
    raise ConnectionError("the mail server is gone")


def test_anybody_reads_the_roots_and_openssl_verifies_their_stamps(root, stamping, tmp_path):
    assert roots.stamp_roots() == 1
    client = Client()
    page = client.get("/transparence/").content.decode()
    assert root.root in page
    assert "horodatée le" in page
    for name in (f"{root.day}.json", f"{root.day}.tsr"):
        (tmp_path / name).write_bytes(client.get(f"/transparence/{name}").content)
    files = ["-data", str(tmp_path / f"{root.day}.json"), "-in", str(tmp_path / f"{root.day}.tsr")]
    stamping.openssl("ts", "-verify", *files, "-CAfile", str(stamping.certificates))


def test_older_roots_are_a_page_further():
    start = datetime(2026, 1, 1, tzinfo=UTC).date()
    for n in range(40):
        day = start + timedelta(days=n)
        DailyRoot.objects.create(day=day, first=n + 1, last=n + 1, root=f"{n:064d}")
    client = Client()
    first = client.get("/transparence/").content.decode()
    assert first.count("p-token") == 31
    second = client.get("/transparence/?avant=2026-01-10").content.decode()
    assert "?avant=2026-01-10" in first
    assert second.count("p-token") == 9
    assert "Plus anciennes" not in second
    assert client.get("/transparence/?avant=hier").status_code == 200


@pytest.mark.parametrize("name", ["2026-01-01.json", "hier.json", "2026-01-01.tsr"])
def test_a_day_without_a_root_has_no_file(name):
    assert Client().get(f"/transparence/{name}").status_code == 404
