import pytest
from django.core.exceptions import PermissionDenied

from cases.actions import cast_vote, close_ballot
from cases.errors import GuardRefused, StepRefused
from cases.states import Proposal, VoteChoice
from tests import factories
from tests.traces import one_entry, refused

FOR, AGAINST, ABSTAIN, RECUSED = VoteChoice


def voted(cast, *choices):
    ballot = factories.ballot(cast)
    voters = (cast.committee, cast.second_committee, cast.third_committee, cast.chair)
    for voter, choice in zip(voters, choices, strict=False):
        cast_vote(ballot, by=voter, choice=choice)
    return ballot


def close(ballot, by, reasons="Les voix.", seen=None):
    return close_ballot(ballot, by=by, reasons=reasons, seen=seen or ballot.case.version)


def test_adopted_it_decides_the_case_under_the_rules_of_the_day(cast, settings):
    settings.COMMITTEE_MAJORITY_PERCENT = 60
    ballot = factories.voted_ballot(cast)
    with one_entry("case.decided", ballot.case.journal_name, cast.chair) as entries:
        close(ballot, cast.chair, " Trois voix pour. ")
    case = ballot.case
    assert (ballot.state, ballot.closed_by, ballot.reasons) == (
        "adopted",
        cast.chair,
        "Trois voix pour.",
    )
    assert (ballot.quorum, ballot.majority_percent) == (3, 60)
    assert ballot.closed_at is not None
    assert (case.state, case.version, case.decided_by) == ("decided", 3, cast.chair)
    assert case.decided_at is not None
    assert case.decision == ballot
    assert entries[0].details == {
        "proposal": "act",
        "reasons": "Trois voix pour.",
        "votes": {"for": 3, "against": 0, "abstain": 0, "recused": 0},
    }


def test_adopted_a_proposal_to_close_dismisses_the_case(cast):
    ballot = factories.voted_ballot(cast, proposal=Proposal.CLOSE)
    close(ballot, cast.chair, "Rien à faire.")
    case = ballot.case
    assert (case.state, case.dismissed_by, case.dismissed_reason) == (
        "dismissed",
        cast.chair,
        "Rien à faire.",
    )
    assert case.dismissed_at == case.decided_at


def test_rejected_it_leaves_the_case_verified(cast):
    ballot = factories.voted_ballot(cast, AGAINST)
    thread = ballot.case.journal_name
    with one_entry("case.proposal_rejected", thread, cast.chair):
        close(ballot, cast.chair)
    ballot.case.refresh_from_db()
    assert (ballot.state, ballot.case.state, ballot.case.decided_at) == (
        "rejected",
        "verified",
        None,
    )


@pytest.mark.parametrize(
    ("choices", "majority", "state"),
    [
        ((FOR, FOR, AGAINST), 50, "adopted"),
        ((FOR, AGAINST, ABSTAIN), 50, "rejected"),
        ((FOR, ABSTAIN, ABSTAIN), 50, "adopted"),
        ((ABSTAIN, ABSTAIN, ABSTAIN), 50, "rejected"),
        ((FOR, FOR, FOR, AGAINST), 75, "rejected"),
        ((FOR, FOR, FOR, AGAINST), 74, "adopted"),
    ],
)
def test_more_than_the_set_share_of_the_votes_expressed_adopts(
    cast, settings, choices, majority, state
):
    settings.COMMITTEE_MAJORITY_PERCENT = majority
    assert close(voted(cast, *choices), cast.chair).state == state


@pytest.mark.parametrize(
    ("choices", "voters"), [((), 0), ((FOR, FOR), 2), ((FOR, FOR, RECUSED, RECUSED), 2)]
)
def test_without_the_quorum_the_vote_stays_open(cast, choices, voters):
    ballot, who = voted(cast, *choices), cast.chair
    sentence = f"Le quorum n’est pas atteint : {voters} votants sur les 3 requis"
    with refused(GuardRefused, sentence):
        close(ballot, who)


def test_closing_without_reasons_is_refused(cast):
    ballot, who = factories.voted_ballot(cast), cast.chair
    with refused(GuardRefused, "Donnez les motifs de la décision."):
        close(ballot, who, " ")


def test_a_second_closing_is_refused(cast):
    ballot, who = factories.voted_ballot(cast), cast.chair
    close(ballot, who)
    with refused(StepRefused, "Hugo Président a clos ce vote le "):
        close(ballot, who)


def test_a_stale_page_is_refused_and_the_vote_stays_open(cast):
    ballot, who = factories.voted_ballot(cast), cast.chair
    with refused(StepRefused, "Ce cas est « Vérifié » et a changé depuis"):
        close(ballot, who, seen=1)
    ballot.refresh_from_db()
    assert ballot.state == "open"


@pytest.mark.parametrize(
    "who", ["committee", "adherent", "board", "lawyer", "administrator", "stranger"]
)
def test_only_the_chair_closes_a_vote(cast, who):
    ballot, person = factories.voted_ballot(cast), getattr(cast, who)
    with refused(PermissionDenied):
        close(ballot, person)
