"""What is asked of a loss: the controls of each formula, and the frame of a sheet."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from cases.claims.actions import Frame
from cases.claims.errors import LossRefused
from cases.claims.losses import FORMULAS, Input, Kind, loaded_hourly
from cases.claims.models import LossHead, LossSheet
from cases.claims.periods import Period, read_periods
from cases.claims.reckoning import Answers
from cases.claims.vocabulary import Category
from cases.evidence.intake.kinds import BY_ENDING
from cases.forms.fields import ProseField, Words
from cases.forms.uploads import FilesField
from members.models import Membership, User
from members.roles import Role

LABELS: dict[str, Words] = {
    "amount": _("Montant, en euros"),
    "vat": _("TVA de cette somme, en %"),
    "worked": _("Qui, et quand"),
    "hourly_cost": _("Coût d’une heure, charges comprises, en euros"),
    "calls": _("Appels reçus pendant la panne"),
    "usual_calls": _("Appels reçus d’ordinaire pendant le même temps"),
    "minutes": _("Durée moyenne d’un appel, en minutes"),
    "gross_hourly": _("Taux horaire brut, en euros"),
    "charges": _("Charges de l’employeur, en % du brut"),
    "days": _("Jours perdus"),
    "day_rate": _("Prix d’une journée hors taxes, en euros"),
    "margin": _("Marge sur coûts variables, en %"),
    "price": _("Prix hors taxes de ce qui n’a pas été vendu, en euros"),
    "chance": _("Probabilité, en %"),
    "monthly_price": _("Prix mensuel hors taxes, en euros"),
    "months": _("Mois restants"),
    "attribution": _("Part du départ due à l’incident, en %"),
    "fee": _("Redevance hors taxes de la période, pour un abonné, en euros"),
    "down": _("Minutes d’arrêt"),
    "period": _("Minutes de la période facturée"),
    "subscribers": _("Nombre d’abonnés"),
    "credit": _("Crédit prévu par la clause, en % de la redevance"),
    "due_on": _("Échéance"),
    "paid_on": _("Payée le, ou comptée jusqu’au"),
    "agreed": _("Taux de retard prévu au contrat, en % par an"),
}
HINTS: dict[str, Words] = {
    "amount": _("Hors taxes, sauf pour une facture payée en retard : toutes taxes comprises."),
    "vat": _("Comptée seulement si votre organisation ne récupère pas la TVA."),
    "worked": _(
        "Une période par ligne : « Alice Martin ; 09/01/2018 ; 9:00 ; 12:30 ». Une même heure "
        "d’une même personne ne se compte qu’une fois, toutes fiches confondues."
    ),
    "hourly_cost": _("Salaire brut annuel × (1 + charges) ÷ heures productives de l’année."),
    "calls": _(
        "Avec les deux réponses suivantes : le plus petit nombre d’heures est retenu, de celles "
        "qui sont notées et de celles que les appels en plus expliquent."
    ),
    "days": _("Perdus, non reportés."),
    "chance": _("Jamais 100 : ce qui était incertain ne se répare pas comme un gain certain."),
    "agreed": _("Si le contrat n’en dit rien, laissez vide."),
}
LABELS_OF_PAY: dict[str, Words] = {
    "annual_gross": _("Sinon : salaire brut annuel, en euros"),
    "pay_charges": _("Charges de l’employeur, en % du brut"),
    "productive_hours": _("Heures productives de l’année"),
}
PAY = {
    "annual_gross": Kind.MONEY,
    "pay_charges": Kind.PERCENT,
    "productive_hours": Kind.NUMBER,
}
BY_CALLS = ("calls", "usual_calls", "minutes")
LARGEST = Decimal("9999999.99")
HUNDRED = Decimal(100)
LIMITS = {
    Kind.MONEY: (Decimal(0), LARGEST),
    Kind.NUMBER: (Decimal(0), Decimal(1_000_000)),
    Kind.COUNT: (Decimal(1), Decimal(1_000_000)),
    Kind.PERCENT: (Decimal(0), HUNDRED),
    Kind.CHANCE: (Decimal(0), Decimal("99.99")),
}


class FigureField(forms.DecimalField):
    """« 1 200,50 » is a number too. What cannot be read stays in the control."""

    def __init__(
        self,
        *,
        kind: Kind,
        label: Words,
        help_text: Words = "",
        required: bool,
        places: int = 2,
    ) -> None:
        least, most = LIMITS[kind]
        super().__init__(
            label=label,
            help_text=help_text,
            required=required,
            min_value=least,
            max_value=most,
            decimal_places=0 if kind == Kind.COUNT else places,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            error_messages={"required": _("Répondez par un nombre.")},
        )

    def prepare_value(self, value: Any) -> Any:
        """What was kept, as it would be typed: 1200,50 or 54."""
        if not isinstance(value, Decimal):
            return value
        if value == value.to_integral_value():
            return str(int(value))
        cents = value.quantize(Decimal("0.01"))
        return formats.localize_input(cents if cents == value else value.normalize())

    def to_python(self, value: Any) -> Any:
        if not isinstance(value, str):
            return super().to_python(value)
        typed = re.sub(r"\s", "", value).replace(",", ".")
        if not typed:
            return None
        try:
            number = Decimal(typed)
        except InvalidOperation as error:
            raise ValidationError(_("Écrivez un nombre : 1 200,50.")) from error
        if not number.is_finite():
            raise ValidationError(_("Écrivez un nombre : 1 200,50."))
        return number


class DayField(forms.DateField):
    def __init__(self, *, label: Words, help_text: Words = "", required: bool) -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            required=required,
            input_formats=["%Y-%m-%d", "%d/%m/%Y"],
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            error_messages={
                "required": _("Donnez une date."),
                "invalid": _("Écrivez une date : 09/01/2018."),
            },
        )


class LossForm(forms.Form):
    what = forms.CharField(
        label=_("Ce que c’est, en une ligne"),
        help_text=_("« Avoir n° 12 à un client », « support du matin »."),
        max_length=200,
        error_messages={"required": _("Dites en une ligne ce que c’est.")},
    )
    category = forms.ChoiceField(
        label=_("Cette perte tient surtout à"),
        choices=Category.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez à quoi cette perte tient.")},
    )

    def __init__(self, sheet: LossSheet, head: LossHead, data: Any = None, **kept: Any) -> None:
        super().__init__(data, **kept)
        self.sheet = sheet
        self.inputs = FORMULAS[head.formula].inputs
        for each in self.inputs:
            self.fields[each.name] = _control(each)
        if sheet.recovers_vat:
            self.fields.pop("vat", None)
        if "hourly_cost" in self.fields:
            self._offer_to_work_out_the_hour()

    def _offer_to_work_out_the_hour(self) -> None:
        """From the pay, which is kept nowhere: the line has the cost of an hour alone."""
        self.fields["hourly_cost"].required = False
        for name, kind in PAY.items():
            field = FigureField(kind=kind, label=LABELS_OF_PAY[name], required=False)
            self.fields[name] = field
        names = [name for name in self.fields if name not in PAY]
        after = names.index("hourly_cost") + 1
        self.order_fields([*names[:after], *PAY, *names[after:]])

    def clean_worked(self) -> tuple[Period, ...]:
        try:
            return read_periods(self.cleaned_data["worked"], self.sheet.case.zone)
        except LossRefused as refusal:
            raise ValidationError(str(refusal)) from refusal

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if "hourly_cost" in self.fields:
            self._work_out_the_hour(given)
        told = [given.get(name) is not None for name in BY_CALLS if name in self.fields]
        if any(told) and not all(told) and not any(name in self.errors for name in BY_CALLS):
            self.add_error(
                "minutes", _("Répondez aux trois questions sur les appels, ou à aucune.")
            )
        return given

    def _work_out_the_hour(self, given: dict[str, Any]) -> None:
        if given.get("hourly_cost") is not None or any(name in self.errors for name in PAY):
            return
        if "hourly_cost" in self.errors:
            return
        gross, charges, hours = (given.get(name) for name in PAY)
        if gross is None or charges is None or not hours:
            self.add_error("hourly_cost", _("Donnez ce coût, ou les trois nombres de la paie."))
        else:
            given["hourly_cost"] = loaded_hourly(gross, charges, hours)

    def answers(self) -> Answers:
        names = (each.name for each in self.inputs if each.kind != Kind.WORKED)
        return {name: self.cleaned_data.get(name) for name in names}

    def periods(self) -> tuple[Period, ...]:
        held: tuple[Period, ...] = self.cleaned_data.get("worked", ())
        return held


def _control(asked: Input) -> forms.Field:
    label, hint = LABELS[asked.name], HINTS.get(asked.name, "")
    if asked.kind == Kind.WORKED:
        missing = _("Dites qui a travaillé, et quand.")
        return ProseField(label=label, help_text=hint, missing=missing, rows=5)
    if asked.kind == Kind.DAY:
        return DayField(label=label, help_text=hint, required=asked.is_required)
    return FigureField(kind=asked.kind, label=label, help_text=hint, required=asked.is_required)


class FrameForm(forms.Form):
    recovers_vat = forms.BooleanField(
        label=_("Mon organisation récupère la TVA"),
        help_text=_("Les pertes se comptent alors hors taxes."),
        required=False,
    )
    handler = forms.ModelChoiceField(
        label=_("Qui suit cette fiche à la commission"),
        help_text=_("Cette personne seule, de la commission, la lira. Vous pouvez en changer."),
        queryset=User.objects.none(),
        empty_label=_("Personne pour l’instant"),
        required=False,
    )
    cap = FigureField(
        kind=Kind.MONEY,
        label=_("Plafond de responsabilité du contrat, en euros"),
        help_text=_("S’il y en a un. Il est comparé au total, sans le réduire."),
        required=False,
    )
    notice_received_on = DayField(
        label=_("Mise en demeure reçue par l’éditeur le"),
        help_text=_("Elle fait courir les intérêts. Elle n’interrompt pas la prescription."),
        required=False,
    )
    counted_until = DayField(label=_("Compter les intérêts jusqu’au"), required=False)

    def __init__(self, sheet: LossSheet, data: Any = None) -> None:
        names = ("recovers_vat", "handler", "cap", "notice_received_on", "counted_until")
        super().__init__(data, initial={name: getattr(sheet, name) for name in names})
        chosen = self.fields["handler"]
        sitting = Membership.objects.in_force().filter(role=Role.COMMITTEE)
        seated = User.objects.filter(memberships__in=sitting, is_active=True)
        chosen.queryset = seated.exclude(organisation=sheet.organisation_id).distinct()  # type: ignore[attr-defined]

    def frame(self) -> Frame:
        return Frame(**self.cleaned_data)


class DocumentsForm(forms.Form):
    documents = FilesField(
        label=_("Ajouter des fichiers"),
        help_text=_("Facture, avoir, feuille de temps, courrier… 25 Mo au plus chacun."),
        attrs={"accept": ",".join(sorted(BY_ENDING))},
    )
