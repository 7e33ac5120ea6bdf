"""Every role's way by the keyboard alone, and the focus never lost on it."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from playwright.sync_api import expect

from cases.evidence.models import Entry
from cases.models import Case, FollowUp, Observation
from tests import factories
from tests.cast import PASSWORD
from tests.chromium import PHONE
from tests.journeys.keys import Keys
from tests.reports import dossiers

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def verbs(count: int) -> list[str]:
    return list(Entry.objects.order_by("-sequence").values_list("verb", flat=True)[:count])[::-1]


def test_a_member_reports_and_says_that_it_goes_on(cast, by_keyboard):
    product = factories.product()
    keys = by_keyboard(cast.adherent, size=PHONE)
    keys.follow("Signaler un incident")
    keys.choose("product", str(product.pk))
    keys.push("Continuer")
    keys.choose("symptom", "login_impossible")
    keys.choose("severity", "blocked")
    keys.push("Envoyer tout de suite")
    keys.follow("Suivre cette observation")
    keys.push("Toujours bloqué")
    expect(keys.page.get_by_text("C’est noté")).to_be_visible()
    assert Observation.objects.get().reported_by == cast.adherent
    assert FollowUp.objects.get().status == "still_blocked"
    assert verbs(2) == ["observation.reported", "observation.followed_up"]


@pytest.mark.slow
def test_a_member_says_me_too_completes_and_withdraws(cast, by_keyboard):
    factories.verified_case(cast, cast.other_adherent, cast.third_committee)
    keys = by_keyboard(cast.adherent)
    keys.to(keys.page.locator("main form[action$='/moi-aussi/'] button"))
    keys.press("Enter")
    expect(keys.page.get_by_text("C’est noté")).to_be_visible()
    keys.follow("Compléter ou corriger")
    keys.follow("Votre récit")
    keys.write("narrative", "Écran blanc chez deux clients.")
    keys.push("Enregistrer")
    expect(keys.page.get_by_text("Votre ajout est gardé.")).to_be_visible()
    keys.follow("J’ai terminé")
    keys.follow("Retirer cette observation")
    keys.write("reason", "C’était notre réseau.")
    keys.push("Retirer l’observation")
    expect(keys.page.get_by_text("Observation retirée")).to_be_visible()
    mine = Observation.objects.get(reported_by=cast.adherent)
    assert (mine.version_count, mine.state) == (2, "withdrawn")


def take(keys: Keys, case: Case, label: str, done: str, **said: str) -> None:
    """A step of the desk, from the page of its case to what is said once it is taken."""
    page = keys.page
    page.goto(f"/bureau/cases/case/{case.pk}/change/")
    keys.follow(label, within="#main")
    for name, answer in said.items():
        kind = page.locator(f"[name={name}]").first.evaluate("node => node.type")
        if kind == "radio":
            keys.choose(name, answer)
        elif kind == "checkbox":
            keys.to(page.locator(f"[name={name}]"))
            keys.press("Space")
        else:
            keys.write(name, answer)
    keys.push(label, within="#main")
    expect(page.get_by_text(done)).to_be_visible()


@pytest.mark.slow
def test_the_committee_verifies_votes_decides_and_relays(cast, by_keyboard):
    case = factories.case(cast, cast.adherent, cast.other_adherent, cast.third_committee)
    first = by_keyboard(cast.committee)
    second, chair = by_keyboard(cast.second_committee), by_keyboard(cast.chair)
    verdict = {"verdict": "confirmed", "grounds": "Trois le disent.", "has_links": "no"}
    take(first, case, "Vérifier", "Votre verdict est enregistré.", **verdict)
    proposal = {"proposal": "act", "service_quality": "on"}
    take(first, case, "Ouvrir un vote", "Le vote est ouvert.", **proposal)
    for keys in (first, second, chair):
        take(keys, case, "Voter", "Votre vote est enregistré.", choice="for")
    reasons = "Les adhérents doivent le savoir."
    take(chair, case, "Clore le vote", "Le vote est clos.", reasons=reasons)
    told = {"purpose": "service_quality", "text": "Connexion impossible le 9 janvier."}
    take(second, case, "Rédiger le relais", "Le texte attend l’approbation", **told)
    take(chair, case, "Approuver le relais", "Le cas est relayé aux adhérents.")
    case.refresh_from_db()
    assert case.state == "relayed"
    decided = ["case.decided", "case.relay_drafted", "case.relayed"]
    assert verbs(7) == ["case.ballot_opened", *["case.voted"] * 3, *decided]


def test_a_lawyer_downloads_a_dossier(cast, by_keyboard, tmp_path):
    case = factories.case(cast)
    factories.mandate(cast, case)
    dossier = dossiers.ready(cast, case)
    EmailAddress.objects.create(
        user=cast.lawyer, email=cast.lawyer.email, verified=True, primary=True
    )
    keys = by_keyboard(cast.lawyer)
    keys.follow("Mes dossiers", within="nav")
    keys.follow(f"Télécharger {case.reference}")
    keys.write("password", PASSWORD)
    keys.push("Continuer")
    keys.write("purpose", "Préparer l’assignation")
    with keys.page.expect_download() as download:
        keys.push("Télécharger le PDF")
    file = tmp_path / "constat.pdf"
    download.value.save_as(file)
    assert file.read_bytes() == dossiers.kept(dossier)
    assert verbs(1) == ["dossier.downloaded"]


def test_a_member_of_the_committee_logs_in_with_a_second_factor(cast, browser, live_server):
    person = cast.committee
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    TOTP.activate(person, SECRET)
    page = browser.new_page(base_url=live_server.url, locale="fr-FR")
    page.goto("/triage/")
    keys = Keys(page)
    keys.write("login", person.email)
    keys.write("password", PASSWORD)
    keys.push("Se connecter")
    expect(page.get_by_label("Code")).to_be_visible()
    code = format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time()))))
    keys.write("code", code)
    keys.push("Se connecter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tri des observations")
    assert keys.lost == []
    page.context.close()
