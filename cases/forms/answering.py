from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.fields import ProseField


class WithdrawForm(forms.Form):
    reason = ProseField(
        label=_("Pourquoi retirez-vous cette observation ?"),
        help_text=_("Elle reste enregistrée avec ce motif, et ne compte plus."),
        missing=_("Dites pourquoi vous retirez cette observation."),
        rows=3,
    )


class AnswerForm(forms.Form):
    answer = ProseField(
        label=_("Votre réponse"), missing=_("Écrivez votre réponse avant de l’envoyer."), rows=3
    )
