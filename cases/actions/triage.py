"""Step 1, at the committee's desk: from a queue of observations to cases."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from cases import tasks
from cases.actions.guards import hold, refuse_outsiders, require, with_last_act
from cases.errors import GuardRefused, StepRefused
from cases.evidence import journal
from cases.evidence.chain import canonical
from cases.evidence.models import Entry
from cases.models import Case, Observation, Publisher, Question, next_reference
from cases.states import CaseState, ObservationState
from cases.words import act_in_words
from members.models import User


@transaction.atomic
def open_case(
    observations: Sequence[Observation], *, by: User, title: str, occurred_on: date
) -> Case:
    """Open a case from observations of one publisher, none of which belongs to a case yet."""
    refuse_outsiders(by)
    publisher = _one_publisher(observations)
    case = create_case(publisher, title=title, occurred_on=occurred_on, by=by)
    _attach(observations, case)
    references = [observation.reference for observation in observations]
    journal.record("case.opened", case, by=by, details={"observations": references})
    return case


def create_case(
    publisher: Publisher,
    *,
    title: str,
    occurred_on: date,
    by: User | None,
    key: str = "",
    time_zone: str = "Europe/Paris",
) -> Case:
    """Number and save a case, « PRM-2018-0001 » by the year of the incident. An imported case
    keeps its key; otherwise the reference serves."""
    series = f"PRM-{occurred_on.year}"
    reference = next_reference(series)
    return Case.objects.create(
        key=key or slugify(reference),
        reference=reference,
        publisher=publisher,
        title=title,
        occurred_on=occurred_on,
        time_zone=time_zone,
        opened_by=by,
    )


@transaction.atomic
def attach_observations(observations: Sequence[Observation], case: Case, *, by: User) -> None:
    """All or none. Raises `StepRefused` if one was attached or left the count meanwhile."""
    refuse_outsiders(by)
    hold(case)
    if case.state == CaseState.DISMISSED:
        closed = _("Ce cas est classé : rouvrez-le avant d’y rattacher des observations.")
        raise StepRefused(with_last_act(closed, case))
    if _one_publisher(observations) != case.publisher:
        raise GuardRefused(
            _("Une observation concerne un autre éditeur que ce cas : ouvrez-lui un autre cas.")
        )
    _attach(observations, case)
    references = [observation.reference for observation in observations]
    journal.record("observation.attached", case, by=by, details={"observations": references})


@transaction.atomic
def detach_observation(observation: Observation, *, by: User, reason: str) -> None:
    """Back to the queue. Not once the case is verified: what was verified stands on it."""
    refuse_outsiders(by)
    case = observation.case
    if case is None:
        raise StepRefused(_already_detached(observation))
    if hold(case).state != CaseState.REPORTED:
        raise StepRefused(
            with_last_act(
                _("Ce cas est « %(state)s » : les observations qui le fondent y restent.")
                % {"state": case.get_state_display()},
                case,
            )
        )
    require(reason, _("Dites pourquoi cette observation quitte le cas."))
    if Observation.objects.filter(pk=observation.pk, case=case).update(case=None) != 1:
        raise StepRefused(with_last_act(_("Cette observation a déjà quitté le cas."), case))
    journal.record(
        "observation.detached",
        case,
        by=by,
        details={"observation": observation.reference, "reason": reason.strip()},
    )
    observation.refresh_from_db()


@transaction.atomic
def mark_duplicate(observation: Observation, *, of: Observation, by: User) -> None:
    """`of` is the observation that stays counted; both are one organisation's."""
    refuse_outsiders(by)
    # Both are locked: crossed marks would leave neither of the two counted.
    _hold_all((observation, of))
    of.refresh_from_db()
    if observation.pk == of.pk or of.state != ObservationState.RECEIVED:
        another = _("Choisissez une autre observation, encore comptée.")
        raise GuardRefused(with_last_act(another, of))
    if observation.organisation_id != of.organisation_id:
        raise GuardRefused(
            _("Deux organisations qui constatent la même chose ne sont pas des doublons.")
        )
    reason = _("Doublon de %(reference)s") % {"reference": of.reference}
    _leave_count(observation, ObservationState.DUPLICATE, by, reason, duplicate_of=of)
    journal.record("observation.marked_duplicate", observation, by=by, details={"of": of.reference})


@transaction.atomic
def set_aside_observations(observations: Sequence[Observation], *, by: User, reason: str) -> None:
    """All or none, each with its journal entry."""
    refuse_outsiders(by)
    require(reason, _("Dites pourquoi ces observations sont écartées."))
    _hold_all(observations)
    for observation in observations:
        _leave_count(observation, ObservationState.SET_ASIDE, by, reason.strip())
        journal.record(
            "observation.set_aside", observation, by=by, details={"reason": reason.strip()}
        )


@transaction.atomic
def restore_observation(observation: Observation, *, by: User, reason: str) -> None:
    """Undo a set-aside or a duplicate mark; what a member withdrew stays withdrawn."""
    refuse_outsiders(by)
    require(reason, _("Dites pourquoi cette observation compte de nouveau."))
    left = (ObservationState.SET_ASIDE, ObservationState.DUPLICATE)
    restored = Observation.objects.filter(pk=observation.pk, state__in=left).update(
        state=ObservationState.RECEIVED,
        state_reason="",
        state_at=None,
        state_by=None,
        duplicate_of=None,
    )
    observation.refresh_from_db()
    if restored != 1:
        raise StepRefused(
            with_last_act(
                _(
                    "%(reference)s est « %(state)s » : "
                    "seule une observation écartée ou un doublon se réintègre."
                )
                % {"reference": observation.reference, "state": observation.get_state_display()},
                observation,
            )
        )
    journal.record("observation.restored", observation, by=by, details={"reason": reason.strip()})


@transaction.atomic
def ask_observers(observations: Sequence[Observation], *, by: User, text: str) -> list[Question]:
    """One question each. An imported observation has no one to ask: it is refused, by name."""
    refuse_outsiders(by)
    require(text, _("Écrivez votre question."))
    unasked = [item.reference for item in observations if item.reported_by_id is None]
    if unasked:
        raise GuardRefused(
            _("Observations importées, sans observateur à interroger : %(references)s.")
            % {"references": ", ".join(unasked)}
        )
    return [_ask(observation, by, text.strip()) for observation in observations]


def _ask(observation: Observation, by: User, text: str) -> Question:
    question = Question.objects.create(observation=observation, text=text, asked_by=by)
    journal.record("observation.questioned", observation, by=by, details={"text": text})
    name = f"{tasks.send_question.name} of {question.pk}"
    transaction.on_commit(partial(tasks.wake, tasks.send_question, question.pk, name=name))
    return question


def _one_publisher(observations: Sequence[Observation]) -> Publisher:
    publishers = {observation.product.publisher for observation in observations}
    if not publishers:
        raise GuardRefused(_("Choisissez au moins une observation."))
    if len(publishers) > 1:
        raise GuardRefused(
            _("Ces observations concernent plusieurs éditeurs : ouvrez un cas pour chacun.")
        )
    return publishers.pop()


def _attach(observations: Sequence[Observation], case: Case) -> None:
    held = _hold_all(observations)
    taken = [item for item in held if item.case_id or item.state != ObservationState.RECEIVED]
    if taken:
        raise StepRefused(" ".join(_already(observation) for observation in taken))
    Observation.objects.filter(pk__in=[item.pk for item in held]).update(case=case)


def _hold_all(observations: Iterable[Observation]) -> list[Observation]:
    """In one order, and before the journal is held: of two acts on several, one waits."""
    keys = [observation.pk for observation in observations]
    held = Observation.objects.select_for_update(no_key=True).filter(pk__in=keys)
    return list(held.order_by("pk"))


def _already_detached(observation: Observation) -> str:
    """Whoever took it off a case wrote it in the journal of that case."""
    free = _("Cette observation n’est rattachée à aucun cas.")
    facts = canonical({"observation": observation.reference}).decode()
    told = Entry.objects.filter(verb="observation.detached", facts=facts)
    last = told.select_related("actor").order_by("-sequence").first()
    return f"{free} {act_in_words(last, timezone.get_current_timezone())}" if last else free


def _leave_count(
    observation: Observation,
    state: ObservationState,
    by: User,
    reason: str,
    duplicate_of: Observation | None = None,
) -> None:
    counted = Observation.objects.filter(pk=observation.pk, state=ObservationState.RECEIVED)
    left = counted.update(
        state=state,
        state_reason=reason,
        state_at=timezone.now(),
        state_by=by,
        duplicate_of=duplicate_of,
    )
    observation.refresh_from_db()
    if left != 1:
        raise StepRefused(_already(observation))


def _already(observation: Observation) -> str:
    if observation.state == ObservationState.RECEIVED and observation.case:
        attached = _("%(reference)s est déjà rattachée au cas %(case)s.") % {
            "reference": observation.reference,
            "case": observation.case.reference,
        }
        return with_last_act(attached, observation.case)
    left = _("%(reference)s est « %(state)s ».") % {
        "reference": observation.reference,
        "state": observation.get_state_display(),
    }
    return with_last_act(left, observation)
