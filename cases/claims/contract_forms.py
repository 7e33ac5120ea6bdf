"""What is asked of a contract, and which of them a claim puts forward."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.claims.actions import Terms
from cases.claims.forms import DayField, FigureField
from cases.claims.losses import Kind
from cases.claims.models import Claim, Contract, ContractVersion
from cases.claims.vocabulary import ContractKind
from cases.evidence.intake.kinds import BY_ENDING
from cases.forms.fields import ProseField, Words
from cases.forms.uploads import FilesField
from cases.models import Publisher
from members.models import User

TERMS = tuple(Terms.__dataclass_fields__)
# Enough to begin with.
FIRST = ("publisher", "kind", "title", "signed_on", "starts_on", "ends_on")


def _line(label: Words, hint: Words = "") -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, max_length=160, required=False)


class ContractForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Quel contrat"),
        choices=ContractKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez de quel contrat il s’agit.")},
    )
    title = forms.CharField(
        label=_("Intitulé"),
        help_text=_("Tel qu’il figure en tête : « Contrat de partenariat 2016 »."),
        max_length=160,
        error_messages={"required": _("Donnez l’intitulé du contrat.")},
    )
    signed_on = DayField(label=_("Signé le"), required=False)
    starts_on = DayField(label=_("En vigueur depuis le"), required=False)
    ends_on = DayField(label=_("En vigueur jusqu’au"), required=False)
    terms_version = _line(
        _("Conditions générales applicables"), _("Leur version ou leur date : « CGV du 1/7/2016 ».")
    )
    signatory = _line(_("Qui signe pour votre organisation"))
    governing_law = _line(_("Loi applicable"))
    jurisdiction_clause = ProseField(label=_("Clause de juridiction"), rows=3)
    mediation_clause = ProseField(
        label=_("Clause de médiation"),
        help_text=_("Si le contrat demande une médiation avant d’agir."),
        rows=3,
    )
    claim_delay_days = FigureField(
        kind=Kind.COUNT,
        label=_("Délai pour réclamer, en jours"),
        help_text=_("Si le contrat en fixe un."),
        required=False,
    )
    liability_cap = FigureField(
        kind=Kind.MONEY, label=_("Plafond de responsabilité, en euros"), required=False
    )
    liability_cap_wording = ProseField(
        label=_("Clause de responsabilité"), help_text=_("Recopiez ses mots."), rows=3
    )
    sla_percent = FigureField(
        kind=Kind.PERCENT, places=3, label=_("Disponibilité promise, en %"), required=False
    )
    reversibility_clause = ProseField(
        label=_("Clause de réversibilité"),
        help_text=_("Comment vos données vous sont rendues."),
        rows=3,
    )
    confidentiality_clause = ProseField(label=_("Clause de confidentialité"), rows=3)

    @property
    def first(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name in FIRST]

    @property
    def clauses(self) -> list[forms.BoundField]:
        return [self[name] for name in TERMS if name not in FIRST]

    @property
    def last(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in (*FIRST, *TERMS)]

    @property
    def has_clauses(self) -> bool:
        """Whether one is filled in, or was refused."""
        return any(field.errors or field.value() for field in self.clauses)

    def clean_claim_delay_days(self) -> int | None:
        told = self.cleaned_data["claim_delay_days"]
        if told is not None and told > LONGEST_DELAY:
            raise forms.ValidationError(_("Écrivez un nombre de jours, dix ans au plus."))
        return int(told) if told is not None else None

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        starts, ends = told.get("starts_on"), told.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("La fin du contrat précède son début."))
        return told

    def terms(self) -> Terms:
        told = {name: self.cleaned_data[name] for name in TERMS}
        return Terms(**{**told, "kind": ContractKind(told["kind"])})


LONGEST_DELAY = 3_650


class NewContractForm(ContractForm):
    publisher = forms.ModelChoiceField(
        label=_("Avec quel éditeur"),
        queryset=Publisher.objects.all(),
        empty_label=_("Choisissez"),
        error_messages={"required": _("Choisissez l’éditeur.")},
    )
    field_order = ("publisher",)


class CorrectedContractForm(ContractForm):
    reason = forms.CharField(
        label=_("Pourquoi cette correction"),
        help_text=_("Ce qui était écrit avant reste lisible, avec ce motif."),
        max_length=300,
        error_messages={"required": _("Dites pourquoi vous corrigez ce contrat.")},
    )

    def __init__(self, current: ContractVersion, data: Any = None) -> None:
        super().__init__(data, initial={name: getattr(current, name) for name in TERMS})


class ContractFilesForm(forms.Form):
    documents = FilesField(
        label=_("Ajouter des fichiers"),
        help_text=_("Le contrat signé, ses conditions générales, ses avenants… 25 Mo au plus."),
        attrs={"accept": ",".join(sorted(BY_ENDING))},
    )


class ClaimContractsForm(forms.Form):
    """Of the organisation's contracts with the publisher, those that the claim puts forward."""

    contracts = forms.ModelMultipleChoiceField(
        label=_("Contrats de cette demande"),
        queryset=Contract.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, claim: Claim, user: User, data: Any = None) -> None:
        own = Contract.objects.visible_to(user).filter(
            organisation=claim.sheet.organisation_id, publisher=claim.case.publisher_id
        )
        held = Contract.objects.put_forward_in(claim)
        super().__init__(data, initial={"contracts": [each.pk for each in held]})
        self.fields["contracts"].queryset = own  # type: ignore[attr-defined]
