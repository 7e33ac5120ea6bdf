import copy
import gc
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from cases.actions import detach_observation, set_aside_observations
from cases.evidence.models import Entry
from cases.importing import import_observations
from cases.interchange import FileRefused
from cases.models import Case, Observation, ObservationVersion, Product, Publisher
from members.models import Organisation

JANUARY = Path("cases/data/january_2018.json")


@pytest.fixture
def january() -> dict[str, object]:
    return json.loads(JANUARY.read_text())


def load(document: dict[str, object], by=None):
    return import_observations(json.dumps(document), by=by)


def nothing_is_kept() -> bool:
    models = (Case, Observation, ObservationVersion, Publisher, Product, Organisation, Entry)
    return not any(model.objects.exists() for model in models)


@pytest.mark.django_db
def test_the_command_imports_a_file_and_says_what_it_added():
    out = StringIO()
    call_command("import_observations", str(JANUARY), stdout=out)
    assert out.getvalue() == "Observations ajoutées : 27 ; déjà là : 0.\n"
    assert Observation.objects.count() == ObservationVersion.objects.count() == 27
    assert list(Case.objects.order_by("key").values_list("key", "reference", "state")) == [
        ("ebp-2018-01-09", "PRM-2018-0001", "reported"),
        ("sage-2018-01-11", "PRM-2018-0002", "reported"),
    ]


@pytest.mark.django_db
def test_each_case_has_one_journal_entry_for_the_import():
    import_observations(JANUARY.read_bytes(), by=None)
    assert [
        (entry.verb, entry.thread, entry.details["count"]) for entry in Entry.objects.all()
    ] == [
        ("observations.imported", "case:PRM-2018-0001", 12),
        ("observations.imported", "case:PRM-2018-0002", 15),
    ]


@pytest.mark.django_db
def test_a_second_import_adds_nothing_not_even_a_journal_entry():
    import_observations(JANUARY.read_bytes(), by=None)
    entries = Entry.objects.count()
    report = import_observations(JANUARY.read_bytes(), by=None)
    assert (report.added, report.already) == (0, 27)
    assert Observation.objects.count() == 27
    assert Entry.objects.count() == entries


def test_a_second_import_leaves_what_the_committee_did_since(cast):
    import_observations(JANUARY.read_bytes(), by=cast.committee)
    moved, aside = Observation.objects.order_by("reference")[:2]
    detach_observation(moved, by=cast.committee, reason="Autre incident.")
    set_aside_observations([aside], by=cast.committee, reason="Sans rapport.")
    assert import_observations(JANUARY.read_bytes(), by=cast.committee).added == 0
    moved.refresh_from_db()
    aside.refresh_from_db()
    assert (moved.case, aside.state) == (None, "set_aside")


@pytest.mark.django_db
def test_a_file_with_one_more_observation_adds_that_one(january):
    whole = copy.deepcopy(january)
    january["observations"].pop()
    load(january)
    report = load(whole)
    assert (report.added, report.already) == (1, 26)


@pytest.mark.django_db
def test_every_bad_row_is_named_and_nothing_is_kept(january):
    january["observations"][3]["customers_affected"] = 10_000
    january["observations"][7]["symptom"] = "smoke"
    with pytest.raises(FileRefused) as refusal:
        load(january)
    assert [(fault.row, fault.field) for fault in refusal.value.faults] == [
        ("observations[3] (org-04, ebp-04)", "customers_affected"),
        ("observations[7] (org-08, ebp-08)", "symptom"),
    ]
    assert nothing_is_kept()


@pytest.mark.django_db
def test_an_observation_received_with_another_content_is_refused_by_name(january):
    load(january)
    january["observations"][0]["customers_affected"] = 1
    with pytest.raises(FileRefused, match=r"observations\[0\] \(org-01, ebp-01\).*déjà reçue"):
        load(january)
    assert ObservationVersion.objects.count() == 27


@pytest.mark.django_db
def test_a_product_of_another_publisher_is_refused(january):
    load(january)
    other = copy.deepcopy(january)
    other["publishers"][0]["key"] = "cegid"
    other["cases"] = [{**other["cases"][0], "key": "cegid-1", "publisher": "cegid"}]
    other["observations"] = []
    with pytest.raises(FileRefused, match="autre éditeur : EBP"):
        load(other)
    assert not Publisher.objects.filter(key="cegid").exists()


@pytest.mark.django_db
def test_a_case_of_another_publisher_is_refused(january):
    load(january)
    january["cases"][0]["publisher"] = "sage"
    january["observations"] = []
    with pytest.raises(FileRefused, match="Ce cas concerne déjà un autre éditeur : EBP"):
        load(january)


@pytest.mark.django_db
def test_a_case_in_another_time_zone_is_refused(january):
    load(january)
    january["timezone"] = "America/Montreal"
    january["observations"] = []
    with pytest.raises(FileRefused, match="autre fuseau : Europe/Paris"):
        load(january)


@pytest.mark.django_db
def test_the_command_lists_every_fault_and_imports_nothing(january, tmp_path):
    january["observations"][0]["severity"] = "bof"
    january["observations"][1]["product"] = "nothing"
    file = tmp_path / "bad.json"
    file.write_text(json.dumps(january))
    with pytest.raises(CommandError) as refusal:
        call_command("import_observations", str(file))
    assert "observations[0]" in str(refusal.value)
    assert "observations[1]" in str(refusal.value)
    assert nothing_is_kept()


@pytest.mark.django_db
def test_a_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(CommandError, match="ne peut pas être lu"):
        call_command("import_observations", str(tmp_path / "nowhere.json"))


def test_a_member_imports_nothing(cast):
    with pytest.raises(PermissionDenied):
        import_observations(JANUARY.read_bytes(), by=cast.adherent)
    assert not Case.objects.exists()


@pytest.mark.django_db
def test_garbage_is_collected_again_after_an_import_and_after_a_refusal(january):
    load(january)
    assert gc.isenabled()
    january["observations"][0]["symptom"] = "nothing"
    with pytest.raises(FileRefused):
        load(january)
    assert gc.isenabled()
