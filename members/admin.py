"""People at the desk: everything that changes a role goes through the acts."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from knox.models import AuthToken
from unfold.admin import ModelAdmin
from unfold.decorators import action, display

from members import actions
from members.desk_forms import InvitationForm, MembershipForm, OrganisationForm
from members.errors import MembersRefused
from members.http import MemberRequest
from members.invitations import VALIDITY, InvitationState, of_state, state_of
from members.models import Invitation, Membership, Organisation, User
from members.roles import Role


def act_page(
    model_admin: ModelAdmin, request: HttpRequest, *, title: str, act: str, **more: object
) -> HttpResponse:
    """The page of an act at the desk: its form, or only its question, and one button."""
    form = more.get("form")
    status = 422 if isinstance(form, forms.Form) and form.is_bound else 200
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": title,
        "act": act,
        **more,
    }
    return render(request, "members/desk_act.html", context, status=status)


# Roles replace groups; accounts, factors and tokens are managed by their owners alone.
for not_ours in (Group, EmailAddress, Authenticator, AuthToken):
    admin.site.unregister(not_ours)


# No entry of the journal tells of people: these lists are drawn anew at each look.
ROWS_ON_A_PAGE = 15


@admin.register(Organisation)
class OrganisationAdmin(ModelAdmin):
    # Said here: to look for the desk’s, for each cell of a list, costs more than to read it.
    empty_value_display = "-"
    list_per_page = ROWS_ON_A_PAGE
    form = OrganisationForm
    fields = OrganisationForm.Meta.fields
    nothing_yet = gettext_lazy(
        "Aucune organisation pour l’instant. Ajoutez la première, puis invitez ses adhérents."
    )
    list_display = ("name", "kind", "key")
    list_filter = ("kind",)
    show_full_result_count = False
    search_fields = ("name", "key")
    prepopulated_fields = {"key": ("name",)}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Organisation]:
        listed: QuerySet[Organisation] = super().get_queryset(request)
        return listed.filter(is_outside=False)


@admin.register(User)
class UserAdmin(ModelAdmin):
    empty_value_display = "-"
    list_per_page = ROWS_ON_A_PAGE
    nothing_yet = gettext_lazy("Personne pour l’instant. Un compte s’ouvre par une invitation.")
    list_display = ("full_name", "email", "organisation", "held_today", "account")
    list_select_related = ("organisation",)
    list_filter = ("is_active",)
    show_full_result_count = False
    search_fields = ("full_name", "email", "organisation__name")
    fields = ("full_name", "email", "organisation", "held_today", "date_joined", "is_active")
    actions_detail = ("erasure",)

    @action(
        description=gettext_lazy("Conservation et effacement"),
        url_path="effacement",
        permissions=["view"],
    )
    def erasure(self, request: HttpRequest, object_id: str) -> HttpResponse:
        if self.get_object(request, object_id) is None:
            raise Http404
        return redirect("person-erasure", object_id)

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        in_force = Prefetch(
            "memberships", Membership.objects.in_force(), to_attr="memberships_in_force"
        )
        people: QuerySet[User] = super().get_queryset(request).prefetch_related(in_force)
        return people.exclude(organisation__is_outside=True)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        """Only an account is opened or closed here, and nobody closes their own."""
        is_shut = obj is not None and (obj == request.user or obj.erased_at is not None)
        opened = set() if is_shut else {"is_active"}
        return [field for field in self.fields if field not in opened]

    @display(description=gettext_lazy("compte"), ordering="is_active")
    def account(self, person: User) -> str:
        if person.erased_at:
            return _("effacé")
        return "" if person.is_active else _("fermé")

    @display(description=gettext_lazy("rôles tenus aujourd’hui"))
    def held_today(self, person: User) -> str:
        held = person.roles
        return ", ".join(str(role.label) for role in Role if role in held)


class InForceFilter(admin.SimpleListFilter):
    title = gettext_lazy("en cours")
    parameter_name = "en-cours"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        return [("oui", _("En cours aujourd’hui")), ("non", _("Terminée ou à venir"))]

    def queryset(
        self, request: HttpRequest, memberships: QuerySet[Membership]
    ) -> QuerySet[Membership]:
        in_force = Membership.objects.in_force().values("pk")
        if self.value() == "oui":
            return memberships.filter(pk__in=in_force)
        if self.value() == "non":
            return memberships.exclude(pk__in=in_force)
        return memberships


SHOWN_OF_A_ROLE = (
    *("role", "chair", "since", "until"),
    *("user__full_name", "granted_by__full_name", "ended_by__full_name"),
)


@admin.register(Membership)
class MembershipAdmin(ModelAdmin):
    empty_value_display = "-"
    list_per_page = ROWS_ON_A_PAGE
    nothing_yet = gettext_lazy(
        "Aucun rôle pour l’instant. Un rôle se donne ici, ou par une invitation."
    )
    list_display = ("user", "role", "presides", "since", "until")
    show_full_result_count = False
    list_filter = ("role", InForceFilter)
    search_fields = ("user__full_name", "user__email")
    fields = ("user", "role", "presides", "since", "until", "granted_by", "ended_by")
    readonly_fields = fields
    actions_detail = ("end",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        listed: QuerySet[Membership] = super().get_queryset(request)
        return listed.select_related("user", "granted_by", "ended_by").only(*SHOWN_OF_A_ROLE)

    @display(description=gettext_lazy("préside la commission"))
    def presides(self, membership: Membership) -> str:
        return _("oui") if membership.chair else ""

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Who gave and who ended it stand on the page: it has no other history."""
        told = {"show_history": False}
        response: HttpResponse = super().change_view(request, object_id, form_url, told)
        return response

    def add_view(self, request: MemberRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = MembershipForm(request.user, request.POST if request.method == "POST" else None)
        if form.is_valid():
            try:
                membership = actions.grant_role(**form.cleaned_data, by=request.user)
            except MembersRefused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("C’est fait : %s.") % membership)
                return redirect("admin:members_membership_changelist")
        return act_page(
            self, request, title=_("Donner un rôle"), act=_("Donner ce rôle"), form=form
        )

    def has_end_permission(self, request: HttpRequest, object_id: str | None = None) -> bool:
        return bool(self.has_add_permission(request))

    @action(
        description=gettext_lazy("Mettre fin"),
        url_path="mettre-fin",
        permissions=["end"],
    )
    def end(self, request: MemberRequest, object_id: str) -> HttpResponse:
        membership = self.get_object(request, object_id)
        if membership is None:
            raise Http404
        if request.method != "POST":
            question = _("À sa prochaine action sur le site, cette personne n’aura plus ce rôle.")
            return act_page(
                self, request, title=str(membership), act=_("Mettre fin"), question=question
            )
        try:
            actions.end_membership(membership, by=request.user)
        except MembersRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("C’est fait : ce rôle a pris fin."))
        return redirect("admin:members_membership_change", object_id)


class InvitationStateFilter(admin.SimpleListFilter):
    title = gettext_lazy("état")
    parameter_name = "etat"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        return [(state.value, str(state.label)) for state in InvitationState]

    def queryset(
        self, request: HttpRequest, invitations: QuerySet[Invitation]
    ) -> QuerySet[Invitation]:
        wanted = self.value()
        if wanted is None or wanted not in InvitationState:
            return invitations
        return invitations.filter(of_state(InvitationState(wanted)))


@admin.register(Invitation)
class InvitationAdmin(ModelAdmin):
    empty_value_display = "-"
    list_per_page = ROWS_ON_A_PAGE
    nothing_yet = gettext_lazy(
        "Aucune invitation pour l’instant. Une invitation ouvre le compte d’une personne."
    )
    list_display = ("full_name", "email", "role", "organisation", "invited_at", "state")
    show_full_result_count = False
    list_filter = (InvitationStateFilter, "role")
    search_fields = ("full_name", "email")
    fields = (
        *("full_name", "email", "organisation", "role", "presides", "state"),
        *("invited_at", "invited_by", "accepted_at", "accepted_by", "revoked_at"),
    )
    told_later = ("accepted_at", "accepted_by", "revoked_at")
    readonly_fields = fields
    actions_detail = ("revoke",)

    def get_fields(self, request: HttpRequest, obj: Invitation | None = None) -> list[str]:
        """What has not happened is left out."""
        if obj is None:
            return list(self.fields)
        told = {"presides": obj.chair, **{name: getattr(obj, name) for name in self.told_later}}
        return [name for name in self.fields if told.get(name, True)]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Invitation]:
        listed: QuerySet[Invitation] = super().get_queryset(request)
        return listed.select_related("organisation", "invited_by", "accepted_by")

    @display(description=gettext_lazy("préside la commission"))
    def presides(self, invitation: Invitation) -> str:
        return _("oui") if invitation.chair else ""

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Who sent it and what became of it stand on the page: it has no other history."""
        told = {"show_history": False}
        response: HttpResponse = super().change_view(request, object_id, form_url, told)
        return response

    @display(
        description=gettext_lazy("état"),
        label={
            InvitationState.PENDING.label: "info",
            InvitationState.ACCEPTED.label: "success",
            InvitationState.EXPIRED.label: "warning",
        },
    )
    def state(self, invitation: Invitation) -> str:
        return str(state_of(invitation).label)

    def add_view(self, request: MemberRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = InvitationForm(request.user, request.POST if request.method == "POST" else None)
        if form.is_valid():
            try:
                invitation = actions.invite(**form.cleaned_data, by=request.user)
            except MembersRefused as refusal:
                form.add_error(None, str(refusal))
            else:
                sent = _("Invitation envoyée à %(email)s ; son lien sert pendant %(days)d jours.")
                messages.success(request, sent % {"email": invitation.email, "days": VALIDITY.days})
                return redirect("admin:members_invitation_changelist")
        return act_page(self, request, title=_("Inviter"), act=_("Envoyer l’invitation"), form=form)

    def has_revoke_permission(self, request: HttpRequest, object_id: str | None = None) -> bool:
        return bool(self.has_add_permission(request))

    @action(
        description=gettext_lazy("Annuler l’invitation"),
        url_path="annuler",
        permissions=["revoke"],
    )
    def revoke(self, request: MemberRequest, object_id: str) -> HttpResponse:
        invitation = self.get_object(request, object_id)
        if invitation is None:
            raise Http404
        if request.method != "POST":
            question = _("Le lien envoyé n’ouvrira plus de compte.")
            return act_page(
                self,
                request,
                title=str(invitation),
                act=_("Annuler l’invitation"),
                question=question,
            )
        try:
            actions.revoke_invitation(invitation, by=request.user)
        except MembersRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Invitation annulée."))
        return redirect("admin:members_invitation_change", object_id)
