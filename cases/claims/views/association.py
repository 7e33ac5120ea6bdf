from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cases.claims import actions
from cases.claims.cohort_forms import PROFILE, ProfileForm
from cases.claims.models import AssociationProfile
from cases.claims.models.profile import current_profile
from cases.claims.preparation import compared_routes
from cases.claims.views.cohorts import seen_in
from cases.errors import Refused
from cases.evidence.kept_page import kept_page
from members.http import MemberRequest


@require_http_methods(["GET", "POST"])
@never_cache
def association_profile(request: MemberRequest) -> HttpResponse:
    """What the association may act on, and which ways that opens today."""
    if not request.user.manages_members:
        raise PermissionDenied
    held = current_profile()
    form = ProfileForm(held, request.POST if request.method == "POST" else None)
    if form.is_valid():
        told = {name: form.cleaned_data[name] for name in PROFILE}
        try:
            actions.describe_association(told, by=request.user, seen=seen_in(request))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("C’est noté."))
            return redirect("association-profile")
    return kept_page(
        request,
        "claims/association_profile.html",
        lambda: {
            "form": form,
            "held": held,
            "versions": AssociationProfile.objects.select_related("written_by"),
            "routes": compared_routes(),
        },
        status=422 if form.is_bound else 200,
    )
