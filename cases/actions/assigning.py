"""Who looks into an observation, so that two people do not read the same one in turn."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions.guards import refuse_outsiders, with_last_act
from cases.errors import GuardRefused, StepRefused
from cases.evidence import journal
from cases.models import Observation
from members.models import User


@transaction.atomic
def assign_observation(observation: Observation, *, to: User, by: User) -> None:
    """Take it, or take it over from whoever the page named. Raises `StepRefused` if someone else
    took it since the row was read."""
    refuse_outsiders(by)
    if not to.sits_on_committee:
        raise GuardRefused(_("%(who)s ne siège pas à la commission.") % {"who": to})
    if observation.assigned_to_id == to.pk:
        raise StepRefused(_already_handed(observation))
    former = observation.assigned_to_id
    _hand(observation, to)
    journal.record(
        "observation.assigned", observation, by=by, details={"to": to.pk, "from": former}
    )


@transaction.atomic
def release_observation(observation: Observation, *, by: User) -> None:
    """Nobody's again: it waits for a first look, and its clock runs as before."""
    refuse_outsiders(by)
    former = observation.assigned_to_id
    if former is None:
        raise StepRefused(_already_handed(observation))
    _hand(observation, None)
    journal.record("observation.released", observation, by=by, details={"from": former})


def _hand(observation: Observation, to: User | None) -> None:
    """One conditional UPDATE on the name that was read: of two who take at once, one wins."""
    seen = Observation.objects.filter(pk=observation.pk, assigned_to=observation.assigned_to_id)
    handed = seen.update(assigned_to=to, assigned_at=timezone.now() if to else None)
    observation.refresh_from_db()
    if handed != 1:
        raise StepRefused(_already_handed(observation))


def _already_handed(observation: Observation) -> str:
    if observation.assigned_to is None:
        nobody = _("%(reference)s n’est suivie par personne : relisez-la.")
        return with_last_act(nobody % {"reference": observation.reference}, observation)
    taken = _("%(reference)s est déjà suivie par %(who)s.") % {
        "reference": observation.reference,
        "who": observation.assigned_to,
    }
    return with_last_act(taken, observation)
