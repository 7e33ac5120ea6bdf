"""A claim, from the relayed case to the money, each step by the person whose step it is."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from tests.journeys import claiming
from tests.journeys.claiming import follow, is_at, press, today
from tests.journeys.conftest import Product, text_of
from tests.journeys.test_committee import answer
from tests.reports.claims.claiming import TOLD

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket, pytest.mark.slow]
CASE = "tous les produits Sage 50c"
STEPS = [
    "claim.opened",
    "claim.contract_tied",
    "claim.submitted",
    "claim.verified",
    "claim.documented",
    "claim.notice_sent",
    "claim.paper_attached",
    "claim.offer_recorded",
    "claim.settled",
    "claim.payment_recorded",
    "claim.paid",
]


def put_contract_forward(page: Page, claim: str) -> None:
    page.goto("/contrats/ajouter/")
    claiming.choose(page, "publisher", "Sage")
    answer(page, kind="partner", title="Contrat de partenaire 2016", signed_on="2016-03-01")
    press(page, "Enregistrer")
    page.wait_for_url(lambda url: "/ajouter/" not in url)
    page.goto(claim)
    follow(page, "Contrats de la demande")
    page.get_by_label("Contrat de partenaire 2016").check()
    press(page, "Garder ce choix")
    page.wait_for_url("**/fondements/")


def choose_ground(page: Page, claim: str) -> None:
    page.goto(claim)
    follow(page, "Choisir les fondements")
    page.get_by_text("Inexécution du contrat").first.click()
    follow(page, "Remarques et choix")
    answer(page, place="main")
    press(page, "Retenir ce fondement")
    page.goto(claim)
    follow(page, "Tenir la demande pour documentée")
    press(page, "Tenir la demande pour documentée")
    is_at(page, "Documentée par l’avocat")


def take_notice(page: Page, claim: str, to: Path) -> str:
    """Asked for at once, it says what it lacks; told the rest, a worker makes it."""
    page.goto(claim)
    follow(page, "Documents et courriers")
    press(page, "Mise en demeure")
    page.get_by_text("La mise en demeure n’est pas prête").wait_for()
    follow(page, "indications de la demande")
    until = timezone.localdate() + timedelta(days=21)
    answer(page, **{**{name: str(said) for name, said in TOLD.items()}, "deadline_on": str(until)})
    press(page, "Garder")
    page.wait_for_url("**/documents/")
    press(page, "Mise en demeure")
    made = page.get_by_role("button", name="Télécharger le PDF")
    made.wait_for(timeout=60_000)
    with page.expect_download() as download:
        made.click()
    download.value.save_as(to)
    return " ".join(text_of(to).split())


def note(page: Page, claim: str, verb: str, **told: str) -> None:
    page.goto(claim)
    follow(page, verb)
    answer(page, **told)
    if page.locator("input[name=document]").count():
        page.set_input_files("input[name=document]", claiming.paper("preuve.pdf"))
    press(page, verb)


def told_of(product: Product, claim: str) -> tuple[str, list[str]]:
    key = UUID(claim.rstrip("/").rpartition("/")[2])
    [(state, sheet)] = product.rows(
        "SELECT state, sheet_id FROM claims_claim WHERE id = ?", key.hex
    )
    verbs = product.rows(
        "SELECT verb FROM evidence_entry WHERE thread = ? AND verb LIKE 'claim.%' "
        "ORDER BY sequence",
        f"private:losses:{UUID(sheet)}",
    )
    return state, [verb for (verb,) in verbs if verb in STEPS]


def write(member: Page) -> str:
    """What the incident cost, twice, each with its proof; the contract; who follows it."""
    claim = claiming.open_own(member, CASE)
    claiming.count_support(member)
    claiming.join_proof(member, "feuille-de-temps.pdf")
    follow(member, "La fiche de pertes")
    follow(member, "Avoirs et gestes commerciaux")
    answer(member, what="Avoirs n° 12 et 13", category="time_to_restore", amount="445,50")
    press(member, "Mettre sur la fiche")
    claiming.join_proof(member, "avoirs.pdf")
    put_contract_forward(member, claim)
    member.goto(claim)
    claiming.choose_handler(member)
    member.goto(claim)
    claiming.send(member)
    return claim


def agree(member: Page, lawyer: Page, claim: str) -> None:
    """From the notice to the money."""
    note(member, claim, "Noter l’envoi de la mise en demeure", sent_on=today(), mode="lrar")
    is_at(member, "Mise en demeure envoyée")
    note(lawyer, claim, "Noter une offre", side="publisher", amount="500", made_on=today())
    is_at(lawyer, "En négociation")
    member.goto(claim)
    member.locator("summary", has_text="Accepter cette offre").click()
    press(member, "Accepter")
    is_at(member, "Accord trouvé")
    note(member, claim, "Noter un paiement", amount="500", received_on=today())
    is_at(member, "Payée")


def test_a_claim_goes_from_the_relayed_case_to_the_payment(log_in, product, tmp_path):
    product.manage("prepare_claims")
    member, handler, lawyer = (log_in(who) for who in ("adherent-2", "commission-1", "avocate"))
    claim = write(member)
    assert log_in("commission-2").goto(claim).status == 404
    handler.goto("/demandes/")
    follow(handler, CASE)
    press(handler, "Vérifier la demande")
    is_at(handler, "Vérifiée par la commission")
    choose_ground(lawyer, claim)
    letter = take_notice(member, claim, tmp_path / "mise-en-demeure.pdf")
    assert "Contrat de partenaire 2016" in letter
    assert "134,40 €" in letter
    assert "445,50 €" in letter
    agree(member, lawyer, claim)
    assert told_of(product, claim) == ("paid", STEPS)
