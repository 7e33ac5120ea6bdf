"""One claim in one download: what is in it, who may take it, and that it checks itself."""

import csv
import json
import subprocess
import sys
import zipfile
from io import BytesIO, StringIO
from pathlib import Path

import pikepdf
import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from cases.claims import actions as losses
from cases.claims.vocabulary import PaperKind
from cases.errors import GuardRefused, StepRefused
from cases.evidence import store
from cases.evidence.models import Entry, Item
from cases.evidence.receiving import Received
from reports.binding.making import bind_exhibits
from reports.claims import actions, making
from reports.claims.content import ClaimDossier
from reports.claims.data_files import files_of
from reports.claims.freezing import thawed_facts
from reports.claims.models import ClaimDocument, DocumentKind
from tests import factories
from tests.claims.claiming import choose_ground, hand_over, taken_to
from tests.reports import dossiers, files
from tests.reports.claims import claiming, papers
from tests.reports.test_dossier_download import asked_again
from tests.reports.test_verify_custody import verdict

__all__ = ["verdict"]

PURPOSE = "Préparer l’assignation"
PROOF = Received(b"%PDF-1.7 preuve de depot", "depot.pdf", "application/pdf")
PDF = b"%PDF-1.7 dossier"


def made(claim, by, kind=DocumentKind.DOSSIER):
    """A few bytes stand for what is rendered."""
    document = papers.requested(claim, by, kind)
    making._finish(making._claimed(document.pk), making.Made(printed(document)))
    return ClaimDocument.objects.get(pk=document.pk)


def printed(document) -> bytes:
    words = str(document.pk).encode()
    if not document.is_dossier:
        return PDF + words
    content = ClaimDossier.from_json(json.dumps(document.content))
    data = files_of(content, thawed_facts(document.facts.content))
    return dossiers.stand_in(b"dossier " + words, content, data)


@pytest.fixture
def claim(claim, cast):
    """With a contract, two invoices, and a loss taken off the sheet with its document."""
    claiming.contract(claim, cast.adherent)
    return claim


@pytest.fixture
def dossier(claim, cast):
    """With a file of a loss that is claimed no more, and one that arrives once it is frozen."""
    line = claim.sheet.lines.get(head__code="lost_sales")
    losses.document_loss(line, file_of("retiree"), by=cast.adherent)
    losses.withdraw_loss(line, by=cast.adherent)
    document = made(claim, cast.adherent)
    hand_in_since(claim, cast)
    return document


def file_of(name) -> Received:
    return Received(f"%PDF-1.7 {name}".encode(), f"{name}.pdf", "application/pdf")


def hand_in_since(claim, cast):
    line = claim.sheet.lines.get(head__code="proof_costs")
    losses.document_loss(line, file_of("depuis"), by=cast.adherent)


def taken(document, by, tmp_path, purpose=PURPOSE):
    content = b"".join(actions.export_bundle(document, by=by, purpose=purpose))
    with zipfile.ZipFile(BytesIO(content)) as zipped:
        zipped.extractall(tmp_path / "taken")
    [bag] = (tmp_path / "taken").iterdir()
    return bag


def verified(bag: Path) -> str:
    return subprocess.run(
        [sys.executable, "-I", str(bag / "verify.py")], capture_output=True, text=True, check=False
    ).stdout


def names_in(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def rows_of(bag: Path) -> list[dict[str, str]]:
    text = (bag / "data/bordereau.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(StringIO(text), delimiter=";"))


def entries_of(bag: Path) -> list[dict[str, object]]:
    lines = (bag / "data/custody.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_the_bag_holds_the_dossier_its_exhibits_and_the_other_files(dossier, cast, tmp_path):
    bag = taken(dossier, cast.adherent, tmp_path)
    assert bag.name == dossier.file_stem
    assert (bag / "data/dossier.pdf").read_bytes().startswith(PDF)
    assert names_in(bag / "data/data") == ["constat.json", "contenu.json", "pertes.csv"]
    pieces = names_in(bag / "data/pieces")
    assert pieces == [
        "piece-001-contrat.pdf",
        "piece-002-customer_credits.pdf",
        "piece-003-proof_costs.pdf",
    ]
    assert names_in(bag / "data/originals") == ["001-retiree.pdf"]
    rows = rows_of(bag)
    assert [row["pièce n°"] for row in rows] == ["1", "2", "3", ""]
    assert rows[0]["fichier"] == "pieces/piece-001-contrat.pdf"
    assert "DEM-2026-0001" in (bag / "VERIFIER.html").read_text()
    assert verified(bag).startswith("CONFORME\n"), verified(bag)


def test_each_bag_of_a_version_has_what_the_claim_had_when_it_was_frozen(
    dossier, claim, cast, tmp_path
):
    losses.put_contracts_forward(claim, [], by=cast.adherent)
    bag = taken(dossier, cast.adherent, tmp_path)
    assert "piece-001-contrat.pdf" in names_in(bag / "data/pieces")
    assert names_in(bag / "data/originals") == ["001-retiree.pdf"]
    assert verified(bag).startswith("CONFORME\n"), verified(bag)


def test_what_was_frozen_before_it_told_its_files_has_those_that_had_arrived(
    dossier, cast, tmp_path
):
    del dossier.content["originals"]
    bag = taken(dossier, cast.adherent, tmp_path)
    assert names_in(bag / "data/originals") == ["001-retiree.pdf"]


@pytest.fixture
def bound(claim, cast, settings, tmp_path_factory):
    """As a worker makes it, but for the dossier itself: exhibits that can be bound, in parts."""
    settings.EBARREAU_MAX_PART_BYTES = 60_000
    line = claim.sheet.lines.get(head__code="customer_credits")
    for number in range(2):
        held = Received(files.heavy(number), f"releve-{number}.pdf", "application/pdf")
        losses.document_loss(line, held, by=cast.adherent)
    document = making._claimed(papers.requested(claim, cast.adherent, DocumentKind.DOSSIER).pk)
    content = ClaimDossier.from_json(json.dumps(document.content))
    beside = bind_exhibits(content, tmp_path_factory.mktemp("bound")).files
    making._finish(document, making.Made(printed(document), beside=beside))
    return ClaimDocument.objects.get(pk=document.pk)


@pytest.mark.slow
def test_the_bag_holds_the_schedule_and_the_exhibits_bound_as_that_of_a_case_does(
    bound, cast, tmp_path, verdict
):
    bag = taken(bound, cast.adherent, tmp_path)
    names = names_in(bag / "data/pieces")
    assert "pieces-1-a-5.pdf" in names
    assert len(names_in(bag / "data/pieces/e-barreau")) > 1
    with pikepdf.open(bag / "data/pieces/pieces-1-a-5.pdf") as volume:
        assert len(volume.pages) > 2
    text = dossiers.text_of((bag / "data/bordereau.pdf").read_bytes()).replace("\u00a0", " ")
    assert "Bordereau n° 1 – pièces 1 à 5" in text
    assert "sous « Intégrité »" in text
    assert verified(bag).startswith("CONFORME\n"), verified(bag)
    entries = Entry.objects.filter(verb="claim_document.file_made").order_by("sequence")
    assert [each.details["sha256"] for each in entries] == [
        each.sha256 for each in bound.files.all()
    ]
    assert {each.thread for each in entries} == {bound.claim.journal_thread}
    assert verdict()[0] == 0


@pytest.mark.slow
def test_a_byte_changed_in_what_was_bound_is_found(bound, cast, tmp_path):
    bag = taken(bound, cast.adherent, tmp_path)
    for path in ("data/bordereau.pdf", "data/pieces/pieces-1-a-5.pdf"):
        file = bag / path
        sound = file.read_bytes()
        file.write_bytes(sound + b" ")
        assert path in verified(bag)
        file.write_bytes(sound)


KINDS = (
    "data/dossier.pdf",
    "data/data/contenu.json",
    "data/data/pertes.csv",
    "data/pieces/piece-002-customer_credits.pdf",
    "data/originals/001-retiree.pdf",
    "data/bordereau.csv",
    "data/custody.jsonl",
    "bag-info.txt",
    "VERIFIER.html",
    "manifest-sha512.txt",
)


def test_a_byte_changed_in_a_file_of_any_kind_is_found(dossier, cast, tmp_path):
    bag = taken(dossier, cast.adherent, tmp_path)
    for path in KINDS:
        file = bag / path
        sound = file.read_bytes()
        file.write_bytes(sound[:-2] + bytes([sound[-2] ^ 1]) + sound[-1:])
        said = verified(bag)
        assert said.startswith("NON CONFORME\n"), path
        assert path in said or path.startswith("manifest"), said
        file.write_bytes(sound)
    assert verified(bag).startswith("CONFORME\n")


@pytest.mark.slow
def test_a_file_added_or_taken_away_is_found(dossier, cast, tmp_path):
    bag = taken(dossier, cast.adherent, tmp_path)
    (bag / "data/pieces/piece-009-faux.pdf").write_bytes(b"%PDF-1.7")
    assert "piece-009-faux.pdf : ajouté" in verified(bag).replace("\u00a0", " ")
    (bag / "data/pieces/piece-009-faux.pdf").unlink()
    (bag / "data/originals/001-retiree.pdf").unlink()
    assert "001-retiree.pdf : manque" in verified(bag).replace("\u00a0", " ")


@pytest.mark.slow
def test_what_no_longer_may_leave_is_on_the_schedule_and_not_in_the_bag(
    dossier, claim, cast, tmp_path
):
    item = claim.sheet.lines.get(head__code="customer_credits").documents.get().item
    Item.objects.filter(pk=item.pk).update(privileged=True)
    bag = taken(dossier, cast.adherent, tmp_path)
    assert "piece-002-customer_credits.pdf" not in names_in(bag / "data/pieces")
    assert rows_of(bag)[1]["fichier"] == ""
    assert rows_of(bag)[1]["SHA-256"] == item.sha256
    assert verified(bag).startswith("CONFORME\n")


def test_the_papers_of_a_claim_are_in_its_bag(cast, references, tmp_path):
    claim = taken_to("notice_sent", cast)
    losses.add_paper(
        claim,
        PROOF,
        by=cast.adherent,
        seen=claim.version,
        kind=PaperKind.DEPOSIT,
        dated_on=claim.notices.get().sent_on,
    )
    bag = taken(made(claim, cast.lawyer), cast.lawyer, tmp_path)
    assert "piece-001-depot.pdf" in names_in(bag / "data/pieces")
    assert verified(bag).startswith("CONFORME\n")


def test_the_journal_tells_who_takes_it_and_for_what(dossier, cast):
    factories.mandate(cast, dossier.claim.case)
    hand_over(dossier.claim.sheet)
    list(actions.export_bundle(dossier, by=cast.lawyer, purpose=f" {PURPOSE} "))
    entry = Entry.objects.get(verb="claim_document.exported")
    assert (entry.actor, entry.subject) == (cast.lawyer, dossier.journal_name)
    assert entry.details["purpose"] == PURPOSE
    assert entry.details["sha256"] == dossier.sha256


def test_a_lawyer_says_what_the_copy_is_for_and_a_claimant_need_not(dossier, cast):
    factories.mandate(cast, dossier.claim.case)
    hand_over(dossier.claim.sheet)
    with pytest.raises(GuardRefused, match="à quoi servira cette copie"):
        actions.export_bundle(dossier, by=cast.lawyer)
    assert not Entry.objects.filter(verb="claim_document.exported").exists()
    assert list(actions.export_bundle(dossier, by=cast.adherent))


@pytest.mark.parametrize("who", ["committee", "other_adherent", "other_lawyer", "board"])
def test_nobody_but_the_claimant_and_their_counsel_takes_it(dossier, cast, who):
    frame = losses.Frame(True, None, None, None, cast.committee)
    sheet = type(dossier.claim.sheet).objects.get(pk=dossier.claim.sheet_id)
    losses.describe_sheet(sheet, frame, by=cast.adherent, seen=sheet.version)
    with pytest.raises(PermissionDenied):
        actions.export_bundle(dossier, by=getattr(cast, who), purpose=PURPOSE)


def test_a_letter_has_no_bag_nor_has_a_dossier_that_is_not_ready(claim, cast):
    letter = made(claim, cast.adherent, DocumentKind.SURVEY)
    waiting = papers.requested(claim, cast.adherent, DocumentKind.DOSSIER)
    for document in (letter, waiting):
        with pytest.raises(StepRefused, match="n’est pas prêt"):
            actions.export_bundle(document, by=cast.adherent)


@pytest.mark.slow
def test_a_file_that_is_missing_leaves_no_entry(dossier, cast):
    store.discard(dossier.sha256)
    with pytest.raises(StepRefused, match="manque sur le serveur"):
        actions.export_bundle(dossier, by=cast.adherent)
    assert not Entry.objects.filter(verb="claim_document.exported").exists()


def test_it_tells_nothing_of_what_counsel_looked_at_took_or_chose_but_this_copy(
    dossier, cast, tmp_path
):
    factories.mandate(cast, dossier.claim.case)
    hand_over(dossier.claim.sheet)
    choose_ground(dossier.claim, cast)
    actions.download_document(dossier, by=cast.lawyer, purpose=PURPOSE).close()
    actions.export_bundle(dossier, by=cast.lawyer, purpose=PURPOSE)
    bag = taken(dossier, cast.lawyer, tmp_path)
    of_counsel = [each for each in entries_of(bag) if each["actor"] == cast.lawyer.pk]
    this = Entry.objects.filter(verb="claim_document.exported").latest("sequence")
    assert [each["sequence"] for each in of_counsel] == [this.sequence]
    assert verified(bag).startswith("CONFORME\n")


@pytest.mark.slow
def test_the_whole_custody_holds_with_a_document_of_a_claim(dossier, verdict):
    status, said = verdict()
    assert (status, said.split(" ")[0]) == (0, "CONFORME")


def test_the_claimant_takes_it_from_the_page_of_the_dossier(dossier, cast, logged_in):
    client = logged_in(cast.adherent)
    address = reverse("claim-bundle", args=[dossier.pk])
    assert address in client.get(reverse("claim-document", args=[dossier.pk])).content.decode()
    assert client.get(address).status_code == 200
    response = client.post(address)
    assert response["Content-Disposition"] == f'attachment; filename="{dossier.file_stem}.zip"'
    assert zipfile.ZipFile(BytesIO(b"".join(response.streaming_content))).testzip() is None


def test_a_lawyer_proves_who_they_are_and_says_what_for(dossier, cast, logged_in):
    factories.mandate(cast, dossier.claim.case)
    hand_over(dossier.claim.sheet)
    address = reverse("claim-bundle", args=[dossier.pk])
    client = asked_again(logged_in(cast.lawyer), cast.lawyer)
    refused = client.post(address, {"purpose": ""})
    assert refused.status_code == 422
    response = client.post(address, {"purpose": PURPOSE})
    assert response["Content-Type"] == "application/zip"
    b"".join(response.streaming_content)
    session = client.session
    session["account_authentication_methods"] = []
    session.save()
    assert "reauthenticate" in client.get(address).url


@pytest.mark.slow
def test_the_handler_who_sees_the_document_is_refused_its_bag(dossier, cast, logged_in):
    frame = losses.Frame(True, None, None, None, cast.committee)
    sheet = type(dossier.claim.sheet).objects.get(pk=dossier.claim.sheet_id)
    losses.describe_sheet(sheet, frame, by=cast.adherent, seen=sheet.version)
    client = logged_in(cast.committee)
    assert client.get(reverse("claim-bundle", args=[dossier.pk])).status_code == 403


@pytest.mark.slow
def test_a_dossier_that_was_printed_and_sealed_is_in_a_bag_that_checks_itself(
    claim, cast, tmp_path
):
    document = papers.requested(claim, cast.adherent, DocumentKind.DOSSIER)
    assert making.make_document(document.pk) is True
    bag = taken(ClaimDocument.objects.get(pk=document.pk), cast.adherent, tmp_path)
    assert (bag / "data/certificates/seal.pem").is_file()
    assert verified(bag).startswith("CONFORME\n"), verified(bag)
    assert "\n3 fichiers de données, comparés" in verified(bag)
