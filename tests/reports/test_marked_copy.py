"""A copy with its taker's name on each page, made of a real sealed dossier."""

import hashlib
import subprocess
from io import BytesIO
from tempfile import NamedTemporaryFile

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from cases.errors import GuardRefused, StepRefused
from cases.evidence import store
from cases.evidence.models import Entry
from reports import actions, production, sharing
from reports.copies import CopyNotMade
from reports.links import LinkSpent, token_of
from reports.models import CounselLink, Dossier
from tests import factories
from tests.reports import dossiers
from tests.reports.test_dossier_download import asked_again

PURPOSE = "Préparer l’assignation"


@pytest.fixture
def dossier(cast):
    case = factories.relayed_case(cast)
    factories.mandate(cast, case)
    asked = dossiers.requested(cast, case)
    assert production.produce_dossier(asked.pk)
    return Dossier.objects.get(pk=asked.pk)


@pytest.fixture
def small(cast):
    """Two blank pages stand for the document: rendering one takes seconds."""
    case = factories.relayed_case(cast)
    factories.mandate(cast, case)
    dossier = dossiers.ready(cast, case)
    content = BytesIO()
    with pikepdf.new() as pdf:
        for _page in range(2):
            pdf.add_blank_page()
        pdf.save(content)
    kept = {"sha256": store.keep(content.getvalue()), "size": len(content.getvalue())}
    Dossier.objects.filter(pk=dossier.pk).update(**kept)
    return Dossier.objects.get(pk=dossier.pk)


def run(*command, pdf):
    with NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        return subprocess.run([*command, file.name], capture_output=True)


def pages_of(pdf):
    told = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True)
    return told.stdout.decode().split("\f")[:-1]


def plain(text):
    return " ".join(text.replace("\u00a0", " ").split())


@pytest.mark.slow
def test_each_page_says_whose_copy_it_is_and_the_text_is_all_there(cast, dossier):
    with actions.take_marked_copy(dossier, by=cast.lawyer, purpose=PURPOSE) as copy:
        marked = copy.read()
    original = dossiers.kept(dossier)
    before, after = pages_of(original), pages_of(marked)
    assert len(after) == len(before) > 3
    for was, now in zip(before, after, strict=True):
        assert "Copie remise à Maître Laure Avocat le " in plain(now)
        assert f"l’original porte l’empreinte SHA-256 {dossier.sha256}" in plain(now)
        missing = set(was.split()) - set(now.split())
        assert not missing or was is before[0], "the seal alone goes, from the first page"
    [entry] = Entry.objects.filter(verb="dossier.copied")
    assert entry.actor == cast.lawyer
    assert entry.details == {
        "number": 1,
        "sha256": dossier.sha256,
        "copy": hashlib.sha256(marked).hexdigest(),
        "purpose": PURPOSE,
    }


@pytest.mark.slow
def test_the_copy_claims_neither_seal_nor_archive_and_the_original_keeps_both(cast, dossier):
    before = dossiers.kept(dossier)
    with actions.take_marked_copy(dossier, by=cast.committee) as copy:
        marked = copy.read()
    assert run("qpdf", "--check", pdf=marked).returncode == 0
    said = run("pdfsig", "-nocert", pdf=marked)
    assert b"does not contain any signatures" in said.stdout + said.stderr
    with pikepdf.open(BytesIO(marked)) as pdf:
        with pdf.open_metadata() as metadata:
            assert [claim for claim in metadata if "pdfaid" in claim or "pdfuaid" in claim] == []
            assert metadata["dc:title"] == (
                f"Copie de {dossier.file_name}, remise à {cast.committee}"
            )
        assert "/AcroForm" not in pdf.Root
        assert "/Perms" not in pdf.Root
        assert pdf.Root.MarkInfo.Marked, "still tagged"
        (whole,) = pdf.Root.StructTreeRoot.K
        assert pikepdf.Name.Form not in [each.get("/S") for each in whole.K]
    assert dossiers.kept(dossier) == before
    with pikepdf.open(BytesIO(before)) as pdf, pdf.open_metadata() as metadata:
        assert metadata["pdfaid:part"] == "3"
    assert b"Signature" in run("pdfsig", "-nocert", pdf=before).stdout


def test_counsel_says_what_it_is_for(cast, small):
    with pytest.raises(GuardRefused, match="à quoi servira"):
        actions.take_marked_copy(small, by=cast.lawyer)
    assert not Entry.objects.filter(verb="dossier.copied").exists()


def test_the_page_gives_it_under_a_name_of_its_own(cast, small, logged_in):
    client = asked_again(logged_in(cast.lawyer), cast.lawyer)
    url = reverse("dossier-download", args=[small.pk])
    response = client.post(url, {"purpose": PURPOSE, "what": "copy"})
    assert b"".join(response.streaming_content).startswith(b"%PDF")
    assert response["Content-Disposition"].endswith('-v1-copie.pdf"')
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    where = reverse("dossier-detail", args=[small.pk])
    assert PURPOSE in logged_in(cast.lawyer).get(where).content.decode()


def test_a_colleague_s_copy_bears_the_colleague_s_name(cast, small):
    link = sharing.make_link(small, by=cast.lawyer, recipient="Maître Paul Associé", hours=4)
    address = reverse("counsel-link", args=[token_of(link)])
    response = Client().post(address, {"purpose": "Relire", "what": "copy"})
    marked = b"".join(response.streaming_content)
    assert "Copie remise à Maître Paul Associé" in plain(pages_of(marked)[0])
    [entry] = Entry.objects.filter(verb="dossier.link_used")
    assert entry.details["copy"] == hashlib.sha256(marked).hexdigest()
    assert CounselLink.objects.get().uses == 1
    sharing.revoke_link(link, by=cast.lawyer)
    with pytest.raises(LinkSpent):
        sharing.use_link_for_copy(token_of(link), purpose="Relire")


def test_what_cannot_be_read_is_told_and_not_journalled(cast, logged_in, capfd):
    case = factories.relayed_case(cast)
    damaged = dossiers.ready(cast, case)
    with pytest.raises(CopyNotMade, match="prenez l’original"):
        actions.take_marked_copy(damaged, by=cast.committee)
    url = reverse("dossier-download", args=[damaged.pk])
    response = logged_in(cast.committee).post(url, {"purpose": "", "what": "copy"}, follow=True)
    assert "La copie marquée n’a pas pu être faite" in response.content.decode()
    assert not Entry.objects.filter(verb="dossier.copied").exists()
    assert "PdfError" in capfd.readouterr().err


def test_an_original_that_is_gone_is_told(cast, small, caplog):
    store.discard(small.sha256)
    with pytest.raises(StepRefused, match="manque sur le serveur"):
        actions.take_marked_copy(small, by=cast.committee)
    assert "is missing" in caplog.text
