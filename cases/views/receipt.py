from datetime import UTC

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases.models import Attachment, Observation
from cases.states import ObservationState
from cases.views.series import Line
from cases.words import moment
from members.http import MemberRequest
from members.models import User

SIGNS_OF_DIGEST = 16


@require_GET
def observation_receipt(request: MemberRequest, pk: str) -> HttpResponse:
    """What was received, as it was received: the first version, whatever came after."""
    visible = Observation.objects.visible_to(request.user)
    observation = get_object_or_404(
        visible.select_related("product__publisher", "organisation"), pk=pk
    )
    context = {
        "observation": observation,
        "lines": _lines(observation),
        "files": _files(observation, request.user),
        "may_change": observation.is_spoken_for_by(request.user)
        and observation.state == ObservationState.RECEIVED,
    }
    return render(request, "cases/observation_receipt.html", context)


def _files(observation: Observation, user: User) -> list[Attachment]:
    """Less those that were joined since."""
    seen = Attachment.objects.visible_to(user).filter(observation=observation)
    return list(seen.filter(item__received_at__lte=observation.received_at).select_related("item"))


def _lines(observation: Observation) -> list[Line]:
    first = observation.versions.get(number=1)
    at = observation.received_at
    return [
        Line(_("Produit"), f"{observation.product.publisher} – {observation.product}"),
        Line(_("Constat"), first.get_symptom_display()),
        Line(_("Gravité"), first.get_severity_display()),
        Line(
            _("Reçue le"),
            _("%(paris)s (heure de Paris)\n%(utc)s UTC")
            % {
                "paris": moment(at, timezone.get_current_timezone()),
                "utc": at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S"),
            },
        ),
        Line(_("Organisation"), str(observation.organisation)),
        Line(
            _("Empreinte (SHA-256, début)"),
            first.digest[:SIGNS_OF_DIGEST],
        ),
    ]
