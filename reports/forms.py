from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.evidence.models import Item
from cases.models import Exhibit
from cases.vocabulary import Nature


class LinkForm(forms.Form):
    recipient = forms.CharField(
        label=_("Pour quel confrère ?"),
        max_length=150,
        help_text=_("Son nom est inscrit au journal, et sur la page du lien."),
        error_messages={
            "required": _("Nommez le confrère à qui ce lien est destiné."),
            "max_length": _("Restez sous 150 signes : ce nom en a %(show_value)s."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    hours = forms.TypedChoiceField(
        label=_("Valable pendant"),
        choices=[(4, _("4 heures")), (24, _("24 heures")), (72, _("72 heures"))],
        initial=24,
        coerce=int,
        error_messages={
            "required": _("Choisissez pendant combien de temps ce lien est valable."),
            "invalid_choice": _("Choisissez une durée de la liste."),
        },
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["recipient"].widget.attrs.pop("maxlength", None)


class TakeForm(forms.Form):
    purpose = forms.CharField(
        label=_("À quoi servira cette copie ?"),
        max_length=200,
        help_text=_("Une ligne suffit. Elle est inscrite au journal avec votre nom et l’heure."),
        error_messages={
            "required": _("Dites en une ligne à quoi servira cette copie."),
            "max_length": _(
                "Restez sous 200 signes : ce texte en a %(show_value)s. Le journal garde une ligne."
            ),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["purpose"].widget.attrs.pop("maxlength", None)


class FileFilterForm(forms.Form):
    """Of the files of one case; a value that is unknown filters nothing."""

    bordereau = forms.ChoiceField(
        label=_("Bordereau"),
        required=False,
        choices=[("", _("Toutes")), ("oui", _("Numérotées")), ("non", _("Pas encore versées"))],
    )
    nature = forms.ChoiceField(
        label=_("Nature"), required=False, choices=[("", _("Toutes")), *Nature.choices]
    )
    observateur = forms.ChoiceField(label=_("Observateur"), required=False)
    mots = forms.CharField(label=_("Intitulé, nom ou auteur"), required=False)

    def __init__(self, data: Any, *, observers: list[int]) -> None:
        super().__init__(data)
        offered = [("", gettext("Tous")), *((str(each), str(each)) for each in observers)]
        self.fields["observateur"].choices = offered  # type: ignore[attr-defined]
        self.given = self.cleaned_data if self.is_valid() else {}

    def keeps(self, item: Item, exhibit: Exhibit | None, observer: int | None) -> bool:
        """Whether a file answers everything that was asked."""
        on_it = "oui" if exhibit else "non"
        said = " ".join([exhibit.title if exhibit else "", item.title, item.name, item.author])
        return (
            self.given.get("bordereau") in ("", None, on_it)
            and self.given.get("nature") in ("", None, item.nature)
            and self.given.get("observateur") in ("", None, str(observer))
            and self.given.get("mots", "").casefold() in said.casefold()
        )
