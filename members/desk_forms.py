"""The forms of the desk: what an act needs to know, in django-unfold's dress."""

from typing import ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from unfold import widgets

from members.models import Organisation, User
from members.roles import Role, grantable_by


class OrganisationForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Organisation
        fields = ("key", "name", "kind")
        error_messages: ClassVar = {
            "key": {"required": _("Écrivez la clé : le nom en minuscules, sans espace ni accent.")},
            "name": {"required": _("Écrivez le nom de l’organisation.")},
            "kind": {"required": _("Choisissez le collège de l’organisation.")},
        }


class RoleForm(forms.Form):
    """What giving a role and inviting have in common; it offers only what the giver may give."""

    role = forms.ChoiceField(
        label=_("Rôle"),
        widget=widgets.UnfoldAdminSelectWidget,
        error_messages={"required": _("Choisissez le rôle.")},
    )
    chair = forms.BooleanField(
        label=_("Préside la commission"), required=False, widget=widgets.UnfoldBooleanWidget
    )

    def __init__(self, giver: User, data: QueryDict | None = None) -> None:
        super().__init__(data)
        grantable = grantable_by(giver.roles)
        field = self.fields["role"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(role.value, role.label) for role in Role if role in grantable]

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])


class MembershipForm(RoleForm):
    user = forms.ModelChoiceField(
        User.objects.exclude(organisation__is_outside=True),
        label=_("Personne"),
        widget=widgets.UnfoldAdminSelectWidget,
        error_messages={"required": _("Choisissez la personne.")},
    )
    field_order = ("user", "role", "chair")


class InvitationForm(RoleForm):
    email = forms.EmailField(
        label=_("Adresse électronique"),
        widget=widgets.UnfoldAdminEmailInputWidget,
        error_messages={"required": _("Écrivez l’adresse électronique de la personne invitée.")},
    )
    full_name = forms.CharField(
        label=_("Nom et prénom"),
        max_length=150,
        widget=widgets.UnfoldAdminTextInputWidget,
        error_messages={"required": _("Écrivez le nom et le prénom de la personne invitée.")},
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.of_the_watch(),
        label=_("Organisation"),
        required=False,
        help_text=_("Obligatoire pour un adhérent."),
        widget=widgets.UnfoldAdminSelectWidget,
    )
    field_order = ("email", "full_name", "organisation", "role", "chair")
