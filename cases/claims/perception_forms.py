"""What is typed in from the paper that a customer filled in, and how its lines are called."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.claims.actions import Heard
from cases.claims.forms import DayField
from cases.claims.models import Perception
from cases.claims.perception import LEAST, MARKS, MOST
from cases.forms.fields import ProseField, Words

QUESTION_WORDS: dict[str, Words] = {
    "value": _("Valeur"),
    "reliability": _("Fiabilité"),
    "usefulness": _("Utilité"),
}
MARK_LABELS: dict[str, Words] = {
    "value_before": _("Valeur, avant l’incident"),
    "value_after": _("Valeur, depuis l’incident"),
    "reliability_before": _("Fiabilité, avant l’incident"),
    "reliability_after": _("Fiabilité, depuis l’incident"),
    "usefulness_before": _("Utilité, avant l’incident"),
    "usefulness_after": _("Utilité, depuis l’incident"),
}
NO_MARK = ("", _("Pas de réponse"))
CHOICES = [NO_MARK, *((mark, str(mark)) for mark in range(LEAST, MOST + 1))]


class PerceptionForm(forms.Form):
    customer = forms.CharField(
        label=_("Client, par un nom à vous"),
        help_text=_("« Client 12 » : gardez pour vous qui c’est. Ni nom, ni adresse, ni numéro."),
        max_length=80,
        error_messages={"required": _("Dites de quel client il s’agit, par un nom à vous.")},
    )
    answered_on = DayField(label=_("Répondu le"), required=True)
    remark = ProseField(
        label=_("Remarque"),
        help_text=_("Ce que le client a ajouté, dans ses mots, sans rien qui le nomme."),
        rows=3,
    )
    field_order = ("customer", "answered_on", *MARKS, "remark")

    def __init__(self, data: Any = None, *, held: Perception | None = None) -> None:
        names = ("customer", "answered_on", "remark", *MARKS)
        super().__init__(
            data, initial={name: getattr(held, name) for name in names} if held else {}
        )
        for name in MARKS:
            self.fields[name] = forms.TypedChoiceField(
                label=MARK_LABELS[name],
                choices=CHOICES,
                coerce=int,
                empty_value=None,
                required=False,
            )
        self.order_fields(self.field_order)
        self.fields["value_before"].help_text = _(
            "De 1 (pas du tout) à 5 (tout à fait), comme sur le papier."
        )

    def heard(self) -> Heard:
        told = self.cleaned_data
        marks = {name: told[name] for name in MARKS}
        return Heard(told["customer"], told["answered_on"], marks, told["remark"])
