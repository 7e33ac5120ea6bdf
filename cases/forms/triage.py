"""What each act of the triage board asks, and how its list is filtered."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import F, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.forms.fields import ProseField
from cases.models import Case, Observation, ObservationVersion, Product, Publisher
from cases.triage import acts
from cases.triage.acts import Selection, cases_offered, duplicates_offered
from cases.triage.queue import late_before
from cases.triage.suggesting import SuggestedCase
from cases.vocabulary import Severity
from members.models import User

NEW_CASE = "nouveau"
TITLE_LENGTH = 200


class NothingForm(forms.Form):
    """The act asks nothing: its button is enough."""

    def __init__(self, observations: Selection, data: QueryDict | None) -> None:
        super().__init__(data)


class ReasonForm(forms.Form):
    reason = ProseField(
        label=gettext_lazy("Motif"), missing=gettext_lazy("Donnez le motif."), rows=3
    )

    def __init__(self, observations: Selection, data: QueryDict | None) -> None:
        super().__init__(data)


class AskForm(forms.Form):
    text = ProseField(
        label=gettext_lazy("Votre question"),
        help_text=gettext_lazy("L’observateur la lit sur la page de son observation."),
        missing=gettext_lazy("Écrivez votre question."),
        rows=3,
    )

    def __init__(self, observations: Selection, data: QueryDict | None) -> None:
        super().__init__(data)


class DuplicateForm(forms.Form):
    of = forms.ModelChoiceField(
        Observation.objects.none(),
        label=gettext_lazy("Doublon de"),
        help_text=gettext_lazy("L’observation de la même organisation qui reste comptée."),
        error_messages={"required": gettext_lazy("Choisissez l’observation qui reste comptée.")},
    )

    def __init__(self, observations: Selection, data: QueryDict | None) -> None:
        super().__init__(data)
        of = self.fields["of"]
        of.queryset = duplicates_offered(observations).select_related("product")  # type: ignore[attr-defined]
        of.label_from_instance = _named  # type: ignore[attr-defined]


def _named(observation: Observation) -> str:
    day = timezone.localtime(observation.received_at)
    return f"{observation.reference} – {observation.product}, {day:%d/%m/%Y %H:%M}"


class AttachForm(forms.Form):
    case = forms.ModelChoiceField(
        Case.objects.none(),
        label=gettext_lazy("Cas"),
        help_text=gettext_lazy("Les cas du même éditeur qui ne sont pas classés."),
        error_messages={"required": gettext_lazy("Choisissez le cas auquel rattacher.")},
    )

    def __init__(self, observations: Selection, data: QueryDict | None) -> None:
        super().__init__(data)
        self.fields["case"].queryset = cases_offered(observations)  # type: ignore[attr-defined]


class FoundForm(forms.Form):
    """Attach to the case that fits best, or open one: the best suggestion is chosen beforehand."""

    case = forms.ChoiceField(
        label=gettext_lazy("Cas"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choisissez un cas proposé, ou un nouveau.")},
    )
    title = forms.CharField(
        label=gettext_lazy("Titre du nouveau cas"),
        max_length=TITLE_LENGTH,
        required=False,
        help_text=gettext_lazy("Visible de tous les adhérents tant que le cas est ouvert."),
    )
    occurred_on = forms.DateField(
        label=gettext_lazy("Survenu le"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(
        self,
        version: ObservationVersion,
        suggested: Sequence[SuggestedCase],
        data: QueryDict | None,
    ) -> None:
        best = str(suggested[0].case.pk) if suggested else NEW_CASE
        day = timezone.localdate(version.observed_at)
        title = f"{version.get_symptom_display()} – {version.observation.product}"
        super().__init__(data, initial={"case": best, "title": title, "occurred_on": day})
        self.suggested = {str(offer.case.pk): offer.case for offer in suggested}
        self.fields["case"].choices = [  # type: ignore[attr-defined]
            *((key, _attach_to(case)) for key, case in self.suggested.items()),
            (NEW_CASE, _("Ouvrir un nouveau cas")),
        ]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        case = self.suggested.get(said.get("case", ""))
        if case is None and said.get("case"):
            self._require("title", _("Donnez un titre au nouveau cas."))
            self._require("occurred_on", _("Dites quel jour l’incident est survenu."))
        return {**said, "case": case}

    def _require(self, name: str, message: str) -> None:
        if not self.cleaned_data.get(name) and name not in self.errors:
            self.add_error(name, message)


def _attach_to(case: Case) -> str:
    return _("Rattacher à %(case)s") % {"case": case}


type ActForm = Callable[[Selection, QueryDict | None], forms.Form]

# « Fonder » is not here: its form is made of the suggestions that the panel has already.
ACT_FORMS: Mapping[str, ActForm] = {
    acts.TAKE.slug: NothingForm,
    acts.RELEASE.slug: NothingForm,
    acts.ATTACH.slug: AttachForm,
    acts.MARK_DUPLICATE.slug: DuplicateForm,
    acts.ASK.slug: AskForm,
    acts.SET_ASIDE.slug: ReasonForm,
    acts.RESTORE.slug: ReasonForm,
    acts.DETACH.slug: ReasonForm,
}

ANY = ("", gettext_lazy("Tous"))
EVERY = ("", gettext_lazy("Toutes"))
MINE, NOBODY = "moi", "personne"
LATE, DAY = "retard", "jour"


class QueueFilterForm(forms.Form):
    editeur = forms.ChoiceField(label=gettext_lazy("Éditeur"), required=False)
    produit = forms.ChoiceField(label=gettext_lazy("Produit"), required=False)
    gravite = forms.ChoiceField(
        label=gettext_lazy("Gravité"),
        required=False,
        choices=[
            EVERY,
            (Severity.BLOCKED.value, gettext_lazy("Bloqué")),
            (Severity.DEGRADED.value, gettext_lazy("Dégradé")),
        ],
    )
    suivi = forms.ChoiceField(
        label=gettext_lazy("Suivies par"),
        required=False,
        choices=[
            ("", gettext_lazy("Tout le monde")),
            (MINE, gettext_lazy("Moi")),
            (NOBODY, gettext_lazy("Personne")),
        ],
    )
    age = forms.ChoiceField(
        label=gettext_lazy("Attente"),
        required=False,
        choices=[
            EVERY,
            (LATE, gettext_lazy("En retard sur l’objectif")),
            (DAY, gettext_lazy("Plus d’un jour")),
        ],
    )

    def __init__(self, data: Mapping[str, object] | None) -> None:
        super().__init__(data)
        for name, model in (("editeur", Publisher), ("produit", Product)):
            named = model.objects.values_list("key", "name")
            self.fields[name].choices = [ANY, *named]  # type: ignore[attr-defined]

    @property
    def is_filtering(self) -> bool:
        return self.is_valid() and any(self.cleaned_data.values())

    def applied_to(self, rows: QuerySet[Observation], by: User) -> QuerySet[Observation]:
        """An unknown value filters nothing, and its field says so."""
        given = self.cleaned_data if self.is_valid() else {}
        if publisher := given.get("editeur"):
            rows = rows.filter(product__publisher__key=publisher)
        if product := given.get("produit"):
            rows = rows.filter(product__key=product)
        if severity := given.get("gravite"):
            rows = rows.filter(versions__number=F("version_count"), versions__severity=severity)
        return _by_age(_by_assignee(rows, given.get("suivi", ""), by), given.get("age", ""))


def _by_assignee(rows: QuerySet[Observation], followed: str, by: User) -> QuerySet[Observation]:
    if followed == MINE:
        return rows.filter(assigned_to=by)
    return rows.filter(assigned_to=None) if followed == NOBODY else rows


def _by_age(rows: QuerySet[Observation], age: str) -> QuerySet[Observation]:
    now = timezone.now()
    if age == LATE:
        return rows.filter(assigned_to=None, received_at__lt=late_before(now))
    return rows.filter(received_at__lt=now - timedelta(days=1)) if age == DAY else rows
