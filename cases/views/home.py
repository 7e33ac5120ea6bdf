from uuid import uuid4

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.http import HttpResponse
from django.shortcuts import redirect, render

from cases.models import Case, Observation
from cases.states import CaseState
from members.http import MemberRequest
from members.models import User

CASES_UNDER_WAY = 10
CASES_RELAYED = 5


def home(request: MemberRequest) -> HttpResponse:
    user = request.user
    if user.is_lawyer and not (user.may_report or user.sits_on_committee):
        return redirect("dossier-list")
    context: dict[str, object] = {"relayed": _relayed_to(user)}
    if user.may_report:
        under_way = _under_way(user)
        context["under_way"] = [(case, uuid4()) for case in under_way]
    if user.sits_on_committee:
        context["desk"] = _desk()
    return render(request, "cases/home.html", context)


def _under_way(user: User) -> QuerySet[Case]:
    received = Observation.objects.counted().filter(case=OuterRef("pk"))
    own = received.filter(organisation=user.organisation_id).order_by("-received_at")
    cases = Case.objects.open_to_reports().filter(Exists(received)).with_observer_counts()
    shown = cases.annotate(own_observation=Subquery(own.values("pk")[:1]))
    return shown.select_related("publisher")[:CASES_UNDER_WAY]


def _relayed_to(user: User) -> QuerySet[Case]:
    relayed = Case.objects.visible_to(user).filter(state=CaseState.RELAYED)
    return relayed.select_related("publisher").order_by("-relayed_at")[:CASES_RELAYED]


def _desk() -> dict[str, object]:
    counts = dict(Case.objects.order_by().values_list("state").annotate(how_many=Count("id")))
    waiting = [
        state for state in CaseState if state not in (CaseState.RELAYED, CaseState.DISMISSED)
    ]
    return {
        "unattached": Observation.objects.unattached().count(),
        "cases": [(state.label, counts.get(state.value, 0)) for state in waiting],
    }
