from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.actions.handing_out import takes_it_away_as_counsel
from members.models import User


class PurposeForm(forms.Form):
    purpose = forms.CharField(
        label=_("À quoi servira cette copie ?"),
        max_length=200,
        help_text=_(
            "Une ligne suffit, par exemple « préparer l’assignation ». Elle est inscrite au "
            "journal avec votre nom et l’heure."
        ),
        error_messages={
            "required": _("Dites en une ligne à quoi servira cette copie."),
            "max_length": _(
                "Restez sous 200 signes : ce texte en a %(show_value)s. Le journal garde une ligne."
            ),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, data: Any = None, *, by: User) -> None:
        super().__init__(data)
        self.fields["purpose"].required = takes_it_away_as_counsel(by)
        self.fields["purpose"].widget.attrs.pop("maxlength", None)
