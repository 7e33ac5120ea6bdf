"""The queue of observations, and the acts on a selection."""

import pytest
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases import actions
from cases.evidence.models import Entry
from cases.models import Case, Observation, ObservationVersion, Question
from cases.states import ObservationState
from tests import factories
from tests.desk.reading import read

QUEUE = reverse("admin:cases_observation_changelist")


@pytest.fixture
def act(logged_in):
    def send(user, slug, *chosen, **said):
        url = reverse("admin:cases_observation_act", args=[slug])
        return logged_in(user).post(url, {"o": [item.pk for item in chosen], **said})

    return send


def last_entry() -> tuple[str, str]:
    entry = Entry.objects.order_by("-sequence").first()
    return entry.verb, entry.subject


@pytest.mark.slow
def test_the_queue_costs_the_same_queries_for_10_and_10_000_observations(cast, logged_in):
    model = factories.observation(cast.adherent)
    fill(model, 10)
    client = logged_in(cast.committee)
    client.get(QUEUE)
    caches["remembered"].clear()
    with CaptureQueriesContext(connection) as few:
        assert client.get(QUEUE).status_code == 200
    fill(model, 10_000)
    caches["remembered"].clear()
    with CaptureQueriesContext(connection) as many:
        assert client.get(QUEUE).status_code == 200
    assert Observation.objects.count() == 10_000
    assert len(many) == len(few)
    assert not [query for query in many if "COUNT(DISTINCT" in query["sql"].upper()]


def fill(model: Observation, wanted: int) -> None:
    rows = [
        Observation(
            reference=f"file-{number}",
            organisation=model.organisation,
            product=model.product,
            source=model.source,
            reported_by=model.reported_by,
        )
        for number in range(Observation.objects.count(), wanted)
    ]
    Observation.objects.bulk_create(rows)
    first = model.current
    ObservationVersion.objects.bulk_create(
        ObservationVersion(
            observation=row,
            number=1,
            kind=first.kind,
            digest=first.digest,
            observed_at=first.observed_at,
            source_type=first.source_type,
            symptom=first.symptom,
            severity=first.severity,
        )
        for row in rows
    )


def test_the_queue_shows_what_waits_and_hides_what_is_attached(cast, logged_in):
    waiting = factories.observation(cast.colleague)
    attached = factories.case(cast).observations.first()
    page = logged_in(cast.committee).get(QUEUE, {"file": "attente"}).content.decode()
    assert waiting.reference in page
    assert attached.reference not in page
    page = logged_in(cast.committee).get(QUEUE, {"file": "rattachees"}).content.decode()
    assert waiting.reference not in page
    assert attached.reference in page


@pytest.mark.parametrize("words", ["Alpha", "Compta Un", "tableau figé"])
def test_the_queue_is_searched_by_organisation_product_and_narrative(cast, logged_in, words):
    said = factories.statement(factories.answers(narrative="Le tableau figé dès 8 heures."))
    found = factories.observation(cast.adherent, said)
    other = factories.observation(
        cast.other_adherent, on=factories.product("Paie Deux", factories.publisher("Éditeur Deux"))
    )
    page = logged_in(cast.committee).get(QUEUE, {"q": words}).content.decode()
    assert page.count(found.reference) >= 1
    assert other.reference not in page


def test_a_choice_in_the_list_leads_to_the_page_of_the_act(cast, logged_in):
    chosen = [factories.observation(cast.adherent), factories.observation(cast.other_adherent)]
    answer = logged_in(cast.committee).post(
        QUEUE,
        {"action": "ouvrir_un_cas", "_selected_action": [item.pk for item in chosen]},
        follow=True,
    )
    page = answer.content.decode()
    assert answer.redirect_chain[0][0].startswith("/bureau/cases/observation/acte/ouvrir-un-cas/")
    assert all(item.reference in page for item in chosen)
    assert 'value="2018-01-09"' in page


def test_a_case_is_opened_from_a_selection(cast, act):
    chosen = [factories.observation(cast.adherent), factories.observation(cast.other_adherent)]
    answer = act(cast.committee, "ouvrir-un-cas", *chosen, title="Panne", occurred_on="2018-01-09")
    case = Case.objects.get()
    assert answer["Location"] == reverse("admin:cases_case_change", args=[case.pk])
    assert set(case.observations.all()) == set(chosen)
    assert last_entry() == ("case.opened", case.journal_name)


def test_observations_of_two_publishers_do_not_open_one_case_and_the_title_is_kept(cast, act):
    elsewhere = factories.product("Paie Deux", factories.publisher("Éditeur Deux"))
    chosen = [
        factories.observation(cast.adherent),
        factories.observation(cast.other_adherent, on=elsewhere),
    ]
    answer = act(
        cast.committee, "ouvrir-un-cas", *chosen, title="Mon titre", occurred_on="2018-01-09"
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "plusieurs éditeurs" in page
    assert "Mon titre" in page
    assert not Case.objects.exists()


def test_who_comes_second_reads_where_the_observation_went(cast, act):
    chosen = factories.observation(cast.adherent)
    act(cast.committee, "ouvrir-un-cas", chosen, title="Premier", occurred_on="2018-01-09")
    answer = act(
        cast.second_committee, "ouvrir-un-cas", chosen, title="Second", occurred_on="2018-01-09"
    )
    page = answer.content.decode()
    assert answer.status_code == 409
    assert f"{chosen.reference} est déjà rattachée au cas PRM-2018-0001." in page
    assert "Second" in page
    assert Case.objects.count() == 1


def test_observations_are_attached_to_a_case_then_detached_with_a_reason(cast, act):
    case = factories.case(cast)
    late = factories.observation(cast.colleague)
    attached = act(cast.committee, "rattacher", late, case=case.pk)
    assert attached["Location"] == reverse("admin:cases_case_change", args=[case.pk])
    late.refresh_from_db()
    assert late.case == case
    assert last_entry() == ("observation.attached", case.journal_name)
    act(cast.committee, "detacher", late, reason="Une autre panne.")
    late.refresh_from_db()
    assert late.case is None
    assert last_entry() == ("observation.detached", case.journal_name)


def test_a_duplicate_names_the_observation_that_stays(cast, act):
    kept, twice = factories.observation(cast.adherent), factories.observation(cast.colleague)
    act(cast.committee, "doublon", twice, of=kept.pk)
    twice.refresh_from_db()
    assert (twice.state, twice.duplicate_of) == (ObservationState.DUPLICATE, kept)
    assert last_entry() == ("observation.marked_duplicate", twice.journal_name)


def test_two_organisations_are_never_duplicates(cast, act):
    mine, theirs = factories.observation(cast.adherent), factories.observation(cast.other_adherent)
    answer = act(cast.committee, "doublon", mine, of=theirs.pk)
    assert answer.status_code == 422
    mine.refresh_from_db()
    assert mine.state == ObservationState.RECEIVED


def test_a_selection_is_set_aside_whole_then_restored_each_with_a_reason(cast, act):
    chosen = [factories.observation(cast.adherent), factories.observation(cast.other_adherent)]
    act(cast.committee, "ecarter", *chosen, reason="Hors sujet.")
    assert set(Observation.objects.values_list("state", "state_reason")) == {
        ("set_aside", "Hors sujet.")
    }
    assert Entry.objects.filter(verb="observation.set_aside").count() == 2
    act(cast.committee, "reintegrer", *chosen, reason="Erreur de tri.")
    assert set(Observation.objects.values_list("state", flat=True)) == {"received"}
    assert Entry.objects.filter(verb="observation.restored").count() == 2


def test_a_selection_of_which_one_cannot_come_back_is_refused_whole(cast, act):
    aside, counted = (
        factories.observation(cast.adherent),
        factories.observation(cast.other_adherent),
    )
    act(cast.committee, "ecarter", aside, reason="Hors sujet.")
    answer = act(cast.committee, "reintegrer", aside, counted, reason="Erreur de tri.")
    assert answer.status_code == 409
    assert "Erreur de tri." in answer.content.decode()
    aside.refresh_from_db()
    assert aside.state == ObservationState.SET_ASIDE


def test_the_observer_is_asked(cast, act):
    chosen = factories.observation(cast.adherent)
    act(cast.committee, "interroger", chosen, text="À quelle heure ?")
    question = Question.objects.get()
    assert (question.observation, question.text) == (chosen, "À quelle heure ?")
    assert last_entry() == ("observation.questioned", chosen.journal_name)


def test_an_observation_page_shows_its_series_and_no_way_to_edit_it(cast, logged_in, act):
    chosen = factories.observation(
        cast.adherent, factories.statement(factories.answers(narrative="Écran figé."))
    )
    act(cast.committee, "interroger", chosen, text="À quelle heure ?")
    url = reverse("admin:cases_observation_change", args=[chosen.pk])
    page = logged_in(cast.committee).get(url).content.decode()
    for shown in ("Écran figé.", "Premier envoi", "À quelle heure ?", "Sans réponse"):
        assert shown in page
    assert "Alice Adhérente a envoyé une observation le" in page
    assert 'name="narrative"' not in page


def test_an_unknown_act_or_observation_is_not_found(cast, logged_in):
    client = logged_in(cast.committee)
    assert client.get(reverse("admin:cases_observation_act", args=["effacer"])).status_code == 404
    page = reverse("admin:cases_observation_act", args=["ecarter"])
    assert client.get(page, {"o": "pas-une-clé"}).status_code == 404
    assert client.get(page).status_code == 404


def upload(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("observations.json", content, "application/json")


def test_a_refused_file_shows_every_fault_and_keeps_nothing(cast, logged_in):
    url = reverse("admin:cases_observation_import_file")
    answer = logged_in(cast.committee).post(url, {"file": upload(b'{"format": "autre"}')})
    assert answer.status_code == 422
    assert "Le fichier est refusé : rien n’est repris" in answer.content.decode().replace(
        "\u00a0", " "
    )
    assert answer.context["faults"]
    assert not Observation.objects.exists()


def test_a_file_is_imported_and_a_second_time_adds_nothing(cast, logged_in, january):
    url = reverse("admin:cases_observation_import_file")
    client = logged_in(cast.committee)
    first = client.post(url, {"file": upload(january)}, follow=True).content.decode()
    assert "Observations ajoutées\u00a0: 27\u00a0; déjà connues\u00a0: 0." in first
    second = client.post(url, {"file": upload(january)}, follow=True).content.decode()
    assert "Observations ajoutées\u00a0: 0\u00a0; déjà connues\u00a0: 27." in second
    assert Observation.objects.count() == 27
    assert {entry.actor for entry in Entry.objects.all()} == {cast.committee}


@pytest.fixture
def january(settings) -> bytes:
    return (settings.BASE_DIR / "cases/data/january_2018.json").read_bytes()


def test_the_queue_says_every_state_in_words(cast, logged_in):
    received, aside, twice, withdrawn = [factories.observation(cast.adherent) for _n in range(4)]
    actions.set_aside_observations([aside], by=cast.committee, reason="Hors sujet.")
    actions.mark_duplicate(twice, of=received, by=cast.committee)
    actions.withdraw_observation(withdrawn, by=cast.adherent, reason="Erreur de saisie.")
    page = logged_in(cast.committee).get(QUEUE).text
    rows = read(page.partition('id="result_list"')[2].partition("</table>")[0])
    assert {str(state.label) for state in ObservationState} <= set(rows)
