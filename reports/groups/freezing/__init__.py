"""A cohort as it stands now → the content of its common part. Nothing is read later."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.utils.translation import override

from cases.claims.models import Cohort, CollectiveRoute, newest
from cases.evidence.roots import last_root
from reports.content import Classification, Cover, ReportStatus
from reports.freezing import RECONSTRUCTION, SOFTWARE
from reports.freezing.annexes import root_line
from reports.freezing.association import association as known_association
from reports.freezing.seal import seal
from reports.groups.content import Fact, GroupDossier
from reports.groups.freezing.acting import (
    association,
    conditions,
    decision,
    declarations,
    joining,
    routes,
    said,
    to_confirm,
)
from reports.groups.freezing.claimed import (
    ClaimInCohort,
    claimed,
    criteria,
    grounds,
    heads,
    size,
    told_of,
)
from reports.groups.freezing.flags import refuse_imputations
from reports.groups.freezing.incidents import incidents, schedules


def freeze_common_part(
    cohort: Cohort, held: Sequence[ClaimInCohort], *, version: int, at: datetime
) -> GroupDossier:
    """`held` are the claims that get an annex; `at` is in UTC, and on every page.

    In French whoever orders it: it is for a French court. Raises `GuardRefused` while something
    written of the group imputes an intent or a crime.
    """
    with override(settings.LANGUAGE_CODE):
        return _frozen(cohort, held, version, at)


def _frozen(
    cohort: Cohort, held: Sequence[ClaimInCohort], version: int, at: datetime
) -> GroupDossier:
    lines = claimed(cohort, held, at=at)
    compared = list(newest(CollectiveRoute))
    known = size(cohort, held)
    written = (*association(), *decision(cohort), *declarations(cohort), *told_of(known))
    refuse_imputations(cohort, written)
    return GroupDossier(
        cover=_cover(cohort, version, at),
        title=cohort.name,
        aim=str(cohort.get_aim_display()),
        routes=routes(compared, cohort.route),
        association=association(),
        conditions=conditions(cohort),
        decision=decision(cohort),
        declarations=declarations(cohort),
        publisher=cohort.publisher.name,
        court=Fact(str(cohort.court), cohort.court.covers) if cohort.court else None,
        incidents=incidents(cohort),
        grounds=grounds(held),
        criteria=criteria(cohort),
        size=known,
        heads=heads(lines),
        claimed=lines,
        joining=joining(cohort),
        schedules=schedules(cohort),
        to_confirm=tuple(to_confirm(cohort, compared)),
        said=said(),
        root=root_line(last_root()),
        seal=seal(),
        timezone=settings.TIME_ZONE,
        language=settings.LANGUAGE_CODE,
    )


def _cover(cohort: Cohort, version: int, at: datetime) -> Cover:
    return Cover(
        association=known_association(),
        reference=cohort.reference,
        version=version,
        established_at=at,
        classification=Classification.LAWYER,
        status=ReportStatus.DRAFT,
        authors=("commission stratégie", "avocat mandaté"),
        software=SOFTWARE,
        demonstration_notice=str(RECONSTRUCTION) if settings.DEMO else "",
    )
