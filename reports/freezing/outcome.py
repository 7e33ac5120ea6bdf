from datetime import date

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from cases.models import Ballot
from cases.states import VoteChoice
from members.models import Membership, User
from members.roles import Role
from reports.content import Decision, Relay
from reports.freezing.gathering import Gathered

CHAIR = gettext_lazy("présidence de la commission stratégie")
MEMBER = gettext_lazy("membre de la commission stratégie")
OTHER_MEMBER = gettext_lazy("un autre membre de la commission stratégie")


def decision(held: Gathered) -> Decision | None:
    ballot = held.ballot
    if ballot is None or ballot.closed_at is None or ballot.quorum is None:
        return None
    tally = ballot.tally()
    return Decision(
        outcome=str(ballot.get_proposal_display()).lower(),
        decided_at=ballot.closed_at,
        decided_by=str(CHAIR),
        eligible=_entitled(ballot, on=timezone.localdate(ballot.closed_at)),
        quorum=ballot.quorum,
        in_favour=tally[VoteChoice.FOR],
        against=tally[VoteChoice.AGAINST],
        abstained=tally[VoteChoice.ABSTAIN],
        recused=tally[VoteChoice.RECUSED],
        grounds=tuple(ballot.grounds),
        reasons=ballot.reasons,
    )


def _entitled(ballot: Ballot, *, on: date) -> int:
    """Those who sat on the day the vote was closed, whoever stood aside included, and those who
    voted and had left by then: `close_ballot` counts their votes."""
    sitting = Membership.objects.in_force(on).filter(role=Role.COMMITTEE)
    voters = [vote.voter_id for vote in ballot.votes.all()]
    entitled = Q(memberships__in=sitting) | Q(pk__in=voters)
    return User.objects.filter(entitled).distinct().count()


def relay(held: Gathered) -> Relay | None:
    relayed = held.relay
    if relayed is None or relayed.approved_at is None:
        return None
    return Relay(
        purpose=str(relayed.get_purpose_display()).lower(),
        audience=str(relayed.get_audience_display()).lower(),
        text=relayed.text,
        approved_at=relayed.approved_at,
        written_by=str(MEMBER),
        approved_by=str(OTHER_MEMBER),
    )
