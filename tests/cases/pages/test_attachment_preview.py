import base64
import io

import pytest
from django.utils import timezone
from lxml.html import fromstring
from PIL import Image

from cases import actions
from cases.evidence.models import Entry, Item
from cases.evidence.previews import drawing
from cases.evidence.receiving import Received
from cases.evidence.scanning import Scan
from tests import factories


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    settings.PROMESSE_HOME = tmp_path


def joined(cast, case, content, name, media_type):
    return actions.attach_to_case(case, Received(content, name, media_type), by=cast.committee)


@pytest.fixture
def mail(cast, case):
    content = b"From: a@example.org\nTo: b\nSubject: <b>Panne</b>\n\n<script>alert(1)</script>"
    return joined(cast, case, content, "panne.eml", "message/rfc822")


def url(attachment):
    return f"/fichiers/{attachment.item_id}/apercu/"


def test_a_lawyer_reads_a_mail_and_the_journal_tells_it(cast, logged_in, case, mail):
    factories.mandate(cast, case)
    page = logged_in(cast.lawyer).get(url(mail))
    assert page.status_code == 200
    assert "&lt;script&gt;alert(1)" in page.text
    assert "&lt;b&gt;Panne" in page.text
    entry = Entry.objects.get(verb="file.viewed")
    assert (entry.actor, entry.thread) == (cast.lawyer, case.journal_name)
    assert entry.details == {"sha256": mail.item.sha256, "page": 1}
    assert f'href="/incidents/{case.pk}/"' in page.text
    assert "no-store" in page.headers["Cache-Control"]


def test_a_picture_is_in_the_page_and_is_not_the_original(cast, logged_in, case):
    made = io.BytesIO()
    Image.new("RGB", (20, 10), "navy").save(made, "PNG")
    attachment = joined(cast, case, made.getvalue(), "ecran.png", "image/png")
    page = fromstring(logged_in(cast.committee).get(url(attachment)).text)
    [source] = page.xpath("//main//img/@src")
    head, _, encoded = source.partition(",")
    assert head == "data:image/jpeg;base64"
    assert Image.open(io.BytesIO(base64.b64decode(encoded))).size == (20, 10)
    assert "ecran.png" in page.xpath("//main//img/@alt")[0]


def test_a_picture_is_drawn_once_for_two_looks_that_are_both_told(
    cast, logged_in, case, monkeypatch
):
    made = io.BytesIO()
    Image.new("RGB", (20, 10), "navy").save(made, "PNG")
    attachment = joined(cast, case, made.getvalue(), "ecran.png", "image/png")
    client = logged_in(cast.committee)
    first = fromstring(client.get(url(attachment)).text).xpath("//main//img/@src")
    monkeypatch.setattr(drawing, "redrawn", lambda _content: pytest.fail("drawn again"))
    assert fromstring(client.get(url(attachment)).text).xpath("//main//img/@src") == first
    assert Entry.objects.filter(verb="file.viewed").count() == 2
    Item.objects.filter(pk=attachment.item_id).update(
        scan=Scan.INFECTED, scanner="ClamAV", scanned_at=timezone.now()
    )
    assert "data:image" not in client.get(url(attachment)).text


@pytest.mark.parametrize(
    ("scan", "scanner", "sentence"),
    [(Scan.WAITING, "", "en quarantaine"), (Scan.INFECTED, "ClamAV", "est infecté")],
)
def test_nothing_is_shown_of_a_file_that_may_harm(scan, scanner, sentence, cast, logged_in, mail):
    at = timezone.now() if scanner else None
    Item.objects.update(scan=scan, scanner=scanner, scanned_at=at)
    page = logged_in(cast.committee).get(url(mail))
    assert sentence in page.text
    assert "Panne" not in page.text.replace("panne.eml", "")
    assert not Entry.objects.filter(verb="file.viewed").exists()


def test_a_page_that_does_not_exist_is_the_first(cast, logged_in, mail):
    assert logged_in(cast.committee).get(f"{url(mail)}?page=<x>").status_code == 200


def test_who_observed_comes_back_to_their_observation(cast, logged_in, observation):
    file = Received(b"un journal", "serveur.log", "text/plain")
    attachment = actions.attach_to_observation(observation, file, by=cast.adherent)
    page = logged_in(cast.colleague).get(url(attachment))
    assert "un journal" in page.text
    assert f'href="/observations/{observation.pk}/"' in page.text
    assert logged_in(cast.other_adherent).get(url(attachment)).status_code == 404
