"""The side panel of the board: one observation, all that weighs on it, and what can be done."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from django import forms
from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.evidence.models import Item
from cases.evidence.remembered import until_next_entry
from cases.forms.triage import ACT_FORMS, FoundForm
from cases.models import Attachment, Observation, ObservationVersion, Question
from cases.states import CaseState
from cases.triage import acts
from cases.triage.queue import Clock, clock_of
from cases.triage.suggesting import (
    SuggestedCase,
    SuggestedObservation,
    nearby,
    suggested_cases,
    suggested_observations,
)
from cases.triage.weighing import Contradiction, Knowledge, contradictions_of, who_knew
from cases.views.series import SHOWN, Issue, Line, answered_lines, issues_of, unanswered_labels
from cases.views.triage_addresses import act_url, board_url
from cases.views.triage_differences import Difference, Seen
from cases.words import moment
from members.http import MemberRequest

# Fact, inference and opinion are read apart (guard G1).
IN_THE_OBSERVER_S_WORDS = ("narrative", "inference", "opinion")
FACTS = tuple(name for name in SHOWN if name not in IN_THE_OBSERVER_S_WORDS)

BOARD_ACTS = {
    act.slug: act
    for act in (
        *(acts.TAKE, acts.RELEASE, acts.FOUND, acts.MARK_DUPLICATE, acts.ASK, acts.SET_ASIDE),
        *(acts.ATTACH, acts.RESTORE, acts.DETACH),
    )
}
KEYS = {
    acts.TAKE.slug: "A",
    acts.RELEASE.slug: "A",
    acts.FOUND.slug: "V",
    acts.MARK_DUPLICATE.slug: "D",
    acts.ASK.slug: "R",
    acts.SET_ASIDE.slug: "I",
}
# On a button, beside its key; the form under it has the whole name.
SHORT_LABELS = {
    acts.MARK_DUPLICATE.slug: gettext_lazy("Doublon"),
    acts.ASK.slug: gettext_lazy("Interroger"),
    acts.SET_ASIDE.slug: gettext_lazy("Écarter"),
    acts.ATTACH.slug: gettext_lazy("Rattacher ailleurs"),
}
AT_ONCE = frozenset({acts.TAKE.slug, acts.RELEASE.slug})


@dataclass(frozen=True)
class Button:
    """An act of the panel: a form to send if it asks nothing, else the way to its form."""

    slug: str
    label: str
    key: str
    url: str
    at_once: bool


@dataclass(frozen=True)
class Asked:
    """The act whose form is open, with what changed since that form was made."""

    act: acts.Act
    form: forms.Form
    url: str
    cancel_url: str
    differences: list[Difference] = field(default_factory=list)


@dataclass(frozen=True)
class Weighed:
    """What the rows say of an observation, the same for whoever opens it."""

    versions: list[ObservationVersion]
    contradictions: list[Contradiction]
    knowledge: list[Knowledge]
    cases: list[SuggestedCase]
    others: list[SuggestedObservation]
    questions: list[Question]


@dataclass(frozen=True)
class Panel:
    observation: Observation
    version: ObservationVersion
    close_url: str
    seen: str
    clock: Clock
    facts: list[Line]
    unanswered: list[str]
    issues: list[Issue]
    contradictions: list[Contradiction]
    knowledge: list[Knowledge]
    cases: list[SuggestedCase]
    others: list[tuple[SuggestedObservation, str]]
    questions: list[Question]
    files: list[Item]
    buttons: list[Button]
    verify_url: str
    asked: Asked | None

    @property
    def title(self) -> str:
        return f"{self.version.get_symptom_display()} – {self.observation.product}"

    @property
    def received(self) -> str:
        return moment(self.observation.received_at, ZoneInfo(self.version.time_zone))


def panel_of(
    request: MemberRequest,
    observation: Observation,
    slug: str,
    data: QueryDict | None = None,
    changed: Sequence[Difference] = (),
) -> Panel:
    """`data` is what was sent by the form of the act `slug`, when it comes back."""
    weighed = until_next_entry(f"triage:{observation.pk}", lambda: _weighed(observation))
    version = weighed.versions[-1]
    return Panel(
        observation=observation,
        version=version,
        close_url=board_url(request),
        seen=str(Seen.of(observation)),
        clock=clock_of(observation, timezone.now()),
        facts=answered_lines(version, FACTS),
        unanswered=unanswered_labels(version),
        issues=issues_of(weighed.versions) if len(weighed.versions) > 1 else [],
        contradictions=weighed.contradictions,
        knowledge=weighed.knowledge,
        cases=weighed.cases,
        others=_with_urls(request, weighed.others),
        questions=weighed.questions,
        files=_files(request, observation),
        buttons=_buttons(request, observation),
        verify_url=_verify_url(observation),
        asked=_asked(request, version, weighed.cases, slug, data, changed) if slug else None,
    )


def _weighed(observation: Observation) -> Weighed:
    versions = list(
        observation.versions.select_related(
            "observation__organisation", "observation__product", "observation__case", "recorded_by"
        ).order_by("number")
    )
    near = nearby(versions[-1])
    return Weighed(
        versions,
        contradictions_of(versions, near),
        who_knew([versions[-1], *near]),
        suggested_cases(versions[-1], near),
        suggested_observations(versions[-1], near),
        list(observation.questions.select_related("asked_by").order_by("asked_at")),
    )


def _files(request: MemberRequest, observation: Observation) -> list[Item]:
    seen = Attachment.objects.visible_to(request.user).filter(observation=observation)
    return list(Item.objects.filter(attachment__in=seen))


def _with_urls(
    request: MemberRequest, others: list[SuggestedObservation]
) -> list[tuple[SuggestedObservation, str]]:
    return [(other, board_url(request, other.version.observation_id)) for other in others]


def _buttons(request: MemberRequest, observation: Observation) -> list[Button]:
    """What suits the observation now; who has it already is offered to leave it."""
    mine = observation.assigned_to_id == request.user.pk
    hidden = {acts.TAKE.slug if mine else acts.RELEASE.slug}
    return [
        _button(request, observation, act)
        for act in BOARD_ACTS.values()
        if act.suits(observation) and act.slug not in hidden
    ]


def _button(request: MemberRequest, observation: Observation, act: acts.Act) -> Button:
    at_once = act.slug in AT_ONCE
    url = (
        act_url(request, observation.pk, act.slug, observation.pk)
        if at_once
        else board_url(request, observation.pk, act.slug)
    )
    return Button(act.slug, _label(act, observation), KEYS.get(act.slug, ""), url, at_once)


def _label(act: acts.Act, observation: Observation) -> str:
    if act == acts.TAKE and observation.assigned_to:
        return _("Prendre la suite de %(who)s") % {"who": observation.assigned_to}
    return str(SHORT_LABELS.get(act.slug, act.label))


def _verify_url(observation: Observation) -> str:
    """Where « V » leads once the observation belongs to a case that waits to be verified."""
    case = observation.case
    if case is None or case.state != CaseState.REPORTED:
        return ""
    return reverse("admin:cases_case_step", args=[case.pk, "verifier"])


def _asked(
    request: MemberRequest,
    version: ObservationVersion,
    cases: list[SuggestedCase],
    slug: str,
    data: QueryDict | None,
    changed: Sequence[Difference],
) -> Asked:
    act = BOARD_ACTS.get(slug)
    if act is None:
        raise Http404
    pk = version.observation_id
    return Asked(
        act,
        act_form(act, version, cases, data),
        act_url(request, pk, slug, pk),
        board_url(request, pk),
        list(changed),
    )


def act_form(
    act: acts.Act,
    version: ObservationVersion,
    cases: list[SuggestedCase],
    data: QueryDict | None,
) -> forms.Form:
    if act == acts.FOUND:
        return FoundForm(version, cases, data)
    return ACT_FORMS[act.slug]([version.observation], data)
