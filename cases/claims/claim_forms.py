"""What is asked at each step of a claim."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.claims.forms import DayField, FigureField
from cases.claims.losses import Kind
from cases.claims.states import ClaimState
from cases.claims.vocabulary import NoticeMode, OfferSide, PaperKind
from cases.evidence.intake.kinds import BY_ENDING
from cases.forms.fields import ProseField, Words
from cases.limitation import Effect, rule_in_force

FILES = {"accept": ",".join(sorted(BY_ENDING))}


class ActForm(forms.Form):
    """`seen` is the version of the claim on the page that the person acted from."""

    seen = forms.IntegerField(
        widget=forms.HiddenInput,
        error_messages={"required": _("Rouvrez la page de la demande, puis recommencez.")},
    )


def _choice(label: Words, choices: Any, missing: Words) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={"required": missing},
    )


def _file(label: Words, help_text: Words = "", *, required: bool) -> forms.FileField:
    return forms.FileField(
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.FileInput(attrs=FILES),
        error_messages={"required": _("Choisissez un fichier.")},
    )


class DeclarationForm(ActForm):
    is_accurate = forms.BooleanField(
        label=_("Je déclare que ces pertes sont exactes et que les justificatifs sont les miens"),
        error_messages={"required": _("Sans cette déclaration, rien ne part.")},
    )
    goes_to_counsel = forms.BooleanField(
        label=_("J’accepte que la demande et ses pièces soient transmises à l’avocat mandaté"),
        help_text=_(
            "L’avocat s’en sert pour cette demande, et pour elle seule. Les sommes obtenues vous "
            "sont payées directement : l’association n’en reçoit rien."
        ),
        error_messages={"required": _("Sans cet accord, rien ne part.")},
    )


class DocumentedForm(ActForm):
    says_without = forms.BooleanField(
        label=_("Des pièces manquent : je tiens la demande pour documentée sans elles"),
        help_text=_(
            "À cocher seulement si une perte n’a aucun justificatif, ou si le contrat manque : le "
            "dossier dit ce qui est sans pièce."
        ),
        required=False,
    )


class ReasonForm(ActForm):
    reason = ProseField(label=_("Pourquoi"), missing=_("Dites pourquoi, en une phrase."), rows=3)


class NoticeForm(ActForm):
    sent_on = DayField(label=_("Envoyée le"), required=True)
    mode = _choice(_("Comment"), NoticeMode.choices, _("Dites comment elle est partie."))
    document = _file(
        _("Preuve de dépôt"),
        _("Le reçu de la poste ou du prestataire. Vous pourrez la joindre plus tard."),
        required=False,
    )


class PaperForm(ActForm):
    kind = _choice(_("Ce que c’est"), PaperKind.choices, _("Dites ce que c’est."))
    dated_on = DayField(
        label=_("Daté du"),
        help_text=_("D’un accusé de réception : le jour où l’éditeur a reçu la lettre."),
        required=True,
    )
    document = _file(_("Fichier"), required=True)


class ReplyForm(ActForm):
    received_on = DayField(label=_("Reçue le"), required=True)
    said = ProseField(
        label=_("Ce qu’elle dit"),
        help_text=_("En bref. La lettre elle-même se joint comme pièce."),
        missing=_("Résumez la réponse en une phrase."),
    )


class OfferForm(ActForm):
    side = _choice(_("De qui vient l’offre"), OfferSide.choices, _("Dites de qui elle vient."))
    amount = FigureField(kind=Kind.MONEY, label=_("Montant, en euros"), required=True)
    made_on = DayField(label=_("Faite le"), required=True)
    note = ProseField(label=_("Conditions"), help_text=_("S’il y en a."), rows=3)

    def clean_amount(self) -> Any:
        return _above_zero(self.cleaned_data["amount"])


class PaymentForm(ActForm):
    amount = FigureField(
        kind=Kind.MONEY,
        label=_("Montant reçu, en euros"),
        help_text=_("Par votre organisation : personne d’autre n’est payé."),
        required=True,
    )
    received_on = DayField(label=_("Reçu le"), required=True)

    def clean_amount(self) -> Any:
        return _above_zero(self.cleaned_data["amount"])


def _above_zero(amount: Any) -> Any:
    if amount == 0:
        raise forms.ValidationError(_("Écrivez une somme plus grande que zéro."))
    return amount


class CourtForm(ActForm):
    filed_on = DayField(
        label=_("Demande déposée le"),
        help_text=_("Cette demande interrompt la prescription : un délai entier recommence."),
        required=True,
    )


class LimitationForm(ActForm):
    code = forms.ChoiceField(
        label=_("Ce qui a eu lieu"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Dites ce qui a eu lieu.")},
    )
    since = DayField(label=_("Le, ou du"), required=True)
    until = DayField(
        label=_("Jusqu’au"),
        help_text=_("Laissez vide tant que cela dure, ou si c’est l’affaire d’un jour."),
        required=False,
    )

    def __init__(self, *given: Any, **kept: Any) -> None:
        super().__init__(*given, **kept)
        events = [each for each in rule_in_force().events if each.effect != Effect.NONE]
        chosen = self.fields["code"]
        chosen.choices = [(each.code, each.what.capitalize()) for each in events]  # type: ignore[attr-defined]


class ClaimFilterForm(forms.Form):
    """The controls above a list of claims."""

    etat = forms.ChoiceField(
        label=_("État"),
        choices=[("", _("Tous")), *ClaimState.choices],
        required=False,
    )

    @property
    def state(self) -> str:
        return self.cleaned_data["etat"] if self.is_valid() else ""
