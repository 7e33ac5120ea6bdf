from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from cases.comparison import Cell, Column, Comparison, compare
from cases.criteria import Criterion
from cases.evidence.remembered import until_next_entry
from cases.forms import ComparisonForm
from cases.models import Case, CaseQuerySet
from cases.states import CaseState
from members.http import MemberRequest
from members.models import User

# Below it, a member could tell whose figures they read (guard on published figures).
FEWEST_FOR_INPUTS = 5


def comparison(request: MemberRequest) -> HttpResponse:
    """Which cases are compared stands in the address, so that it can be kept and sent."""
    form = ComparisonForm(request.GET, cases=_comparable(request.user))
    inputs_from = 0 if request.user.follows_cases else FEWEST_FOR_INPUTS
    context = {
        "form": form,
        "table": _table(form.chosen, inputs_from) if form.chosen else "",
        "is_demonstration": settings.DEMO,
    }
    return render(request, "cases/comparison.html", context)


def _table(cases: list[Case], inputs_from: int) -> str:
    """Drawn once for all who may see as much of these cases, until the journal's next entry."""
    named = ",".join(str(case.pk) for case in cases)
    return until_next_entry(f"comparison:{named}:{inputs_from}", lambda: _drawn(cases, inputs_from))


def _drawn(cases: list[Case], inputs_from: int) -> str:
    compared = _compared(cases)
    context = {"comparison": compared, "rows": _rows(compared), "inputs_from": inputs_from}
    return render_to_string("cases/comparison.html#table", context)


def _comparable(user: User) -> CaseQuerySet:
    """Before a case is relayed, its criteria are for the committee and the mandated lawyer."""
    visible = Case.objects.visible_to(user)
    return visible if user.follows_cases else visible.filter(state=CaseState.RELAYED)


def _compared(cases: list[Case]) -> Comparison:
    analyses = Case.objects.filter(pk__in=[case.pk for case in cases]).analyses()
    return compare([(f"{case.reference} – {case.title}", analyses[case.pk]) for case in cases])


def _rows(compared: Comparison) -> list[tuple[Criterion, list[tuple[Column, Cell]]]]:
    """Each cell with its column, whose name it bears where the table is narrow."""
    return [
        (row.criterion, list(zip(compared.columns, row.cells, strict=True)))
        for row in compared.rows
    ]
