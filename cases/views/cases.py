from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.functional import Promise
from django.utils.timezone import localtime

from cases.acts import ACTS
from cases.charts.matrix import Shade, shade_of
from cases.criteria import CRITERIA, Criterion
from cases.evidence.kept_page import kept_page
from cases.evidence.remembered import until_next_entry
from cases.forms import CaseFilterForm
from cases.labels import label_in_words
from cases.models import (
    AdviceNote,
    Attachment,
    Case,
    Mandate,
    Observation,
    ObservationVersion,
    Relay,
)
from cases.states import CaseState, RelayState
from cases.views.case_charts import charts_shown_to
from cases.views.paging import page_of
from cases.words import moment
from members import typography
from members.http import MemberRequest
from members.models import User
from members.roles import functions_in_words


@dataclass(frozen=True)
class Finding:
    criterion: Criterion
    label: str
    answered: int
    shade: Shade


@dataclass(frozen=True)
class Act:
    when: str
    by: str
    words: str


@dataclass(frozen=True)
class Step:
    label: str | Promise
    state: str
    detail: str


def case_list(request: MemberRequest) -> HttpResponse:
    form = CaseFilterForm(request.GET)
    own = Observation.objects.filter(case=OuterRef("pk"), organisation=request.user.organisation_id)
    visible = Case.objects.visible_to(request.user).select_related("publisher")
    cases = form.applied_to(visible).annotate(is_observed_by_us=Exists(own))
    page = page_of(cases, request, by="occurred_on")
    is_filtered = any(request.GET.get(name) for name in form.fields)
    context = {"form": form, "page": page, "is_filtered": is_filtered}
    return render(request, "cases/case_list.html", context)


def case_detail(request: MemberRequest, pk: int) -> HttpResponse:
    visible = Case.objects.visible_to(request.user).select_related("publisher")
    case = get_object_or_404(visible, pk=pk)
    return kept_page(request, "cases/case_detail.html", lambda: _shown_to(request.user, case))


def _shown_to(user: User, case: Case) -> dict[str, Any]:
    follows = user.follows_cases
    audience = "followers" if follows else "members"
    told = until_next_entry(f"case:{case.pk}:{audience}", lambda: _told_to(user, case))
    return {
        "case": case,
        **told,
        "is_live": follows,
        "files": _files_of(case, user) if follows else [],
        "observations": _own_observations(case, user),
        "advice": _advice_on(case, user) if follows else [],
        "mandate": _mandate_of(user, case),
    }


def _told_to(user: User, case: Case) -> dict[str, Any]:
    """The same for all who follow the case, and for all who do not."""
    follows = user.follows_cases
    findings = case.findings_shown_to(user)
    return {
        "steps": _steps_of(case) if follows or case.state == CaseState.RELAYED else [],
        "relay": _relay_of(case),
        "findings": _as_rows(findings) if findings else [],
        "summary": findings
        and {
            **findings,
            "sufficiency": label_in_words(str(findings["sufficiency"])),
        },
        "acts": _told(case) if follows else [],
        "charts": charts_shown_to(user, case, findings),
    }


def _steps_of(case: Case) -> list[Step]:
    """The four steps and when each was taken; none of a case that was dismissed."""
    if case.state == CaseState.DISMISSED:
        return []
    taken = {
        CaseState.REPORTED: case.opened_at,
        CaseState.VERIFIED: case.verified_at,
        CaseState.DECIDED: case.decided_at,
        CaseState.RELAYED: case.relayed_at,
    }
    following = next((state for state, at in taken.items() if not at), None)
    return [
        Step(
            state.label,
            _stage(state, at, following),
            typography.day(localtime(at, case.zone)) if at else "",
        )
        for state, at in taken.items()
    ]


def _stage(state: CaseState, at: datetime | None, following: CaseState | None) -> str:
    if at:
        return "done"
    return "current" if state == following else "todo"


def _relay_of(case: Case) -> Relay | None:
    if case.state != CaseState.RELAYED:
        return None
    return case.relays.filter(state=RelayState.APPROVED).order_by("-approved_at").first()


def _as_rows(findings: dict[str, Any]) -> list[Finding]:
    rows = []
    for criterion in CRITERIA:
        result = findings[criterion.code]
        shade = shade_of(criterion.code, result["label"])
        rows.append(Finding(criterion, label_in_words(result["label"]), result["answered"], shade))
    return rows


def _told(case: Case) -> list[Act]:
    """The journal by functions, without a name: it is read outside the committee."""
    return [
        Act(
            moment(entry.at, case.zone),
            functions_in_words(entry.functions) or "promesse",
            str(ACTS[entry.verb]),
        )
        for entry in case.journal
    ]


def _files_of(case: Case, user: User) -> QuerySet[Attachment]:
    counted = Observation.objects.counted().filter(case=case)
    of_case = Q(observation__in=counted) | Q(case=case)
    return Attachment.objects.visible_to(user).filter(of_case).select_related("item__redacts")


def _advice_on(case: Case, user: User) -> QuerySet[AdviceNote]:
    return AdviceNote.objects.visible_to(user).filter(case=case).select_related("case", "entry")


def _mandate_of(user: User, case: Case) -> Mandate | None:
    """The reader's own, in force: it opens their notes."""
    if not user.is_lawyer:
        return None
    return Mandate.objects.in_force().filter(case=case, lawyer=user).first()


def _own_observations(case: Case, user: User) -> QuerySet[Observation]:
    if user.organisation_id is None:
        return Observation.objects.none()
    versions = ObservationVersion.objects.current().only("observation", "symptom")
    own = case.observations.filter(organisation=user.organisation_id).select_related("product")
    shown = own.only("reference", "state", "case", "received_at", "product__name")
    return shown.prefetch_related(Prefetch("versions", versions, to_attr="current_versions"))
