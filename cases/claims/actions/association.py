"""What the association is, for the law: each change is a version more."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cases.actions.guards import refuse_future
from cases.claims.models import AssociationProfile
from cases.claims.models.profile import current_profile
from cases.errors import GuardRefused, VersionRefused
from cases.evidence import journal
from members.models import User

ACCREDITATION = (
    "accreditation_number",
    "accreditation_object",
    "accredited_from",
    "accredited_until",
)


@transaction.atomic
def describe_association(told: dict[str, Any], *, by: User, seen: int) -> AssociationProfile:
    """By the board or an administrator. `seen`: the version that they changed, 0 for none.

    Raises `VersionRefused` if someone changed it meanwhile.
    """
    if not by.manages_members:
        raise PermissionDenied
    for begun in filter(None, (told.get("declared_on"), told.get("active_since"))):
        refuse_future(begun)
    _refuse_half_an_accreditation(told)
    held = current_profile()
    if seen != (held.version if held else 0):
        raise _changed_meanwhile()
    try:
        with transaction.atomic():
            profile = AssociationProfile.objects.create(version=seen + 1, written_by=by, **told)
    except IntegrityError as error:
        raise _changed_meanwhile() from error
    changed = sorted(name for name, value in told.items() if _was(held, name) != value)
    journal.record("association.described", profile, by=by, details={"changed": changed})
    return profile


def _was(held: AssociationProfile | None, name: str) -> object:
    return getattr(held, name) if held else None


def _refuse_half_an_accreditation(told: dict[str, Any]) -> None:
    filled = [bool(told.get(name)) for name in ACCREDITATION]
    if any(filled) and not all(filled):
        raise GuardRefused(_("Un agrément a un numéro, un objet et deux dates : complétez-les."))
    begins, ends = told.get("accredited_from"), told.get("accredited_until")
    if begins and ends and ends <= begins:
        raise GuardRefused(_("La fin de l’agrément précède son début."))


def _changed_meanwhile() -> VersionRefused:
    return VersionRefused(
        _("Ces renseignements ont changé depuis que vous les avez ouverts : relisez-les.")
    )
