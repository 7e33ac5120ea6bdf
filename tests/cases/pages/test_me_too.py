import pytest

from cases.actions import attach_observations, dismiss_case, set_aside_observations
from cases.models import Case, Observation, Product, Source
from tests import factories
from tests.cast import Cast, LogIn

SENT = {"submission": "5e6b0a52-6d6f-4f6f-9df2-0d1f0a6f1a02"}


def url(case: Case) -> str:
    return f"/incidents/{case.pk}/moi-aussi/"


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("other_adherent", 302),
        ("committee", 302),
        ("board", 403),
        ("lawyer", 403),
        ("administrator", 403),
    ],
)
def test_whoever_reports_says_me_too(
    who: str, status: int, cast: Cast, logged_in: LogIn, case: Case
) -> None:
    assert logged_in(getattr(cast, who)).post(url(case), SENT).status_code == status
    assert case.observations.count() == (4 if status == 302 else 3)


def test_one_tap_makes_an_observation_and_says_what_was_noted(
    cast: Cast, logged_in: LogIn, case: Case
) -> None:
    page = logged_in(cast.other_adherent).post(url(case), SENT, follow=True)
    made = Observation.objects.get(source=Source.ME_TOO)
    assert page.redirect_chain == [(f"/observations/{made.pk}/", 302)]
    assert (made.case, made.organisation) == (case, cast.other_adherent.organisation)
    for told in ("C’est noté", "EBP Compta", "Connexion impossible", "corrigez-le", "/modifier/"):
        assert told in page.content.decode()


def test_two_taps_make_one_observation(cast: Cast, logged_in: LogIn, case: Case) -> None:
    client = logged_in(cast.other_adherent)
    first, second = client.post(url(case), SENT), client.post(url(case), SENT)
    assert first.headers["Location"] == second.headers["Location"]
    assert case.observations.count() == 4


def test_a_dismissed_case_and_one_that_never_was_look_the_same(
    cast: Cast, logged_in: LogIn, case: Case
) -> None:
    dismiss_case(case, by=cast.committee, seen=1, reason="Fausse alerte")
    client = logged_in(cast.other_adherent)
    assert client.post(url(case), SENT).status_code == 404
    assert client.post("/incidents/9999/moi-aussi/", SENT).status_code == 404


def test_a_tap_sent_again_after_the_case_was_closed_leads_to_what_it_made(
    cast: Cast, logged_in: LogIn, case: Case
) -> None:
    client = logged_in(cast.other_adherent)
    first = client.post(url(case), SENT).headers["Location"]
    dismiss_case(case, by=cast.committee, seen=1, reason="Fausse alerte")
    again = client.post(url(case), SENT)
    assert (again.status_code, again.headers["Location"]) == (302, first)
    assert case.observations.count() == 4
    other = "7c1e0a52-6d6f-4f6f-9df2-0d1f0a6f1a03"
    assert client.post(url(case), {"submission": other}).status_code == 404
    assert logged_in(cast.colleague).post(url(case), SENT).status_code == 404


def test_a_case_that_lost_its_observations_leads_to_the_form(
    cast: Cast, logged_in: LogIn, case: Case
) -> None:
    set_aside_observations(list(case.observations.all()), by=cast.committee, reason="Erreurs")
    answer = logged_in(cast.other_adherent).post(url(case), SENT, follow=True)
    assert answer.redirect_chain == [("/signaler/", 302)]
    assert "décrivez la vôtre" in answer.content.decode()


def test_the_product_of_the_card_is_the_one_observed(
    cast: Cast, logged_in: LogIn, case: Case, product: Product
) -> None:
    other = factories.product("EBP Gestion", product.publisher)
    seen = factories.observation(cast.adherent, on=other)
    attach_observations([seen], case, by=cast.committee)
    sent = SENT | {"product": str(other.pk)}
    logged_in(cast.other_adherent).post(url(case), sent)
    assert Observation.objects.get(source=Source.ME_TOO).product == other


def test_a_link_followed_says_nothing(cast: Cast, logged_in: LogIn, case: Case) -> None:
    assert logged_in(cast.other_adherent).get(url(case)).headers["Location"] == "/"
    assert case.observations.count() == 3


@pytest.mark.parametrize("typed", ["9" * 18, "9" * 5000, "²", "produit"])
def test_a_product_that_no_card_names_is_the_case_s_own(
    typed: str, cast: Cast, logged_in: LogIn, case: Case, product: Product
) -> None:
    answer = logged_in(cast.other_adherent).post(url(case), SENT | {"product": typed})
    assert answer.status_code == 302
    assert Observation.objects.get(source=Source.ME_TOO).product == product
