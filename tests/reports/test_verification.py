"""« Vérifier un dossier » without a script: a digest is pasted, and nothing of a case is told."""

import hashlib

import pytest
from django.test import Client
from django.utils import timezone

from cases.claims.references import load_references
from cases.evidence.receiving import Received, keep_received
from reports.claims.models import ClaimDocument, SharedFacts
from reports.groups import actions as orders
from reports.groups import production
from reports.models import Dossier, DossierFile
from reports.states import DossierState, FileKind
from tests import factories
from tests.claims.grouping import claim_of
from tests.reports import dossiers
from tests.reports.groups import ordering

URL = "/verifier/"


@pytest.fixture
def client() -> Client:
    """Nobody: no account, no session."""
    return Client()


def answer(client: Client, digest: str) -> str:
    return " ".join(client.get(URL, {"empreinte": digest}).content.decode().split())


@pytest.mark.django_db
def test_a_dossier_is_known_by_its_digest_and_nothing_more_is_said(cast, client):
    dossier = dossiers.ready(cast)
    page = answer(client, dossier.sha256)
    assert 'data-answer="known"' in page
    assert "version 1, du " in page
    told = [dossier.case.reference, dossier.case.title, dossier.case.publisher.name]
    assert [each for each in told if each in page] == []


@pytest.mark.django_db
def test_the_line_of_sha256sum_is_taken_as_it_is_and_in_capitals_too(cast, client):
    dossier = dossiers.ready(cast)
    line = f"  {dossier.sha256.upper()}  {dossier.file_name}\n"
    assert 'data-answer="known"' in answer(client, line)


@pytest.mark.django_db
def test_a_version_that_another_replaced_says_so(cast, client):
    case = factories.case(cast)
    first, second = dossiers.ready(cast, case), dossiers.ready(cast, case)
    page = answer(client, first.sha256)
    assert "Connu, mais remplacé" in page
    assert "La version 2 du même document" in page
    assert "remplacé" not in answer(client, second.sha256)


@pytest.mark.django_db
def test_the_exhibits_that_were_bound_with_a_dossier_are_known_too(cast, client):
    dossier, digest = dossiers.ready(cast), "5a" * 32
    DossierFile.objects.create(
        dossier=dossier,
        kind=FileKind.EXHIBITS,
        position=1,
        name="pieces.pdf",
        sha256=digest,
        size=1,
        pages=1,
    )
    page = answer(client, digest)
    assert "fichier remis avec un constat d’incident" in page
    assert "(Pièces reliées)" in page
    assert dossier.case.reference not in page


@pytest.mark.django_db
def test_the_parts_of_a_group_dossier_are_known_and_name_nobody(cast, client):
    order = ordering.done(cast)
    for annex in order.annexes.select_related("claim", "order__cohort"):
        page = answer(client, annex.sha256)
        part = "partie commune" if annex.is_common else "annexe"
        assert f"dossier d’action de groupe ({part}), version 1, du " in page
        for hidden in (order.cohort.reference, order.cohort.name, "Nord", "DEM-"):
            assert hidden not in page


@pytest.mark.django_db
def test_an_annex_that_a_later_order_replaced_says_so(cast, client):
    first = ordering.done(cast)
    second = orders.order_cohort(first.cohort, by=cast.lawyer)
    while annex := production.claim_next(second.pk):
        ordering.end(annex)
    old, new = (each.annexes.get(position=1).sha256 for each in (first, second))
    page = answer(client, old)
    assert "Connu, mais remplacé" in page
    assert "La version 2 du même document" in page
    assert "remplacé" not in answer(client, new)


@pytest.mark.django_db
def test_what_failed_or_waits_in_a_group_is_unknown(cast, client):
    order = ordering.with_one_failed(cast)
    assert order.annexes.filter(sha256="").count() == 1
    assert 'data-answer="unknown"' in answer(client, "0" * 64)


@pytest.mark.django_db
def test_a_claim_s_dossier_is_known_and_its_letters_are_not(cast, client):
    case = factories.case(cast)
    load_references()
    claim = claim_of(case, "Nord")
    for kind, digest in (("dossier", "3c" * 32), ("survey", "4d" * 32)):
        made_of(claim, kind, digest, by=cast.adherent)
    page = answer(client, "3c" * 32)
    assert "dossier de demande d’indemnisation, version 1, du " in page
    for hidden in (claim.reference, case.reference, "Nord"):
        assert hidden not in page
    assert 'data-answer="unknown"' in answer(client, "4d" * 32)


@pytest.mark.django_db
def test_the_exhibits_that_were_bound_with_the_dossier_of_a_claim_are_known_too(cast, client):
    load_references()
    document = made_of(
        claim_of(factories.case(cast), "Nord"), "dossier", "3c" * 32, by=cast.adherent
    )
    told = {"kind": FileKind.EXHIBITS, "position": 1, "name": "pieces.pdf", "pages": 1}
    document.files.create(**told, sha256="5a" * 32, size=1)
    page = answer(client, "5a" * 32)
    said = "fichier remis avec un dossier de demande d’indemnisation (Pièces reliées), version 1"
    assert said in page
    assert document.claim.reference not in page


def made_of(claim, kind, digest, *, by):
    told = {"case": claim.sheet.case, "content": {}}
    facts = SharedFacts.objects.get_or_create(digest="0" * 64, defaults=told)[0]
    return ClaimDocument.objects.create(
        claim=claim,
        kind=kind,
        number=1,
        facts=facts if kind == "dossier" else None,
        content={},
        requested_by=by,
        state=DossierState.READY,
        ready_at=timezone.now(),
        sha256=digest,
        size=1,
    )


@pytest.mark.django_db
def test_what_we_did_not_make_is_unknown_even_if_a_member_handed_it_in(cast, client):
    """Whether someone gave us a file is not told to who has the same file."""
    content = b"\xff\xd8\xff\xe0 une photo"
    photo = Received(name="a.jpg", media_type="image/jpeg", content=content)
    keep_received(photo, by=cast.adherent)
    assert 'data-answer="unknown"' in answer(client, hashlib.sha256(content).hexdigest())


@pytest.mark.django_db
def test_a_dossier_that_failed_is_unknown(cast, client):
    dossiers.failed(cast)
    assert 'data-answer="unknown"' in answer(client, "0" * 64)


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["abc", "g" * 64, "<script>alert(1)</script>", "a" * 65])
def test_what_is_no_digest_is_refused_and_comes_back(client, typed):
    response = client.get(URL, {"empreinte": typed})
    page = response.content.decode()
    assert response.status_code == 422
    assert "Ce n’est pas une empreinte" in page
    assert "<script>alert" not in page
    assert 'value="' in page


@pytest.mark.django_db
def test_a_script_gets_the_answer_alone_and_no_session(cast, client):
    dossier = dossiers.ready(cast)
    response = client.get(URL, {"empreinte": dossier.sha256, "partie": "reponse"})
    assert response.content.decode().strip().startswith("<div")
    assert "sessionid" not in response.cookies
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_who_asks_for_too_many_waits(cast, client):
    statuses = [client.get(URL, {"empreinte": "0" * 64}).status_code for _ in range(61)]
    assert statuses == [200] * 60 + [429]
    assert client.get(URL).status_code == 200


@pytest.mark.django_db
def test_the_page_asks_the_database_for_no_content(cast, client, django_assert_num_queries):
    dossier = dossiers.ready(cast)
    Dossier.objects.filter(pk=dossier.pk).update(ready_at=timezone.now())
    with django_assert_num_queries(2):  # the one that is shown, and the last of its case
        client.get(URL, {"empreinte": dossier.sha256})
