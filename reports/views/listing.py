from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.views.decorators.http import require_GET

from cases.evidence.kept_page import kept_page
from cases.models import Case, Mandate
from members.http import MemberRequest
from members.models import User
from reports.claims.models import ClaimDocument
from reports.groups.models import GroupOrder
from reports.models import Dossier
from reports.versions import Version, versions_of


@dataclass
class Group:
    """What one case has to take away, and the mandate that opens it."""

    case: Case
    mandate: Mandate | None = None
    dossiers: list[Dossier] = field(default_factory=list)

    @property
    def versions(self) -> list[Version]:
        return versions_of(self.dossiers)


@require_GET
def dossier_list(request: MemberRequest) -> HttpResponse:
    """« Mes dossiers »: of a lawyer, what their mandates open; the committee sees all."""
    if not request.user.follows_cases:
        raise PermissionDenied
    user = request.user
    return kept_page(
        request,
        "reports/dossier_list.html",
        lambda: {"groups": _groups(user)},
        also=unseen_by(user),
    )


def unseen_by(user: User) -> str:
    """What they asked for and have not looked at: a look leaves no entry."""
    asked_for = (
        Dossier.objects.filter(requested_by=user, seen_at=None),
        ClaimDocument.objects.filter(requested_by=user, seen_at=None),
        GroupOrder.objects.filter(ordered_by=user, seen_at=None),
    )
    first, *rest = (each.order_by().values_list("pk") for each in asked_for)
    return str(sorted(first.union(*rest, all=True).order_by()))


def _groups(user: User) -> list[Group]:
    by_case: dict[int, Group] = {}
    for mandate in _mandates(user):
        by_case[mandate.case_id] = Group(mandate.case, mandate)
    dossiers = Dossier.objects.listed_to(user).select_related("case__publisher")
    for dossier in dossiers:
        by_case.setdefault(dossier.case_id, Group(dossier.case)).dossiers.append(dossier)
    return sorted(by_case.values(), key=lambda group: group.case.reference)


def _mandates(user: User) -> list[Mandate]:
    if not user.is_lawyer:
        return []
    held = Mandate.objects.in_force().filter(lawyer=user)
    return list(held.select_related("case__publisher"))
