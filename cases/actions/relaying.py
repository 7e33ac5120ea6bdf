"""Step 4, relay; and out of the path: dismiss, reopen."""

from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import tasks
from cases.actions.deciding import end_ballot
from cases.actions.guards import hold, refuse_outsiders, require, with_last_act
from cases.analysis import INDICATIVE_FROM, Sufficiency
from cases.errors import GuardRefused, StepRefused
from cases.evidence import journal
from cases.models import Case, Relay
from cases.states import (
    DISMISS,
    DRAFT,
    RELAY,
    REOPEN,
    Audience,
    BallotState,
    CaseState,
    Proposal,
    RelayPurpose,
    RelayState,
)
from cases.wording import imputations_in
from members.models import User


@transaction.atomic
def draft_relay(
    case: Case, *, by: User, seen: int, purpose: RelayPurpose, audience: Audience, text: str
) -> Relay:
    """Write what will be relayed. A draft that waits is discarded for the new one, and kept.

    Raises `StepRefused` if another text was written since `seen`: nobody replaces what they have
    not read.
    """
    refuse_outsiders(by)
    require(text, _("Écrivez le texte à relayer."))
    if audience != Audience.MEMBERS:
        raise GuardRefused(
            _(
                "Le droit de réponse de l’éditeur n’est pas encore ouvert : "
                "le relais ne peut aller qu’aux adhérents."
            )
        )
    _refuse_imputations(case, text)
    _refuse_unless_to_act(hold(case))
    case.take(DRAFT, seen=seen)
    case.relays.filter(state=RelayState.DRAFTED).update(state=RelayState.DISCARDED)
    relay = Relay.objects.create(
        case=case, purpose=purpose, audience=audience, text=text.strip(), drafted_by=by
    )
    journal.record(
        "case.relay_drafted",
        case,
        by=by,
        details={"purpose": purpose, "audience": audience, "text": relay.text},
    )
    return relay


def _refuse_imputations(case: Case, text: str) -> None:
    """No relay imputes, or calls to leave a publisher (guard G9). What it quotes is passed over."""
    products = case.publisher.products.values_list("name", flat=True)
    for found in imputations_in(text, names=(case.title, case.publisher.name, *products)):
        said = _("Écrivez un fait à la place de « %(words)s » : %(instead)s.")
        raise GuardRefused(said % {"words": found.words, "instead": found.instead})


def _refuse_unless_to_act(case: Case) -> None:
    if case.state != CaseState.DECIDED:
        raise StepRefused(
            with_last_act(
                _(
                    "Ce cas est « %(state)s » : "
                    "on ne relaie qu’un cas sur lequel il est décidé d’agir."
                )
                % {"state": case.get_state_display()},
                case,
            )
        )
    if case.decision.proposal != Proposal.ACT:
        watched = _("La commission a décidé de surveiller ce cas, pas encore d’agir.")
        raise StepRefused(with_last_act(watched, case))


@transaction.atomic
def approve_relay(relay: Relay, *, by: User, seen: int) -> None:
    """Another person than the author lets the text out; the eight criteria are frozen with it."""
    refuse_outsiders(by)
    if by == relay.drafted_by:
        raise GuardRefused(_("Vous avez rédigé ce texte : une autre personne doit l’approuver."))
    case = hold(relay.case)
    analysis = case.analysis()
    if analysis.sufficiency == Sufficiency.INSUFFICIENT:
        raise GuardRefused(
            _(
                "Trop peu d’organisations ont répondu (%(count)s) : il en faut %(needed)s pour "
                "relayer ce cas. Attendez d’autres observations, ou classez-le sans suite."
            )
            % {"count": analysis.respondent_count, "needed": INDICATIVE_FROM}
        )
    case.take(RELAY, seen=seen, relayed_at=timezone.now(), relayed_by=by)
    drafted = Relay.objects.filter(pk=relay.pk, state=RelayState.DRAFTED)
    approved = drafted.update(
        state=RelayState.APPROVED,
        approved_at=case.relayed_at,
        approved_by=by,
        findings=analysis.as_json(),
    )
    if approved != 1:
        replaced = _("Ce texte a été remplacé par un autre : relisez le nouveau.")
        raise StepRefused(with_last_act(replaced, case))
    relay.refresh_from_db()
    journal.record(
        "case.relayed",
        case,
        by=by,
        details={"purpose": relay.purpose, "audience": relay.audience, "text": relay.text},
    )
    name = f"{tasks.send_relay.name} of {relay.pk}"
    transaction.on_commit(partial(tasks.wake, tasks.send_relay, relay.pk, name=name))


@transaction.atomic
def dismiss_case(case: Case, *, by: User, seen: int, reason: str) -> None:
    """From any step. An open vote or a text that waits has no object any more."""
    refuse_outsiders(by)
    require(reason, _("Dites pourquoi ce cas est classé."))
    now = timezone.now()
    case.take(
        DISMISS, seen=seen, dismissed_at=now, dismissed_by=by, dismissed_reason=reason.strip()
    )
    for ballot in case.ballots.filter(state=BallotState.OPEN):
        ballot.state = BallotState.CANCELLED
        end_ballot(ballot, by=by, reasons=reason)
    case.relays.filter(state=RelayState.DRAFTED).update(state=RelayState.DISCARDED)
    journal.record("case.dismissed", case, by=by, details={"reason": reason.strip()})


@transaction.atomic
def reopen_case(case: Case, *, by: User, seen: int, reason: str) -> None:
    """Back to the first step: what was verified and decided before is kept, and done again."""
    refuse_outsiders(by)
    require(reason, _("Dites pourquoi ce cas est rouvert."))
    case.take(
        REOPEN,
        seen=seen,
        verified_at=None,
        verified_by=None,
        decided_at=None,
        decided_by=None,
        relayed_at=None,
        relayed_by=None,
        dismissed_at=None,
        dismissed_by=None,
        dismissed_reason="",
    )
    journal.record("case.reopened", case, by=by, details={"reason": reason.strip()})
