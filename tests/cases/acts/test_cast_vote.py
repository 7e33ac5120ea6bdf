import pytest
from django.core.exceptions import PermissionDenied

from cases.actions import cast_vote, close_ballot, dismiss_case
from cases.errors import GuardRefused, StepRefused
from cases.states import VoteChoice
from tests import factories
from tests.traces import one_entry, refused


@pytest.mark.parametrize("choice", list(VoteChoice))
def test_a_vote_is_kept_with_its_author(cast, choice):
    ballot = factories.ballot(cast)
    thread = ballot.case.journal_name
    with one_entry("case.voted", thread, cast.second_committee) as entries:
        vote = cast_vote(ballot, by=cast.second_committee, choice=choice)
    assert (vote.ballot, vote.voter, vote.choice) == (ballot, cast.second_committee, choice)
    assert ballot.tally()[choice] == 1
    assert entries[0].details == {"choice": choice.value}


def test_a_vote_does_not_change(cast):
    ballot, who = factories.ballot(cast), cast.committee
    cast_vote(ballot, by=who, choice=VoteChoice.FOR)
    with refused(StepRefused, "Vous avez déjà voté « Pour » le ") as raised:
        cast_vote(ballot, by=who, choice=VoteChoice.AGAINST)
    assert str(raised.value).endswith(" : un vote ne se change pas.")


@pytest.mark.parametrize("choice", [VoteChoice.FOR, VoteChoice.AGAINST, VoteChoice.ABSTAIN])
def test_whoever_observed_the_case_does_not_vote(cast, choice):
    case = factories.verified_case(cast, cast.adherent, cast.third_committee)
    ballot, who = factories.ballot(cast, case), cast.third_committee
    with refused(GuardRefused, "Vous ou votre organisation avez observé ce cas : seul le déport"):
        cast_vote(ballot, by=who, choice=choice)


def test_whoever_observed_the_case_stands_aside(cast):
    case = factories.verified_case(cast, cast.adherent, cast.third_committee)
    ballot = factories.ballot(cast, case)
    assert cast_vote(ballot, by=cast.third_committee, choice=VoteChoice.RECUSED).pk


def test_a_closed_vote_takes_no_more(cast):
    ballot, who = factories.voted_ballot(cast), cast.third_committee
    close_ballot(ballot, by=cast.chair, reasons="Trois pour.", seen=ballot.case.version)
    with refused(StepRefused, "Hugo Président a clos ce vote le "):
        cast_vote(ballot, by=who, choice=VoteChoice.FOR)


def test_the_vote_of_a_dismissed_case_takes_no_more(cast):
    ballot, who = factories.ballot(cast), cast.second_committee
    dismiss_case(ballot.case, by=cast.committee, seen=ballot.case.version, reason="Notre réseau.")
    with refused(StepRefused, "Chloé Commission a clos ce vote le "):
        cast_vote(ballot, by=who, choice=VoteChoice.FOR)


@pytest.mark.parametrize("who", ["adherent", "board", "lawyer", "administrator", "stranger"])
def test_only_the_committee_votes(cast, who):
    ballot, person = factories.ballot(cast), getattr(cast, who)
    with refused(PermissionDenied):
        cast_vote(ballot, by=person, choice=VoteChoice.FOR)
