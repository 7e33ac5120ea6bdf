"""The list of cases and the page of one."""

import re
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.urls import reverse
from django.utils import timezone

from cases import actions
from cases.models import Case
from tests import factories

LIST = reverse("admin:cases_case_changelist")


def page_of(client, case) -> str:
    return client.get(reverse("admin:cases_case_change", args=[case.pk])).content.decode()


def buttons(page: str) -> set[str]:
    return set(re.findall(r"/etape/([a-z-]+)/", page))


def test_the_buttons_are_the_steps_open_to_this_person_now(cast, logged_in):
    case = factories.case(cast)
    page = page_of(logged_in(cast.committee), case)
    assert buttons(page) == {"verifier", "classer", "donner-un-mandat"}
    assert "Possible sur un cas «\u00a0Classé sans suite\u00a0»." in page


def test_an_observer_of_the_case_reads_why_they_cannot_verify(cast, logged_in):
    case = factories.case(cast, cast.adherent, cast.second_committee)
    page = page_of(logged_in(cast.second_committee), case)
    assert "verifier" not in buttons(page)
    assert "Vous ou votre organisation avez observé ce cas." in page


def test_the_chair_alone_closes_a_vote_that_has_its_quorum(cast, logged_in):
    case = factories.voted_ballot(cast).case
    assert "clore-le-vote" in buttons(page_of(logged_in(cast.chair), case))
    page = page_of(logged_in(cast.committee), case)
    assert "clore-le-vote" not in buttons(page)
    assert "La présidence de la commission clôt le vote." in page
    assert "Vous avez déjà voté." in page


def test_the_chair_reads_how_far_the_quorum_is(cast, logged_in):
    case = factories.ballot(cast).case
    page = page_of(logged_in(cast.chair), case)
    assert "Quorum non atteint : 0 sur 3." in page.replace("\u00a0", " ")


def test_the_author_of_a_text_does_not_approve_it(cast, logged_in):
    case = factories.relay(cast).case
    assert "approuver-le-relais" not in buttons(page_of(logged_in(cast.committee), case))
    assert "approuver-le-relais" in buttons(page_of(logged_in(cast.chair), case))


def test_a_relayed_case_tells_its_whole_story(cast, logged_in):
    case = factories.relayed_case(cast)
    actions.grant_mandate(case, lawyer=cast.lawyer, by=cast.chair, since=case.occurred_on)
    page = page_of(logged_in(cast.committee), case)
    for shown in (
        case.title,
        "Deux organisations le disent.",
        "Trois voix pour.",
        "Connexion impossible le 9 janvier 2018 au matin.",
        "Maître Laure Avocat",
        "Hugo Président a approuvé le relais le",
        "Nature de l’incident, vue par les appels",
        *case.observations.values_list("reference", flat=True),
    ):
        assert shown in page


def test_the_list_gives_observers_and_sufficiency_in_a_fixed_number_of_queries(
    cast, logged_in, django_assert_num_queries
):
    client = logged_in(cast.committee)
    factories.case(cast)
    client.get(LIST)
    caches["remembered"].clear()
    with django_assert_num_queries(8):
        assert "insuffisant" in client.get(LIST).content.decode()
    for number in range(5):
        factories.case(cast, cast.adherent, title=f"Cas {number}")
    with django_assert_num_queries(8):
        client.get(LIST)


@pytest.mark.parametrize("query", [{"q": "Nuage"}, {"state": "dismissed"}])
def test_the_list_is_searched_and_filtered(cast, logged_in, query):
    hidden = factories.case(cast)
    found = factories.case(cast, cast.adherent, title="Nuage noir")
    actions.dismiss_case(found, by=cast.committee, seen=found.version, reason="Rien.")
    page = logged_in(cast.committee).get(LIST, query).content.decode()
    assert found.reference in page
    assert hidden.reference not in page


def test_the_list_is_filtered_by_product(cast, logged_in):
    first = factories.case(cast)
    product = factories.product("Paie Deux", factories.publisher("Éditeur Deux"))
    second = factories.case(cast, cast.adherent, on=product)
    page = logged_in(cast.committee).get(LIST, {"produit": product.pk}).content.decode()
    assert second.reference in page
    assert first.reference not in page


def test_the_list_names_the_product_that_most_observed(cast, logged_in):
    product = factories.product("Paie Deux")
    case = factories.case(cast, cast.adherent, cast.other_adherent, on=product)
    other = factories.observation(cast.colleague)
    actions.attach_observations([other], case=case, by=cast.committee)
    assert [each.usual_product for each in Case.objects.with_usual_product()] == ["Paie Deux"]
    assert "Paie Deux</td>" in logged_in(cast.committee).get(LIST).content.decode()


def test_the_list_is_filtered_by_sufficiency_and_by_age(cast, logged_in):
    few = factories.case(cast, cast.adherent)
    some = factories.case(cast, cast.adherent, cast.other_adherent, cast.third_committee)
    Case.objects.filter(pk=few.pk).update(opened_at=timezone.now() - timedelta(days=40))
    client = logged_in(cast.committee)
    for query, found, hidden in (
        ({"donnees": "indicatif"}, some, few),
        ({"donnees": "insuffisant", "_facets": "True"}, few, some),
        ({"opened_at__gte": str(timezone.now() - timedelta(days=7))}, some, few),
    ):
        page = client.get(LIST, query).content.decode()
        assert found.reference in page, query
        assert hidden.reference not in page, query
    nobody = client.get(LIST, {"donnees": "suffisant"}).content.decode()
    assert few.reference not in nobody
    assert some.reference not in nobody
    assert few.reference in client.get(LIST, {"donnees": "autre"}).content.decode()
