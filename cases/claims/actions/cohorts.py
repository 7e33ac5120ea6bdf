"""What the chair and the mandated lawyer do with a cohort. Its entries in the journal are private;
texts and sums are in the rows alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions.guards import hold, require
from cases.claims.cohort_states import CLOSE_COHORT, Aim, CohortState, DeclarationKind
from cases.claims.models import (
    Cohort,
    CohortCase,
    CohortDeclaration,
    CohortEstimate,
    CohortMember,
    CollectiveRoute,
    CourtJurisdiction,
)
from cases.claims.models.reference_fields import worded
from cases.claims.predicates import Criteria, as_data
from cases.claims.preparation import standing_for
from cases.claims.states import ClaimState
from cases.errors import GuardRefused, StepRefused, VersionRefused
from cases.evidence import journal
from cases.evidence.receiving import Received, keep_received
from cases.models import Case, Mandate
from cases.models.numbering import next_reference
from members.models import Organisation, User

# A draft says nothing yet, and what was paid cannot be asked for again.
FIRST_STATES = frozenset(ClaimState) - {
    ClaimState.DRAFT,
    ClaimState.WITHDRAWN,
    ClaimState.SETTLED,
    ClaimState.PAID,
}


@dataclass(frozen=True)
class Course:
    """What a cohort asks for, and by which way."""

    name: str
    aim: Aim
    route: CollectiveRoute
    court: CourtJurisdiction | None = None


def may_open_on(cases: Sequence[Case], by: User) -> bool:
    """The chair; a lawyer, whose mandate holds on each of the cases."""
    if by.chairs_committee:
        return True
    held = Mandate.objects.of_counsel(by).filter(case__in=cases).values("case").distinct()
    return by.is_lawyer and bool(cases) and held.count() == len(cases)


@transaction.atomic
def open_cohort(cases: Sequence[Case], course: Course, *, by: User) -> Cohort:
    chosen = sorted(set(cases), key=lambda case: case.pk)
    if not may_open_on(chosen, by):
        raise PermissionDenied
    _refuse_cases(chosen)
    _refuse_course(course)
    for case in chosen:
        hold(case)
    year = timezone.localdate().year
    cohort = Cohort.objects.create(
        reference=next_reference(f"GRP-{year}"),
        publisher=chosen[0].publisher,
        criteria=as_data(Criteria(states=frozenset(map(str, FIRST_STATES)))),
        opened_by=by,
        **vars(course),
    )
    CohortCase.objects.bulk_create(CohortCase(cohort=cohort, case=case) for case in chosen)
    told = {"reference": cohort.reference, "cases": [case.reference for case in chosen]}
    journal.record("cohort.opened", cohort, by=by, details=told)
    number_claimants(cohort)
    return cohort


def _refuse_cases(cases: Sequence[Case]) -> None:
    if not cases:
        raise GuardRefused(_("Choisissez au moins un cas."))
    if len({case.publisher_id for case in cases}) > 1:
        raise GuardRefused(_("Un groupe vise un seul éditeur : choisissez des cas du même."))


def _refuse_course(course: Course) -> None:
    """G15: a way that the association may not take is not chosen."""
    require(course.name, _("Donnez un nom à ce groupe."))
    if not course.route.serves(course.aim):
        said = _("La voie « %(route)s » ne permet pas cet objet : choisissez-en une autre.")
        raise GuardRefused(said % {"route": worded(course.route, "label")})
    if course.court and not course.route.is_group_action:
        raise GuardRefused(_("Ces juridictions ne jugent que les actions de groupe."))
    unmet = standing_for(course.route).unmet
    if unmet:
        said = _("La voie « %(route)s » n’est pas ouverte à l’association. %(why)s")
        why = " ".join(f"{each.label} : {each.told}" for each in unmet)
        raise GuardRefused(said % {"route": worded(course.route, "label"), "why": why})


@transaction.atomic
def describe_cohort(cohort: Cohort, course: Course, *, by: User, seen: int) -> None:
    """Raises `VersionRefused` if someone changed it meanwhile."""
    refuse_others(cohort, by)
    _refuse_course(course)
    if cohort.takes_opt_ins and (course.aim, course.route) != (cohort.aim, cohort.route):
        raise GuardRefused(
            _("On a pu signer pour cette voie : elle ne change plus. Ouvrez un autre groupe.")
        )
    _change(cohort, seen, **vars(course))
    told = {"aim": course.aim, "route": course.route.code, "version": course.route.version}
    journal.record("cohort.described", cohort, by=by, details=told)


@transaction.atomic
def set_criteria(cohort: Cohort, criteria: Criteria, *, by: User, seen: int) -> None:
    """Counsel's alone: whoever could move a threshold and watch the number would read each loss."""
    refuse_all_but_counsel(cohort, by)
    if criteria.since and criteria.until and criteria.until < criteria.since:
        raise GuardRefused(_("La fin de la période précède son début."))
    _change(cohort, seen, criteria=as_data(criteria))
    journal.record("cohort.criteria_set", cohort, by=by, details={"criteria": cohort.criteria})
    number_claimants(cohort)


def _change(cohort: Cohort, seen: int, **values: object) -> None:
    live = Cohort.objects.exclude(state=CohortState.CLOSED)
    changed = live.filter(pk=cohort.pk, version=seen).update(version=seen + 1, **values)
    cohort.refresh_from_db()
    if changed != 1:
        refuse_closed(cohort)
        raise VersionRefused(
            _("Ce groupe a changé depuis que vous l’avez ouvert : relisez-le avant de recommencer.")
        )


@transaction.atomic
def number_claimants(cohort: Cohort) -> int:
    """A pseudonym to each who has none yet, in the order of their claims. How many were given."""
    Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)
    last = cohort.members.aggregate(last=Max("number"))["last"] or 0
    numbered = cohort.members.values("organisation")
    waiting = cohort.candidates().exclude(sheet__organisation__in=numbered)
    new = dict.fromkeys(claim.sheet.organisation_id for claim in waiting.select_related("sheet"))
    CohortMember.objects.bulk_create(
        CohortMember(cohort=cohort, organisation_id=key, number=number)
        for number, key in enumerate(new, last + 1)
    )
    return len(new)


@transaction.atomic
def give_pseudonyms(cohort: Cohort, *, by: User) -> int:
    """To the claimants who came since. Told once there were any."""
    refuse_others(cohort, by)
    given = number_claimants(cohort)
    if given:
        journal.record("cohort.numbered", cohort, by=by, details={"count": given})
    return given


def number_claimant(cohort: Cohort, organisation: Organisation) -> CohortMember:
    """Call with the cohort's row held."""
    if held := cohort.members.filter(organisation=organisation).first():
        return held
    last = cohort.members.aggregate(last=Max("number"))["last"] or 0
    return CohortMember.objects.create(cohort=cohort, organisation=organisation, number=last + 1)


@transaction.atomic
def note_decision(
    cohort: Cohort, *, body: str, on: date, minutes: Received | None, by: User
) -> None:
    """Of the body that the statutes let decide to sue. Minutes given before stay if none come."""
    refuse_others(cohort, by)
    require(body, _("Nommez l’organe qui a décidé d’agir."))
    if on > timezone.localdate():
        raise GuardRefused(_("Une décision se note une fois prise : sa date n’est pas à venir."))
    held = hold_cohort(cohort)
    kept = keep_received(minutes, by=by) if minutes else held.minutes
    Cohort.objects.filter(pk=cohort.pk).update(
        decided_body=body.strip(), decided_on=on, minutes=kept, version=F("version") + 1
    )
    cohort.refresh_from_db()
    told = {"on": str(on), "minutes": kept.sha256 if kept else ""}
    journal.record("cohort.decision_noted", cohort, by=by, details=told)


@transaction.atomic
def declare(cohort: Cohort, kind: DeclarationKind, text: str, *, by: User) -> CohortDeclaration:
    """An empty text declares that there is nothing. Earlier ones stay to be read."""
    refuse_others(cohort, by)
    hold_cohort(cohort)
    said = text.strip()
    made = CohortDeclaration.objects.create(
        cohort=cohort, kind=kind, has_none=not said, text=said, made_by=by
    )
    told = {"kind": kind, "has_none": made.has_none}
    journal.record("cohort.declared", cohort, by=by, details=told)
    return made


@transaction.atomic
def estimate_size(
    cohort: Cohort, *, number: int, source: str, method: str, on: date, by: User
) -> CohortEstimate:
    """Of those it may concern beyond its claimants. Earlier ones stay to be read."""
    refuse_others(cohort, by)
    if number < 1:
        raise GuardRefused(_("Une estimation est un nombre d’au moins 1."))
    require(source, _("Dites d’où vient ce nombre."))
    require(method, _("Dites comment ce nombre est obtenu."))
    if on > timezone.localdate():
        raise GuardRefused(_("Une estimation est d’un jour passé : sa date n’est pas à venir."))
    hold_cohort(cohort)
    made = CohortEstimate.objects.create(
        cohort=cohort,
        number=number,
        source=source.strip(),
        method=method.strip(),
        on=on,
        made_by=by,
    )
    journal.record("cohort.estimated", cohort, by=by, details={"number": number, "on": str(on)})
    return made


@transaction.atomic
def close_cohort(cohort: Cohort, *, by: User, reason: str) -> None:
    """Nobody joins any more; whoever joined may still leave."""
    refuse_others(cohort, by)
    require(reason, _("Dites en une ligne pourquoi ce groupe est clos."))
    cohort.take(CLOSE_COHORT, closed_at=timezone.now(), closed_by=by, closing_reason=reason.strip())
    journal.record("cohort.closed", cohort, by=by)


def refuse_others(cohort: Cohort, by: User) -> None:
    if not cohort.is_led_by(by):
        raise PermissionDenied


def refuse_all_but_counsel(cohort: Cohort, by: User) -> None:
    if not cohort.is_read_whole_by(by):
        raise PermissionDenied


def refuse_closed(cohort: Cohort) -> None:
    if cohort.state == CohortState.CLOSED:
        raise StepRefused(_("Ce groupe est clos : il ne change plus."))


def hold_cohort(cohort: Cohort) -> Cohort:
    """Locked until the transaction ends, and still open to work."""
    held = Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)
    refuse_closed(held)
    return held
