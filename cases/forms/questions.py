"""The pages of a report, one question each, and what of them a draft keeps."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.forms.fields import LocalMomentField, ProseField, WholeNumberField, Words
from cases.forms.statement import BLOCKING_MISSING, WHEN_MISSING, StatementForm
from cases.forms.uploads import CAMERA, FilesField
from cases.models import Draft
from cases.statement import refusals_of, statement_from_draft
from cases.vocabulary import AffectedRange, Awareness, Onset, Severity

NOW, EXACT = "now", "exact"
KEPT_AS_MOMENTS = frozenset({"observed_at", "first_symptom_at", "blocked_at"})
NEVER_KEPT = frozenset({"camera", "pictures"})


class ProductForm(forms.Form):
    """`choices` are products by primary key, grouped; the template says how they were chosen."""

    product = forms.ChoiceField(
        label=_("Quel produit pose problème ?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choisissez un produit, ou cherchez-le par son nom."),
            "invalid_choice": _("Choisissez un produit, ou cherchez-le par son nom."),
        },
    )


class SymptomForm(forms.Form):
    symptom = StatementForm.base_fields["symptom"]
    severity = forms.ChoiceField(
        label=_("Peut-on encore travailler ?"),
        choices=Severity,
        widget=forms.RadioSelect,
        error_messages={"required": BLOCKING_MISSING},
    )


class SinceForm(forms.Form):
    since = forms.ChoiceField(
        label=_("Depuis quand ?"),
        help_text=_("Le premier appel ou le premier signe, chez vous ou chez un client."),
        choices=[
            (NOW, _("À l’instant : je note l’heure qu’il est")),
            (Onset.AN_HOUR_BEFORE, _("Il y a une heure environ")),
            (Onset.SAME_MORNING, _("Ce matin")),
            (Onset.DAY_BEFORE, _("Hier")),
            (EXACT, _("À une heure précise, que voici")),
            ("", _("Je ne sais pas")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    first_symptom_at = LocalMomentField(
        label=_("Heure précise du premier appel ou premier signe"),
        help_text=_("Seule une heure précise compte dans l’analyse ; le reste est gardé en mots."),
    )
    blocked_at = LocalMomentField(
        label=_("Bloqué tout à fait depuis"),
        help_text=_("Vide = pas bloqué, ou je ne sais pas."),
    )
    observed_at = LocalMomentField(
        label=_("Vous l’avez constaté le"),
        help_text=_("À changer si vous signalez après coup."),
        missing=WHEN_MISSING,
    )

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        exact = given.get("first_symptom_at")
        if exact and given.get("since") not in (EXACT, NOW):
            given["since"] = EXACT
        if given.get("since") == EXACT and not exact and "first_symptom_at" not in self.errors:
            self.add_error("first_symptom_at", _("Donnez l’heure précise, ou un à-peu-près."))
        return given


class CustomersForm(forms.Form):
    affected_range = forms.ChoiceField(
        label=_("Combien de vos clients sont touchés ?"),
        choices=[*AffectedRange.choices, ("", _("Je ne sais pas"))],
        widget=forms.RadioSelect,
        required=False,
    )
    customers_affected = WholeNumberField(
        label=_("Nombre exact de clients touchés"),
        help_text=_("Si vous le savez : seul un nombre exact compte dans l’analyse."),
    )
    customers_subscribed = WholeNumberField(
        label=_("Nombre de vos clients qui utilisent ce produit"),
        help_text=_("Vide = je ne sais pas."),
    )


class AwarenessForm(forms.Form):
    awareness = forms.ChoiceField(
        label=StatementForm.base_fields["awareness"].label or "",
        choices=[*Awareness.choices, ("", _("Je ne sais pas"))],
        widget=forms.RadioSelect,
        required=False,
    )
    source_type = StatementForm.base_fields["source_type"]


class NarrativeForm(forms.Form):
    narrative = ProseField(
        label=_("Que constatez-vous, en une phrase ?"),
        help_text=_("Les faits seulement : ce qui s’affiche, depuis quand, où. Dicter convient."),
    )
    camera = FilesField(
        label=_("Prendre une photo de l’écran"),
        help_text=_("JPEG, PNG, WebP ou HEIC, 25 Mo au plus chacune, 20 en tout."),
        attrs=CAMERA,
    )
    pictures = FilesField(
        label=_("Ou choisir des images déjà prises"),
        help_text=_("Elles sont gardées telles quelles, lieu et date de prise de vue compris."),
        attrs={"accept": "image/*"},
    )
    inference = StatementForm.base_fields["inference"]
    opinion = StatementForm.base_fields["opinion"]


@dataclass(frozen=True)
class QuestionPage:
    """`folded` fields stand under a title that opens."""

    step: str
    form: type[forms.Form]
    folded: tuple[str, ...] = ()
    folded_title: Words = ""


PAGES = (
    QuestionPage("produit", ProductForm),
    QuestionPage("constat", SymptomForm),
    QuestionPage("depuis", SinceForm, ("observed_at",), _("Je signale après coup")),
    QuestionPage("clients", CustomersForm),
    QuestionPage("su", AwarenessForm),
    QuestionPage(
        "recit",
        NarrativeForm,
        ("inference", "opinion"),
        _("Ajouter une déduction ou un avis, gardés à part des faits"),
    ),
)
BY_STEP = {page.step: page for page in PAGES}


def form_for(
    page: QuestionPage,
    draft: Draft,
    data: QueryDict | None = None,
    files: Mapping[str, object] | None = None,
) -> forms.Form:
    """The page's form, filled with what the draft has."""
    start = _initial(draft)
    form = page.form(data, files, initial=start)  # type: ignore[arg-type]
    for name, field in form.fields.items():
        if isinstance(field, LocalMomentField):
            field.kept = start.get(name)
    if draft.answers.get("severity") != Severity.BLOCKED:
        form.fields.pop("blocked_at", None)
    return form


def _initial(draft: Draft) -> dict[str, Any]:
    start: dict[str, Any] = {"observed_at": timezone.now(), **draft.answers}
    for name in KEPT_AS_MOMENTS:
        if isinstance(start.get(name), str):
            start[name] = datetime.fromisoformat(start[name])
    return start


def stored(form: forms.Form, draft: Draft, *, at: datetime) -> dict[str, object]:
    """The page's answers as the draft keeps them: text, numbers, moments as ISO 8601 in UTC.

    `at` is when they were given.
    """
    given = {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in form.cleaned_data.items()
        if name not in NEVER_KEPT
    }
    minute = at.replace(second=0, microsecond=0).isoformat()
    if "symptom" in given:
        given["observed_at"] = draft.answers.get("observed_at") or minute
    if given.get("since") == NOW:
        # Said once: coming back to the page an hour later does not move it.
        said_before = draft.answers.get("since") == NOW
        given["first_symptom_at"] = draft.answers["first_symptom_at"] if said_before else minute
    return given


def contradictions(form: forms.Form, draft: Draft, answered: Mapping[str, object]) -> None:
    """Put at its field whatever the analysis refuses of this page with the others."""
    together = {**draft.answers, **answered}
    if not together.get("symptom") or not together.get("severity"):
        return
    statement = statement_from_draft({"observed_at": timezone.now().isoformat(), **together})
    for refusal in refusals_of(statement, now=timezone.now()):
        if refusal.field in form.fields:
            form.add_error(refusal.field, refusal.message)
