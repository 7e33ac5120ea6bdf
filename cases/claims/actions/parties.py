"""Whose an act on a claim is. Each raises `PermissionDenied` for anyone else."""

from django.core.exceptions import PermissionDenied

from cases.claims.models import Claim
from cases.models import Mandate
from members.models import User


def refuse_unless_claimant(claim: Claim, by: User) -> None:
    if not claim.sheet.is_of(by):
        raise PermissionDenied


def refuse_unless_counsel(claim: Claim, by: User) -> None:
    """Their mandate is held meanwhile."""
    mandates = Mandate.objects.of_counsel(by).filter(case=claim.sheet.case_id)
    if not by.is_lawyer or mandates.select_for_update().first() is None:
        raise PermissionDenied


def refuse_unless_theirs(claim: Claim, by: User) -> None:
    """The claimant's people, or counsel for them."""
    if not claim.sheet.is_of(by):
        refuse_unless_counsel(claim, by)


def refuse_unless_handler(claim: Claim, by: User) -> None:
    """Named by the organisation, and of another one; for who is not of the association, counsel."""
    sheet = claim.sheet
    if sheet.organisation.is_outside:
        refuse_unless_counsel(claim, by)
    elif not sheet.is_handled_by(by) or by.organisation_id == sheet.organisation_id:
        raise PermissionDenied
