"""How many people a cohort may concern beyond its claimants: told as an estimate, with its source
and its method, and never added to those who are known."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.claims.models import Cohort
from cases.models import Case, ObservationVersion


@dataclass(frozen=True)
class Estimate:
    number: int
    source: str
    method: str
    on: date


def estimates_of(cohort: Cohort) -> Iterator[Estimate]:
    """What observations let one work out, then the last figure that somebody noted."""
    if worked_out := told_by_observations(cohort):
        yield worked_out
    if noted := cohort.estimates.first():
        yield Estimate(noted.number, noted.source, noted.method, noted.on)


def told_by_observations(cohort: Cohort) -> Estimate | None:
    """Customers hit, as each organisation said of the cohort's cases; exact answers alone."""
    counted = _observed(cohort)
    by_organisation = counted.exclude(customers_affected=None).values("observation__organisation")
    told = by_organisation.annotate(most=Max("customers_affected")).values_list("most", flat=True)
    figures = list(told.order_by())
    if not sum(figures):
        return None
    asked = counted.order_by().values("observation__organisation").distinct().count()
    source = ngettext(
        "observations des incidents du groupe : %(count)s organisation sur %(asked)s a donné un "
        "nombre exact de clients touchés",
        "observations des incidents du groupe : %(count)s organisations sur %(asked)s ont donné "
        "un nombre exact de clients touchés",
        len(figures),
    )
    return Estimate(
        number=sum(figures),
        source=source % {"count": len(figures), "asked": asked},
        method=_(
            "somme de ces nombres, chaque organisation une fois, par le plus élevé qu’elle a "
            "donné ; un client suivi par deux organisations y compte deux fois"
        ),
        on=timezone.localdate(),
    )


def _observed(cohort: Cohort) -> "QuerySet[ObservationVersion]":
    """Of its cases and products, as its criteria say."""
    asked = cohort.told_criteria
    cases: QuerySet[Case] = cohort.cases.all()
    if asked.since:
        cases = cases.filter(occurred_on__gte=asked.since)
    if asked.until:
        cases = cases.filter(occurred_on__lte=asked.until)
    observed = ObservationVersion.objects.counted().filter(observation__case__in=cases)
    if asked.products:
        observed = observed.filter(observation__product__key__in=asked.products)
    return observed
