"""Who sees which charts on a case's page."""

from django.utils import timezone

from cases.actions import grant_mandate, set_aside_observations
from cases.models import Case
from tests.cast import Cast, LogIn


def page_of(logged_in: LogIn, user: object, case: Case) -> str:
    return logged_in(user).get(f"/incidents/{case.pk}/").content.decode()


def test_a_mandated_lawyer_sees_every_chart_with_the_committee(
    cast: Cast, logged_in: LogIn, case: Case
) -> None:
    grant_mandate(case, lawyer=cast.lawyer, by=cast.committee, since=timezone.localdate())
    for who in (cast.lawyer, cast.committee):
        page = page_of(logged_in, who, case)
        assert page.count('<figure class="p-chart">') == 3


def test_members_see_no_chart_of_what_fewer_than_five_told(
    cast: Cast, logged_in: LogIn, relayed: Case
) -> None:
    page = page_of(logged_in, cast.other_adherent, relayed)
    assert page.count('<figure class="p-chart">') == 1
    assert "Relais" in page
    assert 'data-kind="blocked"' not in page
    assert "Comment l’information est arrivée" not in page


def test_members_see_no_chart_once_the_observations_tell_something_else_than_the_relay(
    cast: Cast, logged_in: LogIn, relayed: Case
) -> None:
    assert "p-chart__svg" in page_of(logged_in, cast.other_adherent, relayed)
    set_aside_observations(list(relayed.observations.all()), by=cast.committee, reason="Après coup")
    page = page_of(logged_in, cast.other_adherent, relayed)
    assert "Les huit critères" in page
    assert "p-chart__svg" not in page


def test_an_observer_sees_no_chart_before_the_relay(
    cast: Cast, logged_in: LogIn, case: Case
) -> None:
    assert "p-chart__svg" not in page_of(logged_in, cast.adherent, case)
