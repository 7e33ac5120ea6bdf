"""The committee's triage board: what waits, one observation at its side, and what was just done."""

from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Prefetch, QuerySet
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cases import actions
from cases.actions.guards import refuse_outsiders
from cases.errors import Refused
from cases.evidence.kept_page import kept_page
from cases.evidence.models import Entry
from cases.evidence.remembered import until_next_entry
from cases.forms.triage import QueueFilterForm
from cases.models import Observation, ObservationVersion
from cases.triage import acts
from cases.triage.queue import Waiting, similar_to, waiting
from cases.views.paging import Page, page_oldest_first
from cases.views.triage_addresses import ACT, OPEN, act_url, board_url, shortcuts_url
from cases.views.triage_differences import Seen
from cases.views.triage_panel import Panel, panel_of
from cases.views.triage_toast import just_done, remember, toast_of
from members.http import MemberRequest
from members.models import User

PANEL = "panneau"
# To name each column costs more than to read it: what a row shows, and what its form brings back.
SHOWN_OF_AN_OBSERVATION = (
    *("reference", "received_at", "state", "case", "version_count", "assigned_at"),
    *("product__name", "product__publisher__name", "organisation__name", "assigned_to__full_name"),
)
SHOWN_OF_A_VERSION = ("observation", "number", "observed_at", "symptom", "severity")


@dataclass(frozen=True)
class Queue:
    """One page of what waits, and the filters as they are drawn for this address."""

    page: Page
    versions: list[ObservationVersion]
    similar: dict[int, int]
    filters: str
    is_filtering: bool


@dataclass(frozen=True)
class Row:
    waiting: Waiting
    open_url: str
    take_url: str
    seen: str
    is_open: bool
    has_focus: bool


@require_safe
def triage(request: MemberRequest) -> HttpResponse:
    refuse_outsiders(request.user)
    if "HX-Request" in request.headers or just_done(request):
        return board(request, _panel(request), status=200)
    # No entry tells that a minute went by, which the clocks show, or that keys were turned off.
    also = f"{timezone.now():%H:%M}:{request.user.triage_shortcuts}"
    page = kept_page(request, "cases/triage.html", lambda: _whole(request), also=also)
    patch_vary_headers(page, ["HX-Request", "HX-Target"])
    return page


def _whole(request: MemberRequest) -> dict[str, object]:
    panel = _panel(request)
    return {"panel": panel, "form": _form(panel), **_board_context(request, panel)}


def _panel(request: MemberRequest) -> Panel | None:
    opened = request.GET.get(OPEN, "")
    return panel_of(request, _read(opened), request.GET.get(ACT, "")) if opened else None


def _form(panel: Panel | None) -> Form | None:
    return panel.asked.form if panel and panel.asked else None


def _read(key: str) -> Observation:
    """To be looked at: an act reads its observation anew."""
    return until_next_entry(f"triage-read:{key}", lambda: observation_at(key))


@require_safe
def triage_help(request: MemberRequest) -> HttpResponse:
    refuse_outsiders(request.user)
    return render(request, "cases/triage_help.html", {"back_url": board_url(request)})


@require_POST
def triage_shortcuts(request: MemberRequest) -> HttpResponse:
    """On and off, for this person in every browser (WCAG 2.1.4)."""
    refuse_outsiders(request.user)
    person = User.objects.filter(pk=request.user.pk)
    person.update(triage_shortcuts=not request.user.triage_shortcuts)
    return redirect(board_url(request))


@require_POST
def triage_undo(request: MemberRequest, sequence: int) -> HttpResponse:
    refuse_outsiders(request.user)
    entry = Entry.objects.filter(pk=sequence, actor=request.user).first()
    if entry is None:
        raise Http404
    done = just_done(request)
    try:
        actions.undo_act(entry, by=request.user)
    except Refused as refusal:
        remember(request, str(refusal), kind="warning", about=done.about if done else "")
    else:
        remember(request, _("C’est annulé."), kind="success", about=done.about if done else "")
    return redirect(board_url(request))


def observation_at(key: str) -> Observation:
    """The committee sees all; whoever comes here is of the committee."""
    whole = Observation.objects.select_related(
        *("product__publisher", "organisation", "case", "reported_by", "assigned_to", "state_by"),
        "duplicate_of",
    )
    try:
        found = whole.filter(pk=key).first()
    except ValidationError as error:
        raise Http404 from error
    if found is None:
        raise Http404
    return found


def board(request: MemberRequest, panel: Panel | None, *, status: int) -> HttpResponse:
    """The whole page; or, to htmx, the part that it asks for."""
    context: dict[str, object] = {"panel": panel, "form": _form(panel)}
    if request.headers.get("HX-Target") == PANEL:
        template = "cases/triage.html#panel"
    else:
        context |= _board_context(request, panel)
        part = "#board" if "HX-Request" in request.headers else ""
        template = f"cases/triage.html{part}"
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def _board_context(request: MemberRequest, panel: Panel | None) -> dict[str, object]:
    queue = _queue(request)
    done = just_done(request)
    return {
        "filters": queue.filters,
        "is_filtering": queue.is_filtering,
        "page": queue.page,
        "rows": _rows(request, queue, panel, about=done.about if done else ""),
        "toast": toast_of(request, done),
        "shortcuts_on": request.user.triage_shortcuts,
        "shortcuts_url": shortcuts_url(request),
    }


def _queue(request: MemberRequest) -> Queue:
    """Read once, until the journal's next entry; the clocks run on."""
    name = f"triage-queue:{request.user.own_key}:{request.get_full_path()}"
    return until_next_entry(name, lambda: _read_queue(request))


def _read_queue(request: MemberRequest) -> Queue:
    form = QueueFilterForm(request.GET)
    rows = _waiting(form, request)
    page = page_oldest_first(rows, request, by="received_at", among=Observation.objects.all())
    versions = [version for row in page.rows for version in row.current_versions]
    drawn = render_to_string("cases/triage_filters.html", {"filters": form})
    return Queue(page, versions, similar_to(versions), drawn, form.is_filtering)


def _waiting(filters: QueueFilterForm, request: MemberRequest) -> QuerySet[Observation]:
    current = ObservationVersion.objects.current().only(*SHOWN_OF_A_VERSION)
    unattached = Observation.objects.unattached()
    return (
        filters.applied_to(unattached, request.user)
        .select_related("product__publisher", "organisation", "assigned_to")
        .only(*SHOWN_OF_AN_OBSERVATION)
        .prefetch_related(Prefetch("versions", current, to_attr="current_versions"))
    )


def _rows(request: MemberRequest, queue: Queue, panel: Panel | None, *, about: str) -> list[Row]:
    opened = panel.observation.pk if panel else None
    focus = _row_after(queue.page.rows, about) if about and panel is None else None
    return [
        Row(
            line,
            board_url(request, line.observation.pk),
            act_url(request, line.observation.pk, acts.TAKE.slug),
            str(Seen.of(line.observation)),
            is_open=line.observation.pk == opened,
            has_focus=line.observation.pk == focus,
        )
        for line in waiting(queue.versions, queue.similar, timezone.now())
    ]


def _row_after(rows: list[Observation], about: str) -> UUID | None:
    """Where the work goes on: the row that was acted on, else the next one, else the last."""
    acted = Observation.objects.filter(pk=about).first()
    if acted is None or not rows:
        return None
    place = (acted.received_at, acted.pk)
    return next((row.pk for row in rows if (row.received_at, row.pk) >= place), rows[-1].pk)
