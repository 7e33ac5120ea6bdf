"""`manage.py verify_custody`: each way in which the past can be altered is found, and named."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from cases.evidence import journal, store, triggers
from cases.evidence.models import DailyRoot, Entry, Item, TimeStamp, Words
from cases.evidence.receiving import Received, discard_item, keep_received
from cases.evidence.tasks import keep_roots
from reports.models import Dossier
from tests import factories
from tests.cast import Cast
from tests.evidence.authority import Authority
from tests.evidence.conftest import authority, stamping
from tests.reports import dossiers

__all__ = ["authority", "stamping"]

type Verdict = Callable[[], tuple[int, str]]


@pytest.fixture(autouse=True)
def home(settings, tmp_path) -> Path:
    settings.PROMESSE_HOME = tmp_path
    return tmp_path


@pytest.fixture
def verdict(capsys) -> Verdict:
    def told() -> tuple[int, str]:
        status = 0
        try:
            call_command("verify_custody")
        except SystemExit as end:
            status = int(str(end.code))
        return status, capsys.readouterr().out.strip().replace("\xa0", " ")

    return told


@pytest.fixture
def kept(cast: Cast, stamping: Authority) -> Dossier:
    """A case with a dossier and two photos of the same bytes, under a root that is stamped."""
    dossier = dossiers.ready(cast, factories.case(cast))
    with transaction.atomic():
        journal.record("dossier.produced", dossier, by=None, details={"sha256": dossier.sha256})
        purpose = {"purpose": "Audience du 3 mai."}
        journal.record("dossier.downloaded", dossier, by=cast.lawyer, details=purpose)
    photo = Received(b"une photo", "écran.png", "image/png")
    keep_received(photo, by=cast.adherent)
    keep_received(photo, by=cast.adherent)
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        keep_roots()
    return dossier


@pytest.fixture
def tampering(kept):
    """As whoever owns the database can: without the triggers."""
    triggers.drop(connection)
    yield
    triggers.create(connection)


def test_an_empty_journal_is_sound(db, verdict):
    said = "CONFORME – entrées : 0 ; fichiers : 0 ; racines : 0, dont horodatées : 0."
    assert verdict() == (0, said)


def test_all_that_was_kept_is_found_as_it_was(kept, verdict):
    entries = Entry.objects.count()
    said = f"CONFORME – entrées : {entries} ; fichiers : 2 ; racines : 1, dont horodatées : 1."
    assert verdict() == (0, said)


def test_what_was_discarded_or_erased_by_an_act_breaks_nothing(cast, kept, verdict):
    for item in Item.objects.all():
        discard_item(item, by=cast.adherent)
    store.discard(item.sha256)
    with_words = Words.objects.first().entry
    assert journal.erase_words(with_words, by=None)
    assert verdict()[0] == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE evidence_entry SET verb = 'x' WHERE sequence = 3", "l’entrée n° 3 n’est plus"),
        ("UPDATE evidence_entry SET facts = '{}' WHERE sequence = 2", "l’entrée n° 2 n’est plus"),
        ("UPDATE evidence_entry SET at = '2018-01-09 08:10:00' WHERE sequence = 4", "n° 4 n’est"),
        ("UPDATE evidence_dailyroot SET root = 'x'", "n’est pas celle des entrées n° 1 à"),
        ("UPDATE evidence_dailyroot SET first = 2", "n’est pas celle des entrées n° 1 à"),
        ("UPDATE evidence_timestamp SET answer = X'00'", "manque ou a été remplacé"),
        ("DELETE FROM evidence_timestamp", "l’horodatage reçu à l’entrée n°"),
    ],
)
def test_a_row_that_was_changed_is_named(tampering, verdict, statement, fault):
    if connection.vendor == "postgresql":
        statement = statement.replace("X'00'", "'x'::bytea")
    with connection.cursor() as cursor:
        cursor.execute(statement)
    status, said = verdict()
    assert (status, said[:8]) == (1, "ROMPU : ")
    assert fault in said


def test_words_that_went_without_an_act_are_named(tampering, verdict):
    silent = Words.objects.order_by("entry").first()
    Words.objects.filter(pk=silent.pk).delete()
    assert verdict()[1].startswith(f"ROMPU : les mots de l’entrée n° {silent.pk} ont disparu")


def test_the_end_of_the_journal_cannot_be_cut_off_once_it_has_a_root(tampering, verdict):
    last = DailyRoot.objects.get().last
    TimeStamp.objects.all()._raw_delete(TimeStamp.objects.db)
    Words.objects.filter(entry__gte=last).delete()
    Entry.objects.filter(sequence__gte=last)._raw_delete(Entry.objects.db)
    assert verdict()[1].startswith(f"ROMPU : l’entrée n° {last} manque, que couvre la racine")


def test_an_entry_taken_out_of_the_middle_is_named(tampering, verdict):
    Words.objects.filter(entry=3).delete()
    Entry.objects.filter(sequence=3)._raw_delete(Entry.objects.db)
    assert verdict() == (1, "ROMPU : l’entrée n° 3 manque.")


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(b"UNE photo")])
def test_a_file_that_is_gone_or_altered_is_named_by_its_entry(kept, verdict, harm):
    received = Entry.objects.filter(verb="file.received").earliest("sequence")
    harm(store.path_of(received.details["sha256"]))
    said = f"ROMPU : le fichier de l’entrée n° {received.sequence} manque ou a été altéré ("
    assert verdict()[1].startswith(said)


def test_the_file_of_a_dossier_is_read_too(kept, verdict):
    store.path_of(kept.sha256).write_bytes(b"%PDF-1.7")
    assert verdict()[0] == 1


def test_a_row_that_was_turned_to_another_file_is_named(kept, verdict):
    Dossier.objects.filter(pk=kept.pk).update(sha256=store.keep(b"un autre"))
    assert f"la fiche « dossier:{kept.pk} » ne désigne plus le fichier" in verdict()[1]


def test_a_row_that_came_without_an_entry_is_named(cast, kept, verdict):
    added = Item.objects.create(
        sha256=store.keep(b"un autre"), size=8, media_type="image/png", received_by=cast.adherent
    )
    said = f"ROMPU : la fiche « file:{added.pk} » a un fichier dont aucune entrée ne parle."
    assert verdict() == (1, said)


def test_a_stamp_cannot_be_said_to_hold_without_the_certificates(kept, verdict, settings):
    settings.TSA_CERTIFICATES = ""
    status, said = verdict()
    assert status == 1
    assert "ne se vérifie pas (TSA_CERTIFICATES is empty)" in said
