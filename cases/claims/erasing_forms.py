from django import forms
from django.utils.translation import gettext_lazy as _

from cases.claims.forms import DayField
from cases.forms.fields import ProseField


class ErasureForm(forms.Form):
    requested_on = DayField(
        label=_("Demandé le"), help_text=_("Le jour où la personne l’a demandé."), required=True
    )


class HoldForm(forms.Form):
    reason = ProseField(
        label=_("Pourquoi garder ce qui nomme cette personne ?"),
        help_text=_("La procédure, et ce qu’elle attend de cette personne, en une phrase."),
        missing=_("Dites en une phrase pourquoi ce qui nomme cette personne est à garder."),
        rows=2,
    )
    until = DayField(label=_("Jusqu’au (inclus)"), required=True)
