from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases import actions
from cases.errors import Refused
from cases.forms import FollowUpForm
from cases.models import Observation
from cases.vocabulary import FollowUpStatus
from members.http import MemberRequest


@require_http_methods(["GET", "POST"])
def follow_up(request: MemberRequest, pk: str) -> HttpResponse:
    """One tap from home or from the observation; a link followed only shows the observation."""
    observation = get_object_or_404(Observation.objects.visible_to(request.user), pk=pk)
    if not observation.is_spoken_for_by(request.user):
        raise PermissionDenied
    if request.method == "GET":
        return redirect("observation-detail", pk)
    form = FollowUpForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Dites « toujours bloqué » ou « rétabli »."))
        return redirect("observation-detail", pk)
    try:
        point = actions.follow_up(observation, by=request.user, **form.said())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("observation-detail", pk)
    if point.status == FollowUpStatus.RESTORED:
        messages.success(request, _("C’est noté : rétabli. Corrigez l’heure si c’était plus tôt."))
        return redirect("observation-detail", pk)
    messages.success(request, _("C’est noté : toujours bloqué."))
    return redirect("home")
