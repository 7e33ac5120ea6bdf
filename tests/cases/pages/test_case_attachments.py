import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml.html import fromstring

from cases.models import Attachment
from tests import factories
from tests.reports.test_dossier_download import PURPOSE, asked_again


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    settings.PROMESSE_HOME = tmp_path


def pdf():
    return SimpleUploadedFile("constat.pdf", b"%PDF-1.7 un constat")


def links(page):
    return [href for href in fromstring(page.text).xpath("//main//a/@href") if "/fichiers/" in href]


def test_what_the_committee_joins_is_read_by_the_lawyer_and_by_no_member(cast, logged_in, case):
    url = f"/incidents/{case.pk}/pieces/"
    factories.mandate(cast, case)
    answer = logged_in(cast.committee).post(url, {"documents": pdf()}, follow=True)
    assert "1 pièce gardée." in answer.text
    item = Attachment.objects.get(case=case).item
    page = f"/incidents/{case.pk}/"
    assert f"/fichiers/{item.pk}/" in links(logged_in(cast.lawyer).get(page))
    assert links(logged_in(cast.adherent).get(page)) == []
    counsel = asked_again(logged_in(cast.lawyer), cast.lawyer)
    had = counsel.post(f"/fichiers/{item.pk}/", {"purpose": PURPOSE})
    assert b"".join(had.streaming_content) == b"%PDF-1.7 un constat"
    assert logged_in(cast.adherent).get(f"/fichiers/{item.pk}/").status_code == 404
    assert logged_in(cast.lawyer).get(url).status_code == 403


def test_the_case_page_leads_the_committee_there_and_the_desk_to_its_own(cast, logged_in, case):
    client = logged_in(cast.committee)
    page, desk = f"/incidents/{case.pk}", f"/bureau/cases/case/{case.pk}"
    assert f'href="{page}/pieces/"' in client.get(f"{page}/").text
    assert f'href="{desk}/pieces/"' in client.get(f"{desk}/change/").text
