import pytest
from django.core.exceptions import PermissionDenied

from cases.actions import close_ballot, open_ballot
from cases.errors import GuardRefused, StepRefused
from cases.states import Proposal, VoteChoice
from tests import factories
from tests.traces import one_entry, refused


def put(case, by, proposal=Proposal.ACT, general_interest=True, service_quality=False):
    return open_ballot(
        case,
        by=by,
        proposal=proposal,
        general_interest=general_interest,
        service_quality=service_quality,
    )


def test_a_proposal_on_a_verified_case_opens_a_vote(cast):
    case = factories.verified_case(cast)
    with one_entry("case.ballot_opened", f"case:{case.reference}", cast.committee) as entries:
        ballot = put(case, cast.committee, service_quality=True)
    assert (ballot.state, ballot.proposal, ballot.opened_by) == ("open", "act", cast.committee)
    assert (case.state, ballot.votes.count()) == ("verified", 0)
    assert entries[0].details == {
        "proposal": "act",
        "grounds": ["intérêt général", "baisse de la qualité de service"],
    }


def test_a_proposal_without_a_ground_is_refused(cast):
    case, who = factories.verified_case(cast), cast.committee
    with refused(GuardRefused, "Cochez au moins un fondement : intérêt général ou baisse"):
        put(case, who, general_interest=False)


def test_a_second_vote_on_the_case_is_refused(cast):
    case, who = factories.verified_case(cast), cast.second_committee
    put(case, cast.committee)
    with refused(StepRefused, "Chloé Commission a déjà ouvert un vote sur ce cas le "):
        put(case, who)


@pytest.mark.parametrize(
    ("make", "state"),
    [
        ("case", "Remonté"),
        ("decided_case", "Décidé"),
        ("relayed_case", "Relayé"),
        ("dismissed_case", "Classé sans suite"),
    ],
)
def test_only_a_verified_or_watched_case_is_voted_on(cast, make, state):
    case, who = getattr(factories, make)(cast), cast.committee
    with refused(StepRefused, f"Ce cas est « {state} » : on ne vote que sur un cas vérifié ou"):
        put(case, who)


def test_a_watched_case_is_put_to_the_vote_again(cast):
    case = factories.decided_case(cast, proposal=Proposal.WATCH)
    ballot = put(case, cast.committee)
    for voter in (cast.committee, cast.second_committee, cast.chair):
        ballot.votes.create(voter=voter, choice=VoteChoice.FOR)
    close_ballot(ballot, by=cast.chair, reasons="Il dure.", seen=case.version)
    case.refresh_from_db()
    assert (case.state, case.decision) == ("decided", ballot)


def test_after_a_rejection_another_proposal_can_be_put(cast):
    case = factories.verified_case(cast)
    ballot = factories.voted_ballot(cast, VoteChoice.AGAINST, on=case)
    close_ballot(ballot, by=cast.chair, reasons="Trop peu.", seen=case.version)
    assert put(case, cast.committee, Proposal.WATCH).state == "open"


@pytest.mark.parametrize("who", ["adherent", "board", "lawyer", "administrator", "stranger"])
def test_only_the_committee_opens_a_vote(cast, who):
    case, person = factories.verified_case(cast), getattr(cast, who)
    with refused(PermissionDenied):
        put(case, person)
