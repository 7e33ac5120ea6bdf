"""The acts on a selection of observations, with the form in which the desk asks for each."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.http import QueryDict

from cases.admin import triage_forms
from cases.admin.fields import Words
from cases.models import Case, Observation
from cases.triage import acts
from cases.triage.acts import Selection
from members.models import User


@dataclass(frozen=True)
class TriageAct:
    of: acts.Act
    form: Callable[[Selection, QueryDict | None], forms.Form]

    @property
    def slug(self) -> str:
        return self.of.slug

    @property
    def label(self) -> Words:
        return self.of.label

    @property
    def done(self) -> Words:
        return self.of.done

    def suits(self, observation: Observation) -> bool:
        return self.of.suits(observation)

    def act(self, observations: Selection, by: User, form: forms.Form) -> Case | None:
        return self.of.act(observations, by, form.cleaned_data)


TRIAGE_ACTS = {
    act.slug: TriageAct(act, form)
    for act, form in (
        (acts.OPEN_CASE, triage_forms.OpenCaseForm),
        (acts.ATTACH, triage_forms.AttachForm),
        (acts.MARK_DUPLICATE, triage_forms.DuplicateForm),
        (acts.ASK, triage_forms.AskForm),
        (acts.SET_ASIDE, triage_forms.ReasonForm),
        (acts.RESTORE, triage_forms.ReasonForm),
        (acts.DETACH, triage_forms.ReasonForm),
    )
}
