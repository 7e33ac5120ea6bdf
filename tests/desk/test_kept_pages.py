"""What a page of the desk kept until the journal's next entry: new at once, and nobody else's."""

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases import actions
from cases.evidence.receiving import Received, keep_received
from cases.models import Attachment
from cases.states import Verdict, VoteChoice
from members.models import Membership
from tests import factories

OBSERVATIONS = reverse("admin:cases_observation_changelist")
CASES = reverse("admin:cases_case_changelist")
JOURNAL = reverse("admin:evidence_entry_changelist")


def page_of(thing) -> str:
    return reverse(f"admin:cases_{thing._meta.model_name}_change", args=[thing.pk])


def asked(client: Client, page: str) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page).status_code == 200
    return [query["sql"] for query in queries]


def test_what_was_kept_is_not_read_again(cast, logged_in):
    case = factories.verified_case(cast)
    client = logged_in(cast.committee)
    observation = case.observations.first()
    for page in (OBSERVATIONS, CASES, JOURNAL, page_of(case), page_of(observation)):
        first, then = asked(client, page), asked(client, page)
        assert len(then) < len(first), page
        # Who asks (session, person, roles, second factor), what the address names, the head.
        assert len(then) <= 6, page


def test_an_observation_that_is_withdrawn_is_withdrawn_at_once_on_its_page_and_in_the_lists(
    cast, logged_in
):
    observation = factories.observation(cast.adherent)
    client = logged_in(cast.committee)
    pages = (OBSERVATIONS, page_of(observation), JOURNAL)
    # The word is among the filters too.
    before = client.get(OBSERVATIONS).text.count("Retirée")
    assert "Erreur de saisie." not in client.get(pages[1]).text
    assert "a retiré une observation" not in client.get(JOURNAL).text
    actions.withdraw_observation(observation, by=cast.adherent, reason="Erreur de saisie.")
    assert client.get(OBSERVATIONS).text.count("Retirée") == before + 1
    assert "Erreur de saisie." in client.get(pages[1]).text
    assert "a retiré une observation" in client.get(JOURNAL).text


def test_a_case_that_is_verified_is_verified_at_once_on_its_page_and_in_the_list(cast, logged_in):
    case = factories.case(cast)
    both = [logged_in(cast.committee), logged_in(cast.second_committee)]
    # The word is among the filters too.
    before = [client.get(CASES).text.count("Vérifié") for client in both]
    assert all("Pas encore vérifié." in client.get(page_of(case)).text for client in both)
    actions.verify_case(
        case,
        by=cast.committee,
        seen=case.version,
        verdict=Verdict.CONFIRMED,
        grounds="Deux organisations le disent.",
        links="",
    )
    assert [client.get(CASES).text.count("Vérifié") for client in both] == [n + 1 for n in before]
    assert all("Deux organisations le disent." in client.get(page_of(case)).text for client in both)


def test_each_is_shown_their_own_steps(cast, logged_in):
    ballot = factories.ballot(cast)
    page = page_of(ballot.case)
    vote = reverse("admin:cases_case_step", args=[ballot.case_id, "voter"])
    both = [logged_in(cast.second_committee), logged_in(cast.third_committee)]
    assert all(f'href="{vote}"' in client.get(page).text for client in both)
    actions.cast_vote(ballot, by=cast.second_committee, choice=VoteChoice.FOR)
    voted, waiting = [client.get(page).text for client in both]
    assert f'href="{vote}"' not in voted
    assert "Vous avez déjà voté." in voted
    assert f'href="{vote}"' in waiting


def test_who_comes_to_preside_is_shown_what_the_chair_may_do(cast, logged_in):
    ballot = factories.ballot(cast)
    client = logged_in(cast.third_committee)
    assert "La présidence de la commission clôt le vote." in client.get(page_of(ballot.case)).text
    Membership.objects.filter(user=cast.third_committee).update(chair=True)
    told = client.get(page_of(ballot.case)).text
    assert "La présidence de la commission clôt le vote." not in told


def test_a_file_under_a_lawyers_secret_is_kept_for_who_may_see_it(cast, logged_in):
    observation = factories.observation(cast.adherent)
    item = keep_received(Received(b"png", "ecran.png", "image/png"), by=cast.committee)
    Attachment.objects.create(item=item, observation=observation)
    type(item).objects.filter(pk=item.pk).update(privileged=True)
    link = reverse("attachment-download", args=[item.pk])
    assert link in logged_in(cast.committee).get(page_of(observation)).text
    assert link not in logged_in(cast.second_committee).get(page_of(observation)).text


@pytest.mark.parametrize("page", [OBSERVATIONS, CASES, JOURNAL])
def test_a_role_that_does_not_open_a_list_is_not_shown_what_another_kept(cast, logged_in, page):
    case = factories.relayed_case(cast)
    assert logged_in(cast.committee).get(page).status_code == 200
    refused = logged_in(cast.board).get(page)
    assert refused.status_code == 403
    assert case.reference not in refused.text


def test_who_has_just_left_the_committee_is_not_shown_what_was_kept(cast, logged_in):
    case = factories.relayed_case(cast)
    client = logged_in(cast.committee)
    assert case.reference in client.get(CASES).text
    Membership.objects.filter(user=cast.committee).update(role="board")
    assert client.get(CASES).status_code == 403
    assert client.get(page_of(case)).status_code == 403


def test_each_reads_a_kept_page_in_their_language(cast, logged_in):
    factories.relayed_case(cast)
    client = logged_in(cast.committee)
    assert "Relayé" in client.get(CASES).text
    client.post(reverse("language"), {"language": "en"})
    assert "Relayed" in client.get(CASES).text


def test_what_was_just_done_is_told_once_and_not_kept(cast, logged_in):
    observation = factories.observation(cast.adherent)
    client = logged_in(cast.committee)
    act = reverse("admin:cases_observation_act", args=["ecarter"])
    client.post(act, {"o": [observation.pk], "reason": "Hors sujet."})
    told, then = client.get(OBSERVATIONS), client.get(OBSERVATIONS)
    assert len(list(told.context["messages"])) == 1
    assert len(list(then.context["messages"])) == 0
    other = logged_in(cast.second_committee).get(OBSERVATIONS)
    assert cast.committee.full_name not in other.text
    assert cast.second_committee.full_name in other.text


def test_the_form_of_a_kept_list_carries_the_token_of_who_looks(cast, logged_in):
    observation = factories.observation(cast.adherent)
    logged_in(cast.committee).get(OBSERVATIONS)
    client = logged_in(cast.second_committee)
    client.handler.enforce_csrf_checks = True
    token = client.get(OBSERVATIONS).context["csrf_token"]
    chosen = {"action": "ecarter", "_selected_action": [observation.pk]}
    sent = client.post(OBSERVATIONS, {**chosen, "csrfmiddlewaretoken": str(token)})
    assert sent.status_code == 302
    assert "/acte/ecarter/" in sent["Location"]


def test_a_list_asked_for_what_it_does_not_know_is_led_elsewhere_each_time(cast, logged_in):
    client = logged_in(cast.committee)
    for _time in range(2):
        assert client.get(CASES, {"inconnu": "1"}).status_code == 302


def test_each_search_and_each_page_is_kept_apart(cast, logged_in):
    mine = factories.observation(cast.adherent)
    other = factories.observation(cast.other_adherent)
    client = logged_in(cast.committee)
    for _time in range(2):
        both = client.get(OBSERVATIONS).text
        assert mine.reference in both
        assert other.reference in both
        found = client.get(OBSERVATIONS, {"q": mine.reference}).text
        assert other.reference not in found
    caches["remembered"].clear()
    assert client.get(OBSERVATIONS, {"q": mine.reference}).text.count(other.reference) == 0
