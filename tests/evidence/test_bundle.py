"""What a lawyer takes away is checked by its own tool and by others': no byte changes unseen."""

import csv
import hashlib
import json
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO, StringIO
from pathlib import Path

import bagit
import pikepdf
import pytest
from asn1crypto import cms
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.utils import timezone
from django.utils.translation import override
from weasyprint import HTML

from cases import actions
from cases.actions import exhibit_item, withdraw_exhibit
from cases.errors import GuardRefused, StepRefused
from cases.evidence import roots, store
from cases.evidence.description import Description
from cases.evidence.models import Entry, Item
from cases.evidence.receiving import Received, keep_received
from cases.models import Attachment, Observation
from cases.vocabulary import Nature
from reports import production
from reports.actions import download_dossier, export_bundle
from reports.bundle import verify
from reports.bundle.bag import AlteredOnTheWay, encoded
from reports.bundle.contents import method
from reports.content import IncidentReport
from reports.data_files import data_files
from reports.layout import attachment
from reports.models import Dossier
from reports.sharing import make_link
from tests import factories
from tests.reports import dossiers
from tests.reports.sample import incident_report

PURPOSE = "Préparer l’assignation"
PHOTO = b"\xff\xd8\xff\xe0 une photo de l\xc3\xa9cran"
STAMPED = [
    *[
        "data/dossier.pdf",
        "data/method.md",
        "data/custody.jsonl",
        "data/bordereau.csv",
        "data/data/contenu.json",
    ],
    *["data/originals/001-écran_bloqué.jpg", "data/certificates/tsa.pem", "data/timestamps/"],
    "data/certificates/seal.pem",
    *["bagit.txt", "bag-info.txt", "VERIFIER.html", "verify.py", "manifest-sha512.txt"],
]


@pytest.fixture
def dossier(cast, settings, tmp_path, local_seal) -> Dossier:
    """Made by a worker, on a case with a photo whose name is a trick."""
    settings.PROMESSE_HOME = tmp_path / "home"
    settings.PROMESSE_HOME.mkdir()
    shutil.copy(local_seal, settings.PROMESSE_HOME / "seal.p12")
    case = factories.case(cast)
    hand_in(cast, case, Received(PHOTO, "../écran bloqué.jpg", "image/jpeg"))
    held = dossiers.held_by_a_dead_worker(cast, attempts=1, on=case)
    report = IncidentReport.from_json(as_text(held))
    sealed = production.seal_as_announced(printed(report), report)
    production._finish(held, sealed.content, sealed)
    factories.mandate(cast, held.case)
    return Dossier.objects.get(pk=held.pk)


def hand_in(cast, case, file: Received) -> Attachment:
    item = keep_received(file, by=cast.adherent)
    return Attachment.objects.create(item=item, observation=case.observations.first())


def as_text(dossier) -> str:
    return json.dumps(dossier.content)


def printed(report: IncidentReport) -> bytes:
    """A page is enough of a document to be sealed, with the data that it carries."""
    at = report.cover.established_at
    return HTML(string="<html lang=fr><title>Constat</title><p>Un constat").write_pdf(
        pdf_variant="pdf/a-3a", attachments=[attachment(each, at) for each in data_files(report)]
    )


@pytest.fixture
def stamped(cast, dossier, stamping, time_machine) -> Dossier:
    """The day after, once the journal's root has its time stamp."""
    time_machine.move_to(datetime.now(UTC) + timedelta(days=1))
    roots.make_root()
    assert roots.stamp_roots() == 1
    return dossier


@pytest.fixture
def bag(cast, stamped, tmp_path) -> Path:
    return unpacked(stamped, cast.lawyer, tmp_path / "taken")


def unpacked(dossier, by, folder) -> Path:
    content = b"".join(export_bundle(dossier, by=by, purpose=PURPOSE))
    with zipfile.ZipFile(BytesIO(content)) as zipped:
        assert zipped.testzip() is None
        zipped.extractall(folder)
    (inside,) = folder.iterdir()
    return inside


def verified(bag: Path) -> tuple[int, str]:
    """As a lawyer runs it: nothing but Python's own library, from any folder."""
    done = subprocess.run(
        [sys.executable, "-I", str(bag / "verify.py")],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def run(*command: str, within: Path) -> int:
    return subprocess.run(command, cwd=within, capture_output=True, check=False).returncode


def is_a_valid_bag(folder: Path) -> bool:
    try:
        return bagit.Bag(str(folder)).is_valid()
    except bagit.BagError:
        return False


def spoil(file: Path) -> None:
    """A byte of its first half: that of a seal's middle may be its padding, which nothing reads."""
    content = bytearray(file.read_bytes())
    content[len(content) // 4] ^= 1
    file.write_bytes(content)


def test_it_holds_what_it_says_and_verifies_itself(bag):
    files = [each.relative_to(bag).as_posix() for each in sorted(bag.rglob("*")) if each.is_file()]
    for path in STAMPED:
        assert any(each.startswith(path) for each in files), path
    assert (bag / "data/originals/001-écran_bloqué.jpg").read_bytes() == PHOTO
    status, said = verified(bag)
    assert said.startswith("CONFORME\n")
    assert "dont 9 reçus, produits ou remis" in said
    assert "1 racine, dont 1 horodatée." in said
    assert status == 0


def test_it_never_says_of_itself_what_was_asked_of_another_folder(bag, tmp_path):
    command = [sys.executable, "-I", str(bag / "verify.py"), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "le dossier où il se trouve" in done.stdout


def test_others_tools_find_it_sound(bag):
    validate = [sys.executable, "-m", "bagit", "--validate", "--quiet", str(bag)]
    assert run(*validate, within=bag.parent) == 0
    digests = ["sha256sum", "--check", "--strict", "manifest-sha256.txt"]
    assert run(*digests, within=bag) == 0
    (stamp,) = (bag / "data/timestamps").glob("*.tsr")
    answer = ["-in", str(stamp), "-CAfile", "data/certificates/tsa.pem"]
    query = ["openssl", "ts", "-verify", "-data", str(stamp.with_suffix(".json")), *answer]
    assert run(*query, within=bag) == 0
    assert "Signature is Valid." in pdfsig(bag)
    for file in (stamp.with_suffix(".json"), bag / "data/dossier.pdf"):
        spoil(file)
    assert run(*query, within=bag) != 0
    assert run(*validate, within=bag.parent) != 0
    assert run(*digests, within=bag) != 0
    assert "Signature is Valid." not in pdfsig(bag)


def pdfsig(bag: Path) -> str:
    read = ["pdfsig", "-nocert", "data/dossier.pdf"]
    return subprocess.run(read, cwd=bag, capture_output=True, text=True, check=False).stdout


def test_the_certificate_beside_the_dossier_is_the_one_in_its_seal(bag):
    beside = x509.load_pem_x509_certificate((bag / "data/certificates/seal.pem").read_bytes())
    with pikepdf.open(bag / "data/dossier.pdf") as pdf:
        (field,) = pdf.Root.AcroForm.Fields
        seal = cms.ContentInfo.load(bytes(field.V.Contents))["content"]
    assert beside.public_bytes(Encoding.DER) in [each.dump() for each in seal["certificates"]]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:'count' is passed as positional argument")  # bagit's own
def test_one_byte_of_any_file_is_found_and_the_file_is_named(bag, tmp_path):
    for file in [each for each in sorted(bag.rglob("*")) if each.is_file()]:
        copy = tmp_path / "copy"
        shutil.copytree(bag, copy)
        spoil(copy / file.relative_to(bag))
        assert not is_a_valid_bag(copy), file
        if file.name == "verify.py":  # whoever changes it makes it say what they like
            shutil.rmtree(copy)
            continue
        status, said = verified(copy)
        shutil.rmtree(copy)
        assert said.startswith("NON CONFORME\n"), file
        assert status == 1
        assert file.relative_to(bag).as_posix() in said or file.name.startswith("tagmanifest"), said


def announce_anew(bag: Path) -> None:
    """As whoever changes a file does, who knows what a manifest is."""
    for manifest in ("manifest", "tagmanifest"):
        for algorithm in ("sha256", "sha512"):
            file = bag / f"{manifest}-{algorithm}.txt"
            paths = [line.split("  ", 1)[1] for line in file.read_text().splitlines()]
            lines = [
                f"{hashlib.new(algorithm, (bag / path).read_bytes()).hexdigest()}  {path}\n"
                for path in paths
            ]
            file.write_text("".join(lines))


@pytest.mark.slow
@pytest.mark.parametrize(
    "path",
    [
        "data/dossier.pdf",
        "data/originals/001-écran_bloqué.jpg",
        "data/bordereau.csv",
        "data/method.md",
        "data/certificates/tsa.pem",
        "data/custody.jsonl",
        "data/data/analyse.json",
        "data/data/contenu.json",
        "data/data/observations.csv",
        "data/certificates/seal.pem",
    ],
)
def test_one_byte_is_found_though_the_manifests_were_written_anew(bag, path):
    spoil(bag / path)
    announce_anew(bag)
    status, said = verified(bag)
    assert said.startswith("NON CONFORME\n"), said
    assert path in said or path == "data/custody.jsonl", said
    assert status == 1


def forge_the_handing_over(bag: Path) -> None:
    """The entry of this very bag is under no root yet: it can be written anew as well."""
    custody = bag / "data/custody.jsonl"
    *before, last = (json.loads(line) for line in custody.read_text().splitlines())
    facts = json.loads(last["facts"])
    facts["files"] = {
        path: hashlib.sha256((bag / path).read_bytes()).hexdigest() for path in facts["files"]
    }
    last["facts"] = json.dumps(facts)
    last["facts_digest"] = hashlib.sha256((last["salt"] + last["facts"]).encode()).hexdigest()
    last["digest"] = verify.digest_of(last)
    custody.write_text("".join(f"{json.dumps(each)}\n" for each in (*before, last)))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("data/data/analyse.json", "n’est pas dans le dossier scellé"),
        ("data/data/contenu.json", "n’est pas dans le dossier scellé"),
        ("data/data/observations.csv", "n’est pas dans le dossier scellé"),
        ("data/certificates/seal.pem", "n’est pas dans le cachet du dossier"),
    ],
)
def test_what_the_sealed_dossier_carries_is_compared_with_it(bag, path, fault):
    other = (bag / "data/certificates/tsa.pem").read_bytes()
    (bag / path).write_bytes(other)
    forge_the_handing_over(bag)
    announce_anew(bag)
    assert verified(bag) == (1, f"NON CONFORME\n{path} : {fault}\n")


def test_its_data_are_in_the_language_of_the_dossier_whoever_takes_it(cast, dossier, tmp_path):
    with override("en"):
        bag = unpacked(dossier, cast.lawyer, tmp_path / "taken")
    assert "3 fichiers de données" in verified(bag)[1]


@pytest.mark.parametrize(
    "path", [".DS_Store", "data/originals/Thumbs.db", "data/Desktop.ini", "._verify.py"]
)
def test_what_a_computer_puts_beside_the_files_is_told_and_ignored(bag, path):
    (bag / path).write_text("vignettes")
    status, said = verified(bag)
    assert said.startswith("CONFORME\n"), said
    assert f"Ajoutés par l’ordinateur, ignorés : {path}.\n" in said
    assert status == 0


@pytest.mark.parametrize(
    "path", ["data/originals/002-faux.jpg", "LISEZ-MOI.txt", "data/originals/._002-faux.jpg"]
)
def test_a_file_that_was_added_is_found(bag, path):
    (bag / path).write_text("ajouté")
    assert verified(bag) == (1, f"NON CONFORME\n{path} : ajouté, le lot ne l’annonce pas\n")


def test_a_file_that_is_lacking_is_found(bag):
    (bag / "data/dossier.pdf").unlink()
    assert verified(bag) == (1, "NON CONFORME\ndata/dossier.pdf : manque\n")


def test_who_takes_it_and_for_what_is_in_the_journal_and_in_the_bag(cast, dossier, tmp_path):
    bag = unpacked(dossier, cast.lawyer, tmp_path / "taken")
    entry = Entry.objects.latest("sequence")
    assert (entry.verb, entry.actor, entry.subject) == (
        "dossier.exported",
        cast.lawyer,
        dossier.journal_name,
    )
    assert entry.details["purpose"] == PURPOSE
    custody = (bag / "data/custody.jsonl").read_text()
    assert entry.digest in custody
    assert PURPOSE not in custody
    assert verified(bag)[0] == 0


def test_its_method_says_how_and_what_counsel_has_to_confirm(bag):
    told = (bag / "data/method.md").read_text().replace("\xa0", " ")
    assert told.startswith("# Méthode\n")
    for said in (
        "Organisations observatrices : n = 2",
        "## Les huit critères",
        "8. ",
        "Aucun lien avec l’éditeur",
        "- † La durée de conservation des fichiers après la clôture : 5 ans (RGPD, art. 5, 1, e†).",
        "- † Le délai pour agir",
    ):
        assert said in told
    assert "e-Barreau" not in told, "nothing is cut"
    assert "\n\n\n" not in told


def test_each_bag_of_a_version_has_the_originals_that_the_case_held_when_it_was_frozen(
    cast, dossier, tmp_path
):
    first = unpacked(dossier, cast.lawyer, tmp_path / "first")
    photo = Attachment.objects.get()
    later = hand_in(cast, dossier.case, Received(b"une suite", "suite.txt", "text/plain"))
    Observation.objects.filter(pk=photo.observation_id).update(case=None)
    second = unpacked(dossier, cast.lawyer, tmp_path / "second")
    assert listed(second) == listed(first) == ["001-écran_bloqué.jpg"]
    schedules = [(each / "data/bordereau.csv").read_bytes() for each in (first, second)]
    assert schedules[0] == schedules[1]
    assert later.item.journal_name not in (second / "data/custody.jsonl").read_text()
    assert verified(second)[0] == 0


def test_what_was_frozen_before_it_told_its_originals_has_those_that_had_arrived(
    cast, dossier, tmp_path
):
    del dossier.content["originals"]
    dossier.save()
    hand_in(cast, dossier.case, Received(b"une suite", "suite.txt", "text/plain"))
    assert listed(unpacked(dossier, cast.lawyer, tmp_path / "taken")) == ["001-écran_bloqué.jpg"]


def test_an_original_that_is_erased_or_held_back_since_leaves_the_numbers_of_the_others(
    cast, dossier, tmp_path
):
    for name in ("a.txt", "b.txt", "c.txt", "d.txt"):
        hand_in(cast, dossier.case, Received(name.encode(), name, "text/plain"))
    again = dossiers.ready(cast, on=dossier.case)
    Item.objects.filter(name="a.txt").update(erased_at=timezone.now(), erased_rule="closed")
    Item.objects.filter(name="b.txt").update(privileged=True)
    Item.objects.filter(name="d.txt").update(business_secret=True, secret_reason="Un tarif.")
    bag = unpacked(again, cast.lawyer, tmp_path / "taken")
    assert listed(bag) == ["001-écran_bloqué.jpg", "004-c.txt"]
    rows = (bag / "data/bordereau.csv").read_text().splitlines()[1:]
    assert [row[:6] for row in rows] == ['"1";"o', '"2";""', '"4";"o']


def test_the_custody_tells_of_no_file_that_a_secret_covers_and_of_nothing_that_counsel_did(
    cast, dossier, stamping, time_machine, tmp_path
):
    case = dossier.case
    secret = actions.attach_to_case(
        case, Received(b"avis", "avis.txt", "text/plain"), by=cast.committee
    )
    exhibit = actions.exhibit_item(
        case, secret.item, by=cast.committee, title="Un avis", nature=Nature.COPY
    )
    actions.withdraw_exhibit(exhibit, by=cast.committee, reason="Secret de l’avocat.")
    actions.describe_attachment(secret, Description(privileged=True), by=cast.committee, seen=0)
    photo = Attachment.objects.exclude(pk=secret.pk).get()
    actions.download_attachment(photo, by=cast.adherent).close()
    actions.download_attachment(photo, by=cast.lawyer, purpose=PURPOSE).close()
    actions.view_attachment(photo, by=cast.lawyer, page=1)
    download_dossier(dossier, by=cast.lawyer, purpose=PURPOSE).close()
    link = make_link(dossier, by=cast.lawyer, recipient="Me Confrère", hours=4)
    factories.advice_mandate(cast, case)
    note = actions.sign_note(case, by=cast.adviser, text="Un avis.")
    unpacked(dossier, cast.lawyer, tmp_path / "before")
    time_machine.move_to(datetime.now(UTC) + timedelta(days=1))
    roots.make_root()
    bag = unpacked(dossier, cast.lawyer, tmp_path / "taken")
    custody = (bag / "data/custody.jsonl").read_text()
    for kept_back in (secret, exhibit, link, note):
        assert kept_back.journal_name not in custody
    told = [(each["verb"], each["functions"]) for each in map(json.loads, custody.splitlines())]
    assert ("file.downloaded", "Adhérent") in told
    assert [verb for verb, who in told if who == "Avocat"] == ["dossier.exported"]
    assert "case.file_attached" not in {verb for verb, _who in told}
    assert verified(bag)[0] == 0


def test_two_exhibits_of_the_same_bytes_have_a_line_each(cast, dossier, tmp_path):
    case = dossier.case
    for title, name in (("Vue du poste 1", "a.png"), ("Vue du poste 2", "b.png")):
        factories.exhibit(cast, case, title, b"les memes octets", name)
    twice = factories.exhibit(cast, case, "Une première fois", b"une autre vue", "c.png")
    dossiers.ready(cast, on=case)
    withdraw_exhibit(twice, by=cast.committee, reason="Le titre est à revoir.")
    exhibit_item(case, twice.item, by=cast.committee, title="Une autre fois", nature=Nature.COPY)
    bag = unpacked(dossiers.ready(cast, on=case), cast.lawyer, tmp_path / "taken")
    text = (bag / "data/bordereau.csv").read_text(encoding="utf-8-sig")
    told = [
        (row["n°"], row["nom d’origine"], row["pièce n°"], row["intitulé"])
        for row in csv.DictReader(StringIO(text), delimiter=";")
    ]
    assert told[1:] == [
        ("2", "a.png", "1", "Vue du poste 1"),
        ("3", "b.png", "2", "Vue du poste 2"),
        ("4", "c.png", "3", "Une première fois"),
        ("4", "c.png", "4", "Une autre fois"),
    ]


def listed(bag: Path) -> list[str]:
    return sorted(each.name for each in (bag / "data/originals").iterdir())


def test_what_people_wrote_stays_behind_its_bar():
    report = incident_report()
    hostile = "# Titre\n<script>x()</script>\n- † Article 1\n\u202efin"
    conflicts = (*report.method.conflicts, hostile)
    told = method(
        replace(report, method=replace(report.method, conflicts=conflicts)), has_parts=True
    )
    for line in hostile.splitlines()[:-1]:
        assert f"\n> {line}\n" in told
    assert "\u202e" not in told
    assert "coupées à 4000000 octets" in told


def test_nobody_is_named_in_the_custody(cast, bag):
    custody = (bag / "data/custody.jsonl").read_text()
    for person in (cast.adherent, cast.lawyer, cast.committee):
        assert person.full_name not in custody
        assert person.email not in custody


def test_a_lawyer_says_what_the_copy_is_for(cast, dossier):
    with pytest.raises(GuardRefused, match="à quoi servira cette copie"):
        export_bundle(dossier, by=cast.lawyer, purpose=" ")
    assert not Entry.objects.filter(verb="dossier.exported").exists()


def test_a_missing_original_is_refused_before_a_byte_is_sent(cast, dossier):
    store.discard(Attachment.objects.get().item.sha256)
    with pytest.raises(StepRefused, match="manque sur le serveur"):
        export_bundle(dossier, by=cast.lawyer, purpose=PURPOSE)
    assert not Entry.objects.filter(verb="dossier.exported").exists()


def test_an_original_that_is_not_what_was_received_is_not_handed_over(cast, dossier):
    kept = store.path_of(Attachment.objects.get().item.sha256)
    kept.chmod(0o600)
    spoil(kept)
    with pytest.raises(AlteredOnTheWay, match="originals/001"):
        b"".join(export_bundle(dossier, by=cast.lawyer, purpose=PURPOSE))


def test_a_line_of_a_manifest_is_one_file():
    assert encoded("a\r\nb%c") == "a%0D%0Ab%25c"
