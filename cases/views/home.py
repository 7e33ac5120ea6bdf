from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext

from cases.evidence.kept_page import NUMBER, kept_part
from cases.evidence.remembered import until_next_entry
from cases.forms import FollowUpForm
from cases.models import Case, Draft, Observation, Question
from cases.models.observation import Source
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


# To name each column costs more than to read it: what a page shows, and no more.
SHOWN_OF_DUE = ("reference", "received_at", "product__name")
SHOWN_OF_QUESTION = ("observation__reference", "observation__product__name")


@dataclass(frozen=True)
class Happening:
    """A product that is being reported, or a case under way: what one tap would join."""

    title: str
    text: str
    meta: str
    case: int | None
    product: int | None
    own: UUID | None = None
    submission: UUID | None = None


def home(request: MemberRequest) -> HttpResponse:
    user = request.user
    if user.is_lawyer and not (user.may_report or user.sits_on_committee):
        return redirect("dossier-list")
    # A draft is kept as it is typed, and news are seen, without an entry: both are read each time.
    draft = Draft.objects.visible_to(user).only("updated_at").first() if user.may_report else None
    told = kept_part(request, "cases/home.html#told", lambda: _told_to(user))
    return render(request, "cases/home.html", {"draft": draft, "told": told})


def _told_to(user: User) -> dict[str, Any]:
    context: dict[str, Any] = {"relayed": _relayed_to(user)}
    if user.may_report:
        context |= _for_reporter(user)
    if user.sits_on_committee:
        context["desk"] = until_next_entry("home:desk", _desk)
    return context


def _for_reporter(user: User) -> dict[str, object]:
    happening = until_next_entry("home:happening", _happening)
    return {
        "happening": list(_seen_by(user, happening)),
        "questions": _questions(user),
        "due": [(each, FollowUpForm(initial={"submission": NUMBER})) for each in _due(user)],
    }


def _happening() -> list[Happening]:
    """The same for all: when everyone looks at once, it is counted once."""
    reported = _reported_now()
    joined = {each.case for each in reported}
    return [*reported, *(_as_happening(case) for case in _under_way() if case.pk not in joined)]


def _seen_by(user: User, happening: list[Happening]) -> Iterator[Happening]:
    """With what the person's organisation said of it, and a form's number of its own."""
    lately = timezone.now() - NOW
    cases = [each.case for each in happening if each.case]
    rows = (
        Observation.objects.counted()
        .filter(Q(received_at__gte=lately) | Q(case__in=cases))
        .filter(organisation=user.organisation_id)
        .order_by("received_at")
        .values_list("pk", "product", "case", "received_at", "source")
    )
    of_product: dict[int | None, UUID] = {}
    of_case: dict[int | None, UUID] = {}
    for pk, product, case, received_at, source in rows:
        of_case[case] = pk
        if received_at >= lately and source != Source.IMPORT:
            of_product[product] = pk
    for each in happening:
        own = of_product.get(each.product) if each.product else of_case.get(each.case)
        yield replace(each, own=own, submission=NUMBER)


def _reported_now() -> list[Happening]:
    """What all organisations reported in the last half hour, as numbers, in one query."""
    lately = Observation.objects.told_live().filter(received_at__gte=timezone.now() - NOW)
    counts = (
        lately.order_by()
        .values("product", "product__name", "product__publisher__name")
        .annotate(
            how_many=Count("pk"),
            case=Subquery(_case_of_one_incident().values("pk")[:1]),
            case_title=Subquery(_case_of_one_incident().values("title")[:1]),
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
    )


def _under_way() -> QuerySet[Case]:
    received = Observation.objects.counted().filter(case=OuterRef("pk"))
    cases = Case.objects.open_to_reports().filter(Exists(received)).with_observer_counts()
    return cases.select_related("publisher")[:CASES_UNDER_WAY]


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
    )


def _questions(user: User) -> list[Question]:
    asked = Question.objects.filter(
        observation__organisation=user.organisation_id, answered_at=None
    )
    shown = asked.select_related("observation__product").order_by("asked_at")
    return list(shown.only(*SHOWN_OF_QUESTION)[:QUESTIONS_SHOWN])


def _due(user: User) -> list[Observation]:
    """The latest of each product: who reported twice is not asked twice."""
    own = Observation.objects.filter(organisation=user.organisation_id)
    due = own.awaiting_news(timezone.now()).select_related("product").only(*SHOWN_OF_DUE)
    latest: dict[int, Observation] = {}
    for each in due.order_by("-received_at")[:NEWS_LOOKED_AT]:
        latest.setdefault(each.product_id, each)
    return list(latest.values())[:NEWS_ASKED]


def _relayed_to(user: User) -> list[Mapping[str, Any]]:
    relayed = Case.objects.visible_to(user).filter(state=CaseState.RELAYED)
    shown = relayed.order_by("-relayed_at").values("pk", "title", "publisher__name")
    return list(shown[:CASES_RELAYED])


def _desk() -> dict[str, object]:
    counts = dict(Case.objects.order_by().values_list("state").annotate(how_many=Count("id")))
    waiting = [
        state for state in CaseState if state not in (CaseState.RELAYED, CaseState.DISMISSED)
    ]
    return {
        "unattached": Observation.objects.unattached().count(),
        "cases": [(state.label, counts.get(state.value, 0)) for state in waiting],
    }
