import pytest

from cases.actions import withdraw_observation
from cases.evidence.models import Entry
from cases.models import Observation
from cases.states import ObservationState
from tests.cast import Cast, LogIn


def url(observation: Observation) -> str:
    return f"/observations/{observation.pk}/retirer/"


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("adherent", 200),
        ("colleague", 200),
        ("committee", 403),
        ("other_adherent", 404),
        ("board", 404),
        ("lawyer", 404),
        ("administrator", 404),
        ("stranger", 302),
    ],
)
def test_only_the_organisation_withdraws(
    who: str, status: int, cast: Cast, logged_in: LogIn, observation: Observation
) -> None:
    client = logged_in(getattr(cast, who))
    assert client.get(url(observation)).status_code == status
    posted = client.post(url(observation), {"reason": "Erreur"})
    observation.refresh_from_db()
    assert posted.status_code == (302 if status == 200 else status)
    assert (observation.state == ObservationState.WITHDRAWN) == (status == 200)


def test_what_does_not_count_waits_for_no_case(
    cast: Cast, logged_in: LogIn, observation: Observation
) -> None:
    client, page = logged_in(cast.adherent), f"/observations/{observation.pk}/"
    waits = "ne l’a pas encore rattachée"
    assert waits in client.get(page).content.decode()
    client.post(url(observation), {"reason": "Erreur"})
    assert waits not in client.get(page).content.decode()


def test_the_row_stays_with_the_reason(
    cast: Cast, logged_in: LogIn, observation: Observation
) -> None:
    logged_in(cast.adherent).post(url(observation), {"reason": "Erreur de produit"})
    observation.refresh_from_db()
    assert observation.state_reason == "Erreur de produit"
    assert Entry.objects.last().verb == "observation.withdrawn"


def test_a_withdrawal_has_a_reason(cast: Cast, logged_in: LogIn, observation: Observation) -> None:
    for client in [logged_in(cast.adherent)]:
        assert client.post(url(observation), {"reason": "  "}).status_code == 422
        assert client.post(url(observation)).status_code == 422


def test_a_second_withdrawal_is_refused_and_keeps_what_was_typed(
    cast: Cast, logged_in: LogIn, observation: Observation
) -> None:
    withdraw_observation(observation, by=cast.colleague, reason="Erreur")
    answer = logged_in(cast.adherent).post(url(observation), {"reason": "Mon motif"})
    assert answer.status_code == 409
    assert "Mon motif" in answer.content.decode()
