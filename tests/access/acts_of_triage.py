"""Each act of the triage board where it is possible: its address, and what its form would send."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from cases import actions
from cases.evidence.models import Entry
from cases.models import Observation
from cases.views.triage_differences import Seen
from tests import factories
from tests.access.world import World

type Sent = dict[str, Any]
type ActScene = tuple[str, Callable[[], Sent]]


def _act(chosen: Observation, slug: str, **said: object) -> ActScene:
    seen = str(Seen.of(Observation.objects.get(pk=chosen.pk)))
    return reverse("triage-act", args=[chosen.pk, slug]), lambda: {"seen": seen, **said}


def _panel(world: World) -> ActScene:
    return f"{reverse('triage')}?open={world.unattached.pk}", dict


def _form(world: World) -> ActScene:
    return f"{reverse('triage')}?open={world.unattached.pk}&acte=fonder", dict


def _take(world: World) -> ActScene:
    return _act(world.unattached, "prendre")


def _release(world: World) -> ActScene:
    chosen = Observation.objects.get(pk=world.unattached.pk)
    committee = world.people["committee"]
    if chosen.assigned_to is None:
        actions.assign_observation(chosen, to=committee, by=committee)
    return _act(chosen, "laisser")


def _found(world: World) -> ActScene:
    said = {"case": "nouveau", "title": "Lenteurs", "occurred_on": "2026-11-23"}
    return _act(world.unattached, "fonder", **said)


def _attach(world: World) -> ActScene:
    return _act(world.unattached, "rattacher", case=world.case.pk)


def _duplicate(world: World) -> ActScene:
    return _act(world.unattached, "doublon", of=world.observation.pk)


def _ask(world: World) -> ActScene:
    return _act(world.observation, "interroger", text="Depuis quand ?")


def _set_aside(world: World) -> ActScene:
    return _act(world.unattached, "ecarter", reason="Essai.")


def _restore(world: World) -> ActScene:
    return _act(world.set_aside, "reintegrer", reason="Elle compte.")


def _detach(world: World) -> ActScene:
    return _act(world.observation, "detacher", reason="Un autre incident.")


def _no_such_act(world: World) -> ActScene:
    return _act(world.observation, "effacer")


def _undo(world: World) -> ActScene:
    chosen, committee = factories.observation(world.cast.adherent), world.people["committee"]
    actions.set_aside_observations([chosen], by=committee, reason="Essai.")
    entry = Entry.objects.latest("sequence")
    return reverse("triage-undo", args=[entry.pk]), dict


SCENES: dict[str, Callable[[World], ActScene]] = {
    "tri:panneau": _panel,
    "tri:formulaire": _form,
    "tri:prendre": _take,
    "tri:laisser": _release,
    "tri:fonder": _found,
    "tri:rattacher": _attach,
    "tri:doublon": _duplicate,
    "tri:interroger": _ask,
    "tri:ecarter": _set_aside,
    "tri:reintegrer": _restore,
    "tri:detacher": _detach,
    "tri:effacer": _no_such_act,
    "tri:annuler": _undo,
}
