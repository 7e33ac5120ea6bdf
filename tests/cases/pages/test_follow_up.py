import pytest

from cases.actions import withdraw_observation
from cases.models import FollowUp

SENT = {"status": "still_blocked", "submission": "5e6b0a52-6d6f-4f6f-9df2-0d1f0a6f1a03"}


def url(observation):
    return f"/observations/{observation.pk}/suivi/"


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("adherent", 302),
        ("colleague", 302),
        ("other_adherent", 404),
        ("committee", 403),
        ("board", 404),
        ("lawyer", 404),
    ],
)
def test_an_organisation_gives_news_of_its_own(who, status, cast, logged_in, observation):
    assert logged_in(getattr(cast, who)).post(url(observation), SENT).status_code == status
    assert FollowUp.objects.count() == (status == 302)


def test_still_blocked_is_one_tap_and_comes_back_home(cast, logged_in, observation):
    answer = logged_in(cast.adherent).post(url(observation), SENT, follow=True)
    assert answer.redirect_chain == [("/", 302)]
    assert "toujours bloqué" in answer.content.decode()
    point = FollowUp.objects.get()
    assert (point.observation, point.by, point.calls_load) == (observation, cast.adherent, None)


def test_restored_leads_to_where_the_hour_can_be_put_right(cast, logged_in, observation):
    sent = SENT | {"status": "restored", "calls_load": "0"}
    answer = logged_in(cast.adherent).post(url(observation), sent, follow=True)
    assert answer.redirect_chain == [(f"/observations/{observation.pk}/", 302)]
    assert FollowUp.objects.get().calls_load == 0
    observation.refresh_from_db()
    assert observation.current.restored_at is not None


def test_two_taps_are_one_point(cast, logged_in, observation):
    client = logged_in(cast.adherent)
    for _ in range(2):
        assert client.post(url(observation), SENT).status_code == 302
    assert FollowUp.objects.count() == 1


@pytest.mark.parametrize(
    "said", [{}, {"status": "gone"}, {"status": "restored", "calls_load": "6"}]
)
def test_what_is_not_on_the_page_says_nothing(said, cast, logged_in, observation):
    answer = logged_in(cast.adherent).post(url(observation), said, follow=True)
    assert "toujours bloqué" in answer.content.decode()
    assert not FollowUp.objects.exists()


def test_what_no_longer_counts_says_why(cast, logged_in, observation):
    withdraw_observation(observation, by=cast.adherent, reason="Erreur")
    answer = logged_in(cast.adherent).post(url(observation), SENT, follow=True)
    assert "ne peut plus changer" in answer.content.decode()


def test_a_link_followed_only_shows_the_observation(cast, logged_in, observation):
    answer = logged_in(cast.adherent).get(url(observation))
    assert answer.headers["Location"] == f"/observations/{observation.pk}/"
    assert not FollowUp.objects.exists()
