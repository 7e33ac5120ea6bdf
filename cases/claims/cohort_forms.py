"""What is asked of a cohort: its course, its criteria, its decision, its declarations."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.claims.actions.cohorts import Course
from cases.claims.cohort_states import Aim
from cases.claims.forms import DayField, FigureField
from cases.claims.losses import Kind
from cases.claims.models import (
    AssociationProfile,
    Cohort,
    CollectiveRoute,
    CourtJurisdiction,
    LossHead,
)
from cases.claims.models.reference_fields import newest
from cases.claims.predicates import Criteria
from cases.claims.states import STILL_WRITTEN, ClaimState
from cases.claims.vocabulary import Bucket
from cases.evidence.intake.kinds import BY_ENDING
from cases.forms.fields import ProseField, SirenField, WholeNumberField
from cases.forms.uploads import FilesField
from cases.models import Case, Product, Publisher

MOST_ESTIMATED = 100_000_000


class PublisherForm(forms.Form):
    editeur = forms.ModelChoiceField(
        Publisher.objects.none(),
        label=_("Éditeur"),
        help_text=_("Un groupe vise un seul éditeur."),
        error_messages={
            "required": _("Choisissez l’éditeur."),
            "invalid_choice": _("Choisissez l’éditeur."),
        },
    )

    def __init__(self, cases: Any, data: Any = None) -> None:
        super().__init__(data)
        offered = Publisher.objects.filter(cases__in=cases).distinct()
        self.fields["editeur"].queryset = offered  # type: ignore[attr-defined]


class CourseForm(forms.Form):
    name = forms.CharField(
        label=_("Nom du groupe"),
        help_text=_("Neutre : qui rejoint le groupe le lira. « Panne du 9 janvier »."),
        max_length=120,
        error_messages={"required": _("Donnez un nom à ce groupe.")},
    )
    aim = forms.ChoiceField(
        label=_("Ce qui est demandé"),
        choices=Aim.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez ce qui est demandé.")},
    )
    route = forms.ModelChoiceField(
        CollectiveRoute.objects.none(),
        label=_("Voie"),
        help_text=_("Elles sont comparées au bas de la page. † : à confirmer par le conseil."),
        error_messages={"required": _("Choisissez une voie.")},
    )
    court = forms.ModelChoiceField(
        CourtJurisdiction.objects.none(),
        label=_("Juridiction d’une action de groupe"),
        help_text=_("Selon le siège de l’éditeur."),
        empty_label=_("Pas encore choisie"),
        required=False,
    )

    def __init__(self, data: Any = None, **kept: Any) -> None:
        super().__init__(data, **kept)
        self.fields["route"].queryset = newest(CollectiveRoute)  # type: ignore[attr-defined]
        self.fields["court"].queryset = newest(CourtJurisdiction)  # type: ignore[attr-defined]

    def course(self) -> Course:
        told = {name: self.cleaned_data[name] for name in ("name", "aim", "route", "court")}
        return Course(**{**told, "aim": Aim(told["aim"])})


class OpenForm(CourseForm):
    cases = forms.ModelMultipleChoiceField(
        Case.objects.none(),
        label=_("Cas"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choisissez au moins un cas.")},
    )
    field_order = ("name", "cases", "aim", "route", "court")

    def __init__(self, cases: Any, data: Any = None) -> None:
        super().__init__(data)
        self.fields["cases"].queryset = cases  # type: ignore[attr-defined]


class CriteriaForm(forms.Form):
    products = forms.MultipleChoiceField(
        label=_("Produits"),
        help_text=_("Aucun coché : tous."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    since = DayField(label=_("Incident survenu à partir du"), required=False)
    until = DayField(label=_("Incident survenu jusqu’au"), required=False)
    states = forms.MultipleChoiceField(
        label=_("Où en est la demande"),
        help_text=_("Aucun coché : partout, une fois envoyée."),
        choices=[each for each in ClaimState.choices if each[0] not in STILL_WRITTEN],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    heads = forms.MultipleChoiceField(
        label=_("Postes de préjudice"),
        help_text=_("Aucun coché : tous."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    minimum = FigureField(
        kind=Kind.MONEY,
        label=_("Montant au moins égal à, en euros"),
        help_text=_("Des postes cochés, ou de tous."),
        required=False,
    )

    def __init__(self, cohort: Cohort, data: Any = None) -> None:
        super().__init__(data, initial=vars(cohort.told_criteria))
        products = Product.objects.filter(publisher=cohort.publisher_id)
        heads = LossHead.objects.newest().filter(bucket=Bucket.PRINCIPAL)
        self._offer("products", lambda: [(each.key, each.name) for each in products])
        self._offer("heads", lambda: [(each.code, str(each)) for each in heads])

    def _offer(self, name: str, choices: Callable[[], list[tuple[str, str]]]) -> None:
        """Read when they are shown or compared."""
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def criteria(self) -> Criteria:
        told = self.cleaned_data
        sets = {name: frozenset(told[name]) for name in ("products", "states", "heads")}
        return Criteria(since=told["since"], until=told["until"], minimum=told["minimum"], **sets)


class DecisionForm(forms.Form):
    body = forms.CharField(
        label=_("Organe qui a décidé"),
        help_text=_("Celui que les statuts désignent : assemblée générale, conseil, bureau."),
        max_length=120,
        error_messages={"required": _("Nommez l’organe qui a décidé d’agir.")},
    )
    on = DayField(label=_("Décidé le"), required=True)
    minutes = FilesField(
        label=_("Procès-verbal"),
        help_text=_("Celui qui est déjà joint reste si vous n’en donnez pas."),
        attrs={"accept": ",".join(sorted(BY_ENDING))},
    )


class DeclarationForm(forms.Form):
    has_none = forms.BooleanField(label=_("Rien à déclarer"), required=False)
    text = ProseField(
        label=_("Ce qui est déclaré"),
        help_text=_("Qui, quel lien ou quelle somme, depuis quand."),
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if bool(told.get("has_none")) == bool(told.get("text")):
            self.add_error("text", _("Écrivez ce qui est déclaré, ou cochez « Rien à déclarer »."))
        return told


class EstimateForm(forms.Form):
    number = WholeNumberField(
        label=_("Combien en tout, à peu près"),
        help_text=_("Un nombre entier. Il ne s’ajoute pas aux demandeurs connus."),
    )
    source = forms.CharField(
        label=_("D’où vient ce nombre"),
        help_text=_("« Communiqué de l’éditeur du 3 mars 2026 »."),
        max_length=300,
        error_messages={"required": _("Dites d’où vient ce nombre.")},
    )
    method = forms.CharField(
        label=_("Comment il est obtenu"),
        help_text=_("« Clients abonnés à l’offre en ligne, selon l’éditeur »."),
        max_length=300,
        error_messages={"required": _("Dites comment ce nombre est obtenu.")},
    )
    on = DayField(label=_("À la date du"), required=True)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["number"].required = True
        self.fields["number"].error_messages["required"] = _("Écrivez combien, à peu près.")

    def clean_number(self) -> int:
        typed: int = self.cleaned_data["number"]
        if not 1 <= typed <= MOST_ESTIMATED:
            raise forms.ValidationError(_("Écrivez un nombre entier, d’au moins 1."))
        return typed


class OptInsForm(forms.Form):
    opens_on = DayField(label=_("Adhésions à partir du"), required=True)
    closes_on = DayField(label=_("Adhésions jusqu’au (inclus)"), required=True)


class ClosingForm(forms.Form):
    reason = forms.CharField(
        label=_("Pourquoi, en une ligne"),
        max_length=300,
        error_messages={"required": _("Dites en une ligne pourquoi ce groupe est clos.")},
    )


PROFILE = (
    "declared_on",
    "register_number",
    "siren",
    "seat",
    "publication_director",
    "active_since",
    "activity_proof",
    "statutes_article",
    "deciding_body",
    "accreditation_number",
    "accreditation_object",
    "accredited_from",
    "accredited_until",
)


class ProfileForm(forms.Form):
    declared_on = DayField(
        label=_("Date de déclaration"),
        help_text=_("Celle de la parution au Journal officiel."),
        required=False,
    )
    register_number = forms.CharField(label=_("Numéro RNA"), max_length=16, required=False)
    siren = SirenField(label="SIREN", help_text=_("Neuf chiffres."), required=False)
    seat = forms.CharField(
        label=_("Siège"),
        help_text=_("Il figure sur la couverture des documents, avec les numéros RNA et SIREN."),
        max_length=300,
        required=False,
    )
    publication_director = forms.CharField(
        label=_("Directeur de la publication"), max_length=200, required=False
    )
    active_since = DayField(label=_("Activité publique et continue depuis le"), required=False)
    activity_proof = ProseField(
        label=_("Ce qui la prouve"), help_text=_("Bulletins, communiqués, réunions publiques.")
    )
    statutes_article = forms.CharField(
        label=_("Article des statuts qui défend les intérêts atteints"),
        max_length=120,
        required=False,
    )
    deciding_body = forms.CharField(
        label=_("Organe qui peut décider d’agir"), max_length=120, required=False
    )
    accreditation_number = forms.CharField(
        label=_("Numéro d’agrément"), max_length=64, required=False
    )
    accreditation_object = forms.CharField(
        label=_("Objet de l’agrément"), max_length=300, required=False
    )
    accredited_from = DayField(label=_("Agréée à partir du"), required=False)
    accredited_until = DayField(label=_("Agréée jusqu’au (inclus)"), required=False)

    def __init__(self, held: AssociationProfile | None, data: Any = None) -> None:
        start = {name: getattr(held, name) for name in PROFILE} if held else {}
        super().__init__(data, initial=start)
