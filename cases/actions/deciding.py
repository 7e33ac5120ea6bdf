"""Step 3, decide: the committee votes, the chair closes the vote (guard G6)."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions.guards import hold, refuse_outsiders, require, with_last_act
from cases.errors import GuardRefused, StepRefused
from cases.evidence import journal
from cases.models import Ballot, Case, Vote
from cases.states import CLOSE, DECIDE, BallotState, CaseState, Proposal, VoteChoice
from cases.words import moment
from members.models import User


@transaction.atomic
def open_ballot(
    case: Case, *, by: User, proposal: Proposal, general_interest: bool, service_quality: bool
) -> Ballot:
    """Put a proposal to the vote, on a verified case or on one that is only watched."""
    refuse_outsiders(by)
    if not (general_interest or service_quality):
        raise GuardRefused(
            _("Cochez au moins un fondement : intérêt général ou baisse de la qualité de service.")
        )
    _refuse_unless_votable(hold(case))
    ballot = Ballot.objects.create(
        case=case,
        proposal=proposal,
        general_interest=general_interest,
        service_quality=service_quality,
        opened_by=by,
    )
    journal.record(
        "case.ballot_opened",
        case,
        by=by,
        details={"proposal": proposal, "grounds": ballot.grounds},
    )
    return ballot


def _refuse_unless_votable(case: Case) -> None:
    last = case.ballots.order_by("-opened_at", "-pk").first()
    if last and last.state == BallotState.OPEN:
        raise StepRefused(
            _("%(who)s a déjà ouvert un vote sur ce cas le %(when)s : votez-y.")
            % {"who": last.opened_by, "when": moment(last.opened_at, case.zone)}
        )
    watched = case.state == CaseState.DECIDED and case.decision.proposal == Proposal.WATCH
    if case.state != CaseState.VERIFIED and not watched:
        raise StepRefused(
            with_last_act(
                _("Ce cas est « %(state)s » : on ne vote que sur un cas vérifié ou surveillé.")
                % {"state": case.get_state_display()},
                case,
            )
        )


@transaction.atomic
def cast_vote(ballot: Ballot, *, by: User, choice: VoteChoice) -> Vote:
    """Once a person. Who observed the case can only stand aside (« déport »)."""
    refuse_outsiders(by)
    _hold_open(ballot)
    already = ballot.votes.filter(voter=by).first()
    if already:
        raise StepRefused(
            _("Vous avez déjà voté « %(choice)s » le %(when)s : un vote ne se change pas.")
            % {
                "choice": already.get_choice_display(),
                "when": moment(already.cast_at, ballot.case.zone),
            }
        )
    if choice != VoteChoice.RECUSED and ballot.case.observed_by(by):
        raise GuardRefused(
            _("Vous ou votre organisation avez observé ce cas : seul le déport vous est ouvert.")
        )
    vote = Vote.objects.create(ballot=ballot, voter=by, choice=choice)
    journal.record("case.voted", ballot.case, by=by, details={"choice": choice})
    return vote


@transaction.atomic
def close_ballot(ballot: Ballot, *, by: User, reasons: str, seen: int) -> Ballot:
    """The chair closes the vote, once the quorum is met, and gives the committee's reasons.

    The quorum is a number of votes: for, against or in abstention. Whoever stands aside does not
    help to reach it. A vote given in office counts, even if its voter has left since.
    Adopted, it moves the case: decided, or dismissed when the proposal was to close it. Rejected,
    the case stays verified and another proposal can be put.
    """
    if not by.chairs_committee:
        raise PermissionDenied
    require(reasons, _("Donnez les motifs de la décision."))
    _hold_open(ballot)
    _refuse_without_quorum(ballot)
    adopted = _is_adopted(ballot)
    ballot.state = BallotState.ADOPTED if adopted else BallotState.REJECTED
    end_ballot(ballot, by=by, reasons=reasons)
    if adopted:
        _move(ballot, by, seen)
    journal.record(
        "case.decided" if adopted else "case.proposal_rejected",
        ballot.case,
        by=by,
        details={
            "proposal": ballot.proposal,
            "reasons": ballot.reasons,
            "votes": {choice.value: count for choice, count in ballot.tally().items()},
        },
    )
    return ballot


def end_ballot(ballot: Ballot, *, by: User, reasons: str) -> None:
    """Stamp a ballot that is no longer open with the rules that applied to it."""
    ballot.closed_at, ballot.closed_by = timezone.now(), by
    ballot.reasons = reasons.strip()
    ballot.quorum = settings.COMMITTEE_QUORUM
    ballot.majority_percent = settings.COMMITTEE_MAJORITY_PERCENT
    ballot.save()


def _hold_open(ballot: Ballot) -> None:
    """The case is locked, as by every act that ends a vote: none acts on what another changes."""
    hold(ballot.case)
    ballot.refresh_from_db()
    if ballot.closed_at:
        raise StepRefused(
            _("%(who)s a clos ce vote le %(when)s.")
            % {"who": ballot.closed_by, "when": moment(ballot.closed_at, ballot.case.zone)}
        )


def _refuse_without_quorum(ballot: Ballot) -> None:
    voters = ballot.votes.exclude(choice=VoteChoice.RECUSED).count()
    if voters < settings.COMMITTEE_QUORUM:
        raise GuardRefused(
            _(
                "Le quorum n’est pas atteint : %(voters)s votants sur les %(quorum)s requis "
                "(les déports ne comptent pas)."
            )
            % {"voters": voters, "quorum": settings.COMMITTEE_QUORUM}
        )


def _is_adopted(ballot: Ballot) -> bool:
    """More than the set share of the votes for and against; abstentions count for the quorum."""
    tally = ballot.tally()
    expressed = tally[VoteChoice.FOR] + tally[VoteChoice.AGAINST]
    return tally[VoteChoice.FOR] * 100 > expressed * settings.COMMITTEE_MAJORITY_PERCENT


def _move(ballot: Ballot, by: User, seen: int) -> None:
    now = timezone.now()
    if ballot.proposal == Proposal.CLOSE:
        ballot.case.take(
            CLOSE,
            seen=seen,
            decided_at=now,
            decided_by=by,
            dismissed_at=now,
            dismissed_by=by,
            dismissed_reason=ballot.reasons,
        )
    else:
        ballot.case.take(DECIDE, seen=seen, decided_at=now, decided_by=by)
