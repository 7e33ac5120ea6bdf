from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.fields import ProseField


class WithdrawForm(forms.Form):
    reason = ProseField(
        label=_("Pourquoi retirez-vous cette observation ?"),
        help_text=_("Elle reste enregistrée avec ce motif, et ne compte plus."),
        required=True,
        rows=3,
    )


class AnswerForm(forms.Form):
    answer = ProseField(label=_("Votre réponse"), required=True, rows=3)
