import hashlib
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases import actions
from cases.evidence import store
from cases.evidence.models import Entry
from reports.models import Dossier
from tests import factories
from tests.reports import dossiers


@pytest.fixture
def case(cast):
    return factories.relayed_case(cast)


@pytest.fixture
def dossier(cast, case):
    return dossiers.ready(cast, case)


@pytest.fixture
def fetch(logged_in, dossier):
    def as_user(user):
        response = logged_in(user).get(reverse("dossier-download", args=[dossier.pk]))
        response.file = b"".join(response.streaming_content) if response.streaming else None
        return response

    return as_user


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
    assert entry.details == {"number": 1, "sha256": dossier.sha256}


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
        url = reverse("dossier-download", args=[waiting.pk])
        assert logged_in(user).get(url).status_code == 404
    assert downloads() == []


def test_a_file_that_is_gone_is_told_and_not_journalled(cast, dossier, fetch, caplog):
    store.path_of(dossier.sha256).unlink()
    response = fetch(cast.committee)
    assert response.status_code == 302
    [told] = response.wsgi_request._messages
    assert "manque sur le serveur" in str(told)
    assert downloads() == []
    assert f"the file of dossier {dossier.pk} is missing" in caplog.text


def test_a_dossier_is_not_changed_by_being_read(cast, dossier, fetch):
    before = Dossier.objects.values().get()
    fetch(cast.committee)
    assert Dossier.objects.values().get() == before
