import io
import json
import zipfile

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from cases import actions
from cases.models import PrivateNote
from reports import production
from reports.actions import export_bundle, request_dossier
from reports.models import Dossier
from tests import factories
from tests.reports.dossiers import text_of

SAID = "xylographe-4711"


@pytest.fixture
def case(cast):
    case = factories.relayed_case(cast)
    factories.mandate(cast, case)
    return case


@pytest.fixture
def page(case):
    return reverse("private-notes", args=[case.pk])


def test_a_lawyer_writes_reads_and_erases_a_note(cast, page, logged_in):
    client = logged_in(cast.lawyer)
    assert "Aucune note pour l’instant" in client.get(page).content.decode()
    assert SAID in client.post(page, {"text": SAID}, follow=True).content.decode()
    erase = reverse("private-note-erase", args=[PrivateNote.objects.get().pk])
    text = client.post(erase, follow=True).content.decode()
    assert "La note est effacée." in text
    assert SAID not in text
    assert client.post(erase).status_code == 404


def test_an_empty_note_is_refused(cast, page, logged_in):
    response = logged_in(cast.lawyer).post(page, {"text": "  "})
    assert response.status_code == 422
    assert "Écrivez la note avant de la garder." in response.content.decode()


def test_two_lawyers_of_one_case_read_their_own(cast, case, page, logged_in):
    actions.write_private_note(case, by=cast.lawyer, text=SAID)
    actions.grant_mandate(case, lawyer=cast.other_lawyer, by=cast.committee, since=case.occurred_on)
    assert SAID not in logged_in(cast.other_lawyer).get(page).content.decode()
    erase = reverse("private-note-erase", args=[PrivateNote.objects.get().pk])
    assert logged_in(cast.other_lawyer).post(erase).status_code == 404


def test_the_way_to_the_notes_is_on_the_page_of_the_case(cast, case, page, logged_in):
    where = reverse("case-detail", args=[case.pk])
    assert page in logged_in(cast.lawyer).get(where).content.decode()
    assert page not in logged_in(cast.committee).get(where).content.decode()


@pytest.mark.slow
def test_it_leaves_by_no_dossier_bundle_export_api_desk_or_journal(cast, case, logged_in):
    """What each role's pages show is read by the matrix of access (marker PRIVATE)."""
    actions.write_private_note(case, by=cast.lawyer, text=SAID)
    dossier = request_dossier(case, by=cast.committee)
    assert production.produce_dossier(dossier.pk)
    dossier = Dossier.objects.get(pk=dossier.pk)
    bundle = b"".join(export_bundle(dossier, by=cast.lawyer, purpose="Relire"))
    with zipfile.ZipFile(io.BytesIO(bundle)) as bag:
        files = {name: bag.read(name) for name in bag.namelist()}
    (pdf,) = [content for name, content in files.items() if name.endswith("dossier.pdf")]
    exported = io.StringIO()
    call_command("export_observations", stdout=exported)
    committee = logged_in(cast.committee)
    told = {
        **{name: content.decode(errors="replace") for name, content in files.items()},
        "pdf": text_of(pdf),
        "content": json.dumps(dossier.content),
        "export": exported.getvalue(),
        "api": committee.get(reverse("api-case-list")).content.decode(),
        "desk": committee.get(reverse("admin:cases_case_change", args=[case.pk])).content.decode(),
        "journal": _rows("evidence_entry") + _rows("evidence_words"),
    }
    assert [name for name, text in told.items() if SAID in text] == []
    assert case.reference in told["pdf"]
    assert SAID in _rows("cases_privatenote"), "it is looked for where it stands"


def _rows(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")  # noqa: S608  # a name of our own
        return str(cursor.fetchall())
