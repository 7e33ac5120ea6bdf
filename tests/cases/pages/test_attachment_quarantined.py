import pytest
from django.utils import timezone

from cases import actions
from cases.evidence.models import Entry, Item
from cases.evidence.receiving import Received
from cases.evidence.scanning import Finding, Scan
from tests import factories
from tests.reports.test_dossier_download import PURPOSE, asked_again

FILE = Received(b"%PDF-1.7 un constat", "constat.pdf", "application/pdf", Finding(Scan.WAITING))


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    settings.PROMESSE_HOME = tmp_path


@pytest.fixture
def attachment(cast, case):
    return actions.attach_to_case(case, FILE, by=cast.committee)


def url(attachment):
    return f"/fichiers/{attachment.item_id}/"


def test_a_lawyer_has_a_file_in_quarantine_once_they_say_they_know_it(
    cast, logged_in, case, attachment
):
    factories.mandate(cast, case)
    client = asked_again(logged_in(cast.lawyer), cast.lawyer)
    answer = client.get(url(attachment))
    assert answer.status_code == 409
    assert "est en quarantaine" in answer.text
    assert not Entry.objects.filter(verb="file.downloaded").exists()
    knowing = f"{url(attachment)}?confirme=oui"
    assert client.get(knowing).status_code == 200
    had = client.post(knowing, {"purpose": PURPOSE})
    assert b"".join(had.streaming_content) == FILE.content
    assert Entry.objects.get(verb="file.downloaded").details["scan"] == "waiting"


def test_a_file_that_harms_is_handed_to_nobody_and_goes_in_no_dossier(
    cast, logged_in, case, attachment
):
    Item.objects.update(scan=Scan.INFECTED, scanned_at=timezone.now(), scanner="ClamAV")
    answer = logged_in(cast.committee).get(f"{url(attachment)}?confirme=oui", follow=True)
    assert "n’est remis à personne" in answer.text
    assert "infecté" in logged_in(cast.committee).get(f"/incidents/{case.pk}/pieces/").text
    assert list(type(attachment).objects.communicable(case)) == []
