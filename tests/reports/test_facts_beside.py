"""Dated facts that are too many for the dossier are in a file of their own, named and proved."""

import hashlib
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest

from reports import production
from reports.actions import export_bundle, request_dossier
from reports.binding import facts
from reports.binding.making import made_beside
from reports.content import ChronologyRow
from reports.models import Dossier
from reports.pdf import render_incident_report
from tests import factories
from tests.reports import dossiers
from tests.reports.sample import incident_report


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr(facts, "MOST_IN_THE_DOSSIER", 4)
    monkeypatch.setattr(facts, "ROWS", 3)


def told(rows: int):
    report = incident_report()
    known = report.chronology[0]
    return replace(
        report,
        chronology=tuple(
            replace(known, at=known.at + timedelta(minutes=number), fact=f"Blocage {number}.")
            for number in range(rows)
        ),
    )


def test_a_dossier_that_can_hold_its_facts_has_no_file_beside_it(small, tmp_path):
    assert made_beside(told(4), tmp_path).facts is None


@pytest.mark.slow
def test_all_facts_are_in_the_file_that_the_dossier_names(small, tmp_path):
    report = told(8)
    bound = made_beside(report, tmp_path)
    text = dossiers.text_of(bound.facts.path.read_bytes()).replace("\u00a0", " ")
    assert all(row.fact in text for row in report.chronology)
    assert f"page {bound.facts.pages} / {bound.facts.pages}" in text
    dossier = dossiers.text_of(render_incident_report(report, bound)).replace("\u00a0", " ")
    assert "Les 8 faits datés sont dans le fichier « chronologie.pdf »" in dossier
    assert bound.facts.sha256 in "".join(dossier.split())
    assert "Blocage 7." not in dossier


@pytest.mark.slow
def test_the_file_claims_what_it_is(small, tmp_path):
    path = made_beside(told(8), tmp_path).facts.path
    subprocess.run(["qpdf", "--check", path], check=True, capture_output=True)
    with pikepdf.open(path) as pdf:
        metadata = pdf.open_metadata()
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "U")
        assert "/StructTreeRoot" not in pdf.Root
        assert all("/StructParents" not in page.obj for page in pdf.pages)
        assert pdf.Root.OutputIntents[0].S == "/GTS_PDFA1"
        assert "/ID" in pdf.trailer


@pytest.mark.slow
def test_the_same_facts_give_the_same_file(small, tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    digests = {made_beside(told(8), folder).facts.sha256 for folder in (one, other)}
    assert len(digests) == 1


@pytest.mark.slow
@pytest.mark.django_db
def test_the_file_is_kept_and_the_bag_that_holds_it_is_verified(cast, small, tmp_path, monkeypatch):
    frozen = facts.facts_beside
    long = tuple(ChronologyRow(row.at, row.fact, (1,), row.degree) for row in told(8).chronology)
    monkeypatch.setattr(
        "reports.binding.making.facts_beside",
        lambda report, folder: frozen(replace(report, chronology=long), folder),
    )
    asked = request_dossier(factories.relayed_case(cast), by=cast.committee)
    assert production.produce_dossier(asked.pk), Dossier.objects.get(pk=asked.pk).failure
    dossier = Dossier.objects.get(pk=asked.pk)
    [file] = dossier.files.filter(kind="facts")
    content = b"".join(export_bundle(dossier, by=cast.lawyer, purpose="Assignation"))
    with zipfile.ZipFile(BytesIO(content)) as bag:
        bag.extractall(tmp_path / "bag")
    [folder] = (tmp_path / "bag").iterdir()
    kept = folder / "data" / "chronologie.pdf"
    assert hashlib.sha256(kept.read_bytes()).hexdigest() == file.sha256
    assert verified(folder).startswith("CONFORME")
    kept.write_bytes(kept.read_bytes()[:-1] + b"x")
    assert "data/chronologie.pdf" in verified(folder)


def verified(folder) -> str:
    run = subprocess.run(
        [sys.executable, "-I", str(folder / "verify.py")],
        capture_output=True,
        text=True,
        check=False,
    )
    return run.stdout
