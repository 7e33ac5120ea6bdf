"""What is asked of who joins a cohort: an address first, then who they are, what they lost, and
their signature."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.claims.actions.opt_ins import Loss, Signature
from cases.claims.actions.outsiders import Cost, cost_of
from cases.claims.cohort_words import to_confirm
from cases.claims.forms import FigureField
from cases.claims.losses import FORMULAS, Kind
from cases.claims.models import Cohort, LossHead, LossLine
from cases.claims.vocabulary import Bucket, Category
from cases.evidence.intake.kinds import BY_ENDING
from cases.forms.fields import ProseField, SirenField
from cases.forms.uploads import FilesField
from cases.models import Case, Product
from cases.wording import imputations_in
from members.kinds import OrganisationKind

PLAIN = {"amount", "vat"}


class AskForm(forms.Form):
    email = forms.EmailField(
        label=_("Votre adresse électronique"),
        help_text=_("Le formulaire y est envoyé. Si vous n’y répondez pas, rien n’est gardé."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Écrivez votre adresse électronique."),
            "invalid": _("Écrivez une adresse complète : nom@exemple.fr."),
        },
    )


class SignForm(forms.Form):
    """Each criterion is ticked by who signs; what they type as their name signs the mandate."""

    name = forms.CharField(
        label=_("Nom ou raison sociale"),
        max_length=150,
        error_messages={"required": _("Écrivez votre nom ou votre raison sociale.")},
    )
    domicile = ProseField(
        label=_("Domicile ou siège"),
        missing=_("Écrivez votre adresse complète."),
        rows=3,
    )
    # By it alone a company is known again under another name or address: one mandate each.
    siren = SirenField(
        label=_("SIREN"),
        help_text=_("Neuf chiffres : une entreprise n’adhère qu’une fois."),
        error_messages={"required": _("Écrivez le SIREN de votre entreprise.")},
    )
    agrees = forms.BooleanField(
        label=_("J’ai lu le mandat et je le donne"),
        error_messages={"required": _("Cochez que vous donnez ce mandat, ou n’adhérez pas.")},
    )
    signed_name = forms.CharField(
        label=_("Votre nom, en signature"),
        help_text=_("Avec votre qualité, si vous signez pour une entreprise."),
        max_length=150,
        error_messages={"required": _("Signez : écrivez votre nom.")},
    )

    def __init__(self, cohort: Cohort, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        for number, sentence in enumerate(to_confirm(cohort.told_criteria), 1):
            self.fields[f"criterion_{number}"] = forms.BooleanField(
                label=sentence,
                error_messages={"required": _("Cochez si c’est votre cas : c’est un critère.")},
            )

    def signature(self, language: str) -> Signature:
        told = self.cleaned_data
        named = {name: told[name] for name in ("name", "domicile", "siren", "signed_name")}
        return Signature(language=language, **named)

    @property
    def who(self) -> list[forms.BoundField]:
        return [self[name] for name in ("name", "domicile", "siren")]

    @property
    def criteria(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("criterion_")]

    @property
    def signing(self) -> list[forms.BoundField]:
        return [self["agrees"], self["signed_name"]]


class CostForm(forms.Form):
    """What one loss is, and what proves it."""

    what = forms.CharField(
        label=_("Ce que vous avez perdu, en une ligne"),
        help_text=_("« Location d’un autre logiciel », « avoir à un client »."),
        max_length=200,
        error_messages={"required": _("Dites en une ligne ce que vous avez perdu.")},
    )
    head = forms.ModelChoiceField(
        LossHead.objects.none(),
        label=_("C’est"),
        empty_label=_("Choisissez"),
        error_messages={"required": _("Choisissez de quoi il s’agit.")},
    )
    category = forms.ChoiceField(
        label=_("Cette perte tient surtout à"),
        choices=[("", _("Choisissez")), *Category.choices],
        error_messages={"required": _("Choisissez à quoi cette perte tient.")},
    )
    amount = FigureField(
        kind=Kind.MONEY,
        label=_("Montant, en euros"),
        help_text=_("Hors taxes si vous récupérez la TVA, sinon toutes taxes comprises."),
        required=True,
    )
    documents = FilesField(
        label=_("Ce qui le prouve"),
        help_text=_("Facture, avoir, courrier… 25 Mo au plus chacun."),
        attrs={"accept": ",".join(sorted(BY_ENDING))},
    )

    def __init__(self, *told: Any, **kept: Any) -> None:
        super().__init__(*told, **kept)
        self.fields["head"].queryset = _plain_heads()  # type: ignore[attr-defined]

    def clean_what(self) -> str:
        """It names the loss and its proofs in the dossier, and who is no member cannot be asked."""
        said: str = self.cleaned_data["what"]
        if found := imputations_in(said):
            told = {"words": found[0].words, "instead": found[0].instead}
            raise forms.ValidationError(
                _("Écrivez un fait à la place de « %(words)s » : %(instead)s.") % told
            )
        return said

    def cost(self) -> Cost:
        told = self.cleaned_data
        return Cost(Category(told["category"]), told["what"], told["amount"])


class CorrectionForm(CostForm):
    """Of a loss whose head is known, with more files if they have some."""

    def __init__(self, line: LossLine, data: Any = None, files: Any = None) -> None:
        held = cost_of(line)
        start = {"what": held.what, "category": held.category, "amount": held.amount}
        super().__init__(data, files, initial=start)
        del self.fields["head"]


class JoinForm(SignForm, CostForm):
    kind = forms.ChoiceField(
        label=_("Vous êtes"),
        choices=[("", _("Choisissez"))],
        error_messages={"required": _("Dites ce que vous êtes.")},
    )
    case = forms.ModelChoiceField(
        Case.objects.none(),
        label=_("L’incident"),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez l’incident.")},
    )
    product = forms.ModelChoiceField(
        Product.objects.none(),
        label=_("Le produit touché"),
        empty_label=_("Choisissez"),
        error_messages={"required": _("Choisissez le produit.")},
    )
    recovers_vat = forms.BooleanField(label=_("Je récupère la TVA"), required=False)
    is_person = forms.BooleanField(
        label=_("Je suis un particulier : je n’ai pas de SIREN"), required=False
    )

    def __init__(self, cohort: Cohort, data: Any = None, files: Any = None) -> None:
        super().__init__(cohort, data, files)
        self.fields["siren"].required = False
        chosen = cohort.told_criteria.products
        products = Product.objects.filter(publisher=cohort.publisher_id)
        self._offer("product", products.filter(key__in=chosen) if chosen else products)
        self._offer("case", cohort.cases.order_by("occurred_on"))
        kinds = self.fields["kind"]
        kinds.choices = [("", _("Choisissez")), *OrganisationKind.choices]  # type: ignore[attr-defined]

    def clean(self) -> None:
        told = self.cleaned_data
        if told.get("siren") == "" and not told["is_person"]:
            self.add_error(
                "siren",
                _("Écrivez le SIREN de votre entreprise, ou cochez que vous êtes un particulier."),
            )
        if told.get("siren") and told["is_person"]:
            self.add_error("is_person", _("Un particulier n’a pas de SIREN : choisissez."))

    def _offer(self, name: str, rows: Any) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def loss(self) -> Loss:
        told = dict(self.cleaned_data)
        names = ("case", "product", "head", "what", "amount", "recovers_vat")
        return Loss(
            kind=OrganisationKind(told["kind"]),
            category=Category(told["category"]),
            **{name: told[name] for name in names},
        )

    @property
    def lost(self) -> list[forms.BoundField]:
        names = ("case", "product", "what", "head", "category", "amount", "recovers_vat")
        return [self[name] for name in (*names, "documents")]

    @property
    def who(self) -> list[forms.BoundField]:
        return [self["kind"], *super().who, self["is_person"]]


def _plain_heads() -> Any:
    """Those of which an amount is all that is asked."""
    plain = [
        code
        for code, formula in FORMULAS.items()
        if {each.name for each in formula.inputs} <= PLAIN and formula.inputs
    ]
    return LossHead.objects.newest().filter(bucket=Bucket.PRINCIPAL, formula__in=plain)
