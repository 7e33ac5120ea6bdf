"""The committee asks, watches, tries again and takes the file, without a script on the page."""

import pytest
from django.urls import reverse

from reports import production
from reports.models import Dossier
from reports.states import DossierState
from tests import factories
from tests.reports import dossiers


@pytest.fixture
def desk(cast, logged_in):
    return logged_in(cast.committee)


def request_url(case):
    return reverse("admin:reports_dossier_request", args=[case.pk])


def progress_url(dossier):
    return reverse("admin:reports_dossier_change", args=[dossier.pk])


def test_the_page_of_a_case_leads_to_its_dossiers(cast, desk):
    case = factories.case(cast)
    page = desk.get(reverse("admin:cases_case_change", args=[case.pk])).content.decode()
    assert request_url(case) in page


def test_the_button_asks_and_leads_to_the_progress(cast, desk):
    case = factories.case(cast)
    assert "Aucun dossier" in desk.get(request_url(case)).content.decode()
    response = desk.post(request_url(case))
    dossier = Dossier.objects.get(case=case)
    assert (response.status_code, response.url) == (302, progress_url(dossier))
    assert dossier.requested_by == cast.committee
    assert "Version 1\N{NO-BREAK SPACE}: Demandé" in desk.get(request_url(case)).content.decode()


def test_looking_at_the_page_asks_for_nothing(cast, desk):
    desk.get(request_url(factories.case(cast)))
    assert not Dossier.objects.exists()


def test_who_asks_second_reads_who_was_first(cast, desk):
    case = factories.case(cast)
    dossiers.requested(cast, case)
    response = desk.post(request_url(case), follow=True)
    assert "Chloé Commission a déjà demandé un dossier le" in response.content.decode()
    assert Dossier.objects.count() == 1


def test_while_it_lasts_the_page_says_the_stage_and_looks_again_by_itself(cast, desk):
    dossier = dossiers.requested(cast)
    response = desk.get(progress_url(dossier))
    assert response.headers["Refresh"] == "3"
    assert "Demandé</strong>\N{NO-BREAK SPACE}: Contenu figé" in response.content.decode()
    production._claim(dossier.pk)
    response = desk.get(progress_url(dossier))
    assert response.headers["Refresh"] == "3"
    assert "En préparation</strong>\N{NO-BREAK SPACE}: Mise en page" in response.content.decode()


def test_once_ready_it_stops_looking_and_offers_the_file(cast, desk):
    dossier = dossiers.ready(cast)
    response = desk.get(progress_url(dossier))
    assert "Refresh" not in response.headers
    page = response.content.decode()
    assert reverse("dossier-download", args=[dossier.pk]) in page
    assert dossier.sha256 in page


def test_a_failure_shows_its_reason_and_is_tried_again(cast, desk):
    dossier = dossiers.failed(cast)
    page = desk.get(progress_url(dossier))
    assert "Refresh" not in page.headers
    assert "La mise en page a échoué." in page.content.decode()
    retry = reverse("admin:reports_dossier_retry", args=[dossier.pk])
    assert retry in page.content.decode()
    desk.post(retry)
    dossier.refresh_from_db()
    assert dossier.state == DossierState.REQUESTED


def test_what_is_under_way_is_stopped_and_the_page_says_by_whom(cast, desk):
    dossier = dossiers.requested(cast)
    stop = reverse("admin:reports_dossier_cancel", args=[dossier.pk])
    assert stop in desk.get(progress_url(dossier)).content.decode()
    desk.get(stop)
    dossier.refresh_from_db()
    assert dossier.state == DossierState.REQUESTED
    page = desk.post(stop, follow=True)
    assert "Refresh" not in page.headers
    assert "Chloé Commission a arrêté la production le" in page.content.decode()
    assert reverse("admin:reports_dossier_retry", args=[dossier.pk]) in page.content.decode()
    again = desk.post(stop, follow=True)
    assert "il n’y a rien à arrêter" in again.content.decode()


def test_a_retry_that_comes_too_late_is_told(cast, desk):
    dossier = dossiers.ready(cast)
    retry = reverse("admin:reports_dossier_retry", args=[dossier.pk])
    response = desk.post(retry, follow=True)
    assert "il n’y a rien à relancer" in response.content.decode()


def test_a_retry_is_not_a_link(cast, desk):
    dossier = dossiers.failed(cast)
    desk.get(reverse("admin:reports_dossier_retry", args=[dossier.pk]))
    dossier.refresh_from_db()
    assert dossier.state == DossierState.FAILED


def test_the_list_shows_state_stage_and_attempts(cast, desk):
    dossiers.failed(cast)
    page = desk.get(reverse("admin:reports_dossier_changelist")).content.decode()
    for shown in ("En échec", "Mise en page", "La mise en page a échoué.", "Chloé Commission"):
        assert shown in page


@pytest.mark.parametrize("who", ["adherent", "board", "administrator", "lawyer"])
def test_it_is_the_committee_s_desk(cast, logged_in, who):
    dossier = dossiers.failed(cast)
    client = logged_in(getattr(cast, who))
    urls = [
        request_url(dossier.case),
        progress_url(dossier),
        reverse("admin:reports_dossier_retry", args=[dossier.pk]),
        reverse("admin:reports_dossier_cancel", args=[dossier.pk]),
    ]
    assert {client.post(url).status_code for url in urls} <= {302, 403}
    dossier.refresh_from_db()
    assert dossier.state == DossierState.FAILED
    assert Dossier.objects.count() == 1


def test_the_list_costs_the_same_for_one_dossier_and_for_ten(
    cast, desk, django_assert_max_num_queries
):
    url = reverse("admin:reports_dossier_changelist")
    dossiers.ready(cast)
    with django_assert_max_num_queries(30) as first:
        desk.get(url)
    for _ in range(9):
        dossiers.ready(cast)
    with django_assert_max_num_queries(30) as then:
        desk.get(url)
    assert len(then) == len(first)
