from datetime import date

import pytest
from django.urls import reverse

from cases.actions import download_attachment, grant_mandate, open_case, send_draft
from cases.errors import GuardRefused
from cases.evidence import store
from cases.evidence.models import Entry
from cases.models import Observation
from tests import factories
from tests.cases.pages.flow import PNG, Report, photo
from tests.cast import PASSWORD
from tests.reports.test_dossier_download import PURPOSE, asked_again


@pytest.fixture
def sent(cast, logged_in, product):
    report = Report(logged_in(cast.adherent)).begin(product)
    report.answer("recit", camera=photo())
    return send_draft(report.key, by=cast.adherent)


@pytest.fixture
def mandated(cast, sent):
    case = open_case([sent], by=cast.committee, title="Panne", occurred_on=date(2026, 11, 23))
    factories.mandate(cast, case)
    sent.refresh_from_db()
    return sent


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
    client = asked_again(logged_in(cast.lawyer), cast.lawyer)
    answer = client.post(url(sent), {"purpose": PURPOSE})
    assert b"".join(answer.streaming_content) == PNG
    entry = Entry.objects.get(verb="file.downloaded")
    assert (entry.actor, entry.thread) == (cast.lawyer, case.journal_name)
    assert entry.details["purpose"] == PURPOSE
    assert logged_in(cast.other_lawyer).get(url(sent)).status_code == 404
    assert mandate.case == case


def test_a_lawyer_says_once_more_who_they_are_before_a_file_is_theirs(cast, logged_in, mandated):
    for method in ("get", "post"):
        answer = getattr(logged_in(cast.lawyer), method)(url(mandated), {"purpose": PURPOSE})
        assert answer.status_code == 302
        assert answer.url.startswith(reverse("account_reauthenticate"))
    assert not Entry.objects.filter(verb="file.downloaded").exists()


def test_what_was_typed_before_the_password_was_asked_for_hands_the_file_out(
    cast, logged_in, mandated
):
    client = logged_in(cast.lawyer)
    asked = client.post(url(mandated), {"purpose": PURPOSE})
    answer = client.post(asked.url, {"password": PASSWORD, "next": url(mandated)})
    assert b"".join(answer.streaming_content) == PNG
    assert Entry.objects.get(verb="file.downloaded").details["purpose"] == PURPOSE


def test_the_page_asks_a_lawyer_what_the_copy_is_for_and_hands_nothing_out(
    cast, logged_in, mandated
):
    client = asked_again(logged_in(cast.lawyer), cast.lawyer)
    page = client.get(url(mandated))
    assert page.status_code == 200
    assert "À quoi servira cette copie" in page.text
    assert f"/incidents/{mandated.case_id}/" in page.text
    for typed in ("", "   "):
        refused = client.post(url(mandated), {"purpose": typed})
        assert refused.status_code == 422
        assert "Dites en une ligne à quoi servira cette copie." in refused.text
    assert not Entry.objects.filter(verb="file.downloaded").exists()


def test_the_act_itself_refuses_a_lawyer_without_a_purpose(cast, mandated):
    with pytest.raises(GuardRefused, match="à quoi servira cette copie"):
        download_attachment(mandated.attachments.get(), by=cast.lawyer, purpose=" ")
    assert not Entry.objects.filter(verb="file.downloaded").exists()


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
