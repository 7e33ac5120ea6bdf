import pytest
from django.utils import timezone
from lxml.html import fromstring

from cases.actions import (
    dismiss_case,
    grant_mandate,
    revoke_mandate,
    set_aside_observations,
)
from cases.models import Case, Observation
from tests.cast import Cast, LogIn


def url(case: Case) -> str:
    return f"/incidents/{case.pk}/"


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("adherent", 200),
        ("colleague", 200),
        ("committee", 200),
        ("other_adherent", 404),
        ("board", 404),
        ("lawyer", 404),
        ("administrator", 404),
        ("stranger", 302),
    ],
)
def test_who_opens_a_case_before_its_relay(
    who: str, status: int, cast: Cast, logged_in: LogIn, case: Case
) -> None:
    assert logged_in(getattr(cast, who)).get(url(case)).status_code == status


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("other_adherent", 200),
        ("board", 200),
        ("committee", 200),
        ("lawyer", 404),
        ("administrator", 404),
        ("stranger", 302),
    ],
)
def test_who_opens_a_relayed_case(
    who: str, status: int, cast: Cast, logged_in: LogIn, relayed: Case
) -> None:
    assert logged_in(getattr(cast, who)).get(url(relayed)).status_code == status


def test_an_observer_sees_the_state_and_their_own_words_only_before_the_relay(
    cast: Cast, logged_in: LogIn, case: Case, observation: Observation
) -> None:
    page = logged_in(cast.adherent).get(url(case)).content.decode()
    assert observation.reference in page
    assert "pas encore relayé" in page
    for hidden in ("Les huit critères", "Ce qui a été fait", "SECRET-TIERS", "OBS-2026-00002"):
        assert hidden not in page


def test_members_read_the_text_and_the_findings_as_they_were_relayed(
    cast: Cast, logged_in: LogIn, relayed: Case
) -> None:
    set_aside_observations(list(relayed.observations.all()), by=cast.committee, reason="Après coup")
    page = logged_in(cast.other_adherent).get(url(relayed)).content.decode()
    for told in (
        "Les abonnés ne pouvaient plus se connecter.",
        "Aviser dans l’intérêt général",
        "Les huit critères",
        "3 répondants",
        "Tels qu’ils étaient",
    ):
        assert told in page
    for hidden in ("SECRET-TIERS", "Chloé Commission", "Ce qui a été fait", "OBS-2026"):
        assert hidden not in page


def test_a_mandated_lawyer_reads_the_criteria_as_they_are_and_who_acted_by_function(
    cast: Cast, logged_in: LogIn, case: Case
) -> None:
    mandate = grant_mandate(case, lawyer=cast.lawyer, by=cast.committee, since=timezone.localdate())
    client = logged_in(cast.lawyer)
    page = client.get(url(case)).content.decode()
    for told in ("Calculés à l’instant", "Commission stratégie", "a ouvert le cas"):
        assert told in page
    assert "Chloé Commission" not in page
    revoke_mandate(mandate, by=cast.committee)
    assert client.get(url(case)).status_code == 404


def test_a_dismissed_case_says_so_to_its_observers(
    cast: Cast, logged_in: LogIn, case: Case
) -> None:
    dismiss_case(case, by=cast.committee, seen=1, reason="Fausse alerte")
    page = logged_in(cast.adherent).get(url(case)).content.decode()
    assert "classé ce cas sans suite" in page
    assert "signalez-le de nouveau" in page


def test_a_title_is_text(cast: Cast, logged_in: LogIn, case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(title="<script>alert(1)</script>")
    assert "<script>alert" not in logged_in(cast.adherent).get(url(case)).content.decode()


def steps(page: str) -> list[str]:
    return [" ".join(step.text_content().split()) for step in fromstring(page).find_class("p-step")]


def test_who_follows_a_case_sees_which_of_the_four_steps_were_taken(
    cast: Cast, logged_in: LogIn, case: Case
) -> None:
    ahead = steps(logged_in(cast.committee).get(url(case)).content.decode())
    assert [step.split()[0] for step in ahead] == ["Remonté", "Vérifié", "Décidé", "Relayé"]
    assert ahead[0].startswith("Remonté (fait)")
    assert ahead[1:] == ["Vérifié", "Décidé", "Relayé"]


def test_all_four_steps_of_a_relayed_case_are_shown_as_taken(
    cast: Cast, logged_in: LogIn, relayed: Case
) -> None:
    done = steps(logged_in(cast.other_adherent).get(url(relayed)).content.decode())
    assert len(done) == 4
    assert all("(fait)" in step for step in done)


def test_an_observer_is_not_shown_the_days_of_the_steps_before_the_relay(
    cast: Cast, logged_in: LogIn, case: Case
) -> None:
    assert steps(logged_in(cast.adherent).get(url(case)).content.decode()) == []
