"""A dossier made as a worker makes it, from rows and files that are all hostile: nobody comes for
what they name, nothing is attached but our own files, and the words stand on the pages."""

import re
import zipfile
from email.message import EmailMessage
from io import BytesIO
from itertools import cycle

import pikepdf
import pytest

from cases import actions
from cases.models import Case
from reports import production
from reports.actions import export_bundle, request_dossier, take_marked_copy
from reports.attestation import Way, attestation
from reports.models import Dossier
from tests import factories
from tests.hostile.poison import poison_everything
from tests.hostile.texts import VECTORS
from tests.reports import dossiers, files

pytestmark = pytest.mark.slow
OURS = {"analyse.json", "contenu.json", "observations.csv"}


@pytest.fixture(autouse=True)
def _home(settings, tmp_path, local_seal):
    settings.PROMESSE_HOME = tmp_path
    (tmp_path / "seal.p12").write_bytes(local_seal.read_bytes())


@pytest.fixture
def vectors(canary):
    """On a host, and on a file."""
    addresses = cycle((canary.url, "file:///etc/passwd"))
    return [vector.format(url=url) for vector, url in zip(VECTORS, addresses, strict=False)]


@pytest.fixture
def case(cast, vectors):
    said = factories.statement(
        factories.answers(narrative="x", publisher_notices=(factories.notice(),)),
        inference="x",
        opinion="x",
    )
    seen = [
        factories.observation(who, said)
        for who in (cast.adherent, cast.other_adherent, cast.third_committee)
    ]
    case = actions.open_case(
        seen, by=cast.committee, title="x", occurred_on=factories.OBSERVED_AT.date()
    )
    for content, name, kind in exhibits(vectors):
        factories.exhibit(cast, case, "x", content, name, kind)
    factories.mandate(cast, case)
    poison_everything(vectors)
    return Case.objects.get(pk=case.pk)


def exhibits(vectors):
    yield files.picture(), "ecran.png", "image/png"
    yield hostile_mail(vectors), "courriel.eml", "message/rfc822"
    yield files.acting(), "notice.pdf", "application/pdf"
    yield "".join(vectors).encode(), "journal.txt", "text/plain"


def hostile_mail(vectors):
    mail = EmailMessage()
    mail["From"], mail["To"] = f'"{vectors[0][:60]}" <a@example.org>', "b@example.org"
    mail["Subject"] = vectors[1]
    mail.set_content("".join(vectors))
    mail.add_attachment("".join(vectors), subtype="html", filename=vectors[2])
    return bytes(mail)


@pytest.fixture
def dossier(cast, case):
    asked = request_dossier(case, by=cast.committee)
    assert production.produce_dossier(asked.pk), Dossier.objects.get(pk=asked.pk).failure
    return Dossier.objects.get(pk=asked.pk)


@pytest.fixture
def bag(cast, dossier):
    content = b"".join(export_bundle(dossier, by=cast.lawyer, purpose="x"))
    return zipfile.ZipFile(BytesIO(content))


def attached_to(pdf):
    with pikepdf.open(BytesIO(pdf)) as opened:
        kinds = {
            str(each.get("/Subtype"))
            for each in opened.objects
            if isinstance(each, pikepdf.Dictionary)
        }
        assert "/FileAttachment" not in kinds
        return set(opened.attachments)


def test_nobody_comes_nothing_is_attached_and_the_words_are_printed(bag, canary, vectors):
    pdfs = {name: bag.read(name) for name in bag.namelist() if name.endswith(".pdf")}
    ours = {name: pdf for name, pdf in pdfs.items() if "/originals/" not in name}
    assert {name.split("/", 2)[-1] for name in ours} == {
        *("dossier.pdf", "bordereau.pdf", "pieces/pieces-1-a-4.pdf")
    }
    printed = ""
    for name, pdf in ours.items():
        assert attached_to(pdf) == (OURS if name.endswith("dossier.pdf") else set())
        printed += re.sub(r"\s", "", dossiers.text_of(pdf))
    for vector in vectors:
        assert re.sub(r"\s", "", vector) in printed, vector
    assert "root:x:0:0" not in printed
    assert canary.hits == []


def test_file_names_of_the_bag_stay_in_the_bag(bag):
    for name in bag.namelist():
        assert re.fullmatch(r"[\w./ -]+", name), name
        assert ".." not in name


def test_a_marked_copy_and_an_attestation_hold_names_as_text(cast, case, dossier, canary):
    with take_marked_copy(dossier, by=cast.lawyer, purpose="x") as copy:
        assert attached_to(copy.read()) == OURS
    cast.adherent.refresh_from_db()
    form = attestation(case, Way.TYPED, witness=cast.adherent)
    with pikepdf.open(BytesIO(form)) as opened:
        values = {str(field.T): str(field.get("/V", "")) for field in opened.Root.AcroForm.Fields}
    assert values["nom"] == cast.adherent.full_name
    assert attached_to(form) == set()
    assert canary.hits == []
