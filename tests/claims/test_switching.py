"""One customer who leaves a product: on their request, seen by their reseller alone."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from cases.claims.actions import close_switching_file, note_reception, open_switching_file
from cases.claims.models import SwitchingFile
from cases.claims.switching import SwitchingDelays, switching_dates
from cases.errors import GuardRefused, StepRefused
from tests import factories
from tests.reports.claims.papers import MENTIONS

DELAYS = SwitchingDelays(2, 14, 30, 7, 30)
ASKED = date(2026, 11, 20)


@pytest.fixture
def client(logged_in, cast):
    return logged_in(cast.adherent)


def opened(cast, **told):
    given = {"customer": "Client 12", "requested_on": ASKED, "request": "Lettre", **told}
    return open_switching_file(factories.product(), by=cast.adherent, **given)


@pytest.mark.parametrize(
    ("received_on", "notice", "transition", "longest", "retrieval"),
    [
        ((2026, 11, 24), (2027, 1, 24), (2027, 2, 23), (2027, 8, 24), (2027, 3, 25)),
        ((2026, 12, 31), (2027, 2, 28), (2027, 3, 30), (2027, 9, 28), (2027, 4, 29)),
    ],
)
def test_the_dates_follow_from_the_day_of_reception(
    received_on, notice, transition, longest, retrieval
):
    dates = switching_dates(date(*received_on), DELAYS)
    assert dates.notice_ends == date(*notice)
    assert dates.transition_ends == date(*transition)
    assert dates.extension_ends == date(*longest)
    assert dates.retrieval_ends == date(*retrieval)


def test_an_answer_is_due_in_working_days():
    assert switching_dates(date(2026, 11, 24), DELAYS).answer_by == date(2026, 12, 14)


@pytest.mark.django_db
def test_a_file_is_its_organisation_s_alone(cast):
    file = opened(cast)
    factories.mandate(cast, factories.case(cast))
    assert list(SwitchingFile.objects.visible_to(cast.colleague)) == [file]
    others = (cast.other_adherent, cast.committee, cast.board, cast.lawyer, cast.administrator)
    assert [who for who in others if SwitchingFile.objects.visible_to(who)] == []


@pytest.mark.django_db
@pytest.mark.parametrize("told", [{"customer": " "}, {"request": ""}])
def test_no_file_is_opened_that_no_customer_asked_for(cast, told):
    with pytest.raises(GuardRefused, match="à la demande d’un client"):
        opened(cast, **told)


@pytest.mark.django_db
def test_a_request_to_come_is_no_request(cast):
    with pytest.raises(GuardRefused, match="à venir"):
        opened(cast, requested_on=timezone.localdate() + timedelta(days=1))


@pytest.mark.django_db
def test_who_reports_nothing_opens_nothing(cast):
    with pytest.raises(PermissionDenied):
        open_switching_file(
            factories.product(),
            by=cast.lawyer,
            customer="Client",
            requested_on=ASKED,
            request="Lettre",
        )


@pytest.mark.django_db
def test_reception_comes_after_the_request_and_before_tomorrow(cast):
    file = opened(cast)
    note_reception(file, by=cast.colleague, received_on=ASKED)
    assert file.received_on == ASKED
    with pytest.raises(GuardRefused, match="avant que le client"):
        note_reception(file, by=cast.adherent, received_on=ASKED - timedelta(days=1))
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(GuardRefused, match="à venir"):
        note_reception(file, by=cast.adherent, received_on=tomorrow)
    with pytest.raises(PermissionDenied):
        note_reception(file, by=cast.other_adherent, received_on=ASKED)


@pytest.mark.django_db
def test_nothing_changes_in_a_closed_file(cast):
    file = opened(cast)
    close_switching_file(file, by=cast.adherent)
    with pytest.raises(StepRefused, match="clos"):
        note_reception(file, by=cast.adherent, received_on=ASKED)


def test_the_pages_open_follow_and_close_one_file(cast, client, references):
    told = {
        "product": factories.product().pk,
        "customer": "Client 12",
        "requested_on": "2026-11-20",
        "request": "Lettre",
    }
    url = client.post(reverse("switching-open"), told).url
    assert client.post(url, {"received_on": "2026-11-21"}).status_code == 302
    page = client.get(url).content.decode()
    assert "21 janv. 2027" in page.replace("\u00a0", " ")
    assert "Règles de concurrence" in page
    assert "Client 12" in client.get(reverse("switching-list")).content.decode()
    assert client.post(url, {"received_on": "2026-11-01"}).status_code == 422
    letter = client.post(f"{url}lettre/", vars(MENTIONS))
    assert letter.url.startswith("/documents/")
    assert client.post(f"{url}lettre/", vars(MENTIONS)).url == url
    client.post(url, {"close": "1"})
    assert client.post(url, {"close": "1"}).status_code == 302
    assert "Ce dossier est clos." in client.get(url).content.decode()


@pytest.mark.django_db
def test_a_date_to_come_comes_back_with_what_was_typed(cast, client):
    tomorrow = f"{timezone.localdate() + timedelta(days=1)}"
    told = {
        "product": factories.product().pk,
        "customer": "Client 12",
        "requested_on": tomorrow,
        "request": "Lettre",
    }
    answer = client.post(reverse("switching-open"), told)
    assert answer.status_code == 422
    assert 'value="Client 12"' in answer.content.decode()
