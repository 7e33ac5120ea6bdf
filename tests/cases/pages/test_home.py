from datetime import date, timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases.actions import (
    ask_observers,
    attach_observations,
    dismiss_case,
    open_case,
    report_observation,
    set_aside_observations,
    withdraw_observation,
)
from cases.models import Case, Draft, FollowUp, Observation, Product
from tests import factories
from tests.cases.pages.conftest import stated
from tests.cases.pages.flow import Report
from tests.cast import Cast, LogIn

URL = "/"


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("adherent", 200),
        ("committee", 200),
        ("board", 200),
        ("administrator", 200),
        ("stranger", 302),
    ],
)
def test_everyone_with_a_role_has_a_home(
    who: str, status: int, cast: Cast, logged_in: LogIn, case: Case
) -> None:
    assert logged_in(getattr(cast, who)).get(URL).status_code == status


def test_a_lawyer_goes_to_the_dossiers(cast: Cast, logged_in: LogIn) -> None:
    assert logged_in(cast.lawyer).get(URL).headers["Location"] == "/dossiers/"


def earlier(minutes: int = 45) -> None:
    """All that was received, as if it had been a while ago."""
    Observation.objects.update(received_at=timezone.now() - timedelta(minutes=minutes))
    caches["pages"].clear()


def test_a_member_sees_what_is_under_way_and_no_one_s_words(
    cast: Cast, logged_in: LogIn, case: Case
) -> None:
    earlier()
    page = logged_in(cast.other_adherent).get(URL).content.decode()
    for shown in (case.title, "3 observations", "3 organisations", "Moi aussi", "Signaler"):
        assert shown in page
    for hidden in ("SECRET-TIERS", "Theta", "Iota", case.reference):
        assert hidden not in page


def test_each_product_tells_how_often_it_was_reported_this_half_hour(
    cast: Cast, logged_in: LogIn, case: Case, product: Product
) -> None:
    other = factories.product("Paye Deux", factories.publisher("Deux"))
    factories.observation(cast.adherent, on=other)
    page = logged_in(cast.other_adherent).get(URL)
    told = [(each.title, each.meta, each.case) for each in page.context["happening"]]
    assert told == [
        ("EBP Compta", "EBP · 3 signalements en 30 min", case.pk),
        ("Paye Deux", "Deux · 1 signalement en 30 min", None),
    ]
    for hidden in ("SECRET-TIERS", "Theta", "Iota", "Alpha", case.reference):
        assert hidden not in page.content.decode()


def test_what_is_older_or_does_not_count_is_not_in_the_half_hour(
    cast: Cast, logged_in: LogIn, product: Product
) -> None:
    old = factories.observation(cast.adherent, on=product)
    earlier(31)
    set_aside = factories.observation(cast.adherent, on=product)
    set_aside_observations([set_aside], by=cast.committee, reason="Essai")
    page = logged_in(cast.other_adherent).get(URL)
    assert page.context["happening"] == []
    assert "personne n’a rien signalé" in page.content.decode()
    assert old.received_at


def test_one_tap_on_a_product_without_a_case_starts_its_report(
    cast: Cast, logged_in: LogIn, observation: Observation, product: Product
) -> None:
    client = logged_in(cast.other_adherent)
    [card] = client.get(URL).context["happening"]
    answer = client.post(f"/signaler/{card.submission}/produit/", {"product": product.pk})
    assert answer.headers["Location"] == f"/signaler/{card.submission}/constat/"
    assert Draft.objects.get().answers == {"product": str(product.pk)}


def test_a_case_of_another_month_is_not_joined(
    cast: Cast, logged_in: LogIn, case: Case, product: Product
) -> None:
    Case.objects.update(occurred_on=timezone.localdate() - timedelta(days=15))
    [card, _] = logged_in(cast.other_adherent).get(URL).context["happening"]
    assert (card.title, card.case) == ("EBP Compta", None)


def test_news_is_asked_of_what_goes_on_after_half_an_hour(
    cast: Cast, logged_in: LogIn, observation: Observation
) -> None:
    client = logged_in(cast.colleague)
    assert client.get(URL).context["due"] == []
    earlier()
    page = client.get(URL)
    assert [each for each, _ in page.context["due"]] == [observation]
    for words in ("Toujours bloqué", "Rétabli", f"/observations/{observation.pk}/suivi/"):
        assert words in page.content.decode()
    client.post(f"/observations/{observation.pk}/suivi/", {"status": "still_blocked"})
    assert client.get(URL).context["due"] == []


def test_who_reported_twice_is_asked_once(
    cast: Cast, logged_in: LogIn, observation: Observation, product: Product
) -> None:
    second = factories.observation(cast.colleague, on=product)
    other = factories.observation(cast.adherent, on=factories.product("Paye Deux"))
    for late, each in enumerate((observation, second, other)):
        at = timezone.now() - timedelta(minutes=60 - late)
        Observation.objects.filter(pk=each.pk).update(received_at=at)
    due = logged_in(cast.adherent).get(URL).context["due"]
    assert [each for each, _ in due] == [other, second]


@pytest.mark.parametrize("over", ["restored", "withdrawn", "dismissed", "a week ago"])
def test_news_is_not_asked_of_what_is_over(
    over: str, cast: Cast, logged_in: LogIn, case: Case, observation: Observation
) -> None:
    if over == "withdrawn":
        withdraw_observation(observation, by=cast.adherent, reason="Erreur")
    if over == "dismissed":
        dismiss_case(case, by=cast.committee, seen=1, reason="Fausse alerte")
    if over == "restored":
        url = f"/observations/{observation.pk}/suivi/"
        logged_in(cast.adherent).post(url, {"status": "restored"})
        FollowUp.objects.update(at=timezone.now() - timedelta(hours=1))
    earlier(60 * 24 * 8 if over == "a week ago" else 45)
    assert logged_in(cast.adherent).get(URL).context["due"] == []


def test_news_is_asked_of_the_organisation_that_observed(
    cast: Cast, logged_in: LogIn, observation: Observation
) -> None:
    earlier()
    assert logged_in(cast.other_adherent).get(URL).context["due"] == []


def test_a_question_and_a_draft_that_wait_are_shown(
    cast: Cast, logged_in: LogIn, observation: Observation, product: Product
) -> None:
    ask_observers([observation], by=cast.committee, text="Depuis quand ?")
    Report(logged_in(cast.colleague)).begin(product)
    page = logged_in(cast.colleague).get(URL).content.decode()
    assert "La commission vous pose une question" in page
    assert "Reprendre votre brouillon" in page
    assert "brouillon" not in logged_in(cast.adherent).get(URL).content.decode()


def test_who_reported_it_is_led_to_their_observation(
    cast: Cast, logged_in: LogIn, case: Case, observation: Observation
) -> None:
    page = logged_in(cast.colleague).get(URL).content.decode()
    assert f"/observations/{observation.pk}/" in page
    assert "/moi-aussi/" not in page


@pytest.mark.parametrize("who", ["board", "administrator"])
def test_who_reports_nothing_is_not_shown_what_is_under_way(
    who: str, cast: Cast, logged_in: LogIn, case: Case
) -> None:
    page = logged_in(getattr(cast, who)).get(URL).content.decode()
    assert case.title not in page
    assert "Signaler" not in page


def test_a_dismissed_case_is_no_longer_under_way(cast: Cast, logged_in: LogIn, case: Case) -> None:
    dismiss_case(case, by=cast.committee, seen=1, reason="Fausse alerte")
    assert case.title not in logged_in(cast.other_adherent).get(URL).content.decode()


def test_the_committee_reads_what_waits(
    cast: Cast, logged_in: LogIn, case: Case, product: Product
) -> None:
    report_observation(stated(), product=product, by=cast.other_adherent)
    desk = logged_in(cast.committee).get(URL).context["desk"]
    assert desk["unattached"] == 1
    assert [n for _, n in desk["cases"]] == [1, 0, 0]


def test_relayed_cases_are_shown(cast: Cast, logged_in: LogIn, relayed: Case) -> None:
    page = logged_in(cast.other_adherent).get(URL).content.decode()
    assert f"/incidents/{relayed.pk}/" in page


def test_home_costs_the_same_for_one_and_for_many(
    cast: Cast, logged_in: LogIn, case: Case, product: Product
) -> None:
    client = logged_in(cast.other_adherent)
    with CaptureQueriesContext(connection) as one:
        client.get(URL)
    for number in range(5):
        seen = [report_observation(stated(), product=product, by=cast.adherent) for _ in range(3)]
        day = date(2026, 11, 10 + number)
        opened = open_case(seen[:2], by=cast.committee, title=f"Cas {number}", occurred_on=day)
        attach_observations(seen[2:], opened, by=cast.committee)
    with CaptureQueriesContext(connection) as many:
        client.get(URL)
    # Session, person, roles, twice the head of the journal; then one each for cases relayed and
    # under way, products of the half hour, what is one's own of these, questions, news due, the
    # draft, the claims that wait, and the documents of claims that are ready.
    assert len(many) == len(one) <= 14
