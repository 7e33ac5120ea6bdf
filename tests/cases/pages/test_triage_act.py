"""Acts of the board, by forms alone: done, refused with what was typed, or stopped by a change."""

from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from cases import actions
from cases.evidence.models import Entry
from cases.models import Case, Observation, Question
from cases.states import CaseState, ObservationState
from cases.views.triage_differences import Seen, differences
from tests import factories

BOARD = reverse("triage")


@pytest.fixture
def client(cast, logged_in):
    return logged_in(cast.committee)


@pytest.fixture
def act(client):
    def send(chosen, slug, seen=None, query="", **said):
        url = reverse("triage-act", args=[chosen.pk, slug]) + query
        read = seen or str(Seen.of(Observation.objects.get(pk=chosen.pk)))
        return client.post(url, {"seen": read, **said})

    return send


def text(response) -> str:
    return unescape(response.content.decode()).replace("\u00a0", " ")


def last_verb() -> str:
    return Entry.objects.latest("sequence").verb


def seen_of(observation: Observation) -> str:
    return str(Seen.of(Observation.objects.get(pk=observation.pk)))


def test_it_is_taken_then_left(cast, act):
    chosen = factories.observation(cast.adherent)
    answer = act(chosen, "prendre", query="?suivi=personne")
    assert answer["Location"] == f"{BOARD}?suivi=personne"
    chosen.refresh_from_db()
    assert chosen.assigned_to == cast.committee
    act(chosen, "laisser")
    chosen.refresh_from_db()
    assert chosen.assigned_to is None


def test_an_act_that_leaves_it_in_the_queue_keeps_the_panel_open(cast, act):
    chosen = factories.observation(cast.adherent)
    opened = f"?open={chosen.pk}"
    assert act(chosen, "prendre", query=opened)["Location"] == BOARD + opened
    assert act(chosen, "interroger", query=opened, text="Depuis ?")["Location"] == BOARD + opened
    assert Question.objects.get().text == "Depuis ?"
    assert act(chosen, "ecarter", query=opened, reason="Hors sujet.")["Location"] == BOARD


def test_a_case_is_founded_with_the_title_and_day_offered(cast, act, client):
    chosen = factories.observation(cast.adherent)
    page = client.get(BOARD, {"open": str(chosen.pk), "acte": "fonder"})
    offered = page.context["panel"].asked.form.initial
    assert offered["case"] == "nouveau"
    assert offered["title"] == "Connexion impossible – Compta Un"
    act(chosen, "fonder", **{name: str(value) for name, value in offered.items()})
    case = Case.objects.get()
    assert (case.title, str(case.occurred_on)) == ("Connexion impossible – Compta Un", "2018-01-09")
    assert last_verb() == "case.opened"


def test_the_best_case_is_chosen_beforehand_and_attached_to(cast, act, client):
    case, late = factories.case(cast), factories.observation(cast.colleague)
    page = client.get(BOARD, {"open": str(late.pk), "acte": "fonder"})
    assert page.context["panel"].asked.form.initial["case"] == str(case.pk)
    answer = act(late, "fonder", case=str(case.pk))
    assert "L’observation est rattachée à son cas." in client.get(answer.url).content.decode()
    late.refresh_from_db()
    assert late.case == case
    assert last_verb() == "observation.attached"


def test_a_new_case_needs_a_title_and_a_day_and_keeps_what_was_typed(cast, act):
    chosen = factories.observation(cast.adherent)
    answer = act(chosen, "fonder", case="nouveau", title="", occurred_on="le neuf")
    assert answer.status_code == 422
    assert "Donnez un titre au nouveau cas." in text(answer)
    assert 'value="le neuf"' in text(answer)
    assert not Case.objects.exists()


def test_a_case_that_was_not_offered_is_refused(cast, act):
    closed, chosen = factories.dismissed_case(cast), factories.observation(cast.colleague)
    assert act(chosen, "fonder", case=str(closed.pk)).status_code == 422


def test_it_is_attached_to_any_case_of_the_publisher(cast, act):
    case, chosen = factories.case(cast), factories.observation(cast.colleague)
    act(chosen, "rattacher", case=case.pk)
    chosen.refresh_from_db()
    assert chosen.case == case


def test_a_duplicate_names_the_one_that_stays(cast, act):
    kept, twice = factories.observation(cast.adherent), factories.observation(cast.colleague)
    act(twice, "doublon", of=kept.pk)
    twice.refresh_from_db()
    assert (twice.state, twice.duplicate_of) == (ObservationState.DUPLICATE, kept)


def test_a_reason_is_asked_of_whoever_sets_aside(cast, act):
    chosen = factories.observation(cast.adherent)
    assert act(chosen, "ecarter", reason=" ").status_code == 422
    chosen.refresh_from_db()
    assert chosen.state == ObservationState.RECEIVED


def test_what_left_the_count_comes_back_and_what_has_a_case_leaves_it(cast, act):
    aside, attached = (
        factories.observation(cast.adherent),
        factories.case(cast).observations.first(),
    )
    actions.set_aside_observations([aside], by=cast.committee, reason="Hors sujet.")
    act(aside, "reintegrer", reason="Erreur de tri.")
    act(attached, "detacher", reason="Autre panne.")
    aside.refresh_from_db()
    attached.refresh_from_db()
    assert (aside.state, attached.case) == (ObservationState.RECEIVED, None)


def test_a_guard_s_refusal_is_read_above_what_was_typed(cast, act):
    imported = factories.observation(cast.adherent)
    Observation.objects.filter(pk=imported.pk).update(reported_by=None, source="import")
    answer = act(imported, "interroger", text="Depuis quand ?")
    assert answer.status_code == 422
    assert "sans observateur à interroger" in text(answer)
    assert "Depuis quand ?" in text(answer)


def test_the_address_of_an_act_leads_to_its_form(cast, client):
    chosen = factories.observation(cast.adherent)
    answer = client.get(reverse("triage-act", args=[chosen.pk, "ecarter"]))
    assert answer["Location"] == f"{BOARD}?open={chosen.pk}&acte=ecarter"
    assert 'name="reason"' in text(client.get(answer["Location"]))


def undo_url(client) -> str:
    toast = client.get(BOARD).context["toast"]
    return toast.undo_url if toast else ""


def test_an_act_is_undone_from_the_toast(cast, act, client):
    chosen = factories.observation(cast.adherent)
    act(chosen, "ecarter", reason="Hors sujet.")
    page = client.get(BOARD)
    assert (page.context["toast"].words, page.context["toast"].seconds) == (
        "L’observation est écartée.",
        10,
    )
    assert page.context["rows"] == []
    answer = client.post(page.context["toast"].undo_url, follow=True)
    chosen.refresh_from_db()
    assert chosen.state == ObservationState.RECEIVED
    assert last_verb() == "observation.set_aside_undone"
    assert answer.context["toast"].words == "C’est annulé."
    [row] = answer.context["rows"]
    assert row.has_focus


def test_an_opening_is_undone(cast, act, client):
    chosen = factories.observation(cast.adherent)
    act(chosen, "fonder", case="nouveau", title="Panne", occurred_on="2018-01-09")
    client.post(undo_url(client))
    assert Case.objects.get().state == CaseState.DISMISSED
    chosen.refresh_from_db()
    assert chosen.case is None


def test_a_question_offers_no_way_back(cast, act, client):
    act(factories.observation(cast.adherent), "interroger", text="Depuis quand ?")
    assert client.get(BOARD).context["toast"].words == "La question est posée."
    assert undo_url(client) == ""


def test_after_the_time_the_button_answers_with_a_sentence(cast, act, client):
    chosen = factories.observation(cast.adherent)
    act(chosen, "ecarter", reason="Hors sujet.")
    url = undo_url(client)
    with time_machine.travel(timezone.now() + timedelta(seconds=14)):
        page = text(client.post(url, follow=True))
    assert "Le délai de 10 secondes pour annuler est passé" in page
    chosen.refresh_from_db()
    assert chosen.state == ObservationState.SET_ASIDE


def test_the_toast_leaves_after_ten_seconds(cast, act, client):
    act(factories.observation(cast.adherent), "ecarter", reason="Hors sujet.")
    with time_machine.travel(timezone.now() + timedelta(seconds=11)):
        assert client.get(BOARD).context["toast"] is None


def test_another_s_act_is_not_found_to_be_undone(cast, client):
    chosen = factories.observation(cast.adherent)
    actions.set_aside_observations([chosen], by=cast.second_committee, reason="Hors sujet.")
    sequence = Entry.objects.latest("sequence").sequence
    assert client.post(reverse("triage-undo", args=[sequence])).status_code == 404


def focused(client) -> list[Observation]:
    rows = client.get(BOARD).context["rows"]
    return [row.waiting.observation for row in rows if row.has_focus]


def test_after_an_act_the_work_goes_on_at_the_next_row(cast, act, client):
    rows = [factories.observation(cast.adherent) for _ in range(3)]
    for place, row in enumerate(rows):
        at = timezone.now() - timedelta(minutes=30 - place)
        Observation.objects.filter(pk=row.pk).update(received_at=at)
    act(rows[1], "ecarter", reason="Hors sujet.")
    focused = [
        row.waiting.observation for row in client.get(BOARD).context["rows"] if row.has_focus
    ]
    assert focused == [rows[2]]
    act(rows[2], "ecarter", reason="Hors sujet.")
    focused = [
        row.waiting.observation for row in client.get(BOARD).context["rows"] if row.has_focus
    ]
    assert focused == [rows[0]]


def test_what_another_did_meanwhile_is_shown_and_nothing_is_overwritten(cast, act):
    chosen = factories.observation(cast.adherent)
    read = seen_of(chosen)
    case = factories.case(cast)
    actions.attach_observations([chosen], case, by=cast.second_committee)
    before = Entry.objects.count()
    answer = act(chosen, "ecarter", seen=read, reason="Mon motif soigné.")
    page = text(answer)
    assert answer.status_code == 409
    assert "Ceci a changé depuis que vous l’avez ouvert" in page
    assert "Mon motif soigné." in page
    [change] = answer.context["panel"].asked.differences
    assert (change.label, change.before, change.now) == ("Cas", "aucun", str(case))
    assert change.who.startswith("Denis Commission, le ")
    chosen.refresh_from_db()
    assert (chosen.state, chosen.case) == (ObservationState.RECEIVED, case)
    assert Entry.objects.count() == before


def test_it_is_sent_again_knowingly(cast, act):
    chosen = factories.observation(cast.adherent)
    read = seen_of(chosen)
    actions.assign_observation(chosen, to=cast.second_committee, by=cast.second_committee)
    answer = act(chosen, "ecarter", seen=read, reason="Hors sujet.")
    assert answer.status_code == 409
    assert act(chosen, "ecarter", seen=answer.context["panel"].seen, reason="Hors sujet.")
    chosen.refresh_from_db()
    assert chosen.state == ObservationState.SET_ASIDE


def test_a_correction_is_shown_answer_by_answer(cast, act):
    chosen = factories.observation(cast.adherent)
    read = seen_of(chosen)
    corrected = factories.statement(factories.answers(narrative="Écran figé.", severity="degraded"))
    actions.revise_observation(chosen, corrected, by=cast.adherent, seen=1, reason="Mal noté.")
    answer = act(chosen, "ecarter", seen=read, reason="Hors sujet.")
    told = {
        change.label: (change.before.replace("\u00a0", " "), change.now.replace("\u00a0", " "))
        for change in answer.context["panel"].asked.differences
    }
    assert told["Gravité"] == (
        "Bloqué : impossible de travailler",
        "Dégradé : on travaille, mais mal",
    )
    assert told["Fait constaté"] == ("sans réponse", "Écran figé.")
    assert "Alice Adhérente" in answer.context["panel"].asked.differences[0].who


def test_a_set_aside_and_a_new_follower_are_told_with_their_authors(cast):
    chosen = factories.observation(cast.adherent)
    read = Seen.of(chosen)
    actions.assign_observation(chosen, to=cast.second_committee, by=cast.second_committee)
    actions.set_aside_observations([chosen], by=cast.third_committee, reason="Doute.")
    told = [
        (change.label, change.before, change.now, change.who.split(",")[0])
        for change in differences(read, chosen)
    ]
    assert told == [
        ("État", "Reçue", "Écartée – Doute.", "Emma Commission"),
        ("Suivie par", "personne", "Denis Commission", "Denis Commission"),
    ]


@pytest.mark.parametrize(
    "token", ["", "1", "x.received..", "1.inconnu..", "1.received.x.", "²...."]
)
def test_a_form_that_does_not_say_what_was_read_is_stopped(cast, act, client, token):
    chosen = factories.observation(cast.adherent)
    url = reverse("triage-act", args=[chosen.pk, "ecarter"])
    answer = client.post(url, {"seen": token, "reason": "Hors sujet."})
    assert answer.status_code == 409
    assert "Hors sujet." in text(answer)


def test_nothing_differs_from_what_was_just_read(cast):
    chosen = factories.observation(cast.adherent)
    assert differences(Seen.read(seen_of(chosen)), chosen) == []


def test_an_act_that_the_state_no_longer_allows_is_refused_however_fresh_the_page(cast, act):
    attached = factories.case(cast).observations.first()
    answer = act(attached, "rattacher", case=attached.case.pk)
    assert answer.status_code == 409
    assert f"{attached.reference} est déjà rattachée au cas" in text(answer)
    assert answer.context["panel"].asked.differences == []
