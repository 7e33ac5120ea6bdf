from datetime import date

import pytest

from cases.actions import grant_mandate, open_case, send_draft
from cases.evidence import store
from cases.evidence.models import Entry
from cases.models import Observation
from tests.cases.pages.flow import PNG, Report, photo


@pytest.fixture
def sent(cast, logged_in, product):
    report = Report(logged_in(cast.adherent)).begin(product)
    report.answer("recit", camera=photo())
    return send_draft(report.key, by=cast.adherent)


def url(sent):
    return f"/fichiers/{sent.attachments.get().item_id}/"


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("adherent", 200),
        ("colleague", 200),
        ("other_adherent", 404),
        ("committee", 200),
        ("board", 404),
        ("administrator", 404),
        ("lawyer", 404),
    ],
)
def test_it_is_had_by_those_who_read_the_observation(who, status, cast, logged_in, sent):
    answer = logged_in(getattr(cast, who)).get(url(sent))
    assert answer.status_code == status
    if status == 200:
        assert b"".join(answer.streaming_content) == PNG
    assert Entry.objects.filter(verb="file.downloaded").count() == (status == 200)


def test_a_lawyer_has_the_files_of_the_cases_under_mandate(cast, logged_in, sent):
    case = open_case([sent], by=cast.committee, title="Panne", occurred_on=date(2026, 11, 23))
    assert logged_in(cast.lawyer).get(url(sent)).status_code == 404
    mandate = grant_mandate(case, lawyer=cast.lawyer, by=cast.committee, since=date(2026, 1, 1))
    answer = logged_in(cast.lawyer).get(url(sent))
    assert b"".join(answer.streaming_content) == PNG
    entry = Entry.objects.get(verb="file.downloaded")
    assert (entry.actor, entry.thread) == (cast.lawyer, case.journal_name)
    assert logged_in(cast.other_lawyer).get(url(sent)).status_code == 404
    assert mandate.case == case


def test_it_is_a_file_to_save_and_never_a_page_of_this_site(cast, logged_in, sent):
    answer = logged_in(cast.adherent).get(url(sent))
    b"".join(answer.streaming_content)
    headers = answer.headers
    assert headers["Content-Disposition"] == 'attachment; filename="ecran.png"'
    assert headers["Content-Type"] == "image/png"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "no-store" in headers["Cache-Control"]


def test_a_photo_of_a_draft_is_nobody_s_to_download(cast, logged_in, product):
    report = Report(logged_in(cast.adherent)).begin(product)
    report.answer("recit", camera=photo())
    item = Entry.objects.get(verb="file.received").subject.removeprefix("file:")
    for who in (cast.adherent, cast.committee):
        assert logged_in(who).get(f"/fichiers/{item}/").status_code == 404


def test_a_file_that_is_gone_is_said_and_no_download_is_told(cast, logged_in, sent):
    store.discard(sent.attachments.get().item.sha256)
    answer = logged_in(cast.adherent).get(url(sent), follow=True)
    assert "n’est plus dans le coffre" in answer.content.decode()
    assert not Entry.objects.filter(verb="file.downloaded").exists()
    assert Observation.objects.count() == 1
