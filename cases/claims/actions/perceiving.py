"""What customers answered to the survey, typed in from paper: the journal tells who, no mark."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions.guards import refuse_future
from cases.claims.actions.holding import hold_open
from cases.claims.actions.parties import refuse_unless_followed
from cases.claims.models import Claim, Perception
from cases.claims.perception import MARKS
from cases.errors import GuardRefused, StepRefused
from cases.evidence import journal
from members.models import User

# An address, or a number by which somebody is called.
NAMES_SOMEBODY = re.compile(r"@|\d(?:[\s.-]?\d){7}")


@dataclass(frozen=True)
class Heard:
    """As one customer filled the paper in: a line left blank has no mark."""

    customer: str
    answered_on: date
    marks: Mapping[str, int | None]
    remark: str = ""


@transaction.atomic
def record_perception(claim: Claim, heard: Heard, *, by: User) -> Perception:
    refuse_unless_followed(claim.sheet, by)
    recorded = _kept(hold_open(claim), heard, by)
    journal.record("claim.perception_recorded", recorded, by=by)
    return recorded


@transaction.atomic
def correct_perception(perception: Perception, heard: Heard, *, by: User) -> Perception:
    """Another row instead: the first stays to be read."""
    held = _withdrawn(perception, by)
    corrected = _kept(held, heard, by, corrects=perception)
    told = {"corrects": str(perception.pk)}
    journal.record("claim.perception_corrected", corrected, by=by, details=told)
    return corrected


@transaction.atomic
def withdraw_perception(perception: Perception, *, by: User) -> None:
    _withdrawn(perception, by)
    journal.record("claim.perception_withdrawn", perception, by=by)


def _withdrawn(perception: Perception, by: User) -> Claim:
    refuse_unless_followed(perception.claim.sheet, by)
    held = hold_open(perception.claim)
    in_force = Perception.objects.in_force().filter(pk=perception.pk)
    if in_force.update(withdrawn_at=timezone.now(), withdrawn_by=by) != 1:
        raise StepRefused(_("Cette réponse a déjà été corrigée ou retirée : relisez la page."))
    perception.refresh_from_db()
    return held


def _kept(
    claim: Claim, heard: Heard, by: User, *, corrects: Perception | None = None
) -> Perception:
    _refuse(claim, heard)
    return Perception.objects.create(
        claim=claim,
        customer=heard.customer,
        answered_on=heard.answered_on,
        remark=heard.remark,
        recorded_by=by,
        corrects=corrects,
        **{name: heard.marks.get(name) for name in MARKS},
    )


def _refuse(claim: Claim, heard: Heard) -> None:
    if NAMES_SOMEBODY.search(heard.customer):
        raise GuardRefused(
            _("Donnez à ce client un nom à vous, « Client 12 » : ni adresse, ni numéro.")
        )
    if all(heard.marks.get(name) is None for name in MARKS):
        raise GuardRefused(_("Cette réponse n’a aucune note : reportez-en une au moins."))
    refuse_future(heard.answered_on)
    if heard.answered_on < claim.case.occurred_on:
        raise GuardRefused(_("Cette date précède l’incident : le questionnaire vient après lui."))
    if claim.perceptions.in_force().filter(customer__iexact=heard.customer).exists():
        said = _("« %s » a déjà une réponse sur cette demande : corrigez-la.")
        raise GuardRefused(said % heard.customer)
