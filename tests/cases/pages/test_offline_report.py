"""A report that was written without a network, when it arrives."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from cases.evidence.models import Entry
from cases.models import Draft, Observation
from members.device import MARK, mark_of
from tests.cases.pages.flow import Report

SAID = {
    "product_words": "ebp compta",
    "symptom": "login_impossible",
    "severity": "blocked",
    "since": "now",
    "affected_range": "up_to_5",
    "narrative": "Écran blanc",
}


@pytest.fixture
def client(cast, logged_in, product):
    return logged_in(cast.adherent)


def bring(client, key, **said):
    return client.post(f"/hors-ligne/{key}/", said)


def outcome(answer, status):
    assert answer.status_code == status, answer.content
    return answer.json()["outcome"]


def told():
    return Entry.objects.filter(verb="observation.reported").count()


def test_it_becomes_an_observation_of_when_it_was_written(client, cast, product):
    written = timezone.now().replace(second=0, microsecond=0) - timedelta(hours=3)
    key = uuid4()
    answer = bring(client, key, **SAID, written_at=written.isoformat())
    assert outcome(answer, 200) == "sent"
    sent = Observation.objects.get()
    assert (sent.product, sent.submission, sent.reported_by) == (product, key, cast.adherent)
    version = sent.current
    assert (version.observed_at, version.first_symptom_at) == (written, written)
    assert (version.affected_range, version.narrative) == ("up_to_5", "Écran blanc")
    assert answer.json()["url"] == f"/observations/{sent.pk}/recu/"
    assert sent.reference in answer.json()["sentence"]
    assert told() == 1
    assert not Draft.objects.exists()


def test_brought_twice_it_is_one_and_both_times_the_same_receipt(client):
    key = uuid4()
    first, second = (bring(client, key, **SAID) for _ in range(2))
    assert first.json() == second.json()
    assert (outcome(second, 200), Observation.objects.count(), told()) == ("sent", 1, 1)
    assert outcome(client.get(f"/hors-ligne/{key}/"), 200) == "sent"


def test_what_was_added_after_it_had_left_is_not_lost_in_silence(client):
    key = uuid4()
    bring(client, key, **SAID)
    answer = bring(client, key, **{**SAID, "narrative": "Et les paies aussi"})
    assert outcome(answer, 409) == "late"
    assert Observation.objects.get().current.narrative == "Écran blanc"
    assert not Draft.objects.exists()


def test_it_completes_what_had_been_answered_on_the_site(client, product):
    report = Report(client).begin(product)
    assert outcome(bring(client, report.key, narrative="Écran blanc"), 200) == "sent"
    sent = Observation.objects.get()
    assert (sent.submission, sent.product) == (report.key, product)
    assert (sent.current.symptom, sent.current.narrative) == ("login_impossible", "Écran blanc")


def test_a_product_that_is_not_found_is_asked_for_and_the_rest_is_kept(client):
    key = uuid4()
    answer = bring(client, key, **{**SAID, "product_words": "Sage"})
    assert outcome(answer, 422) == "refused"
    assert answer.json()["url"] == f"/signaler/{key}/produit/?q=Sage"
    kept = Draft.objects.get(pk=key).answers
    assert (kept["symptom"], kept["narrative"]) == ("login_impossible", "Écran blanc")
    assert not Observation.objects.exists()
    assert outcome(client.get(f"/hors-ligne/{key}/"), 404) == "waiting"


def test_a_refusal_brings_every_page_back_with_its_text_and_its_sentence(client):
    said = {
        **SAID,
        "since": "exact",
        "first_symptom_at": "hier soir",
        "narrative": "x" * 20_001,
    }
    key = uuid4()
    answer = bring(client, key, **said)
    assert outcome(answer, 422) == "refused"
    assert answer.json()["url"] == f"/signaler/{key}/depuis/"
    page = client.get(answer.json()["url"]).content.decode()
    assert 'value="hier soir"' in page
    assert "Écrivez une date et une heure" in page
    assert "Ce que vous avez écrit sans réseau" in page
    again = client.get(f"/signaler/{key}/recit/").content.decode()
    assert "x" * 20_001 in again
    assert "20000" in again.replace("\u202f", "").replace("\u00a0", "")
    assert not Observation.objects.exists()


@pytest.mark.parametrize("who", ["colleague", "other_adherent", "committee"])
def test_it_leaves_under_nobody_else_s_name(who, cast, logged_in, client):
    other = logged_in(getattr(cast, who))
    key = uuid4()
    answer = bring(other, key, **SAID, author=mark_of(cast.adherent))
    assert outcome(answer, 403) == "other"
    assert not Observation.objects.exists()
    assert not Draft.objects.exists()
    assert outcome(bring(client, key, **SAID, author=mark_of(cast.adherent)), 200) == "sent"


def test_a_draft_of_another_is_neither_read_nor_completed(cast, logged_in, client, product):
    report = Report(logged_in(cast.other_adherent)).begin(product)
    assert outcome(bring(client, report.key, narrative="SECRET"), 403) == "other"
    assert "narrative" not in Draft.objects.get().answers


def test_without_a_session_it_waits_for_its_author(client):
    answer = bring(Client(), uuid4(), **SAID)
    assert outcome(answer, 401) == "log-in"
    assert answer.json()["sentence"].startswith("Reconnectez-vous")
    assert not Observation.objects.exists()


@pytest.mark.parametrize("written", ["2999-01-01T00:00:00+00:00", "hier", ""])
def test_a_clock_that_is_wrong_does_not_keep_it_from_arriving(client, written):
    assert outcome(bring(client, uuid4(), **SAID, written_at=written), 200) == "sent"
    assert timezone.now() - Observation.objects.get().current.observed_at < timedelta(minutes=2)


def test_the_mark_is_left_for_who_reports_and_goes_with_the_session(cast, logged_in, client):
    client.get("/")
    assert client.cookies[MARK].value == mark_of(cast.adherent)
    assert mark_of(cast.adherent) != mark_of(cast.colleague)
    client.logout()
    client.cookies[MARK] = mark_of(cast.adherent)
    client.get("/compte/login/")
    assert client.cookies[MARK].value == ""
    board = logged_in(cast.board)
    board.get("/")
    assert MARK not in board.cookies


def test_the_page_that_is_kept_is_everyone_s(cast, logged_in):
    pages = [each.get("/hors-ligne/").content for each in (Client(), logged_in(cast.adherent))]
    assert pages[0] == pages[1]
    assert b"csrfmiddlewaretoken" not in pages[0]


def test_the_worker_names_only_what_is_everyone_s(client, settings):
    answer = client.get("/service-worker.js")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["Cache-Control"] == "no-cache"
    assert '"page": "/hors-ligne/"' in answer.content.decode()
