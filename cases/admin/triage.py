"""The acts on a selection of observations, as data."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django import forms
from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cases import actions
from cases.admin import triage_forms
from cases.admin.fields import Words
from cases.models import Case, Observation
from cases.states import CaseState, ObservationState
from members.models import User

type Selection = Sequence[Observation]


@dataclass(frozen=True)
class TriageAct:
    """`act` returns the case to go on to, if there is one."""

    slug: str
    label: Words
    form: Callable[[Selection, QueryDict | None], forms.Form]
    act: Callable[[Selection, User, forms.Form], Case | None]
    done: Words
    suits: Callable[[Observation], bool]


def _waits(observation: Observation) -> bool:
    return observation.case_id is None and _counts(observation)


def _counts(observation: Observation) -> bool:
    return observation.state == ObservationState.RECEIVED


def _may_come_back(observation: Observation) -> bool:
    return observation.state in (ObservationState.SET_ASIDE, ObservationState.DUPLICATE)


def _may_be_asked(observation: Observation) -> bool:
    return observation.reported_by_id is not None


def _may_leave(observation: Observation) -> bool:
    return observation.case is not None and observation.case.state == CaseState.REPORTED


def _open_case(observations: Selection, by: User, form: forms.Form) -> Case:
    return actions.open_case(observations, by=by, **form.cleaned_data)


def _attach(observations: Selection, by: User, form: forms.Form) -> Case:
    case: Case = form.cleaned_data["case"]
    actions.attach_observations(observations, case, by=by)
    return case


@transaction.atomic
def _mark_duplicates(observations: Selection, by: User, form: forms.Form) -> None:
    for observation in observations:
        actions.mark_duplicate(observation, of=form.cleaned_data["of"], by=by)


def _ask(observations: Selection, by: User, form: forms.Form) -> None:
    actions.ask_observers(observations, by=by, text=form.cleaned_data["text"])


def _set_aside(observations: Selection, by: User, form: forms.Form) -> None:
    actions.set_aside_observations(observations, by=by, reason=form.cleaned_data["reason"])


@transaction.atomic
def _restore(observations: Selection, by: User, form: forms.Form) -> None:
    for observation in observations:
        actions.restore_observation(observation, by=by, reason=form.cleaned_data["reason"])


@transaction.atomic
def _detach(observations: Selection, by: User, form: forms.Form) -> None:
    for observation in observations:
        actions.detach_observation(observation, by=by, reason=form.cleaned_data["reason"])


TRIAGE_ACTS = {
    act.slug: act
    for act in (
        TriageAct(
            "ouvrir-un-cas",
            _("Ouvrir un cas"),
            triage_forms.OpenCaseForm,
            _open_case,
            _("Le cas est ouvert."),
            _waits,
        ),
        TriageAct(
            "rattacher",
            _("Rattacher à un cas"),
            triage_forms.AttachForm,
            _attach,
            _("Les observations sont rattachées."),
            _waits,
        ),
        TriageAct(
            "doublon",
            _("Marquer comme doublon"),
            triage_forms.DuplicateForm,
            _mark_duplicates,
            _("Le doublon est marqué."),
            _counts,
        ),
        TriageAct(
            "interroger",
            _("Interroger l’observateur"),
            triage_forms.AskForm,
            _ask,
            _("La question est posée."),
            _may_be_asked,
        ),
        TriageAct(
            "ecarter",
            _("Écarter avec un motif"),
            triage_forms.ReasonForm,
            _set_aside,
            _("Les observations sont écartées."),
            _counts,
        ),
        TriageAct(
            "reintegrer",
            _("Réintégrer"),
            triage_forms.ReasonForm,
            _restore,
            _("Les observations comptent de nouveau."),
            _may_come_back,
        ),
        TriageAct(
            "detacher",
            _("Détacher du cas"),
            triage_forms.ReasonForm,
            _detach,
            _("Les observations sont de retour dans la file."),
            _may_leave,
        ),
    )
}
