"""The incidents of a cohort: facts that their « Constat » tells, and the exhibits of each."""

from django.db.models import Count, Q
from django.utils import timezone

from cases.claims.models import Cohort
from cases.limitation import limitation
from cases.models import Case
from cases.models import Exhibit as Row
from cases.states import ObservationState
from reports.freezing.exhibits import line_of
from reports.groups.content import CommonSchedule, Incident
from reports.models import Dossier
from reports.states import DossierState


def incidents(cohort: Cohort) -> tuple[Incident, ...]:
    received = Q(observations__state=ObservationState.RECEIVED)
    observers = Count("observations__organisation", filter=received, distinct=True)
    held = cohort.cases.annotate(observers=observers).order_by("occurred_on", "pk")
    made = Dossier.objects.filter(case__in=held, state=DossierState.READY).order_by("number")
    reports = {each.case_id: each for each in made.defer("content")}
    return tuple(_incident(case, reports.get(case.pk)) for case in held)


def _incident(case: Case, report: Dossier | None) -> Incident:
    told = limitation(case.occurred_on, on=timezone.localdate())
    return Incident(
        reference=case.reference,
        title=case.title,
        occurred_on=case.occurred_on,
        observers=case.observers,  # type: ignore[attr-defined]  # annotated above
        last_day=told.last_day,
        report_version=report.number if report else None,
        report_sha256=report.sha256 if report else "",
    )


def schedules(cohort: Cohort) -> tuple[CommonSchedule, ...]:
    """As counsel numbered them, case by case: what was withdrawn keeps its number."""
    rows = Row.objects.filter(case__in=cohort.cases.all()).on_the_schedule()
    by_case: dict[str, list[Row]] = {}
    for row in rows.select_related("case", "item__redacts").order_by(
        "case__occurred_on", "case", "number"
    ):
        by_case.setdefault(row.case.reference, []).append(row)
    return tuple(
        CommonSchedule(reference, tuple(map(line_of, held))) for reference, held in by_case.items()
    )
