"""An act of the board: sent from a form that says what its author had read."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from cases.actions.guards import refuse_outsiders
from cases.errors import Refused, StepRefused
from cases.evidence.models import Entry
from cases.models import Observation
from cases.triage import acts
from cases.triage.acts import Act
from cases.views.triage import board, observation_at
from cases.views.triage_addresses import OPEN, board_url
from cases.views.triage_differences import Difference, Seen, differences
from cases.views.triage_panel import BOARD_ACTS, panel_of
from cases.views.triage_toast import remember
from members.http import MemberRequest


@require_http_methods(["GET", "POST"])
def triage_act(request: MemberRequest, pk: UUID, slug: str) -> HttpResponse:
    """Find, may you, changed meanwhile, valid, act, go on."""
    refuse_outsiders(request.user)
    observation, act = observation_at(str(pk)), BOARD_ACTS.get(slug)
    if act is None:
        raise Http404
    if request.method == "GET":
        return redirect(board_url(request, pk, slug))
    seen = Seen.read(request.POST.get("seen", ""))
    if changed := differences(seen, observation):
        return _asked_again(request, observation, act, status=409, changed=changed)
    panel = panel_of(request, observation, slug, request.POST)
    form = panel.asked.form if panel.asked else None
    if form is None or not form.is_valid():
        return board(request, panel, status=422)
    try:
        act.act([observation], request.user, form.cleaned_data)
    except Refused as refusal:
        return _refused(request, act, pk, seen, refusal)
    return _done(request, act, pk)


def _asked_again(
    request: MemberRequest,
    observation: Observation,
    act: Act,
    *,
    status: int,
    changed: list[Difference],
    refusal: str = "",
) -> HttpResponse:
    """The same form with what was typed, under what changed: sent again, it is sent knowingly."""
    panel = panel_of(request, observation, act.slug, request.POST, changed)
    if panel.asked and refusal:
        panel.asked.form.add_error(None, refusal)
    return board(request, panel, status=status)


def _refused(
    request: MemberRequest, act: Act, pk: UUID, seen: Seen | None, refusal: Refused
) -> HttpResponse:
    """Someone may have acted between the reading of the row and the act: read it again."""
    observation = observation_at(str(pk))
    return _asked_again(
        request,
        observation,
        act,
        status=409 if isinstance(refusal, StepRefused) else 422,
        changed=differences(seen, observation),
        refusal=str(refusal),
    )


def _done(request: MemberRequest, act: Act, pk: UUID) -> HttpResponse:
    entry = Entry.objects.filter(actor=request.user).latest("sequence")
    words = str(act.done_to_one or act.done)
    remember(request, words, kind="success", about=str(pk), entry=entry)
    stays = OPEN in request.GET and acts.waits(observation_at(str(pk)))
    return redirect(board_url(request, pk if stays else None))
