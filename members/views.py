from allauth.account.forms import LoginForm
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from knox.models import AuthToken

from members import actions
from members.errors import GrantRefused, InvitationSpent, InvitationUnknown, MembersRefused
from members.forms import PasswordChoiceForm
from members.http import MemberRequest
from members.invitations import open_invitation
from members.models import User


@login_not_required
@never_cache
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "POST"])
def invitation_accept(request: HttpRequest, token: str) -> HttpResponse:
    try:
        invitation = open_invitation(token)
        person = User(email=invitation.email.lower(), full_name=invitation.full_name)
        form = PasswordChoiceForm(person, request.POST if request.method == "POST" else None)
        if not form.is_valid():
            status = 422 if form.is_bound else 200
            context = {"form": form, "invitation": invitation}
            return render(request, "members/invitation_accept.html", context, status=status)
        user = actions.accept_invitation(token, form.cleaned_data["password1"])
    except MembersRefused as refusal:
        return _refused(request, refusal)
    return _logged_in(request, user, form.cleaned_data["password1"])


def _refused(request: HttpRequest, refusal: MembersRefused) -> HttpResponse:
    statuses = {InvitationUnknown: 404, InvitationSpent: 410, GrantRefused: 409}
    context = {"reason": str(refusal)}
    return render(
        request, "members/invitation_refused.html", context, status=statuses[type(refusal)]
    )


def _logged_in(request: HttpRequest, user: User, password: str) -> HttpResponse:
    """By the log-in form itself, so that its limits and records hold here too."""
    form = LoginForm({"login": user.email, "password": password}, request=request)
    if not form.is_valid():
        messages.success(request, _("Votre compte est ouvert : connectez-vous."))
        return redirect(settings.LOGIN_URL)
    response: HttpResponse = form.login(
        request, redirect_url=resolve_url(settings.LOGIN_REDIRECT_URL)
    )
    return response


@never_cache
@require_http_methods(["GET", "POST"])
def token_list(request: MemberRequest) -> HttpResponse:
    if request.method == "GET":
        return _tokens(request)
    if "revoke" not in request.POST:
        token = AuthToken.objects.create(user=request.user)[1]
        return _tokens(request, new_token=token, status=201)
    revoked, _rows = _tokens_of(request.user).filter(digest=request.POST["revoke"]).delete()
    if revoked:
        messages.success(request, _("Ce jeton n’ouvre plus rien."))
    else:
        messages.info(request, _("Ce jeton était déjà retiré."))
    return redirect("token-list")


def _tokens(request: MemberRequest, *, new_token: str = "", status: int = 200) -> HttpResponse:
    context = {"tokens": _tokens_of(request.user), "new_token": new_token}
    return render(request, "members/token_list.html", context, status=status)


def _tokens_of(user: User) -> QuerySet[AuthToken]:
    tokens: QuerySet[AuthToken] = AuthToken.objects.filter(user=user).order_by("-created")
    return tokens
