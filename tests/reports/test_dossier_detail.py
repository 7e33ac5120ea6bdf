"""One dossier: where its making is, how to stop it, what became of it; with scripts and without."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.urls import reverse
from django.utils import timezone
from lxml import html

from reports import actions, production
from reports.models import Dossier
from reports.states import DossierState, Stage
from tests import factories
from tests.reports import dossiers

HTMX = {"HX-Request": "true"}


@pytest.fixture
def client(cast, logged_in):
    return logged_in(cast.committee)


def url(dossier, name="dossier-detail"):
    return reverse(name, args=[dossier.pk])


def words(response) -> str:
    return " ".join(html.fromstring(response.content.decode()).text_content().split())


def rendering(cast, **at):
    dossier = dossiers.requested(cast)
    Dossier.objects.filter(pk=dossier.pk).update(
        state=DossierState.RENDERING, started_at=timezone.now(), heartbeat_at=timezone.now(), **at
    )
    return dossier


def stages(response) -> list[tuple[str, str]]:
    rows = html.fromstring(response.content.decode()).xpath("//li[contains(@class, 'p-stage')]")
    return [
        (row.get("class").partition("--")[2], " ".join(row.text_content().split())) for row in rows
    ]


def test_each_stage_says_what_was_counted(cast, client):
    dossier = rendering(cast, stage=Stage.LAYOUT, pages=7)
    assert stages(client.get(url(dossier))) == [
        ("done", "Contenu figé 2 observations"),
        ("current", "Mise en page 7 pages"),
        ("todo", "Cachet"),
        ("todo", "Contrôle et mise en réserve"),
        ("todo", "Terminé"),
    ]
    bar = html.fromstring(client.get(url(dossier)).content.decode()).find(".//progress")
    assert (bar.get("value"), bar.get("max")) == ("1", "5")


def test_nothing_is_counted_that_was_not(cast, client):
    dossier = dossiers.requested(cast)
    assert stages(client.get(url(dossier)))[1:] == [
        ("todo", "Mise en page"),
        ("todo", "Cachet"),
        ("todo", "Contrôle et mise en réserve"),
        ("todo", "Terminé"),
    ]


def test_one_may_leave_and_is_told(cast, client, logged_in):
    dossier = dossiers.requested(cast)
    assert "vous pouvez quitter cette page" in words(client.get(url(dossier))).lower()
    assert "nous vous préviendrons" in words(client.get(url(dossier)))
    other = logged_in(cast.second_committee).get(url(dossier))
    assert f"{cast.committee} sera prévenu par courriel" in words(other)


def test_without_scripts_the_page_looks_again_by_itself_while_it_lasts(cast, client):
    dossier = dossiers.requested(cast)
    assert client.get(url(dossier)).headers["Refresh"] == "5"
    assert "Refresh" not in client.get(url(dossier), headers=HTMX).headers
    actions.cancel_dossier(dossier, by=cast.committee)
    assert "Refresh" not in client.get(url(dossier)).headers
    assert "Refresh" not in client.get(url(dossiers.ready(cast))).headers
    assert "Refresh" not in client.get(url(dossiers.failed(cast))).headers


def follow_up(response):
    [part] = html.fromstring(response.content.decode()).xpath("//*[@id='suivi']")
    return part.get("data-hx-get"), part.get("data-hx-trigger")


def test_the_page_asks_for_its_part_every_two_seconds_then_every_ten(cast, client):
    dossier = dossiers.requested(cast)
    address, trigger = follow_up(client.get(url(dossier)))
    seconds = []
    for _ in range(11):
        seconds.append(trigger)
        address, trigger = follow_up(client.get(address, headers=HTMX))
    assert seconds[:3] == ["load delay:2s", "load delay:3s", "load delay:4s"]
    assert seconds[8:] == ["load delay:10s"] * 3


@pytest.mark.parametrize("tour", ["", "-4", "abc", "9" * 400])
def test_a_number_that_someone_made_up_breaks_nothing(cast, client, tour):
    response = client.get(url(dossiers.requested(cast)), {"tour": tour})
    assert follow_up(response)[1] == "load delay:2s"


def test_the_part_is_that_of_the_page(cast, client):
    dossier = rendering(cast, stage=Stage.LAYOUT)
    page, part = client.get(url(dossier)), client.get(url(dossier), headers=HTMX)
    assert stages(page) == stages(part)
    assert "<html" not in part.content.decode()


def test_it_stops_asking_once_it_is_over(cast, client):
    dossier = dossiers.ready(cast)
    part = client.get(url(dossier), headers=HTMX)
    assert follow_up(part) == (None, None)
    assert url(dossier, "dossier-download") in part.content.decode()
    assert "htmx" not in client.get(url(dossier)).content.decode()


def test_what_is_new_is_read_out_once(cast, client):
    dossier = dossiers.requested(cast)
    address, _ = follow_up(client.get(url(dossier)))
    assert 'id="annonce"' not in client.get(address, headers=HTMX).content.decode()
    production._claim(dossier.pk)
    part = client.get(address, headers=HTMX)
    [news] = html.fromstring(part.content.decode()).xpath("//*[@id='annonce']")
    assert news.get("data-hx-swap-oob") == "innerHTML"
    assert news.text_content() == "En préparation – Mise en page"
    address, _ = follow_up(part)
    assert 'id="annonce"' not in client.get(address, headers=HTMX).content.decode()


def made(cast, seconds):
    dossier = dossiers.ready(cast)
    ready = Dossier.objects.get(pk=dossier.pk).ready_at
    Dossier.objects.filter(pk=dossier.pk).update(started_at=ready - timedelta(seconds=seconds))


def test_how_long_it_takes_is_said_from_three_that_were_made(cast, client):
    dossier = dossiers.requested(cast)
    made(cast, 4)
    made(cast, 90)
    assert "D’ordinaire" not in words(client.get(url(dossier)))
    made(cast, 8)
    assert "D’ordinaire 8 s (médiane des 3 derniers dossiers)." in words(client.get(url(dossier)))


def test_a_post_stops_it_and_a_second_one_reads_who_was_first(cast, client, logged_in):
    dossier = dossiers.requested(cast)
    stop = url(dossier, "dossier-cancel")
    assert stop in client.get(url(dossier)).content.decode()
    page = client.post(stop, follow=True)
    assert page.redirect_chain == [(url(dossier), 302)]
    assert "Chloé Commission a arrêté la production le" in words(page)
    late = logged_in(cast.second_committee).post(stop, follow=True)
    assert "il n’y a rien à arrêter. Chloé Commission a arrêté" in words(late)


def test_a_failure_says_why_and_where_and_is_tried_again(cast, client):
    dossier = dossiers.failed(cast)
    page = client.get(url(dossier))
    assert "La mise en page a échoué." in words(page)
    assert ("failed", "Mise en page") in stages(page)
    retry = url(dossier, "dossier-retry")
    assert retry in page.content.decode()
    client.post(retry)
    dossier.refresh_from_db()
    assert dossier.state == DossierState.REQUESTED
    assert "il n’y a rien à relancer" in words(client.post(retry, follow=True))


def test_a_button_on_the_page_of_the_case_asks_and_leads_here(cast, client):
    case = factories.case(cast)
    ask = reverse("dossier-request", args=[case.pk])
    assert ask in client.get(reverse("case-detail", args=[case.pk])).content.decode()
    response = client.post(ask)
    assert response.url == url(Dossier.objects.get(case=case))
    assert "a déjà demandé un dossier le" in words(client.post(ask, follow=True))
    assert Dossier.objects.count() == 1


def test_a_mandated_lawyer_reads_what_is_ready_and_stops_nothing(cast, client, logged_in):
    case = factories.relayed_case(cast)
    dossier = dossiers.ready(cast, case)
    factories.mandate(cast, case)
    lawyer = logged_in(cast.lawyer)
    page = lawyer.get(url(dossier))
    assert dossier.sha256 in page.content.decode()
    assert url(dossier) in lawyer.get(reverse("case-detail", args=[case.pk])).content.decode()
    for name in ("dossier-cancel", "dossier-retry"):
        assert url(dossier, name) not in page.content.decode()
        assert lawyer.post(url(dossier, name)).status_code == 403


def test_the_committee_reads_who_took_a_copy_and_a_lawyer_their_own(cast, client, logged_in):
    case = factories.relayed_case(cast)
    dossier = dossiers.ready(cast, case)
    factories.mandate(cast, case)
    actions.download_dossier(dossier, by=cast.lawyer, purpose="Préparer l’assignation").close()
    actions.download_dossier(dossier, by=cast.second_committee, purpose="Archives").close()
    mine, all_of_them = logged_in(cast.lawyer).get(url(dossier)), client.get(url(dossier))
    for purpose, read_by_lawyer in (("Préparer l’assignation", True), ("Archives", False)):
        assert purpose in words(all_of_them)
        assert (purpose in words(mine)) is read_by_lawyer


def test_the_page_costs_the_same_whatever_was_taken(cast, client, django_assert_num_queries):
    dossier = dossiers.ready(cast)
    client.get(url(dossier))
    caches["pages"].clear()
    # Who is asking, four times; the dossier, the last entry, the one before, its links and copies.
    with django_assert_num_queries(8):
        client.get(url(dossier))
    for _ in range(5):
        actions.download_dossier(dossier, by=cast.committee).close()
    with django_assert_num_queries(8):
        client.get(url(dossier))
