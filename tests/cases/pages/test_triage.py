"""The board: what it shows, its filters in the address, its side panel, and what it costs."""

from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases import actions
from cases.models import Observation
from cases.vocabulary import Awareness, Severity, Symptom
from tests import factories

BOARD = reverse("triage")


@pytest.fixture
def board(cast, logged_in):
    client = logged_in(cast.committee)

    def at(**query):
        return client.get(BOARD, query)

    return at


def references(response) -> list[str]:
    return [row.waiting.observation.reference for row in response.context["rows"]]


def text(response) -> str:
    return unescape(response.content.decode()).replace("\u00a0", " ")


def received(observation: Observation, **ago) -> Observation:
    Observation.objects.filter(pk=observation.pk).update(
        received_at=timezone.now() - timedelta(**ago)
    )
    observation.refresh_from_db()
    return observation


def test_what_waits_longest_comes_first_and_what_has_a_case_is_not_there(cast, board):
    new = received(factories.observation(cast.adherent), minutes=5)
    old = received(factories.observation(cast.other_adherent), minutes=50)
    factories.case(cast)
    assert references(board()) == [old.reference, new.reference]


def test_the_clock_says_how_far_from_the_objective(cast, board, settings):
    settings.TRIAGE_FIRST_LOOK_MINUTES = 30
    received(factories.observation(cast.adherent), minutes=95)
    received(factories.observation(cast.adherent), minutes=25, seconds=-10)
    received(factories.observation(cast.adherent), minutes=1, seconds=-10)
    seen_late = received(factories.observation(cast.adherent), minutes=40)
    actions.assign_observation(seen_late, to=cast.committee, by=cast.committee)
    taken = received(factories.observation(cast.adherent), seconds=1)
    actions.assign_observation(taken, to=cast.committee, by=cast.committee)
    clocks = [(row.waiting.clock.kind, row.waiting.clock.words) for row in board().context["rows"]]
    assert clocks == [
        ("danger", "en retard de 1\u00a0h\u00a005"),
        ("neutral", "vue en 40\u00a0min"),
        ("warning", "encore 5\u00a0min"),
        ("info", "encore 29\u00a0min"),
        ("success", "vue en moins d’une minute"),
    ]


def test_similar_ones_are_of_the_same_product_within_six_hours(cast, board):
    elsewhere = factories.product("Paie Deux", factories.publisher("Éditeur Deux"))
    later = factories.OBSERVED_AT + timedelta(hours=6)
    too_late = later + timedelta(minutes=1)
    factories.observation(cast.adherent)
    factories.observation(cast.other_adherent, factories.statement(factories.answers(later)))
    factories.observation(cast.other_adherent, factories.statement(factories.answers(too_late)))
    factories.observation(cast.adherent, on=elsewhere)
    assert [row.waiting.similar for row in board().context["rows"]] == [1, 2, 1, 0]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"editeur": "editeur-deux"}, ["paie"]),
        ({"produit": "compta-un"}, ["late", "mine"]),
        ({"gravite": "degraded"}, ["mine"]),
        ({"suivi": "moi"}, ["mine"]),
        ({"suivi": "personne"}, ["late", "paie"]),
        ({"age": "retard"}, ["late"]),
        ({"age": "jour"}, ["late"]),
        ({"produit": "compta-un", "suivi": "personne"}, ["late"]),
        ({"editeur": "inconnu"}, ["late", "mine", "paie"]),
    ],
)
def test_the_address_filters(cast, board, query, found):
    elsewhere = factories.product("Paie Deux", factories.publisher("Éditeur Deux"))
    slow = factories.statement(factories.answers(symptom=Symptom.SLOW, severity=Severity.DEGRADED))
    rows = {
        "late": received(factories.observation(cast.adherent), days=2),
        "mine": received(factories.observation(cast.adherent, slow), hours=2),
        "paie": received(factories.observation(cast.adherent, on=elsewhere), minutes=2),
    }
    actions.assign_observation(rows["mine"], to=cast.committee, by=cast.committee)
    assert references(board(**query)) == [rows[name].reference for name in found]


def test_the_next_page_stays_the_same_when_the_row_it_follows_left_the_queue(cast, board):
    rows = [
        received(factories.observation(cast.adherent), minutes=100 - place) for place in range(27)
    ]
    first = board(produit="compta-un")
    assert references(first) == [row.reference for row in rows[:25]]
    assert "produit=compta-un" in first.context["page"].next_url
    actions.set_aside_observations([rows[24]], by=cast.committee, reason="Hors sujet.")
    second = board(produit="compta-un", apres=str(rows[24].pk))
    assert references(second) == [row.reference for row in rows[25:]]
    assert second.context["page"].first_url == f"{BOARD}?produit=compta-un"


def test_a_list_costs_the_same_queries_for_2_and_25_rows(cast, board):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert board().status_code == 200
        return len(asked)

    board()
    for _ in range(2):
        factories.observation(cast.adherent)
    few = queries()
    for who in (cast.adherent, cast.other_adherent, cast.colleague) * 8:
        factories.observation(who)
    # Session, user and roles, the journal's head, filters' two lists, rows, their versions, similar
    # ones.
    assert queries() == few
    assert few <= 12


def test_until_the_next_entry_the_list_is_not_read_again_and_then_at_once(cast, board):
    chosen = factories.observation(cast.adherent)
    assert [row.waiting.observation for row in board().context["rows"]] == [chosen]
    with CaptureQueriesContext(connection) as asked:
        board()
    # Session, the person with their roles, second factor, the journal's head.
    assert len(asked) == 4
    actions.withdraw_observation(chosen, by=cast.adherent, reason="Erreur")
    assert board().context["rows"] == []


def test_a_panel_costs_the_same_queries_for_2_and_25_others(cast, board):
    chosen = factories.observation(cast.adherent)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert board(open=str(chosen.pk)).status_code == 200
        return len(asked)

    board(open=str(chosen.pk))
    for _ in range(2):
        factories.observation(cast.other_adherent)
    few = queries()
    for who in (cast.adherent, cast.other_adherent, cast.colleague) * 8:
        factories.observation(who)
    factories.case(cast)
    assert queries() == few
    assert few <= 20


def test_an_empty_queue_says_what_will_be_here(board):
    assert "Tout est trié" in text(board())
    assert "Rien ne correspond à ces filtres" in text(board(suivi="moi"))


def test_the_panel_keeps_fact_inference_and_opinion_apart(cast, board):
    said = factories.statement(
        factories.answers(narrative="Écran figé."), inference="Serveur tombé.", opinion="Encore !"
    )
    chosen = factories.observation(cast.adherent, said)
    page = text(board(open=str(chosen.pk)))
    headings = ("Le fait constaté", "Ce que l’observateur en déduit", "Son avis")
    for heading, words in zip(headings, ("Écran figé.", "Serveur tombé.", "Encore !"), strict=True):
        assert words in page.split(heading)[1][:120]


def test_the_panel_tells_what_contradicts_itself(cast, board):
    odd = factories.statement(factories.answers(severity=Severity.DEGRADED))
    chosen = factories.observation(cast.adherent, odd)
    page = text(board(open=str(chosen.pk)))
    assert "À éclaircir" in page
    assert "« Connexion impossible », et pourtant « on travaille, mais mal »." in page
    sound = factories.observation(cast.other_adherent)
    assert "À éclaircir" not in text(board(open=str(sound.pk)))


def test_another_observation_of_the_same_organisation_is_compared(cast, board):
    slow = factories.answers(symptom=Symptom.SLOW, severity=Severity.DEGRADED)
    factories.observation(cast.adherent, factories.statement(slow))
    chosen = factories.observation(cast.colleague)
    assert "donne une autre gravité" in text(board(open=str(chosen.pk)))


def test_an_earlier_version_is_compared(cast, board):
    nine = factories.OBSERVED_AT
    first = factories.answers(nine, blocked_at=nine - timedelta(hours=1))
    chosen = factories.observation(cast.adherent, factories.statement(first))
    corrected = factories.answers(nine, restored_at=nine - timedelta(hours=2))
    actions.revise_observation(
        chosen, factories.statement(corrected), by=cast.adherent, seen=1, reason="Mal noté."
    )
    page = text(board(open=str(chosen.pk)))
    assert "Le retour à la normale précède le blocage donné dans une version antérieure" in page
    assert "Version 2 : Correction" in page
    assert "Mal noté." in page


def test_cases_and_observations_of_the_same_product_are_suggested_by_shared_words(cast, board):
    def tells(who, words):
        said = factories.statement(factories.answers(narrative=words))
        return factories.observation(who, said)

    chosen = tells(cast.adherent, "Serveur de licence injoignable")
    near = tells(cast.other_adherent, "Licence refusée, serveur muet")
    far = tells(cast.colleague, "Écran blanc")
    closed = factories.dismissed_case(cast)
    fitting = factories.case(cast, cast.third_committee, title="Panne du serveur de licence")
    panel = board(open=str(chosen.pk)).context["panel"]
    assert [offer.case for offer in panel.cases] == [fitting]
    assert panel.cases[0].shared == ("licence", "serveur")
    assert closed not in [offer.case for offer in panel.cases]
    assert [other.version.observation for other, _url in panel.others] == [near, far]
    assert panel.others[0][0].shared == ("licence", "serveur")


def test_the_panel_says_who_knew_and_who_did_not(cast, board):
    def tells(who, awareness):
        said = factories.answers()
        said = type(said)(said.observed_at, said.symptom, said.severity, awareness=awareness)
        return factories.observation(who, factories.statement(said))

    chosen = tells(cast.adherent, Awareness.NONE)
    tells(cast.other_adherent, Awareness.PUBLISHER)
    tells(cast.third_committee, Awareness.CUSTOMER_CALLS)
    tells(cast.second_committee, None)
    known = board(open=str(chosen.pk)).context["panel"].knowledge
    assert [(group.heading, group.who) for group in known] == [
        ("L’éditeur les a prévenus", ["Beta"]),
        ("Ils l’ont su autrement", ["Epsilon"]),
        ("Ils ne le savaient pas", ["Alpha"]),
        ("Ils ne l’ont pas dit", ["Delta"]),
    ]


def test_the_panel_offers_what_suits_the_observation_now(cast, board):
    waiting = factories.observation(cast.adherent)
    slugs = [button.slug for button in board(open=str(waiting.pk)).context["panel"].buttons]
    assert slugs == ["prendre", "fonder", "doublon", "interroger", "ecarter", "rattacher"]
    actions.assign_observation(waiting, to=cast.committee, by=cast.committee)
    slugs = [button.slug for button in board(open=str(waiting.pk)).context["panel"].buttons]
    assert slugs[0] == "laisser"
    actions.set_aside_observations([waiting], by=cast.committee, reason="Hors sujet.")
    slugs = [button.slug for button in board(open=str(waiting.pk)).context["panel"].buttons]
    assert "reintegrer" in slugs
    assert "fonder" not in slugs


def test_an_observation_with_a_case_leads_to_the_verification_of_the_case(cast, board):
    case = factories.case(cast)
    panel = board(open=str(case.observations.first().pk)).context["panel"]
    assert panel.verify_url == reverse("admin:cases_case_step", args=[case.pk, "verifier"])
    verified = factories.verified_case(cast)
    panel = board(open=str(verified.observations.first().pk)).context["panel"]
    assert panel.verify_url == ""


@pytest.mark.parametrize(
    "query",
    [
        {"open": "pas-une-clé"},
        {"open": "00000000-0000-4000-8000-000000000000"},
    ],
)
def test_what_does_not_exist_is_not_found(board, query):
    assert board(**query).status_code == 404


def test_an_act_that_does_not_exist_is_not_found(cast, board):
    chosen = factories.observation(cast.adherent)
    assert board(open=str(chosen.pk), acte="effacer").status_code == 404


def test_htmx_gets_the_part_that_it_asks_for(cast, logged_in):
    chosen = factories.observation(cast.adherent)
    client = logged_in(cast.committee)
    query = {"open": str(chosen.pk)}
    panel = client.get(BOARD, query, headers={"HX-Request": "true", "HX-Target": "panneau"})
    assert panel.content.decode().strip().startswith("<aside")
    whole = client.get(BOARD, query, headers={"HX-Request": "true", "HX-Target": "plateau"})
    assert whole.content.decode().strip().startswith('<div id="plateau"')
    assert "HX-Target" in whole["Vary"]


def test_the_shortcuts_are_switched_off_and_on_for_the_person_in_every_browser(cast, logged_in):
    client = logged_in(cast.committee)
    assert 'data-triage="on"' in client.get(BOARD).content.decode()
    answer = client.post(reverse("triage-shortcuts") + "?suivi=moi")
    assert answer["Location"] == f"{BOARD}?suivi=moi"
    page = logged_in(cast.committee).get(BOARD).content.decode()
    assert 'data-triage="off"' in page
    assert 'aria-pressed="false"' in page
    assert 'data-triage="on"' in logged_in(cast.second_committee).get(BOARD).content.decode()
    client.post(reverse("triage-shortcuts"))
    assert 'data-triage="on"' in client.get(BOARD).content.decode()


def test_the_keys_are_explained_on_a_page_of_their_own(cast, logged_in):
    page = text(logged_in(cast.committee).get(reverse("triage-help")))
    for key in "JKAVDRIU":
        assert f"<kbd>{key}</kbd>" in page
