"""What is asked for the documents of a claim, and of a customer who leaves a product."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.claims.forms import DayField
from cases.forms.fields import ProseField, SirenField
from cases.models import Product
from reports.claims.models import Particulars
from reports.claims.models.particulars import Delivery, Termination

SIDES = {"claimant": _("Votre société"), "publisher": _("L’éditeur")}
LINES = (
    ("form", _("Forme juridique"), _("« SARL », « SAS »…"), 200),
    ("capital", _("Capital"), _("« 10 000 € »"), 60),
    ("seat", _("Siège"), "", 300),
    ("siren", "SIREN", _("Neuf chiffres."), 20),
    ("registry", _("Ville du RCS"), "", 100),
    ("representative", _("Représentant"), _("Nom et qualité."), 200),
)


class ParticularsForm(forms.Form):
    """Nothing is required here: a letter says itself what it lacks."""

    obligation = ProseField(
        label=_("Ce que le contrat prévoit"),
        help_text=_("« Une disponibilité mensuelle de 99,5 % »."),
    )
    obligation_source = forms.CharField(
        label=_("Clause et article"), max_length=300, required=False
    )
    breach = ProseField(
        label=_("Ce que vous constatez"),
        help_text=_("Des faits : date, heure, durée. Aucune intention."),
    )
    demand = ProseField(
        label=_("Ce que vous demandez"), help_text=_("Faire quelque chose, ou payer.")
    )
    deadline_on = DayField(
        label=_("Au plus tard le"),
        help_text=_("Un délai raisonnable pour répondre."),
        required=False,
    )
    termination = forms.ChoiceField(
        label=_("Si rien n’est fait"),
        choices=Termination.choices,
        widget=forms.RadioSelect,
        initial=Termination.NONE,
        error_messages={"required": _("Choisissez une réponse.")},
    )
    termination_clause = forms.CharField(
        label=_("Article de la clause résolutoire"), max_length=100, required=False
    )
    delivery = forms.ChoiceField(
        label=_("Envoi"),
        choices=Delivery.choices,
        widget=forms.RadioSelect,
        initial=Delivery.REGISTERED,
        error_messages={"required": _("Choisissez une réponse.")},
    )
    place = forms.CharField(label=_("Fait à"), max_length=100, required=False)
    diligence = ProseField(
        label=_("Ce que vous avez fait pour limiter le dommage"),
        help_text=_("Une mesure par ligne."),
    )
    amicable = ProseField(
        label=_("Vos démarches amiables"), help_text=_("Une démarche par ligne, avec sa date.")
    )
    insurer = forms.CharField(
        label=_("Assureur"),
        help_text=_("Responsabilité civile ou protection juridique."),
        max_length=300,
        required=False,
    )

    def __init__(self, told: Particulars, data: Any = None) -> None:
        super().__init__(data)
        for side in SIDES:
            self._ask_of(side)
        self.fields["publisher_name"] = _line(_("Dénomination"), "", 200)
        for name in self.fields:
            self.initial[name] = getattr(told, name)

    def _ask_of(self, side: str) -> None:
        for name, label, hint, length in LINES:
            kind = SirenField if name == "siren" else forms.CharField
            self.fields[f"{side}_{name}"] = _line(label, hint, length, kind)

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("termination") != Termination.CLAUSE:
            given["termination_clause"] = ""
        return given

    @property
    def claimant(self) -> list[forms.BoundField]:
        return [self[f"claimant_{name}"] for name, *_rest in LINES]

    @property
    def publisher(self) -> list[forms.BoundField]:
        names = ["publisher_name", *(f"publisher_{name}" for name, *_rest in LINES)]
        return [self[name] for name in names]

    @property
    def are_parties_told(self) -> bool:
        """Once they are, they are seldom to be read again."""
        return all(self[f"{side}_form"].value() for side in ("claimant", "publisher"))

    @property
    def asked(self) -> list[forms.BoundField]:
        return [self[name] for name in type(self).base_fields]


def _line(
    label: Any, hint: Any, length: int, kind: type[forms.CharField] = forms.CharField
) -> forms.CharField:
    return kind(label=label, help_text=hint, max_length=length, required=False)


class SwitchingForm(forms.Form):
    product = forms.ModelChoiceField(
        label=_("Produit que le client quitte"),
        queryset=Product.objects.select_related("publisher"),
        empty_label=_("Choisir un produit"),
        error_messages={"required": _("Choisissez un produit.")},
    )
    customer = forms.CharField(
        label=_("Le client, par un nom à vous"),
        help_text=_("« Client 12 » : un nom que vous seul reliez à lui."),
        max_length=80,
        error_messages={"required": _("Donnez un nom à ce client.")},
    )
    requested_on = DayField(label=_("Il l’a demandé le"), required=True)
    request = forms.CharField(
        label=_("Comment il l’a demandé"),
        help_text=_("« Courriel du 3 mars », « lettre »…"),
        max_length=200,
        error_messages={"required": _("Dites comment ce client l’a demandé.")},
    )


class ReversibilityForm(forms.Form):
    """All of it is on the letter."""

    seat = forms.CharField(
        label=_("Adresse de votre organisation"),
        max_length=300,
        error_messages={"required": _("Dites l’adresse de votre organisation.")},
    )
    publisher_seat = forms.CharField(
        label=_("Adresse de l’éditeur"),
        max_length=300,
        error_messages={"required": _("Dites l’adresse de l’éditeur.")},
    )
    place = forms.CharField(
        label=_("Fait à"),
        max_length=100,
        error_messages={"required": _("Dites où la lettre est faite.")},
    )
    signatory = forms.CharField(
        label=_("Qui la signe"),
        help_text=_("Nom et qualité."),
        max_length=200,
        error_messages={"required": _("Dites qui la signe, et en quelle qualité.")},
    )


class ReceptionForm(forms.Form):
    received_on = DayField(label=_("Demande reçue par l’éditeur le"), required=True)
