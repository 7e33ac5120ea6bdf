from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cases.models import Case, Mandate
from members.http import MemberRequest
from members.models import User
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
    return render(request, "reports/dossier_list.html", {"groups": _groups(request.user)})


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
