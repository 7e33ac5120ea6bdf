from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.fields import ProseField


class PrivateNoteForm(forms.Form):
    text = ProseField(
        label=_("Votre note"),
        help_text=_("Vous seul la lisez. Elle n’entre dans aucun dossier."),
        missing=_("Écrivez la note avant de la garder."),
        rows=5,
    )


class AdviceNoteForm(forms.Form):
    text = ProseField(
        label=_("Votre note"),
        help_text=_("La commission et l’avocat du cas la lisent, sous votre pseudonyme."),
        missing=_("Écrivez la note avant de la signer."),
        rows=10,
    )
    attests = forms.BooleanField(
        label=_("J’atteste être l’auteur de cette note, que je ne pourrai plus changer"),
        error_messages={"required": _("Attestez que vous êtes l’auteur de cette note.")},
    )
