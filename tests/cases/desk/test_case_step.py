"""Every step of a case through its page: the row, the entry, and what is refused."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from cases.models import Ballot, Case, Mandate, Relay, Verification, Vote
from cases.states import BallotState, CaseState, Proposal, RelayState
from tests import factories
from tests.cases.desk.conftest import goes_to_the_case

GROUNDS = "Deux organisations le disent."
VERDICT = {"verdict": "confirmed", "grounds": GROUNDS, "has_links": "no"}


def test_a_verdict_is_kept_with_its_links_and_trace(cast, take):
    case = factories.case(cast)
    answer = take(
        cast.second_committee,
        case,
        "verifier",
        verdict="confirmed",
        grounds=GROUNDS,
        has_links="yes",
        links="Revendeur agréé.",
        trace_kind="status_page",
        trace_reference="https://etat.example.org",
        trace_at="2018-01-09T10:00",
    )
    assert goes_to_the_case(answer, case, "case.verified", cast.second_committee)
    kept = Verification.objects.get()
    assert (kept.links, kept.trace_reference) == ("Revendeur agréé.", "https://etat.example.org")
    assert kept.trace_at == datetime(2018, 1, 9, 9, tzinfo=UTC)
    assert Case.objects.get().state == CaseState.VERIFIED


def test_a_verdict_that_does_not_confirm_leaves_the_case_reported(cast, take):
    case = factories.case(cast)
    answer = take(cast.second_committee, case, "verifier", **{**VERDICT, "verdict": "insufficient"})
    assert goes_to_the_case(answer, case, "case.left_reported", cast.second_committee)
    assert Case.objects.get().state == CaseState.REPORTED


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"has_links": "yes"}, "Précisez vos liens avec l’éditeur."),
        ({"links": "Revendeur agréé."}, "Vous décrivez des liens"),
        ({"trace_kind": "probe"}, "Une trace a une nature, un lieu et une date"),
        ({"grounds": " "}, "Donnez les motifs du verdict."),
    ],
)
def test_an_incomplete_verdict_is_refused_at_its_field(cast, take, said, sentence):
    case = factories.case(cast)
    answer = take(cast.second_committee, case, "verifier", **{**VERDICT, **said})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Verification.objects.exists()


def test_one_organisation_without_a_trace_cannot_be_confirmed(cast, take):
    case = factories.case(cast, cast.adherent)
    answer = take(cast.second_committee, case, "verifier", **VERDICT)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "il en faut deux, ou une et une trace objective" in page
    assert GROUNDS in page
    assert not Verification.objects.exists()


def test_an_observer_of_the_case_is_told_why_they_cannot_verify(cast, take):
    case = factories.case(cast, cast.adherent, cast.second_committee)
    answer = take(cast.second_committee, case, "verifier", **VERDICT)
    assert answer.status_code == 422
    assert "un autre membre doit le vérifier" in answer.content.decode()


def test_a_vote_is_opened_cast_and_closed(cast, take):
    case = factories.verified_case(cast)
    opened = take(cast.committee, case, "ouvrir-le-vote", proposal="act", general_interest="on")
    assert goes_to_the_case(opened, case, "case.ballot_opened", cast.committee)
    ballot = Ballot.objects.get()
    assert (ballot.proposal, ballot.service_quality) == (Proposal.ACT, False)
    for voter in (cast.committee, cast.second_committee, cast.chair):
        voted = take(voter, case, "voter", ballot=ballot.pk, choice="for")
        assert goes_to_the_case(voted, case, "case.voted", voter)
    closed = take(cast.chair, case, "clore-le-vote", ballot=ballot.pk, reasons="Trois voix pour.")
    assert goes_to_the_case(closed, case, "case.decided", cast.chair)
    ballot.refresh_from_db()
    assert (ballot.state, ballot.reasons) == (BallotState.ADOPTED, "Trois voix pour.")
    assert Case.objects.get().state == CaseState.DECIDED


def test_a_vote_without_a_ground_is_refused(cast, take):
    case = factories.verified_case(cast)
    answer = take(cast.committee, case, "ouvrir-le-vote", proposal="act")
    assert answer.status_code == 422
    assert "Cochez au moins un fondement" in answer.content.decode()


def test_only_the_chair_closes_a_vote(cast, take):
    ballot = factories.voted_ballot(cast)
    answer = take(
        cast.committee, ballot.case, "clore-le-vote", ballot=ballot.pk, reasons="Je décide."
    )
    assert answer.status_code == 403
    ballot.refresh_from_db()
    assert ballot.state == BallotState.OPEN


def test_a_vote_without_its_quorum_is_not_closed_and_the_reasons_are_kept(cast, take):
    ballot = factories.ballot(cast)
    answer = take(
        cast.chair, ballot.case, "clore-le-vote", ballot=ballot.pk, reasons="Motifs tapés."
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Le quorum n’est pas atteint" in page
    assert "Motifs tapés." in page


def test_a_vote_on_another_case_is_not_reached_from_this_one(cast, take):
    elsewhere = factories.ballot(cast)
    case = factories.case(cast, cast.adherent, title="Un autre cas")
    answer = take(cast.committee, case, "voter", ballot=elsewhere.pk, choice="for")
    assert answer.status_code == 422
    assert not Vote.objects.exists()


RELAY = {"purpose": "service_quality", "audience": "members", "text": "Panne le 9 janvier."}


def test_a_relay_is_drafted_by_one_person_and_approved_by_another(cast, take):
    case = factories.decided_case(cast, cast.adherent, cast.other_adherent, cast.third_committee)
    drafted = take(cast.committee, case, "rediger-le-relais", **RELAY)
    assert goes_to_the_case(drafted, case, "case.relay_drafted", cast.committee)
    relay = Relay.objects.get()
    own = take(cast.committee, case, "approuver-le-relais", relay=relay.pk)
    assert own.status_code == 422
    assert "une autre personne doit l’approuver" in own.content.decode()
    approved = take(cast.chair, case, "approuver-le-relais", relay=relay.pk)
    assert goes_to_the_case(approved, case, "case.relayed", cast.chair)
    relay.refresh_from_db()
    assert (relay.state, relay.approved_by) == (RelayState.APPROVED, cast.chair)


@pytest.mark.parametrize("audience", ["publisher", "public"])
def test_a_relay_outside_the_members_is_refused_with_the_reason(cast, take, audience):
    case = factories.decided_case(cast)
    answer = take(cast.committee, case, "rediger-le-relais", **{**RELAY, "audience": audience})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Le droit de réponse de l’éditeur n’est pas encore ouvert" in page
    assert RELAY["text"] in page
    assert not Relay.objects.exists()


def test_a_case_is_dismissed_then_reopened_each_with_a_reason(cast, take):
    case = factories.case(cast)
    dismissed = take(cast.committee, case, "classer", reason="Panne de notre réseau.")
    assert goes_to_the_case(dismissed, case, "case.dismissed", cast.committee)
    case.refresh_from_db()
    assert (case.state, case.dismissed_reason) == ("dismissed", "Panne de notre réseau.")
    reopened = take(cast.committee, case, "rouvrir", reason="D’autres l’ont vue.")
    assert goes_to_the_case(reopened, case, "case.reopened", cast.committee)
    assert Case.objects.get().state == CaseState.REPORTED


def test_a_mandate_is_given_and_taken_back(cast, take):
    case = factories.case(cast)
    given = take(
        cast.committee, case, "donner-un-mandat", lawyer=cast.lawyer.pk, since="2018-02-01"
    )
    assert goes_to_the_case(given, case, "mandate.granted", cast.committee)
    mandate = Mandate.objects.get()
    assert (mandate.lawyer, mandate.since, mandate.until) == (cast.lawyer, date(2018, 2, 1), None)
    revoked = take(cast.committee, case, "revoquer-un-mandat", mandate=mandate.pk)
    assert goes_to_the_case(revoked, case, "mandate.revoked", cast.committee)
    mandate.refresh_from_db()
    assert mandate.revoked_by == cast.committee


def test_a_member_is_not_offered_as_a_lawyer(cast, take):
    case = factories.case(cast)
    answer = take(
        cast.committee, case, "donner-un-mandat", lawyer=cast.adherent.pk, since="2018-02-01"
    )
    assert answer.status_code == 422
    assert not Mandate.objects.exists()


def test_the_page_of_a_step_that_is_not_open_says_why(cast, logged_in):
    case = factories.case(cast)
    url = reverse("admin:cases_case_step", args=[case.pk, "rouvrir"])
    page = logged_in(cast.committee).get(url).content.decode()
    assert "Possible sur un cas «\u00a0Classé sans suite\u00a0»." in page
    assert "Revenir au cas" in page
    assert 'name="reason"' not in page


def test_the_relay_to_approve_is_shown_with_the_button(cast, logged_in):
    relay = factories.relay(cast)
    url = reverse("admin:cases_case_step", args=[relay.case.pk, "approuver-le-relais"])
    page = logged_in(cast.chair).get(url).content.decode()
    assert relay.text in page
    assert f'value="{relay.pk}"' in page


def test_a_step_that_does_not_exist_is_not_found(cast, logged_in):
    case = factories.case(cast)
    url = reverse("admin:cases_case_step", args=[case.pk, "effacer"])
    assert logged_in(cast.committee).get(url).status_code == 404


def test_a_case_that_does_not_exist_is_not_found(cast, logged_in):
    url = reverse("admin:cases_case_step", args=[404, "verifier"])
    assert logged_in(cast.committee).get(url).status_code == 404
