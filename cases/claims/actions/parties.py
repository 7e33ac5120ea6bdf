"""Whose an act on losses or on a claim is. Each raises `PermissionDenied` for anyone else."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from cases.claims.models import LossSheet
from cases.errors import StepRefused
from cases.models import Mandate
from members.models import User


def refuse_unless_claimant(sheet: LossSheet, by: User) -> None:
    if not sheet.is_of(by):
        raise PermissionDenied


def refuse_unless_counsel(sheet: LossSheet, by: User) -> None:
    """Of a claim that was handed over to them. Their mandate is held meanwhile: revoked, it does
    nothing more. Raises `StepRefused` once the claim is theirs to read no longer."""
    mandates = Mandate.objects.of_counsel(by).filter(case=sheet.case_id)
    if not by.is_lawyer or mandates.select_for_update(no_key=True).first() is None:
        raise PermissionDenied
    if not sheet.is_handed_over:
        raise StepRefused(
            _(
                "Cette demande n’est plus envoyée : elle est reprise, rendue ou retirée. Rien "
                "ne s’y note jusqu’à ce qu’elle soit envoyée de nouveau."
            )
        )


def refuse_unless_theirs(sheet: LossSheet, by: User) -> None:
    """The claimant's people, or counsel for them."""
    if not sheet.is_of(by):
        refuse_unless_counsel(sheet, by)


def refuse_unless_handler(sheet: LossSheet, by: User) -> None:
    """Named by the organisation, and of another one; for who is not of the association, counsel."""
    if sheet.organisation.is_outside:
        refuse_unless_counsel(sheet, by)
    elif not sheet.is_handled_by(by) or by.organisation_id == sheet.organisation_id:
        raise PermissionDenied


def refuse_unless_followed(sheet: LossSheet, by: User) -> None:
    if not sheet.is_followed_by(by):
        raise PermissionDenied
