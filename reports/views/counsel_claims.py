"""The claims of a case as its lawyer reads them: what each asks for, how far it is proved, what
lacks, until when."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from cases.claims import actions
from cases.claims.deadlines import limitation_of
from cases.claims.losses import ZERO
from cases.claims.models import Claim, LossLine
from cases.claims.states import COUNTED, ENDED, LossState
from cases.claims.vocabulary import Bucket
from cases.evidence.kept_page import kept_page
from cases.evidence.responses import to_save
from cases.models import Case, Mandate
from members.http import MemberRequest
from reports.data_files import as_sheet

PROVED = (LossState.DOCUMENTED, LossState.VERIFIED, LossState.PROVED)


@dataclass(frozen=True)
class ClaimRow:
    claim: Claim
    principal: Decimal
    documented: Decimal
    bare: int
    last_day: date | None

    @property
    def is_bare(self) -> bool:
        """Nothing that it counts is proved by a document."""
        return not self.documented


@require_GET
@never_cache
def counsel_claims(request: MemberRequest, pk: int) -> HttpResponse:
    case = _mandated(request, pk)
    return kept_page(request, "reports/counsel_claims.html", lambda: _told_to(request, case))


def _told_to(request: MemberRequest, case: Case) -> dict[str, object]:
    rows = _rows(request, case)
    return {
        "case": case,
        "rows": rows,
        "total": sum((row.principal for row in rows), ZERO),
        "documented": sum((row.documented for row in rows), ZERO),
        "bare": sum(row.is_bare for row in rows),
    }


@require_GET
@never_cache
def counsel_claims_csv(request: MemberRequest, pk: int) -> HttpResponse:
    """Named by the case alone: a file name is read over shoulders and kept by browsers."""
    case = _mandated(request, pk)
    rows = _rows(request, case)
    actions.tell_claims_exported(case, len(rows), by=request.user)
    written = io.BytesIO(_as_csv(rows).encode())
    answer: HttpResponse = to_save(written, f"{case.reference}-demandes.csv", "text/csv")  # type: ignore[assignment]
    return answer


def _mandated(request: MemberRequest, pk: int) -> Case:
    case = get_object_or_404(Case.objects.visible_to(request.user), pk=pk)
    held = Mandate.objects.of_counsel(request.user).filter(case=case)
    if not request.user.is_lawyer or not held.exists():
        raise PermissionDenied
    return case


def _rows(request: MemberRequest, case: Case) -> list[ClaimRow]:
    claims = (
        Claim.objects.visible_to(request.user)
        .filter(sheet__case=case)
        .select_related("sheet__organisation", "sheet__case")
        .prefetch_related(
            "sheet__lines__head", "sheet__lines__documents", "limitation_events", "knowledge"
        )
        .order_by("reference")
    )
    return [_row(claim) for claim in claims]


def _row(claim: Claim) -> ClaimRow:
    counted = [
        line
        for line in claim.sheet.lines.all()
        if line.state in COUNTED and line.head.bucket == Bucket.PRINCIPAL
    ]
    return ClaimRow(
        claim,
        principal=_sum(counted),
        documented=_sum(line for line in counted if line.state in PROVED),
        bare=sum(not line.documents.all() for line in counted),
        last_day=None if claim.state in ENDED else limitation_of(claim).last_day,
    )


def _sum(lines: Iterable[LossLine]) -> Decimal:
    return sum((line.amount for line in lines), ZERO)


def _as_csv(rows: list[ClaimRow]) -> str:
    titles = [
        _("Demande"),
        _("Organisation"),
        _("État"),
        _("Préjudices"),
        _("dont documentés"),
        _("Pertes sans justificatif"),
        _("Dernier jour pour agir"),
    ]
    return as_sheet([titles, *map(_cells, rows)])


def _cells(row: ClaimRow) -> Iterator[str]:
    yield row.claim.reference
    yield str(row.claim.organisation)
    yield str(row.claim.get_state_display())
    yield f"{row.principal:.2f}"
    yield f"{row.documented:.2f}"
    yield str(row.bare)
    yield row.last_day.isoformat() if row.last_day else ""
