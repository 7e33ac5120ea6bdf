"""The seal of a dossier, judged by others' tools: poppler's pdfsig, qpdf, openssl."""

import hashlib
import re
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pikepdf
import pytest
from asn1crypto import cms
from cryptography import x509
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    load_pem_private_key,
)
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from pikepdf import Name

from cases.evidence import chain
from cases.evidence.models import Entry
from cases.evidence.time_stamps import NotStamped
from reports import certificate, production
from reports.content import IncidentReport
from reports.freezing.seal import seal
from reports.models import Dossier
from reports.pdf import render_incident_report
from reports.sealing import LEFT, TOP
from reports.states import DossierState
from tests.evidence.authority import Authority
from tests.reports import dossiers
from tests.reports.sample import incident_report

pytestmark = pytest.mark.slow

PASSPHRASE = "ouvre-toi"


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.PROMESSE_HOME = tmp_path / "home"
    settings.PROMESSE_HOME.mkdir()
    return settings.PROMESSE_HOME


def announced() -> IncidentReport:
    return replace(incident_report(), seal=seal())


@pytest.fixture(scope="module")
def printed() -> bytes:
    """Of the document without its seal: printing takes a second or two."""
    return render_incident_report(incident_report())


def sealed_into(folder: Path, pdf: bytes) -> Path:
    path = folder / "constat.pdf"
    path.write_bytes(production.seal_as_announced(pdf, announced()).content)
    return path


@pytest.fixture
def sealed(printed, tmp_path) -> Path:
    return sealed_into(tmp_path, printed)


def pdfsig(path: Path) -> str:
    """Whether the bytes are those that were signed; whose certificate it is comes after."""
    read = ["pdfsig", "-nocert", str(path)]
    done = subprocess.run(read, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def signature(path: Path) -> cms.SignedData:
    with pikepdf.open(path) as pdf:
        (field,) = pdf.Root.AcroForm.Fields
        return cms.ContentInfo.load(bytes(field.V.Contents))["content"]


def token(path: Path) -> cms.ContentInfo | None:
    (signer,) = signature(path)["signer_infos"]
    held = [each for each in signer["unsigned_attrs"] or [] if each["type"].native == STAMP]
    return held[0]["values"][0] if held else None


STAMP = "signature_time_stamp_token"


def test_others_find_the_seal_valid_over_the_whole_file(sealed):
    told = pdfsig(sealed)
    assert "Signature is Valid." in told
    assert "Signature Type: ETSI.CAdES.detached" in told
    assert "Total document signed" in told
    assert "Signing Hash Algorithm: SHA-256" in told


@pytest.mark.parametrize("place", [0.02, 0.3, 0.6, 0.8, 0.99])
def test_one_byte_changed_anywhere_is_seen(sealed, place):
    content = bytearray(sealed.read_bytes())
    hole = re.search(rb"<[0-9A-Fa-f]{2000,}>", content)
    assert hole  # the seal itself, in the middle of what it covers
    covered = [*range(hole.start()), *range(hole.end(), len(content))]
    content[covered[int(len(covered) * place)]] ^= 1
    sealed.write_bytes(content)
    assert "Signature is Valid." not in pdfsig(sealed)


def test_the_document_before_is_in_it_unchanged_to_the_last_page(sealed, printed, tmp_path):
    before = tmp_path / "before.pdf"
    before.write_bytes(printed)
    with pikepdf.open(before) as one, pikepdf.open(sealed) as other:
        assert len(one.pages) == len(other.pages)
        for here, there in zip(one.pages, other.pages, strict=True):
            assert drawing_of(here) == drawing_of(there)
        for name, attached in one.attachments.items():
            there = other.attachments[name].get_file().read_bytes()
            assert attached.get_file().read_bytes() == there


def drawing_of(page) -> list[bytes]:
    return [stream.read_bytes() for stream in page.obj.Contents.as_list()]


def test_it_is_still_an_archive_file(sealed):
    checked = subprocess.run(
        ["qpdf", "--check", sealed], capture_output=True, text=True, check=True
    )
    assert "No syntax or stream encoding errors found" in checked.stdout
    pdfaid = "{http://www.aiim.org/pdfa/ns/id/}"
    with pikepdf.open(sealed) as pdf:
        with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
            assert (metadata[f"{pdfaid}part"], metadata[f"{pdfaid}conformance"]) == ("3", "A")
            created = metadata["xmp:CreateDate"]
            modified = metadata["xmp:ModifyDate"]
            assert metadata["dc:language"] == {"fr"}
        assert created == "2018-01-19T16:30:00Z"
        assert re.sub(r"\D", "", modified)[:14] == re.sub(r"\D", "", str(pdf.docinfo.ModDate))[:14]
        assert "/Encrypt" not in pdf.trailer
        assert "/Version" not in pdf.Root
        assert len({each.objgen for each in pdf.Root.AF}) == len(pdf.Root.AF) == 3
    told = subprocess.run(["pdfinfo", sealed], capture_output=True, text=True, check=True).stdout
    assert re.search(r"Tagged: +yes", told)
    assert re.search(r"JavaScript: +no", told)
    assert re.search(r"PDF version: +1.7", told)


def test_its_field_is_drawn_tagged_and_said_to_who_does_not_see_it(sealed):
    with pikepdf.open(sealed) as pdf:
        (field,) = pdf.Root.AcroForm.Fields
        assert (field.Subtype, field.FT, field.F) == (Name.Widget, Name.Sig, 132)
        assert [float(each) for each in field.Rect][::3] == [LEFT, TOP]
        assert field.AP.N.Subtype == Name.Form
        assert "Cachet électronique de " in str(field.TU)
        element = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)[int(field.StructParent)]
        assert (element.S, str(element.Alt)) == (Name.Form, str(field.TU))
        assert element.K.Obj.objgen == field.objgen
        assert pdf.pages[0].obj.Tabs == Name.S
        fonts = field.AP.N.Resources.Font
        assert fonts
        for font in fonts.values():
            assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor


def test_the_box_says_what_the_seal_is_not(sealed):
    text = " ".join(dossiers.text_of(sealed.read_bytes()).replace("\u00a0", " ").split())
    assert certificate.LOCAL_NAME in text
    assert "Ce n’est pas un cachet qualifié." in text
    assert "Sans horodatage : cette date est celle de notre serveur." in text


def test_without_an_authority_there_is_no_stamp(sealed):
    assert token(sealed) is None


def test_with_an_authority_its_stamp_is_in_the_seal_and_openssl_verifies_it(
    printed, stamping, tmp_path
):
    path = sealed_into(tmp_path, printed)
    assert "Signature is Valid." in pdfsig(path)
    assert "Une autorité d’horodatage en donne la date" in dossiers.text_of(path.read_bytes())
    signed, stamp = tmp_path / "signed", tmp_path / "token"
    (signer,) = signature(path)["signer_infos"]
    signed.write_bytes(signer["signature"].native)
    stamp.write_bytes(token(path).dump())
    verify = ["ts", "-verify", "-data", str(signed), "-in", str(stamp), "-token_in"]
    stamping.openssl(*verify, "-CAfile", str(stamping.certificates))
    signed.write_bytes(signer["signature"].native[:-1] + b"x")
    with pytest.raises(AssertionError):
        stamping.openssl(*verify, "-CAfile", str(stamping.certificates))


@pytest.mark.django_db
def test_a_worker_seals_and_the_journal_tells_with_what(cast, stamping):
    asked = dossiers.requested(cast)
    before = datetime.now(UTC) - timedelta(seconds=2)
    assert production.produce_dossier(asked.pk) is True
    dossier = Dossier.objects.get()
    content = dossiers.kept(dossier)
    told = Entry.objects.get(verb="dossier.sealed").details
    assert told["sha256"] == dossier.sha256 == hashlib.sha256(content).hexdigest()
    assert told["certificate"] == dossier.content["seal"]["fingerprint"]
    assert told["stamped_at"] >= chain.instant(before)[:19]
    text = dossiers.text_of(content).replace("\u00a0", " ")
    assert "par l’autorité que l’association a choisie (RFC 3161)" in text


@pytest.fixture
def silent(stamping, settings) -> Iterator[None]:
    """The settings name an authority; nobody listens there."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        settings.TSA_URL = f"http://127.0.0.1:{taken.getsockname()[1]}/tsr"
        yield


@pytest.mark.django_db
def test_an_authority_that_is_down_is_asked_again_later(cast, silent, home):
    asked = dossiers.requested(cast)
    assert production.produce_dossier(asked.pk) is False
    dossier = Dossier.objects.get()
    assert (dossier.state, dossier.attempts) == (DossierState.REQUESTED, 1)
    assert dossier.woken_at >= asked.woken_at
    assert dossiers.kept_files(home) == []


@pytest.mark.django_db
def test_the_third_time_who_asked_is_told_and_nothing_less_is_handed_over(cast, silent, home):
    asked = dossiers.requested(cast)
    Dossier.objects.filter(pk=asked.pk).update(attempts=2)
    assert production.produce_dossier(asked.pk) is False
    dossier = Dossier.objects.get()
    assert (dossier.state, dossier.attempts) == (DossierState.FAILED, 3)
    assert "L’autorité d’horodatage ne répond pas" in dossier.failure
    assert dossiers.kept_files(home) == []
    assert dossiers.told(dossier) == ["dossier.requested", "dossier.failed"]


def test_an_answer_of_an_authority_that_is_not_ours_is_refused(
    printed, stamping, settings, tmp_path
):
    (tmp_path / "other").mkdir()
    settings.TSA_CERTIFICATES = str(Authority(tmp_path / "other").certificates)
    with pytest.raises(NotStamped):
        production.seal_as_announced(printed, announced())


def test_the_local_certificate_is_made_once_and_its_key_is_the_owner_s_alone(home):
    first = certificate.held()
    assert (home / "seal.p12").stat().st_mode & 0o777 == 0o600
    assert certificate.held().fingerprint == first.fingerprint
    assert (first.issuer, first.is_local) == ("", True)
    assert list(home.iterdir()) == [home / "seal.p12"]


@pytest.fixture
def association(stamping, tmp_path, settings) -> Path:
    """A certificate that another has issued, locked, as an association buys one."""
    folder = stamping.folder
    stamping._certify(
        "seal", "Association des tests", "root", "-CA", "root.pem", "-CAkey", "root.key"
    )
    key = load_pem_private_key((folder / "seal.key").read_bytes(), None)
    own, root = (
        x509.load_pem_x509_certificate((folder / f"{name}.pem").read_bytes())
        for name in ("seal", "root")
    )
    path = tmp_path / "cachet.p12"
    locked = BestAvailableEncryption(PASSPHRASE.encode())
    path.write_bytes(serialize_key_and_certificates(b"x", key, own, [root], locked))
    settings.SEAL_CERTIFICATE, settings.SEAL_PASSPHRASE = str(path), PASSPHRASE
    return path


def test_the_association_s_own_certificate_seals(association, printed, tmp_path, home):
    path = sealed_into(tmp_path, printed)
    told = pdfsig(path)
    assert "Signature is Valid." in told
    assert "Association des tests" in told
    with pikepdf.open(path) as pdf:  # its key is on a curve, which is no reason to leave PDF 1.7
        assert "/Version" not in pdf.Root
    text = " ".join(dossiers.text_of(path.read_bytes()).replace("\u00a0", " ").split())
    assert "Association des tests, certificat émis par Racine des tests" in text
    assert announced().seal.certificates.count("BEGIN CERTIFICATE") == 2
    assert not (home / "seal.p12").exists()
