"""The server's clock goes an hour forward, then back: the journal's order is its sequence, its
chain holds, and a time stamp is dated by the authority."""

import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from tests.evidence.authority import Authority
from tests.live.installation import ROOT

pytestmark = pytest.mark.slow

FAKETIME = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)
# Written by a process of its own, as the server's clock tells it then.
WRITE = """
import json
import django
django.setup()
from django.db import transaction
from django.utils import timezone
from cases.evidence import journal, roots
from tests.evidence.test_journal import Thing
with transaction.atomic():
    entry = journal.record("case.opened", Thing(), by=None)
root = roots.make_root()
stamped = roots.stamp_roots()
print(json.dumps([entry.sequence, entry.at.isoformat(), str(root and root.day), stamped]))
"""
READ = """
import json
import django
django.setup()
from cases.evidence import custody, journal
from cases.evidence.models import Entry, TimeStamp
found = custody.verify([])
print(json.dumps([found.entries, found.stamped, journal.first_broken_entry(),
    [each.at.isoformat() for each in TimeStamp.objects.all()]]))
"""


@pytest.fixture
def authority(tmp_path) -> Authority:
    (tmp_path / "tsa").mkdir()
    return Authority(tmp_path / "tsa")


def run(code: str, home: Path, offset: str = "+0", **settings: str) -> list[object]:
    environment = {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        "PROMESSE_HOME": str(home),
        "PROMESSE_ENV_FILE": os.devnull,
        "DJANGO_SETTINGS_MODULE": "promesse.settings",
        "DATABASE_URL": f"sqlite:///{home / 'promesse.sqlite3'}",
        "LD_PRELOAD": str(FAKETIME),
        "FAKETIME": offset,
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        **settings,
    }
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1]) if done.stdout else []


def migrated(home: Path) -> None:
    home.mkdir()
    run(
        "import django; django.setup(); from django.core.management import call_command; "
        "call_command('migrate', verbosity=0)",
        home,
    )


def test_an_hour_forward_then_back_keeps_the_order_and_the_chain(tmp_path, authority):
    assert FAKETIME, "the package faketime is lacking"
    home = tmp_path / "home"
    migrated(home)
    certificates = str(authority.certificates)
    with authority.serving() as url:
        told = [
            run(WRITE, home, offset, TSA_URL=url, TSA_CERTIFICATES=certificates)
            for offset in ("+1h", "-1h", "+0", "+25h")
        ]
    # Each stamping of a root is an entry too.
    sequences = [sequence for sequence, *_rest in told]
    assert sequences == sorted(sequences)
    hours = [datetime.fromisoformat(at) for _sequence, at, *_rest in told]
    assert hours[1] < hours[2] < hours[0] < hours[3]
    entries, stamped, broken, stamps = run(READ, home, TSA_CERTIFICATES=certificates)
    assert broken is None
    assert entries >= 4
    assert stamped >= 1
    # By the authority's clock, which nobody moved: before what our server believed then.
    assert all(datetime.fromisoformat(at) < hours[3] for at in stamps)


@pytest.mark.parametrize(
    ("moment", "hour"),
    [("@2026-10-25 00:30:00", "2026-10-25T00:30"), ("@2026-10-25 01:30:00", "2026-10-25T01:30")],
    ids=["2 h 30 in summer", "2 h 30 in winter"],
)
def test_the_hour_that_comes_twice_is_kept_once_each_in_utc(tmp_path, moment, hour):
    assert FAKETIME, "the package faketime is lacking"
    home = tmp_path / "home"
    migrated(home)
    _sequence, at, *_rest = run(WRITE, home, moment, TZ="UTC")
    assert at.startswith(hour)
    entries, _stamped, broken, _stamps = run(READ, home)
    assert (entries, broken) == (1, None)
