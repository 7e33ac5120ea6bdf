"""A claim sent and a group joined by the keyboard alone, with scripts and without."""

import pytest
from playwright.sync_api import expect

from cases.claims.models import Claim, OptIn
from cases.claims.references import load_references
from tests import factories
from tests.chromium import PHONE
from tests.claims import claiming as claims
from tests.claims.grouping import open_to_opt_ins
from tests.journeys.claiming import is_at, paper

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket, pytest.mark.slow]


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def scripts(request: pytest.FixtureRequest) -> bool:
    return request.param


def test_a_claim_goes_from_its_opening_to_its_sending(cast, by_keyboard, scripts):
    load_references()
    case = factories.case(cast)
    factories.mandate(cast, case)
    page = f"/incidents/{case.pk}/demande/"
    keys = by_keyboard(cast.adherent, page, size=PHONE, java_script_enabled=scripts)
    keys.push("Ouvrir notre demande")
    keys.follow("Noter ce que l’incident a coûté")
    keys.follow("Frais externes de contournement")
    keys.write("what", "Location d’un serveur")
    keys.choose("category", "means_engaged")
    keys.write("amount", "90,50")
    keys.push("Mettre sur la fiche")
    keys.hand_in("documents", paper("facture.pdf"))
    keys.push("Joindre")
    expect(keys.page.get_by_role("link", name="facture.pdf")).to_be_visible()
    keys.follow("La fiche de pertes", within="body")
    keys.follow("Demande DEM")
    keys.follow("Choisir qui la suit à la commission")
    keys.pick("handler", str(cast.committee))
    keys.push("Garder")
    keys.follow("Demande DEM")
    keys.follow("Envoyer la demande")
    keys.tick("is_accurate")
    keys.tick("goes_to_counsel")
    keys.push("Envoyer la demande")
    is_at(keys.page, "Envoyée à la commission")
    assert Claim.objects.get().state == "submitted"


def test_a_member_joins_a_group(cast, by_keyboard, scripts):
    claim = claims.opened(cast)
    claims.submit(claim, cast)
    open_to_opt_ins(claim.case, by=cast.chair)
    page = f"/demandes/{claim.pk}/"
    keys = by_keyboard(cast.adherent, page, size=PHONE, java_script_enabled=scripts)
    keys.follow("La fiche de pertes")
    keys.follow("Ce qui vous est demandé")
    keys.follow("Lire le mandat et adhérer")
    keys.write("name", "Alpha")
    keys.write("domicile", "1 rue du Port, 69002 Lyon")
    keys.write("siren", "552100554")
    keys.tick("agrees")
    keys.write("signed_name", "Alice Adhérente, gérante")
    keys.push("Signer et adhérer")
    expect(keys.page.locator("main")).to_contain_text("Votre adhésion est enregistrée")
    assert OptIn.objects.get().organisation == cast.adherent.organisation
