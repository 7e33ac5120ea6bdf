"""The acts on observations, as data: the desk and the board each ask for them in its own form."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cases import actions
from cases.models import Case, Observation
from cases.states import CaseState, ObservationState
from members.models import User

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

type Selection = Sequence[Observation]
type Said = Mapping[str, Any]
type Words = StrOrPromise


@dataclass(frozen=True)
class Act:
    """`act` takes what its form cleaned, and returns the case to go on to, if there is one."""

    slug: str
    label: Words
    act: Callable[[Selection, User, Said], Case | None]
    done: Words
    suits: Callable[[Observation], bool]
    done_to_one: Words = ""


def waits(observation: Observation) -> bool:
    return observation.case_id is None and _counts(observation)


def _counts(observation: Observation) -> bool:
    return observation.state == ObservationState.RECEIVED


def _may_come_back(observation: Observation) -> bool:
    return observation.state in (ObservationState.SET_ASIDE, ObservationState.DUPLICATE)


def _may_be_asked(observation: Observation) -> bool:
    return observation.reported_by_id is not None


def _may_leave(observation: Observation) -> bool:
    return observation.case is not None and observation.case.state == CaseState.REPORTED


def _is_held(observation: Observation) -> bool:
    return observation.assigned_to_id is not None


def cases_offered(observations: Selection) -> QuerySet[Case]:
    """Of the same publisher, and not dismissed."""
    publishers = {item.product.publisher_id for item in observations}
    return Case.objects.exclude(state=CaseState.DISMISSED).filter(publisher__in=publishers)


def duplicates_offered(observations: Selection) -> QuerySet[Observation]:
    """Those of the same organisation that are still counted: one of them stays."""
    organisations = {item.organisation_id for item in observations}
    counted = Observation.objects.counted().filter(organisation__in=organisations)
    return counted.exclude(pk__in=[item.pk for item in observations])


def _open_case(observations: Selection, by: User, said: Said) -> Case:
    return actions.open_case(
        observations, by=by, title=said["title"], occurred_on=said["occurred_on"]
    )


def _attach(observations: Selection, by: User, said: Said) -> Case:
    case: Case = said["case"]
    actions.attach_observations(observations, case, by=by)
    return case


def _found(observations: Selection, by: User, said: Said) -> Case:
    return (_attach if said["case"] else _open_case)(observations, by, said)


@transaction.atomic
def _mark_duplicates(observations: Selection, by: User, said: Said) -> None:
    for observation in observations:
        actions.mark_duplicate(observation, of=said["of"], by=by)


def _ask(observations: Selection, by: User, said: Said) -> None:
    actions.ask_observers(observations, by=by, text=said["text"])


def _set_aside(observations: Selection, by: User, said: Said) -> None:
    actions.set_aside_observations(observations, by=by, reason=said["reason"])


@transaction.atomic
def _restore(observations: Selection, by: User, said: Said) -> None:
    for observation in observations:
        actions.restore_observation(observation, by=by, reason=said["reason"])


@transaction.atomic
def _detach(observations: Selection, by: User, said: Said) -> None:
    for observation in observations:
        actions.detach_observation(observation, by=by, reason=said["reason"])


@transaction.atomic
def _take(observations: Selection, by: User, said: Said) -> None:
    for observation in observations:
        actions.assign_observation(observation, to=by, by=by)


@transaction.atomic
def _release(observations: Selection, by: User, said: Said) -> None:
    for observation in observations:
        actions.release_observation(observation, by=by)


TAKE = Act(
    "prendre",
    _("Prendre en charge"),
    _take,
    _("Vous suivez cette observation."),
    waits,
)
RELEASE = Act(
    "laisser",
    _("Laisser à d’autres"),
    _release,
    _("Plus personne ne suit cette observation."),
    _is_held,
)
FOUND = Act(
    "fonder",
    _("Fonder un cas"),
    _found,
    _("L’observation est rattachée à son cas."),
    waits,
)
OPEN_CASE = Act(
    "ouvrir-un-cas",
    _("Ouvrir un cas"),
    _open_case,
    _("Le cas est ouvert."),
    waits,
)
ATTACH = Act(
    "rattacher",
    _("Rattacher à un cas"),
    _attach,
    _("Les observations sont rattachées."),
    waits,
    _("L’observation est rattachée."),
)
MARK_DUPLICATE = Act(
    "doublon",
    _("Marquer comme doublon"),
    _mark_duplicates,
    _("Le doublon est marqué."),
    _counts,
)
ASK = Act(
    "interroger",
    _("Interroger l’observateur"),
    _ask,
    _("La question est posée."),
    _may_be_asked,
)
SET_ASIDE = Act(
    "ecarter",
    _("Écarter avec un motif"),
    _set_aside,
    _("Les observations sont écartées."),
    _counts,
    _("L’observation est écartée."),
)
RESTORE = Act(
    "reintegrer",
    _("Réintégrer"),
    _restore,
    _("Les observations comptent de nouveau."),
    _may_come_back,
    _("L’observation compte de nouveau."),
)
DETACH = Act(
    "detacher",
    _("Détacher du cas"),
    _detach,
    _("Les observations sont de retour dans la file."),
    _may_leave,
    _("L’observation est de retour dans la file."),
)
