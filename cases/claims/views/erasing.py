"""A person who asks to be erased: the board says what is kept and until when, an administrator
erases."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cases import actions as on_cases
from cases.claims import actions
from cases.claims.erasing_forms import ErasureForm, HoldForm
from cases.errors import Refused
from cases.forms.carried_out import carried_out
from cases.models import LegalHold
from members.http import MemberRequest
from members.models import User


@require_http_methods(["GET", "POST"])
@never_cache
def person_erasure(request: MemberRequest, pk: int) -> HttpResponse:
    """What keeps the person's name here; POST erases them."""
    person = _person(request, pk)
    if request.method == "GET":
        return _page(request, person, ErasureForm(), HoldForm())
    if not request.user.is_administrator:
        raise PermissionDenied
    answer: HttpResponse = _erased(request, person)
    return answer


# Nothing brings a name back: who erases one says once more who they are.
@reauthentication_required  # type: ignore[untyped-decorator]
def _erased(request: MemberRequest, person: User) -> HttpResponse:
    form, left = ErasureForm(request.POST), list[str]()

    def erase() -> None:
        left.extend(actions.erase_person(person, by=request.user, **form.cleaned_data))

    if not carried_out(form, erase):
        return _page(request, person, form, HoldForm(), 422)
    messages.success(request, _said(left))
    return redirect("person-erasure", person.pk)


def _said(left: list[str]) -> str:
    done = _("C’est fait : cette personne n’a plus ni nom, ni adresse, ni accès.")
    if not left:
        return done
    still = _(
        "Des textes écrits par d’autres la nomment encore, et restent des preuves : %(where)s."
    )
    return f"{done} {still % {'where': ', '.join(left)}}"


@require_POST
def person_hold(request: MemberRequest, pk: int) -> HttpResponse:
    person, form = _person(request, pk), HoldForm(request.POST)
    if not request.user.sits_on_board:
        raise PermissionDenied

    def hold() -> None:
        on_cases.hold_person(person, by=request.user, **form.cleaned_data)

    if not carried_out(form, hold):
        return _page(request, person, ErasureForm(), form, 422)
    messages.success(
        request, _("C’est noté : jusqu’à ce jour, cette personne ne peut être effacée.")
    )
    return redirect("person-erasure", pk)


@require_POST
def hold_lift(request: MemberRequest, pk: int) -> HttpResponse:
    _refuse_who_manages_nobody(request)
    hold = get_object_or_404(LegalHold.objects.select_related("person"), pk=pk)
    try:
        on_cases.lift_hold(hold, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Cette conservation est levée."))
    return redirect("person-erasure", hold.person_id)


def _person(request: MemberRequest, pk: int) -> User:
    _refuse_who_manages_nobody(request)
    people = User.objects.exclude(organisation__is_outside=True)
    return get_object_or_404(people.select_related("organisation"), pk=pk)


def _refuse_who_manages_nobody(request: MemberRequest) -> None:
    if not request.user.manages_members:
        raise PermissionDenied


def _page(
    request: MemberRequest, person: User, form: ErasureForm, hold_form: HoldForm, status: int = 200
) -> HttpResponse:
    holds = LegalHold.objects.select_related("set_by", "lifted_by")
    prefetch_related_objects([person], Prefetch("legal_holds", holds))
    context = {
        "person": person,
        "reasons": [] if person.erased_at else actions.why_kept(person),
        "holds": person.legal_holds.all(),
        "form": form,
        "hold_form": hold_form,
        "may_erase": request.user.is_administrator and request.user.pk != person.pk,
        "may_hold": request.user.sits_on_board,
    }
    return render(request, "claims/person_erasure.html", context, status=status)
