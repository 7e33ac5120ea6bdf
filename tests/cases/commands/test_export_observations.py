import hashlib
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from cases.actions import set_aside_observations
from cases.evidence.models import Entry
from cases.importing import import_observations
from cases.models import Case, Observation

JANUARY = Path("cases/data/january_2018.json")


def export(*arguments: str) -> str:
    out = StringIO()
    call_command("export_observations", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_an_export_holds_what_was_imported_but_the_note():
    import_observations(JANUARY.read_bytes(), by=None)
    given = json.loads(JANUARY.read_text())
    exported = json.loads(export())
    del given["note"]
    assert exported["observations"] == given["observations"]
    assert exported["organisations"] == given["organisations"]
    assert exported == given


@pytest.mark.django_db
def test_one_case_is_exported_with_only_what_it_names():
    import_observations(JANUARY.read_bytes(), by=None)
    exported = json.loads(export("--case", "ebp-2018-01-09"))
    assert [case["key"] for case in exported["cases"]] == ["ebp-2018-01-09"]
    assert [publisher["key"] for publisher in exported["publishers"]] == ["ebp"]
    assert len(exported["observations"]) == len(exported["organisations"]) == 12
    assert (
        json.loads(export("--case", Case.objects.get(key="ebp-2018-01-09").reference)) == exported
    )


@pytest.mark.django_db
def test_the_journal_of_each_case_tells_that_it_was_taken_out():
    import_observations(JANUARY.read_bytes(), by=None)
    text = export("--case", "ebp-2018-01-09")
    told = Entry.objects.get(verb="observations.exported")
    assert told.thread == Case.objects.get(key="ebp-2018-01-09").journal_name
    assert told.details == {"file": hashlib.sha256(text.encode()).hexdigest()}


@pytest.mark.django_db
def test_what_does_not_count_is_not_exported(cast):
    import_observations(JANUARY.read_bytes(), by=None)
    aside = Observation.objects.get(reference="ebp-01")
    set_aside_observations([aside], by=cast.committee, reason="Sans rapport.")
    exported = json.loads(export())
    assert len(exported["observations"]) == 26
    assert "org-01" not in {row["key"] for row in exported["organisations"]}


@pytest.mark.django_db
def test_cases_in_two_time_zones_are_exported_one_by_one():
    import_observations(JANUARY.read_bytes(), by=None)
    Case.objects.filter(key="ebp-2018-01-09").update(time_zone="America/Montreal")
    with pytest.raises(CommandError, match="--case"):
        export()
    assert json.loads(export("--case", "ebp-2018-01-09"))["timezone"] == "America/Montreal"


@pytest.mark.django_db
def test_an_unknown_case_is_named():
    with pytest.raises(CommandError, match="« nowhere »"):
        export("--case", "nowhere")


@pytest.mark.django_db
def test_an_empty_base_exports_an_empty_file_that_can_be_imported():
    assert import_observations(export(), by=None).added == 0
