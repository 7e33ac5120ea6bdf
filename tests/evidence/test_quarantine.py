import io

import pytest

from cases.evidence import quarantine, store
from cases.evidence.intake.refusals import FileRefused
from cases.evidence.models import Entry, Item
from cases.evidence.receiving import keep_received, take_in
from cases.evidence.scanning import Scan
from cases.evidence.tasks import scan_waiting
from tests.evidence.antivirus import EICAR, SIGNATURE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.PROMESSE_HOME = tmp_path
    return tmp_path


class Sent(io.BytesIO):
    def __init__(self, content, name="constat.txt"):
        super().__init__(content)
        self.name, self.size = name, len(content)


def came_in(content, by):
    return keep_received(take_in(Sent(content), by=by), by=by)


def told(item):
    return list(Entry.objects.filter(subject=item.journal_name).values_list("verb", flat=True))


def test_a_file_that_harms_nobody_is_kept_and_its_scan_is_told(cast, scanning):
    item = came_in(b"un constat", cast.adherent)
    assert item.scan == Scan.CLEAN
    assert item.scanned_at
    assert told(item) == ["file.received", "file.scanned"]
    assert Entry.objects.get(verb="file.scanned").details["scanner"] == item.scanner


def test_a_file_that_harms_is_refused_told_and_not_kept(cast, scanning, home):
    with pytest.raises(FileRefused, match="est infecté") as refused:
        take_in(Sent(EICAR), by=cast.adherent)
    assert "capture d’écran" in str(refused.value)
    entry = Entry.objects.get()
    assert (entry.verb, entry.actor) == ("file.refused", cast.adherent)
    assert entry.details["signature"] == SIGNATURE
    assert not Item.objects.exists()
    assert [path for path in home.rglob("*") if path.is_file()] == []


def test_while_the_antivirus_is_down_a_file_waits_and_is_not_lost(cast, settings, antivirus):
    settings.CLAMD_URL = "unix:/nowhere/clamd.sock"
    clean, harms = (came_in(each, cast.adherent) for each in (b"un constat", EICAR))
    assert told(clean) == ["file.received", "file.quarantined"]
    assert quarantine.scan_waiting() == 0
    settings.CLAMD_URL = antivirus.url
    scan_waiting()
    for item, found in ((clean, Scan.CLEAN), (harms, Scan.INFECTED)):
        item.refresh_from_db()
        assert item.scan == found
        assert told(item)[-1] == "file.scanned"
    assert store.path_of(harms.sha256).read_bytes() == EICAR
    assert quarantine.scan_waiting() == 0


def test_what_came_in_before_there_was_an_antivirus_is_scanned_after_what_waits(
    cast, settings, antivirus, monkeypatch
):
    before = came_in(b"avant", cast.adherent)
    settings.CLAMD_URL = "unix:/nowhere/clamd.sock"
    waits = came_in(b"en attente", cast.adherent)
    settings.CLAMD_URL = antivirus.url
    monkeypatch.setattr(quarantine, "AT_ONCE", 1)
    assert quarantine.scan_waiting() == 1
    waits.refresh_from_db()
    assert waits.scan == Scan.CLEAN
    assert quarantine.scan_waiting() == 1
    before.refresh_from_db()
    assert before.scan == Scan.CLEAN


def test_a_file_that_is_gone_does_not_keep_the_others_waiting(cast, settings, antivirus):
    settings.CLAMD_URL = "unix:/nowhere/clamd.sock"
    gone, there = (came_in(each, cast.adherent) for each in (b"parti", b"ici"))
    store.discard(gone.sha256)
    settings.CLAMD_URL = antivirus.url
    assert quarantine.scan_waiting() == 1
    there.refresh_from_db()
    assert there.scan == Scan.CLEAN


def test_two_workers_settle_a_file_once(cast, settings, antivirus):
    settings.CLAMD_URL = "unix:/nowhere/clamd.sock"
    item = came_in(b"un constat", cast.adherent)
    settings.CLAMD_URL = antivirus.url
    found = quarantine.scanning.scan(b"un constat")
    same = Item.objects.get(pk=item.pk)
    assert [quarantine._settle(each, found) for each in (item, same)] == [True, False]
    assert told(item).count("file.scanned") == 1


def test_without_an_antivirus_nothing_is_scanned(cast):
    came_in(b"un constat", cast.adherent)
    assert quarantine.scan_waiting() == 0


def test_the_database_refuses_a_scan_without_its_date(cast):
    item = came_in(b"un constat", cast.adherent)
    with pytest.raises(Exception, match="evidence_item_scanned_at_some_time"):
        Item.objects.filter(pk=item.pk).update(scan=Scan.CLEAN)
