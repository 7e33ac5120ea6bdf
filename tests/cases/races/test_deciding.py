from functools import partial

from cases import actions
from cases.errors import StepRefused
from cases.evidence.models import Entry
from cases.models import Ballot, Case
from cases.states import BallotState, Proposal, VoteChoice
from tests import factories
from tests.cases.races.together import losers, one_wins, sentence, winners


def copies(ballot, count=2):
    return [Ballot.objects.get(pk=ballot.pk) for _ in range(count)]


def close(ballot, by):
    return actions.close_ballot(ballot, by=by, reasons="Les voix.", seen=ballot.case.version)


def open_on(case, by):
    return actions.open_ballot(
        Case.objects.get(pk=case.pk),
        by=by,
        proposal=Proposal.ACT,
        general_interest=True,
        service_quality=False,
    )


def test_a_case_has_one_open_vote(cast, race):
    case, people = factories.verified_case(cast), (cast.committee, cast.chair)
    outcomes = race(
        *(partial(open_on, case, who) for who in people), without=["ballot_one_open_a_case"]
    )
    winner = people[one_wins(outcomes, StepRefused)]
    assert f"{winner} a déjà ouvert un vote sur ce cas le " in sentence(outcomes)
    assert [each.opened_by for each in Ballot.objects.all()] == [winner]
    assert Entry.objects.filter(verb="case.ballot_opened").count() == 1


def test_a_person_votes_once(cast, race):
    ballot, who = factories.ballot(cast), cast.committee
    said = (VoteChoice.FOR, VoteChoice.AGAINST)
    outcomes = race(
        *(
            partial(actions.cast_vote, copy, by=who, choice=choice)
            for copy, choice in zip(copies(ballot), said, strict=True)
        ),
        without=["vote_once_a_person"],
    )
    kept = said[one_wins(outcomes, StepRefused)]
    assert f"Vous avez déjà voté « {kept.label} » le " in sentence(outcomes)
    assert [vote.choice for vote in ballot.votes.all()] == [kept]
    assert Entry.objects.filter(verb="case.voted").count() == 1


def test_a_vote_counts_or_comes_too_late(cast, race):
    ballot, chair, voter = factories.voted_ballot(cast), cast.chair, cast.third_committee
    mine, theirs = copies(ballot)
    closing, voting = race(
        partial(close, mine, chair),
        partial(actions.cast_vote, theirs, by=voter, choice=VoteChoice.FOR),
    )
    assert not isinstance(closing, Exception)
    told = Entry.objects.get(verb="case.decided").details["votes"]["for"]
    assert told == ballot.votes.count()
    if isinstance(voting, Exception):
        assert isinstance(voting, StepRefused)
        assert f"{chair} a clos ce vote le " in str(voting)


def test_a_vote_is_closed_once(cast, race):
    ballot, chair = factories.voted_ballot(cast), cast.chair
    outcomes = race(*(partial(close, copy, chair) for copy in copies(ballot)))
    one_wins(outcomes, StepRefused)
    assert f"{chair} a clos ce vote le " in sentence(outcomes)
    assert Entry.objects.filter(verb="case.decided").count() == 1


def test_a_vote_ends_by_its_close_or_by_the_dismissal_of_its_case(cast, race):
    ballot, chair, other = (
        factories.voted_ballot(cast, VoteChoice.AGAINST),
        cast.chair,
        cast.committee,
    )
    case = Case.objects.get(pk=ballot.case_id)
    before = Entry.objects.count()
    outcomes = race(
        partial(actions.dismiss_case, case, by=other, seen=case.version, reason="Réseau."),
        partial(close, ballot, chair),
    )
    assert losers(outcomes) <= {StepRefused}
    ballot.refresh_from_db()
    verbs = [entry.verb for entry in Entry.objects.order_by("sequence")[before:]]
    assert (verbs, ballot.state) in [
        (["case.dismissed"], BallotState.CANCELLED),
        (["case.proposal_rejected", "case.dismissed"], BallotState.REJECTED),
    ]
    if len(winners(outcomes)) == 1:
        assert f"{other} a clos ce vote le " in sentence(outcomes)
