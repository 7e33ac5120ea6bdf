"""What names a person is kept for a procedure, with a reason and a date; or no longer."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions.guards import require, with_last_act
from cases.errors import GuardRefused, StepRefused
from cases.evidence import journal
from cases.models import LegalHold
from members.models import User


@transaction.atomic
def hold_person(person: User, *, reason: str, until: date, by: User) -> LegalHold:
    """The board decides: whoever erases does not. Two reasons are two holds."""
    refuse_who_decides_no_hold(by)
    require(reason, _("Dites en une phrase pourquoi ce qui nomme cette personne est à garder."))
    if until < timezone.localdate():
        raise GuardRefused(_("Cette date est passée : choisissez le dernier jour à garder."))
    # Whoever erases them at this moment does so before, or finds this hold.
    if User.objects.select_for_update(no_key=True).get(pk=person.pk).erased_at:
        raise StepRefused(_("Cette personne est déjà effacée : il n’y a plus rien à garder."))
    held = LegalHold.objects.create(person=person, reason=reason.strip(), until=until, set_by=by)
    told = {"until": str(until), "reason": held.reason}
    journal.record("person.held", held, by=by, details=told)
    return held


@transaction.atomic
def lift_hold(hold: LegalHold, *, by: User) -> None:
    refuse_who_decides_no_hold(by)
    held = LegalHold.objects.filter(pk=hold.pk, lifted_at=None)
    if held.update(lifted_at=timezone.now(), lifted_by=by) != 1:
        raise StepRefused(with_last_act(_("Cette conservation est déjà levée."), hold))
    hold.refresh_from_db()
    journal.record("person.hold_lifted", hold, by=by, details={"until": str(hold.until)})


def refuse_who_decides_no_hold(by: User) -> None:
    if not by.sits_on_board:
        raise PermissionDenied
