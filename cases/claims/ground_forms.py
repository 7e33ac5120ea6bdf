"""What is asked of who proves an element, and of the lawyer who chooses a ground."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.claims.checklist import Piece
from cases.claims.vocabulary import Place
from cases.forms.fields import ProseField


class PiecesForm(forms.Form):
    pieces = forms.MultipleChoiceField(
        label=_("Ce qui le prouve"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={
            "invalid_choice": _("Une de ces pièces n’est plus sur la demande : relisez la liste.")
        },
    )

    def __init__(self, offered: Iterable[Piece], put: Iterable[str], data: Any = None) -> None:
        super().__init__(data, initial={"pieces": list(put)})
        choices = [(piece.key, f"{piece.name} – {piece.where}") for piece in offered]
        self.fields["pieces"].choices = choices  # type: ignore[attr-defined]


class ChoiceForm(forms.Form):
    place = forms.ChoiceField(
        label=_("Le retenir"),
        choices=Place.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez à quel titre vous le retenez.")},
    )
    note = ProseField(
        label=_("Votre note"),
        help_text=_("Lue des avocats mandatés sur ce cas, de personne d’autre."),
        rows=4,
    )

    def choice(self) -> Place:
        return Place(self.cleaned_data["place"])
