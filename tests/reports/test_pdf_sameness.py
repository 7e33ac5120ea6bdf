"""The same content gives the same bytes: in another process, on another day, in any language."""

import hashlib
import os
import subprocess
import sys
from datetime import UTC
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from reports.content import IncidentReport
from reports.pdf import render_incident_report
from tests.reports.sample import incident_report

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
RENDER = """
import hashlib, sys
import django
django.setup()
from reports.content import IncidentReport
from reports.pdf import render_incident_report
report = IncidentReport.from_json(sys.stdin.read())
print(hashlib.sha256(render_incident_report(report)).hexdigest())
"""


@pytest.fixture(scope="module")
def here() -> str:
    return hashlib.sha256(render_incident_report(incident_report())).hexdigest()


@pytest.mark.parametrize(
    ("seed", "zone", "locale"),
    [
        ("4242", "Asia/Tokyo", "C"),
        ("0", "UTC", "C"),
        ("1", "America/New_York", "C.UTF-8"),
    ],
)
def test_another_process_with_another_seed_zone_and_locale_writes_the_same_bytes(
    here, seed, zone, locale
):
    env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
    there = subprocess.run(
        [sys.executable, "-c", RENDER],
        input=incident_report().as_json(),
        cwd=ROOT,
        env={**env, "PYTHONUTF8": "1"},
        check=True,
        capture_output=True,
        text=True,
    )
    assert there.stdout.strip() == here


def test_another_language_of_the_reader_changes_nothing(here):
    with translation.override("en"):
        assert hashlib.sha256(render_incident_report(incident_report())).hexdigest() == here


def test_another_day_changes_nothing(here, time_machine):
    time_machine.move_to("2031-05-01 12:00")
    assert hashlib.sha256(render_incident_report(incident_report())).hexdigest() == here


def test_the_zone_in_which_a_moment_was_given_changes_nothing(here):
    report = incident_report()
    in_paris = report.cover.established_at.astimezone(ZoneInfo("Europe/Paris"))
    assert in_paris.tzinfo != UTC
    frozen = report.as_json().replace(
        '"established_at":"2018-01-19T16:30:00Z"', f'"established_at":"{in_paris.isoformat()}"'
    )
    same = IncidentReport.from_json(frozen)
    assert same.cover.established_at.utcoffset() == in_paris.utcoffset()
    assert hashlib.sha256(render_incident_report(same)).hexdigest() == here
