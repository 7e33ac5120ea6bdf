"""Whether dossiers get made: what waits, since when, and what failed."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q

from reports.models import Dossier
from reports.states import UNDER_WAY, DossierState


@dataclass(frozen=True)
class DossierHealth:
    waiting: int
    failed: int
    oldest: datetime | None


def dossier_health() -> DossierHealth:
    under_way = Q(state__in=UNDER_WAY)
    told = Dossier.objects.aggregate(
        waiting=Count("pk", filter=under_way),
        failed=Count("pk", filter=Q(state=DossierState.FAILED)),
        oldest=Min("requested_at", filter=under_way),
    )
    return DossierHealth(told["waiting"], told["failed"], told["oldest"])
