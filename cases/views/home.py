from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext

from cases.forms import FollowUpForm
from cases.models import Case, Draft, Observation, Question
from cases.states import CaseState, ObservationState
from members.http import MemberRequest
from members.models import User

CASES_UNDER_WAY = 10
CASES_RELAYED = 5
PRODUCTS_NOW = 12
NEWS_ASKED = 3
NEWS_LOOKED_AT = 12
QUESTIONS_SHOWN = 5
NOW = timedelta(minutes=30)
# « Moi aussi » joins a case of these days: an older one is another incident.
DAYS_OF_ONE_INCIDENT = 14


@dataclass(frozen=True)
class Happening:
    """A product that is being reported, or a case under way: what one tap would join."""

    title: str
    text: str
    meta: str
    case: int | None
    product: int | None
    own: UUID | None
    submission: UUID


def home(request: MemberRequest) -> HttpResponse:
    user = request.user
    if user.is_lawyer and not (user.may_report or user.sits_on_committee):
        return redirect("dossier-list")
    context: dict[str, object] = {"relayed": _relayed_to(user)}
    if user.may_report:
        context |= _for_reporter(user)
    if user.sits_on_committee:
        context["desk"] = _desk()
    return render(request, "cases/home.html", context)


def _for_reporter(user: User) -> dict[str, object]:
    reported = _reported_now(user)
    joined = {each.case for each in reported}
    under_way = [case for case in _under_way(user) if case.pk not in joined]
    return {
        "happening": [*reported, *map(_as_happening, under_way)],
        "questions": _questions(user),
        "due": [(each, FollowUpForm(initial={"submission": uuid4()})) for each in _due(user)],
        "draft": Draft.objects.visible_to(user).first(),
    }


def _reported_now(user: User) -> list[Happening]:
    """What all organisations reported in the last half hour, as numbers, in one query."""
    lately = Observation.objects.told_live().filter(received_at__gte=timezone.now() - NOW)
    own = lately.filter(product=OuterRef("product"), organisation=user.organisation_id)
    counts = (
        lately.order_by()
        .values("product", "product__name", "product__publisher__name")
        .annotate(
            how_many=Count("pk"),
            case=Subquery(_case_of_one_incident().values("pk")[:1]),
            case_title=Subquery(_case_of_one_incident().values("title")[:1]),
            own=Subquery(own.order_by("-received_at").values("pk")[:1]),
        )
        .order_by("-how_many", "product__name")[:PRODUCTS_NOW]
    )
    return [_product_now(row) for row in counts]


def _case_of_one_incident() -> QuerySet[Case]:
    recent = timezone.localdate() - timedelta(days=DAYS_OF_ONE_INCIDENT)
    return (
        Case.objects.open_to_reports()
        .filter(
            occurred_on__gte=recent,
            observations__product=OuterRef("product"),
            observations__state=ObservationState.RECEIVED,
        )
        .order_by("-occurred_on", "-pk")
    )


def _product_now(row: Mapping[str, Any]) -> Happening:
    n = row["how_many"]
    words = ngettext("%(n)s signalement en 30 min", "%(n)s signalements en 30 min", n) % {"n": n}
    return Happening(
        title=row["product__name"],
        text=row["case_title"] or "",
        meta=f"{row['product__publisher__name']} · {words}",
        case=row["case"],
        product=row["product"],
        own=row["own"],
        submission=uuid4(),
    )


def _under_way(user: User) -> QuerySet[Case]:
    received = Observation.objects.counted().filter(case=OuterRef("pk"))
    own = received.filter(organisation=user.organisation_id).order_by("-received_at")
    cases = Case.objects.open_to_reports().filter(Exists(received)).with_observer_counts()
    shown = cases.annotate(own_observation=Subquery(own.values("pk")[:1]))
    return shown.select_related("publisher")[:CASES_UNDER_WAY]


def _as_happening(case: Any) -> Happening:
    """`case` has the counts that `with_observer_counts` adds."""
    n, m = case.observation_count, case.observer_count
    observations = ngettext("%(n)s observation", "%(n)s observations", n) % {"n": n}
    organisations = ngettext("%(m)s organisation", "%(m)s organisations", m) % {"m": m}
    return Happening(
        title=str(case.publisher),
        text=case.title,
        meta=f"{observations}, {organisations}",
        case=case.pk,
        product=None,
        own=case.own_observation,
        submission=uuid4(),
    )


def _questions(user: User) -> list[Question]:
    asked = Question.objects.filter(
        observation__organisation=user.organisation_id, answered_at=None
    )
    shown = asked.select_related("observation__product").order_by("asked_at")
    return list(shown[:QUESTIONS_SHOWN])


def _due(user: User) -> list[Observation]:
    """The latest of each product: who reported twice is not asked twice."""
    own = Observation.objects.filter(organisation=user.organisation_id)
    due = own.awaiting_news(timezone.now()).select_related("product")
    latest: dict[int, Observation] = {}
    for each in due.order_by("-received_at")[:NEWS_LOOKED_AT]:
        latest.setdefault(each.product_id, each)
    return list(latest.values())[:NEWS_ASKED]


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
