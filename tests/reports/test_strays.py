"""Files of the store that no row and no entry names: told of, and erased when a person asks."""

import logging
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import DatabaseError

from cases.evidence import store
from cases.evidence.models import Entry, Item
from cases.evidence.receiving import Received, discard_item, keep_received
from reports import strays, tasks
from tests import factories
from tests.reports import dossiers
from tests.reports.test_verify_custody import verdict

__all__ = ["verdict"]

PHOTO = Received(b"une photo", "photo.png", "image/png")
# Of the words of a note, which are in its row.
NO_FILE = {("cases", "AdviceNote", "sha256")}

KILLED_BEFORE_ITS_ROW = """
import os, signal, sys
from django.conf import settings
from cases.evidence import store

settings.configure(PROMESSE_HOME=sys.argv[1], FILES_URL="")
store.keep(b"un constat")
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.PROMESSE_HOME = tmp_path
    return tmp_path


@pytest.fixture
def killed(home) -> str:
    """The digest of what a process wrote that was killed before its row."""
    subprocess.run([sys.executable, "-c", KILLED_BEFORE_ITS_ROW, str(home)], check=False)
    [left] = digests(home)
    return left


def digests(home: Path) -> set[str]:
    return {path.name for path in home.rglob("sha256/*/*/*")}


def a_day_later(home: Path) -> None:
    before = time.time() - store.LONGEST_WRITE.total_seconds() - 60
    for path in home.rglob("sha256/*/*/*"):
        os.utime(path, (before, before))


def erase(cast) -> None:
    call_command("erase_stray_files", by=cast.committee.email)


def test_what_a_killed_process_kept_is_found_after_a_day_and_not_before(db, home, killed):
    assert list(strays.strays()) == []
    a_day_later(home)
    assert list(strays.strays()) == [killed]


def test_it_is_named_told_and_erased_once_a_person_asks(
    cast, home, killed, verdict, capsys, caplog
):
    item = keep_received(PHOTO, by=cast.adherent)
    a_day_later(home)
    said = " Fichiers dont ni fiche ni entrée ne parle : 1 (voir erase_stray_files)."
    status, told = verdict()
    assert (status, told.endswith(said)) == (0, True)
    with caplog.at_level(logging.WARNING):
        tasks.tell_strays()
    assert "1 files of the store are named by nothing" in caplog.text
    call_command("erase_stray_files", list=True)
    assert capsys.readouterr().out == f"{killed}\n"
    with pytest.raises(CommandError, match="--by"):
        call_command("erase_stray_files")
    assert digests(home) == {killed, item.sha256}
    erase(cast)
    assert capsys.readouterr().out == "1 fichier effacé.\n"
    assert digests(home) == {item.sha256}
    entry = Entry.objects.get(verb="file.stray_erased")
    assert (entry.actor, entry.details) == (cast.committee, {"sha256": killed})
    assert verdict()[0] == 0
    assert "ni entrée" not in verdict()[1]


def test_what_was_erased_so_may_be_left_again(cast, home, killed):
    a_day_later(home)
    erase(cast)
    assert store.keep(b"un constat") == killed
    a_day_later(home)
    assert list(strays.strays()) == [killed]


def test_a_row_that_could_not_be_written_leaves_a_stray(cast, home, monkeypatch):
    def refused(*_args, **_kwargs):
        raise DatabaseError("gone")

    monkeypatch.setattr(Item, "save", refused)
    with pytest.raises(DatabaseError):
        keep_received(PHOTO, by=cast.adherent)
    a_day_later(home)
    assert list(strays.strays()) == [PHOTO.sha256]


def test_what_a_person_took_back_and_whose_bytes_stayed_is_one(cast, home):
    """Killed between the row and the bytes: on commit is never reached in this test."""
    item = keep_received(PHOTO, by=cast.adherent)
    discard_item(item, by=cast.adherent)
    a_day_later(home)
    assert list(strays.strays()) == [item.sha256]
    erase(cast)
    assert digests(home) == set()


def test_what_a_row_or_an_entry_names_is_never_touched(cast, home):
    item = keep_received(PHOTO, by=cast.adherent)
    dossier = dossiers.ready(cast, factories.case(cast))
    other = Received(b"une autre photo", "photo.png", "image/png")
    told_only = keep_received(other, by=cast.adherent)
    Item.objects.filter(pk=told_only.pk).delete()
    a_day_later(home)
    erase(cast)
    assert digests(home) == {item.sha256, dossier.sha256, told_only.sha256}
    assert not Entry.objects.filter(verb="file.stray_erased").exists()


def test_what_is_handed_in_again_while_strays_are_erased_stays(cast, home, killed, monkeypatch):
    a_day_later(home)
    constat = Received(b"un constat", "constat.txt", "text/plain")
    found = list(strays.strays())
    monkeypatch.setattr(strays, "strays", lambda: found)
    keep_received(constat, by=cast.adherent)
    erase(cast)
    assert digests(home) == {killed}


def test_each_column_that_names_a_file_is_looked_at():
    columns = {
        (model._meta.app_label, model.__name__, field.name)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.name.endswith("sha256")
    }
    looked_at = {(model._meta.app_label, model.__name__, name) for model, name in strays.NAMING}
    assert columns - NO_FILE == looked_at


def test_a_name_that_is_no_digest_is_left_alone(db, home):
    folder = store.path_of(store.keep(b"un constat")).parent
    (folder / "notes.txt").write_bytes(b"x")
    a_day_later(home)
    assert "notes.txt" not in list(strays.strays())
