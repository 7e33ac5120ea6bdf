"""The pages of a cohort: the chair and counsel prepare it, the committee reads pseudonyms."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from cases.actions import attach_observations
from cases.claims import actions
from cases.claims.cohort_links import form_token
from cases.claims.cohort_states import CohortState
from cases.claims.models import AssociationProfile, Cohort, CollectiveRoute
from tests import factories
from tests.claims.grouping import (
    claim_of,
    claimant,
    cohort_on,
    loss,
    open_to_opt_ins,
    route,
    signature,
)

AMOUNTS = ("101.00", "202.00", "303.00", "404.00", "505.00")

SIGNED = {
    "name": "Un",
    "domicile": "Brest",
    "siren": "552 100 554",
    "signed_name": "Gérant",
    "agrees": "on",
}


@pytest.fixture
def case(cast, references):
    return factories.case(cast)


@pytest.fixture
def cohort(case, cast):
    """Of three claimants."""
    for name, amount in zip(("Un", "Deux", "Trois"), AMOUNTS, strict=False):
        claim_of(case, name, amount)
    factories.mandate(cast, case)
    held = cohort_on(case, by=cast.chair)
    actions.number_claimants(held)
    return held


def text_of(response):
    return response.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def page(client, name, *args):
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return text_of(response)


def send(client, to, /, *args, **sent):
    return client.post(reverse(to, args=args), sent)


def test_the_chair_opens_a_group_of_one_publisher_from_its_page(logged_in, cast, case):
    client = logged_in(cast.chair)
    assert "Aucun groupe" in page(client, "cohort-list")
    address = reverse("cohort-open")
    assert "Éditeur Un" in text_of(client.get(address))
    address += f"?editeur={case.publisher_id}"
    shown = text_of(client.get(address))
    assert case.reference in shown
    assert shown.count("fermée") == 5
    refused = client.post(
        address,
        {
            "name": "Panne du 9",
            "cases": [case.pk],
            "aim": "damages",
            "route": route("group_action_reparation").pk,
        },
    )
    assert refused.status_code == 422
    assert "pas d’agrément" in text_of(refused)
    assert 'value="Panne du 9"' in text_of(refused)
    sent = {
        "name": "Panne du 9",
        "cases": [case.pk],
        "aim": "damages",
        "route": route("joint_individual_action").pk,
    }
    opened = client.post(address, sent)
    assert opened.url == reverse("cohort-detail", args=[Cohort.objects.get().pk])
    assert "Panne du 9" in page(client, "cohort-list")


def test_counsel_reads_who_lost_what_and_the_committee_nothing_of_it_below_five(
    logged_in, cast, case, cohort
):
    whole = page(logged_in(cast.lawyer), "cohort-detail", cohort.pk)
    for told in ("M1", "Un · ", "101,00 €", "606,00 €", "M3"):
        assert told in whole
    for who in (cast.chair, cast.committee):
        shown = page(logged_in(who), "cohort-detail", cohort.pk)
        assert "moins de 5" in shown
        for hidden in (">M1<", "Trois · ", "101,00", "606,00", "DEM-"):
            assert hidden not in shown


def test_from_five_on_the_committee_reads_pseudonyms_and_totals_and_no_one_s_loss(
    logged_in, cast, case, cohort
):
    for name, amount in (("Quatre", "404.00"), ("Cinq", "505.00")):
        claim_of(case, name, amount)
    actions.number_claimants(cohort)
    shown = page(logged_in(cast.committee), "cohort-detail", cohort.pk)
    for told in (">M5<", "1 515,00 €", "303,00 €"):
        assert told in shown
    for hidden in ("Quatre", "404,00", "505,00", "DEM-"):
        assert hidden not in shown
    assert "Changer l’objet" not in shown


def test_claims_are_counted_by_product_and_incident_and_few_are_told_to_counsel_alone(
    logged_in, cast, case, cohort
):
    for name in ("Quatre", "Cinq"):
        claim_of(case, name)
    product, other = factories.product(), factories.product("sage-50c")
    seen = [factories.observation(claimant("Un"), on=other)]
    for name in ("Un", "Deux", "Trois", "Quatre", "Cinq"):
        seen.append(factories.observation(claimant(name), on=product))
    attach_observations(seen, case, by=cast.committee)
    actions.number_claimants(cohort)
    address = reverse("cohort-detail", args=[cohort.pk])
    told = {
        who: [row[2] for row in logged_in(who).get(address).context["chart"].rows]
        for who in (cast.lawyer, cast.committee)
    }
    assert sorted(told[cast.lawyer]) == ["1 demande", "5 demandes"]
    assert sorted(told[cast.committee]) == ["5 demandes", "moins de 5"]


def test_counsel_sets_criteria_and_gives_pseudonyms_to_who_came_since(
    logged_in, cast, case, cohort
):
    client = logged_in(cast.lawyer)
    claim_of(case, "Quatre", "404.00")
    assert "1 demande venue depuis" in page(client, "cohort-detail", cohort.pk)
    send(client, "cohort-number", cohort.pk)
    for _look in range(2):
        assert ">M4<" in page(client, "cohort-detail", cohort.pk)
    sent = {"minimum": "300", "states": ["submitted"], "products": ["compta-un"]}
    response = send(client, "cohort-criteria", cohort.pk, **sent, seen=cohort.version)
    assert response.status_code == 302
    shown = page(client, "cohort-detail", cohort.pk)
    assert "Préjudice d’au moins 300,00 €" in shown
    assert ">M3<" not in shown
    stale = send(client, "cohort-criteria", cohort.pk, **sent, seen="x")
    assert stale.status_code == 422
    assert "a changé depuis" in text_of(stale)


def test_a_decision_declarations_and_dates_are_noted_in_turn(logged_in, cast, cohort):
    client = logged_in(cast.chair)
    today = timezone.localdate().isoformat()
    early = send(client, "cohort-opt-ins", cohort.pk, opens_on=today, closes_on="2099-01-01")
    assert "il manque" in text_of(early)
    paper = SimpleUploadedFile("pv.pdf", b"%PDF-1.7 pv")
    noted = send(client, "cohort-decision", cohort.pk, body="AG", on=today, minutes=paper)
    assert noted.status_code == 302
    minutes = client.get(reverse("cohort-minutes", args=[cohort.pk]))
    assert b"".join(minutes.streaming_content) == b"%PDF-1.7 pv"
    for sent in ({}, {"has_none": "on", "text": "Un lien"}):
        refused = send(client, "cohort-declare", cohort.pk, "conflits", **sent)
        assert refused.status_code == 422
    send(client, "cohort-declare", cohort.pk, "conflits", has_none="on")
    send(client, "cohort-declare", cohort.pk, "financement", text="Cotisations")
    assert client.get(reverse("cohort-declare", args=[cohort.pk, "autre"])).status_code == 404
    shown = page(client, "cohort-detail", cohort.pk)
    assert "Cotisations" in shown
    assert "rien à déclarer" in shown
    send(client, "cohort-opt-ins", cohort.pk, opens_on=today, closes_on="2099-01-01")
    cohort.refresh_from_db()
    assert cohort.state == CohortState.OPEN
    link = f"/adherer/{cohort.pk.hex}."
    assert link in page(client, "cohort-detail", cohort.pk)
    assert link not in page(logged_in(cast.committee), "cohort-detail", cohort.pk)
    before = cohort.link_key
    send(client, "cohort-link", cohort.pk)
    cohort.refresh_from_db()
    assert cohort.link_key != before


def test_minutes_that_the_store_lost_are_told(logged_in, cast, cohort, monkeypatch):
    client = logged_in(cast.chair)
    assert client.get(reverse("cohort-minutes", args=[cohort.pk])).status_code == 404
    paper = SimpleUploadedFile("pv.pdf", b"%PDF-1.7 pv")
    today = timezone.localdate().isoformat()
    send(client, "cohort-decision", cohort.pk, body="AG", on=today, minutes=paper)

    def lost(item):
        raise FileNotFoundError

    monkeypatch.setattr("cases.actions.handing_out.open_item", lost)
    response = client.get(reverse("cohort-minutes", args=[cohort.pk]), follow=True)
    assert "plus dans le coffre" in text_of(response)


def test_a_closed_group_is_read_and_changes_no_more(logged_in, cast, cohort):
    client = logged_in(cast.chair)
    assert send(client, "cohort-close", cohort.pk).status_code == 422
    send(client, "cohort-close", cohort.pk, reason="Accord trouvé.")
    shown = page(client, "cohort-detail", cohort.pk)
    assert "Accord trouvé." in shown
    assert "Clore le groupe" not in shown
    refused = client.post(reverse("cohort-link", args=[cohort.pk]), follow=True)
    assert "est clos" in text_of(refused)


def test_the_course_is_changed_by_who_read_its_last_version(logged_in, cast, cohort):
    client = logged_in(cast.chair)
    sent = {"name": "Autre", "aim": "both", "route": route("amicable").pk}
    assert send(client, "cohort-describe", cohort.pk, **sent, seen=9).status_code == 422
    assert send(client, "cohort-describe", cohort.pk, **sent, seen=1).status_code == 302
    assert "Voie amiable" in page(client, "cohort-detail", cohort.pk)


def test_counsel_asks_and_the_claimant_answers_on_their_page(logged_in, cast, case, cohort):
    counsel, own = logged_in(cast.lawyer), logged_in(claimant("Un"))
    claim = cohort.claims().first()
    send(counsel, "cohort-consent", cohort.pk, claim=claim.pk)
    assert send(counsel, "cohort-consent", cohort.pk, claim="x").status_code == 404
    assert "Donner mon accord" in page(own, "claim-cohorts", claim.pk)
    asked = cohort.individual_cases.get()
    send(own, "consent-answer", asked.pk, "accepter")
    assert "Accord donné" in page(own, "claim-cohorts", claim.pk)
    assert "1 accord donné" in page(counsel, "cohort-detail", cohort.pk)
    assert "1 accord donné" in page(logged_in(cast.chair), "cohort-detail", cohort.pk)
    again = own.post(reverse("consent-answer", args=[asked.pk, "accepter"]), follow=True)
    assert "ce n’est plus possible" in text_of(again)
    assert send(own, "consent-answer", asked.pk, "autre").status_code == 404
    actions.close_cohort(cohort, by=cast.chair, reason="Fini.")
    other = cohort.candidates().last()
    told = counsel.post(
        reverse("cohort-consent", args=[cohort.pk]), {"claim": other.pk}, follow=True
    )
    assert "est clos" in text_of(told)


def test_a_member_joins_and_leaves_from_their_claim(logged_in, cast, case, cohort):
    group = open_to_opt_ins(case, by=cast.chair, name="Groupe ouvert")
    claim = cohort.claims().first()
    client = logged_in(claimant("Un"))
    assert "Groupe ouvert" in page(client, "claim-cohorts", claim.pk)
    address = ("claim-join", claim.pk, group.pk)
    assert "ne vaut ni n’implique adhésion" in page(client, *address)
    signed = SIGNED
    assert send(client, *address, **{**signed, "agrees": ""}).status_code == 422
    nameless = send(client, *address, **{**signed, "siren": ""})
    assert "Écrivez le SIREN de votre entreprise" in text_of(nameless)
    assert send(client, *address, **signed).status_code == 302
    assert send(client, *address, **signed).status_code == 404
    opt_in = group.opt_ins.get()
    assert "signé par Gérant" in page(client, "claim-cohorts", claim.pk)
    send(client, "claim-leave", claim.pk, opt_in.pk)
    left = client.post(reverse("claim-leave", args=[claim.pk, opt_in.pk]), follow=True)
    assert "déjà révoqué" in text_of(left)


def test_a_member_in_another_group_on_the_case_is_told_so(logged_in, cast, case, cohort):
    first, second = (open_to_opt_ins(case, by=cast.chair) for _ in range(2))
    claim = cohort.claims().first()
    actions.join_as_member(first, claim, signature(), by=claimant("Un"))
    signed = SIGNED
    refused = send(logged_in(claimant("Un")), "claim-join", claim.pk, second.pk, **signed)
    assert refused.status_code == 422
    assert "autre groupe" in text_of(refused)


def test_a_claim_with_nothing_to_answer_says_so(logged_in, case):
    claim = claim_of(case, "Sept")
    shown = page(logged_in(claimant("Sept")), "claim-cohorts", claim.pk)
    assert "Rien pour l’instant" in shown


def test_the_board_describes_the_association_and_reads_which_ways_it_opens(
    logged_in, cast, references
):
    client = logged_in(cast.board)
    assert page(client, "association-profile").count("fermée") == 5
    sent = {
        "declared_on": "2015-01-05",
        "active_since": "2016-01-05",
        "statutes_article": "Article 2",
        "siren": "123 456 789",
        "seat": "1 rue de l’Exemple, 75000 Paris",
    }
    assert send(client, "association-profile", **sent, seen=0).status_code == 302
    held = AssociationProfile.objects.get()
    assert (held.siren, held.seat) == ("123456789", sent["seat"])
    assert page(client, "association-profile").count("fermée") == 1
    stale = send(client, "association-profile", **sent, seen=0)
    assert stale.status_code == 422
    half = send(client, "association-profile", **sent, accreditation_number="A", seen=1)
    assert "complétez" in text_of(half)
    assert AssociationProfile.objects.count() == 1


def test_a_group_costs_the_same_for_two_claimants_and_for_twenty(
    logged_in, cast, case, cohort, django_assert_max_num_queries
):
    client = logged_in(cast.lawyer)
    page(client, "cohort-detail", cohort.pk)
    for number in range(17):
        claim_of(case, f"Autre {number}")
    with django_assert_max_num_queries(45):
        page(client, "cohort-detail", cohort.pk)
    assert CollectiveRoute.objects.count() == 8


def test_a_company_that_joined_by_a_link_does_not_join_again_as_a_member(
    logged_in, cast, case, cohort
):
    """Under another name and another address: its SIREN says that it is the same."""
    group = open_to_opt_ins(case, by=cast.chair)
    token = form_token(group, "compta@example.net")
    actions.join_by_link(token, signature(siren="552100554"), loss(case))
    claim = cohort.claims().first()
    address = ("claim-join", claim.pk, group.pk)
    refused = send(logged_in(claimant("Un")), *address, **SIGNED)
    assert refused.status_code == 422
    assert "déjà en vigueur pour cette adresse ou cette entreprise" in text_of(refused)
    assert group.opt_ins.count() == 1
