"""What every act of the committee checks or takes first."""

from django.core.exceptions import PermissionDenied

from cases.errors import GuardRefused
from cases.models import Case
from members.models import User


def refuse_outsiders(by: User) -> None:
    if not by.sits_on_committee:
        raise PermissionDenied


def require(text: str, message: str) -> None:
    if not text.strip():
        raise GuardRefused(message)


def hold(case: Case) -> Case:
    """Lock the case's row until the transaction ends, and read it again."""
    Case.objects.select_for_update().get(pk=case.pk)
    case.refresh_from_db()
    return case
