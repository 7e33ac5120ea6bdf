"""Where a member reads what they are asked to join, over all their claims."""

import pytest
from django.urls import reverse

from cases.claims import actions
from tests import factories
from tests.claims.grouping import claim_of, claimant, cohort_on, open_to_opt_ins, signature

pytestmark = pytest.mark.slow


@pytest.fixture
def case(cast, references):
    return factories.case(cast)


@pytest.fixture
def claim(case):
    return claim_of(case, "Un")


def shown(client, name="acting-together", *args):
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return response.content.decode().replace("\u00a0", " ")


def test_it_is_in_the_menu_on_the_list_of_claims_and_on_the_claim(claim, logged_in, cast):
    client = logged_in(claimant("Un"))
    address = reverse("acting-together")
    assert f'href="{address}"' in shown(client, "home")
    assert "Agir ensemble : ce que l’on vous demande" in shown(client, "claim-list")
    own = reverse("claim-cohorts", args=[claim.pk])
    assert own in shown(client, "claim-detail", claim.pk)
    assert f'href="{address}"' not in shown(logged_in(cast.committee), "home")
    assert f'href="{address}"' in shown(logged_in(cast.committee), "claim-list")


def test_it_tells_what_is_asked_what_can_be_joined_and_what_was(claim, case, logged_in, cast):
    client = logged_in(claimant("Un"))
    assert "Rien pour l’instant" in shown(client)
    factories.mandate(cast, case)
    actions.ask_consent(cohort_on(case, by=cast.chair), claim, by=cast.lawyer)
    group = open_to_opt_ins(case, by=cast.chair, name="Groupe ouvert")
    told = shown(client)
    assert reverse("claim-cohorts", args=[claim.pk]) in told
    assert "Votre accord est demandé" in told
    assert "À rejoindre, si vous voulez : Groupe ouvert" in told
    actions.join_as_member(group, claim, signature(), by=claimant("Un"))
    told = shown(client)
    assert "À rejoindre" not in told
    assert "Groupe ouvert – " in told


def test_nothing_of_it_is_told_to_another_claimant_nor_to_who_claims_nothing(
    claim, case, logged_in, cast
):
    open_to_opt_ins(case, by=cast.chair, name="Groupe ouvert")
    claim_of(factories.case(cast), "Deux")
    assert "Groupe ouvert" not in shown(logged_in(claimant("Deux")))
    assert logged_in(cast.board).get(reverse("acting-together")).status_code == 403


def test_claims_that_no_group_speaks_of_cost_nothing_more(
    claim, case, logged_in, cast, django_assert_num_queries
):
    """Session, the person with their roles, the last entry, and their claims."""
    client = logged_in(claimant("Un"))
    with django_assert_num_queries(4):
        shown(client)
