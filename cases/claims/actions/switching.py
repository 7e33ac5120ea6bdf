"""A customer who leaves a product: one file each, on their own request, told to nobody."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.claims.models import SwitchingFile
from cases.errors import GuardRefused, StepRefused
from cases.evidence import journal
from cases.models import Product
from members.models import User


@transaction.atomic
def open_switching_file(
    product: Product, *, by: User, customer: str, requested_on: date, request: str
) -> SwitchingFile:
    """Raises `GuardRefused` where no customer asked for it, or not yet."""
    if not by.may_report or by.organisation is None:
        raise PermissionDenied
    if not customer.strip() or not request.strip():
        raise GuardRefused(_("Un dossier s’ouvre à la demande d’un client : dites laquelle."))
    if requested_on > timezone.localdate():
        raise GuardRefused(_("Cette date est à venir : le client ne l’a pas encore demandé."))
    file = SwitchingFile.objects.create(
        organisation=by.organisation,
        product=product,
        customer=customer.strip(),
        requested_on=requested_on,
        request=request.strip(),
        opened_by=by,
    )
    journal.record("switching.opened", file, by=by)
    return file


@transaction.atomic
def note_reception(file: SwitchingFile, *, by: User, received_on: date) -> None:
    """From that day the delays count. A mistaken date is noted anew."""
    held = _held(file, by)
    if received_on < held.requested_on:
        raise GuardRefused(_("L’éditeur ne l’a pas reçue avant que le client demande."))
    if received_on > timezone.localdate():
        raise GuardRefused(_("Cette date est à venir : notez-la quand l’éditeur l’aura reçue."))
    SwitchingFile.objects.filter(pk=held.pk).update(received_on=received_on)
    file.refresh_from_db()
    journal.record("switching.received", file, by=by)


@transaction.atomic
def close_switching_file(file: SwitchingFile, *, by: User) -> None:
    held = _held(file, by)
    SwitchingFile.objects.filter(pk=held.pk).update(closed_at=timezone.now(), closed_by=by)
    file.refresh_from_db()
    journal.record("switching.closed", file, by=by)


def _held(file: SwitchingFile, by: User) -> SwitchingFile:
    if not SwitchingFile.objects.visible_to(by).filter(pk=file.pk).exists():
        raise PermissionDenied
    held = SwitchingFile.objects.select_for_update(no_key=True).get(pk=file.pk)
    if held.closed_at is not None:
        raise StepRefused(_("Ce dossier est clos : rien n’y change plus."))
    return held
