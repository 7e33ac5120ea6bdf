"""Step 2, verify."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions.guards import hold, refuse_outsiders, require
from cases.errors import GuardRefused
from cases.evidence import journal
from cases.models import Case, Verification
from cases.states import LEAVE_REPORTED, VERIFY, TraceKind, Verdict
from members.models import User


@dataclass(frozen=True)
class Trace:
    """Something that shows the incident without relying on an observer's word (guard G4)."""

    kind: TraceKind
    reference: str
    at: datetime


@transaction.atomic
def verify_case(
    case: Case,
    *,
    by: User,
    seen: int,
    verdict: Verdict,
    grounds: str,
    links: str,
    trace: Trace | None = None,
) -> Verification:
    """Confirm the case, or state why not: then it stays reported.

    `links` are the verifier's links with the publisher, empty if there are none (guard G3). Raises
    `GuardRefused` for an observer of the case (G3) or too few independent sources (G4),
    `StepRefused` if the case changed since `seen`.
    """
    refuse_outsiders(by)
    require(grounds, _("Donnez les motifs de votre verdict."))
    # Held: an observation detached between the count and the step would found nothing (G4).
    hold(case)
    if case.observed_by(by):
        raise GuardRefused(
            _("Vous ou votre organisation avez observé ce cas : un autre membre doit le vérifier.")
        )
    organisations = _independent_organisations(case)
    if verdict == Verdict.CONFIRMED:
        _refuse_too_few_sources(organisations, trace)
    _move(case, verdict, by, seen)
    verification = Verification.objects.create(
        case=case,
        verdict=verdict,
        grounds=grounds.strip(),
        has_links=bool(links.strip()),
        links=links.strip(),
        organisation_count=organisations,
        trace_kind=trace.kind if trace else "",
        trace_reference=trace.reference if trace else "",
        trace_at=trace.at if trace else None,
        verified_by=by,
    )
    _record(verification)
    return verification


def _independent_organisations(case: Case) -> int:
    return case.observations.counted().values("organisation").distinct().count()


def _refuse_too_few_sources(organisations: int, trace: Trace | None) -> None:
    if organisations >= 2 or (organisations == 1 and trace):
        return
    raise GuardRefused(
        _(
            "Organisations indépendantes : %(count)s. Pour confirmer, il en faut deux, ou une et "
            "une trace objective : page de statut, sonde ou message de l’éditeur."
        )
        % {"count": organisations}
    )


def _move(case: Case, verdict: Verdict, by: User, seen: int) -> None:
    if verdict == Verdict.CONFIRMED:
        case.take(VERIFY, seen=seen, verified_at=timezone.now(), verified_by=by)
    else:
        case.take(LEAVE_REPORTED, seen=seen)


def _record(verification: Verification) -> None:
    confirmed = verification.verdict == Verdict.CONFIRMED
    journal.record(
        "case.verified" if confirmed else "case.left_reported",
        verification.case,
        by=verification.verified_by,
        details={
            "verdict": verification.verdict,
            "grounds": verification.grounds,
            "links": verification.links,
            "organisations": verification.organisation_count,
            "trace": verification.trace_kind,
        },
    )
