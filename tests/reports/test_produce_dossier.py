"""From a requested row to a file: once, and with a reason when it fails."""

import errno
import hashlib
import io
import logging.config
from datetime import timedelta

import pikepdf
import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.utils import timezone

from cases.evidence.models import Entry
from reports import jobs, page_count, pdf, production, tasks
from reports.models import Dossier
from reports.states import DossierState, Stage
from tests.reports import dossiers

pytestmark = pytest.mark.django_db


def test_a_worker_makes_a_readable_file_and_says_so(cast):
    asked = dossiers.requested(cast)
    assert production.produce_dossier(str(asked.pk)) is True
    dossier = Dossier.objects.get(pk=asked.pk)
    assert (dossier.state, dossier.stage, dossier.attempts, dossier.failure) == (
        DossierState.READY,
        Stage.DONE,
        1,
        "",
    )
    content = dossiers.kept(dossier)
    assert (len(content), hashlib.sha256(content).hexdigest()) == (dossier.size, dossier.sha256)
    assert "Connexion impossible" in dossiers.text_of(content)
    entry = Entry.objects.get(verb="dossier.produced")
    assert (entry.actor, entry.subject) == (None, dossier.journal_name)
    assert entry.details == {"number": 1, "sha256": dossier.sha256}


def test_pages_are_counted_after_the_logs_were_configured_anew(settings, monkeypatch):
    monkeypatch.setattr(page_count, "SECONDS_BETWEEN_COUNTS", 0)
    logging.config.dictConfig(settings.LOGGING)
    told = []
    with page_count.counting_pages(told.append):
        for page in (1, 2):
            page_count.PROGRESS.info(page_count.PAGE, page)
    assert told == [1, 2, 2]


@pytest.mark.slow
def test_the_row_counts_the_pages_of_the_file(cast, monkeypatch):
    monkeypatch.setattr(page_count, "SECONDS_BETWEEN_COUNTS", 0)
    counted, count = [], production.count

    def look(dossier, pages):
        count(dossier, pages)
        counted.append(Dossier.objects.get().pages)

    monkeypatch.setattr(production, "count", look)
    asked = dossiers.requested(cast)
    production.produce_dossier(asked.pk)
    dossier = Dossier.objects.get()
    with pikepdf.open(io.BytesIO(dossiers.kept(dossier))) as pdf:
        assert dossier.pages == len(pdf.pages) > 1
    assert set(counted) == set(range(1, dossier.pages + 1))


def test_running_twice_changes_nothing(cast, home):
    asked = dossiers.requested(cast)
    assert tasks.produce_dossier(str(asked.pk)) is None
    before, files = Dossier.objects.values().get(), dossiers.kept_files(home)
    assert production.produce_dossier(asked.pk) is False
    assert Dossier.objects.values().get() == before
    assert dossiers.kept_files(home) == files
    assert len(files) == 1
    assert dossiers.told(asked) == ["dossier.requested", "dossier.sealed", "dossier.produced"]


@pytest.mark.slow
def test_the_same_frozen_content_gives_the_same_document_before_its_seal(cast, monkeypatch):
    asked, printed = dossiers.requested(cast), []
    real = production.seal_as_announced

    def look(pdf, report):
        printed.append(pdf)
        return real(pdf, report)

    monkeypatch.setattr(production, "seal_as_announced", look)
    production.produce_dossier(asked.pk)
    Dossier.objects.filter(pk=asked.pk).update(
        state=DossierState.REQUESTED, ready_at=None, sha256="", size=None
    )
    production.produce_dossier(asked.pk)
    first, second = printed
    assert first == second


@pytest.mark.slow
def test_what_was_frozen_before_seals_is_printed_without_and_says_so(cast):
    asked = dossiers.requested(cast)
    content = {name: said for name, said in asked.content.items() if name != "seal"}
    Dossier.objects.filter(pk=asked.pk).update(content=content)
    production.produce_dossier(asked.pk)
    text = dossiers.text_of(dossiers.kept(Dossier.objects.get())).replace("\u00a0", " ")
    assert "ne porte ni cachet électronique ni horodatage" in text
    assert dossiers.told(asked) == ["dossier.requested", "dossier.produced"]


@pytest.mark.slow
def test_another_certificate_than_the_one_announced_is_refused(cast, home):
    asked = dossiers.requested(cast)
    (home / "seal.p12").unlink()
    assert production.produce_dossier(asked.pk) is False
    dossier = Dossier.objects.get()
    assert "n’est plus celui que ce dossier annonce" in dossier.failure
    assert (dossier.stage, dossiers.kept_files(home)) == (Stage.SEALING, [])


@pytest.mark.slow
def test_a_certificate_that_has_expired_is_refused(cast, time_machine):
    asked = dossiers.requested(cast)
    time_machine.move_to(timezone.now() + timedelta(days=3700))
    assert production.produce_dossier(asked.pk) is False
    assert "demandez une nouvelle version" in Dossier.objects.get().failure


def test_what_does_not_exist_is_nobody_s_work():
    assert production.produce_dossier("00000000-0000-4000-8000-000000000000") is False


@pytest.mark.slow
def test_while_it_is_printed_the_row_says_where_it_is(cast, monkeypatch):
    seen = []

    def look(dossier, content, sealed, made):
        seen.append(Dossier.objects.values_list("state", "stage", "attempts").get())

    monkeypatch.setattr(production, "_finish", look)
    asked = dossiers.requested(cast)
    production.produce_dossier(asked.pk)
    assert seen == [(DossierState.RENDERING, Stage.STORAGE, 1)]


def test_a_failure_is_told_in_plain_words_and_journalled(cast):
    dossier = dossiers.failed(cast)
    assert dossier.state == DossierState.FAILED
    assert dossier.failure.startswith("La mise en page a échoué.")
    assert dossiers.told(dossier) == ["dossier.requested", "dossier.failed"]
    assert (dossier.sha256, dossier.size, dossier.ready_at) == ("", None, None)


@pytest.mark.slow
def test_a_full_disk_has_a_reason_of_its_own(cast, home):
    asked = dossiers.requested(cast)
    (home / "files").write_text("no folder can be made here")
    assert production.produce_dossier(asked.pk) is False
    dossier = Dossier.objects.get(pk=asked.pk)
    assert (dossier.state, dossier.stage) == (DossierState.FAILED, Stage.STORAGE)
    assert "le disque est peut-être plein" in dossier.failure


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (OSError(errno.ENOSPC, "No space left"), "le disque est peut-être plein"),
        (SoftTimeLimitExceeded(), "le document est trop long"),
        (RuntimeError("anything"), "dans les journaux"),
    ],
)
def test_each_failure_has_its_reason(error, reason):
    assert reason in production.reason_of(error)


@pytest.mark.slow
def test_a_document_that_asks_for_a_file_is_not_made_and_the_log_says_so(
    cast, monkeypatch, caplog, tmp_path
):
    """The templates ask for nothing, so a style sheet that does stands for one that was altered."""
    sheet = tmp_path / "print.css"
    sheet.write_text("h1 { background: url(file:///etc/hostname) }")
    monkeypatch.setattr(pdf, "STYLESHEET", sheet)
    asked = dossiers.requested(cast)
    assert production.produce_dossier(asked.pk) is False
    dossier = Dossier.objects.get(pk=asked.pk)
    assert "fichier extérieur" in dossier.failure
    assert "file:///etc/hostname" in dossier.failure
    assert [
        record.levelname for record in caplog.records if record.name == "promesse.security"
    ] == ["ERROR"]


def test_who_lost_the_work_meanwhile_changes_nothing(cast, monkeypatch):
    """A worker thought dead comes back when another has claimed the row."""
    asked = dossiers.requested(cast)
    Dossier.objects.filter(pk=asked.pk).update(attempts=1)

    def another_claims(report, bound):
        Dossier.objects.filter(pk=asked.pk).update(attempts=3)
        return b"%PDF-1.7"

    monkeypatch.setattr(production, "render_incident_report", another_claims)
    assert production.produce_dossier(asked.pk) is False
    assert Dossier.objects.get(pk=asked.pk).state == DossierState.RENDERING
    assert dossiers.told(asked) == ["dossier.requested"]


def test_a_failure_of_who_lost_the_work_is_not_told(cast, monkeypatch):
    asked = dossiers.requested(cast)

    def another_claims(report, bound):
        Dossier.objects.filter(pk=asked.pk).update(attempts=2)
        raise OSError(errno.ENOSPC, "No space left")

    monkeypatch.setattr(production, "render_incident_report", another_claims)
    assert production.produce_dossier(asked.pk) is False
    assert Dossier.objects.get(pk=asked.pk).state == DossierState.RENDERING
    assert dossiers.told(asked) == ["dossier.requested"]


@pytest.mark.django_db(transaction=True)
def test_while_it_is_printed_the_heart_beats(cast, monkeypatch):
    monkeypatch.setattr(jobs, "HEARTBEAT", timedelta(milliseconds=20))
    asked = dossiers.requested(cast)
    beats = []

    def wait_for_a_beat(report, bound):
        begun = Dossier.objects.get(pk=asked.pk).heartbeat_at
        until = timezone.now() + timedelta(seconds=10)
        while not beats and timezone.now() < until:
            now = Dossier.objects.get(pk=asked.pk).heartbeat_at
            if now > begun:
                beats.append(now)
        return b"%PDF-1.7"

    monkeypatch.setattr(production, "render_incident_report", wait_for_a_beat)
    monkeypatch.setattr(production, "seal_as_announced", lambda pdf, report: None)
    assert production.produce_dossier(asked.pk) is True
    assert beats
