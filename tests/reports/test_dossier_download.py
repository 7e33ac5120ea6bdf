import hashlib
import zipfile
from datetime import date, timedelta
from io import BytesIO

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from cases import actions
from cases.errors import GuardRefused
from cases.evidence import store
from cases.evidence.models import Entry
from reports.actions import download_dossier
from reports.models import Dossier
from tests import factories
from tests.cast import PASSWORD
from tests.reports import dossiers

PURPOSE = "Préparer l’assignation"


@pytest.fixture
def case(cast):
    return factories.relayed_case(cast)


@pytest.fixture
def dossier(cast, case):
    return dossiers.ready(cast, case)


def asked_again(client, user):
    """Who they are, a moment ago."""
    request = RequestFactory().get("/")
    request.session = client.session
    record_authentication(request, user, "password", reauthenticated=True)
    request.session.save()
    return client


@pytest.fixture
def client(logged_in):
    return lambda user: asked_again(logged_in(user), user)


@pytest.fixture
def fetch(logged_in, dossier):
    def as_user(user):
        response = asked_again(logged_in(user), user).post(url(dossier), {"purpose": PURPOSE})
        response.file = b"".join(response.streaming_content) if response.streaming else None
        return response

    return as_user


def url(dossier):
    return reverse("dossier-download", args=[dossier.pk])


def downloads() -> list[Entry]:
    return list(Entry.objects.filter(verb="dossier.downloaded"))


def test_the_mandated_lawyer_gets_the_file_and_the_journal_says_so(cast, case, dossier, fetch):
    factories.mandate(cast, case)
    response = fetch(cast.lawyer)
    assert response.status_code == 200
    assert hashlib.sha256(response.file).hexdigest() == dossier.sha256
    [entry] = downloads()
    assert (entry.actor, entry.subject, entry.thread) == (
        cast.lawyer,
        dossier.journal_name,
        case.journal_name,
    )
    assert entry.details == {"number": 1, "sha256": dossier.sha256, "purpose": PURPOSE}


def test_opening_the_page_takes_nothing_and_asks_what_the_copy_is_for(cast, case, dossier, client):
    factories.mandate(cast, case)
    page = client(cast.lawyer).get(url(dossier))
    assert page.status_code == 200
    assert "À quoi servira cette copie" in page.content.decode()
    assert downloads() == []


@pytest.mark.parametrize("typed", ["", "   "])
def test_a_lawyer_says_what_the_copy_is_for(cast, case, dossier, client, typed):
    factories.mandate(cast, case)
    response = client(cast.lawyer).post(url(dossier), {"purpose": typed})
    assert response.status_code == 422
    assert "Dites en une ligne à quoi servira cette copie." in response.content.decode()
    assert downloads() == []


def test_a_purpose_too_long_is_kept_on_the_page(cast, case, dossier, client):
    factories.mandate(cast, case)
    response = client(cast.lawyer).post(url(dossier), {"purpose": "assignation " * 20})
    assert response.status_code == 422
    assert "ce texte en a 239" in response.content.decode()
    assert "assignation assignation" in response.content.decode()
    assert downloads() == []


def test_the_act_itself_refuses_a_lawyer_without_a_purpose(cast, dossier):
    with pytest.raises(GuardRefused, match="à quoi servira cette copie"):
        download_dossier(dossier, by=cast.lawyer, purpose=" ")
    assert downloads() == []


def test_the_committee_need_not_say_it(cast, dossier, client):
    response = client(cast.committee).post(url(dossier), {"purpose": ""})
    assert b"".join(response.streaming_content) == dossiers.kept(dossier)
    assert downloads()[0].details["purpose"] == ""


def test_the_other_button_gives_the_evidence_too(cast, case, dossier, client):
    factories.mandate(cast, case)
    asked = {"purpose": PURPOSE, "what": "bundle"}
    response = client(cast.lawyer).post(url(dossier), asked)
    with zipfile.ZipFile(BytesIO(b"".join(response.streaming_content))) as zipped:
        names = {name.partition("/")[2] for name in zipped.namelist()}
    assert {"VERIFIER.html", "verify.py", "data/dossier.pdf", "data/custody.jsonl"} <= names
    assert response["Content-Type"] == "application/zip"
    assert 'filename="preuves-PRM-' in response["Content-Disposition"]
    assert downloads() == []
    assert Entry.objects.latest("sequence").verb == "dossier.exported"


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_lawyer_says_once_more_who_they_are(cast, case, dossier, logged_in, method):
    factories.mandate(cast, case)
    response = getattr(logged_in(cast.lawyer), method)(url(dossier), {"purpose": PURPOSE})
    assert response.status_code == 302
    assert response.url.startswith(reverse("account_reauthenticate"))
    assert downloads() == []


def test_what_was_typed_before_the_password_was_asked_for_is_not_lost(
    cast, case, dossier, logged_in
):
    factories.mandate(cast, case)
    client = logged_in(cast.lawyer)
    asked = client.post(url(dossier), {"purpose": PURPOSE})
    response = client.post(asked.url, {"password": PASSWORD, "next": url(dossier)})
    assert hashlib.sha256(b"".join(response.streaming_content)).hexdigest() == dossier.sha256
    assert downloads()[0].details["purpose"] == PURPOSE


def test_each_download_is_an_entry_of_its_own(cast, case, fetch):
    factories.mandate(cast, case)
    for user in (cast.lawyer, cast.committee, cast.lawyer):
        fetch(user)
    assert [entry.actor for entry in downloads()] == [cast.lawyer, cast.committee, cast.lawyer]


def test_a_browser_saves_it_keeps_no_copy_and_runs_nothing(cast, case, fetch):
    headers = fetch(cast.committee).headers
    assert headers["Content-Type"] == "application/pdf"
    assert headers["Content-Disposition"] == (
        f'attachment; filename="constat-{case.reference}-v1.pdf"'
    )
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert {"private", "no-store"} <= set(headers["Cache-Control"].split(", "))
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"


@pytest.mark.parametrize("who", ["adherent", "other_adherent", "board", "administrator", "lawyer"])
def test_without_a_mandate_it_does_not_exist(cast, fetch, who):
    assert fetch(getattr(cast, who)).status_code == 404
    assert downloads() == []


@pytest.mark.parametrize(
    ("since", "until"),
    [
        (timedelta(days=1), None),
        (timedelta(days=-9), timedelta(days=-1)),
    ],
    ids=["future", "ended"],
)
def test_outside_the_dates_of_the_mandate_it_does_not_exist(cast, case, fetch, since, until):
    today = timezone.localdate()
    factories.mandate(cast, case, today + since, today + until if until else None)
    assert fetch(cast.lawyer).status_code == 404
    assert downloads() == []


def test_the_last_day_of_the_mandate_is_in_it(cast, case, fetch):
    factories.mandate(cast, case, date(2018, 1, 1), timezone.localdate())
    assert fetch(cast.lawyer).status_code == 200


def test_a_revoked_mandate_closes_at_the_next_request(cast, case, fetch):
    mandate = factories.mandate(cast, case)
    assert fetch(cast.lawyer).status_code == 200
    actions.revoke_mandate(mandate, by=cast.committee)
    assert fetch(cast.lawyer).status_code == 404
    assert len(downloads()) == 1


def test_a_mandate_opens_its_case_only(cast, fetch):
    factories.mandate(cast, factories.case(cast, cast.adherent, cast.third_committee))
    assert fetch(cast.lawyer).status_code == 404


def test_the_mandate_of_another_lawyer_opens_nothing(cast, case, fetch):
    factories.mandate(cast, case)
    assert fetch(cast.other_lawyer).status_code == 404


def test_nobody_downloads_what_is_not_ready(cast, case, logged_in):
    factories.mandate(cast, case)
    waiting = dossiers.requested(cast, case)
    for user in (cast.lawyer, cast.committee):
        assert logged_in(user).get(url(waiting)).status_code == 404
        assert logged_in(user).post(url(waiting), {"purpose": PURPOSE}).status_code == 404
    assert downloads() == []


def test_a_file_that_is_gone_is_told_and_not_journalled(cast, dossier, fetch, caplog):
    store.path_of(dossier.sha256).unlink()
    response = fetch(cast.committee)
    assert response.status_code == 302
    [told] = response.wsgi_request._messages
    assert "manque sur le serveur" in str(told)
    assert downloads() == []
    assert f"a file of dossier {dossier.pk} is missing" in caplog.text


def test_a_slow_store_keeps_nobody_from_the_journal(cast, dossier, fetch, monkeypatch):
    opened, told = store.open_kept, []

    def slow(sha256):
        told.append(downloads())
        return opened(sha256)

    monkeypatch.setattr(store, "open_kept", slow)
    assert fetch(cast.committee).status_code == 200
    assert told == [[]]
    assert len(downloads()) == 1


def test_a_store_that_does_not_answer_is_told_and_not_journalled(cast, dossier, fetch, monkeypatch):
    def down(sha256):
        raise store.StoreDown("no answer")

    monkeypatch.setattr(store, "open_kept", down)
    response = fetch(cast.committee)
    assert response.status_code == 302
    [told] = response.wsgi_request._messages
    assert "Le coffre ne répond pas" in str(told)
    assert downloads() == []


def test_a_dossier_is_not_changed_by_being_read(cast, dossier, fetch):
    before = Dossier.objects.values().get()
    fetch(cast.committee)
    assert Dossier.objects.values().get() == before
