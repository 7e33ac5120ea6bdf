"""What the reader's organisation is asked to join, or has joined, over all its claims."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from cases.claims.cohort_states import CohortState, ConsentState
from cases.claims.models import Claim, Cohort, IndividualCase, OptIn
from cases.claims.views.opt_ins import joinable_by
from cases.evidence.kept_page import kept_page
from members.http import MemberRequest
from members.models import User


@dataclass(frozen=True)
class Row:
    claim: Claim
    waiting: int
    """Consents that are asked and not answered."""
    joinable: list[Cohort]
    joined: list[OptIn]

    @property
    def says_something(self) -> bool:
        return bool(self.waiting or self.joinable or self.joined)


@require_GET
@never_cache
def acting_together(request: MemberRequest) -> HttpResponse:
    if not request.user.may_report:
        raise PermissionDenied
    return kept_page(request, "claims/acting_together.html", lambda: _told_to(request.user))


def _told_to(user: User) -> dict[str, object]:
    rows = [_row(claim, user) for claim in _concerned(user)]
    return {"rows": [row for row in rows if row.says_something]}


def _concerned(user: User) -> Any:
    """Of their own claims, those that some group may speak of: the others cost nothing."""
    asked = IndividualCase.objects.filter(claim=OuterRef("pk"))
    live = Cohort.objects.filter(state=CohortState.OPEN, cases=OuterRef("sheet__case"))
    joined = OptIn.objects.own_of(user).filter(cohort__cases=OuterRef("sheet__case"))
    own = Claim.objects.visible_to(user).filter(sheet__organisation=user.organisation_id)
    concerned = own.filter(Q(Exists(asked)) | Q(Exists(live)) | Q(Exists(joined)))
    return concerned.select_related("sheet__case").order_by("-opened_at", "-pk")


def _row(claim: Claim, user: User) -> Row:
    asked = claim.individual_cases.filter(state=ConsentState.ASKED)
    joined = OptIn.objects.own_of(user).filter(cohort__cases=claim.sheet.case_id)
    return Row(
        claim, asked.count(), joinable_by(claim), list(joined.select_related("cohort").distinct())
    )
