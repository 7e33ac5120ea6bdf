"""The first page of the desk: what waits for this person, and where to go for it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.evidence.remembered import until_next_entry
from cases.models import Ballot, Case, Observation, Question, Relay
from cases.states import BallotState, CaseState, ObservationState, RelayState
from members.invitations import InvitationState, of_state
from members.models import Invitation, User
from reports.models import Dossier
from reports.states import UNDER_WAY, DossierState


@dataclass(frozen=True)
class Waiting:
    """`act` is the words of the link; `count` is 0 when the line only says that all is done."""

    count: int
    what: str
    act: str
    link: str


def waiting_for(user: User) -> list[Waiting]:
    lines: list[Waiting] = []
    if user.sits_on_committee:
        lines += until_next_entry(
            f"desk-waiting:{user.own_key}", lambda: [*_queue(), *_steps(user)]
        )
        # A worker moves a dossier on without an entry.
        lines += _dossiers()
    if user.manages_members:
        lines += _people()
    return lines


def _queue() -> Iterator[Waiting]:
    count = Observation.objects.filter(case=None, state=ObservationState.RECEIVED).count()
    yield Waiting(
        count,
        ngettext(
            "%(count)s observation attend d’être rattachée à un cas",
            "%(count)s observations attendent d’être rattachées à un cas",
            count,
        )
        % {"count": count},
        _("Trier la file"),
        reverse("admin:cases_observation_changelist") + "?file=attente",
    )
    count = Question.objects.filter(answered_at=None).count()
    yield Waiting(
        count,
        ngettext(
            "%(count)s question attend la réponse d’un observateur",
            "%(count)s questions attendent la réponse d’un observateur",
            count,
        )
        % {"count": count},
        _("Voir les observations"),
        reverse("admin:cases_observation_changelist") + "?questions=ouvertes",
    )


def _steps(user: User) -> Iterator[Waiting]:
    count = Case.objects.filter(state=CaseState.REPORTED).count()
    yield Waiting(
        count,
        ngettext(
            "%(count)s cas attend d’être vérifié", "%(count)s cas attendent d’être vérifiés", count
        )
        % {"count": count},
        _("Voir ces cas"),
        reverse("admin:cases_case_changelist") + f"?state__exact={CaseState.REPORTED}",
    )
    for ballot in Ballot.objects.filter(state=BallotState.OPEN).exclude(votes__voter=user):
        yield Waiting(
            1,
            _("Un vote est ouvert sur %(case)s, et vous n’avez pas voté") % {"case": ballot.case},
            _("Voter"),
            reverse("admin:cases_case_step", args=[ballot.case_id, "voter"]),
        )
    for relay in Relay.objects.filter(state=RelayState.DRAFTED).exclude(drafted_by=user):
        yield Waiting(
            1,
            _("Un texte attend votre approbation sur %(case)s") % {"case": relay.case},
            _("Lire et approuver"),
            reverse("admin:cases_case_step", args=[relay.case_id, "approuver-le-relais"]),
        )


def _dossiers() -> Iterator[Waiting]:
    listed = reverse("admin:reports_dossier_changelist")
    failed, under_way = Dossier.objects.aggregate(
        failed=Count("pk", filter=Q(state=DossierState.FAILED)),
        under_way=Count("pk", filter=Q(state__in=UNDER_WAY)),
    ).values()
    yield Waiting(
        failed,
        ngettext("%(count)s dossier est en échec", "%(count)s dossiers sont en échec", failed)
        % {"count": failed},
        _("Voir pourquoi"),
        f"{listed}?state__exact={DossierState.FAILED}",
    )
    yield Waiting(
        under_way,
        ngettext(
            "%(count)s dossier est en préparation",
            "%(count)s dossiers sont en préparation",
            under_way,
        )
        % {"count": under_way},
        _("Suivre"),
        listed,
    )


def _people() -> Iterator[Waiting]:
    count = Invitation.objects.filter(of_state(InvitationState.PENDING)).count()
    yield Waiting(
        count,
        ngettext(
            "%(count)s invitation n’a pas encore servi",
            "%(count)s invitations n’ont pas encore servi",
            count,
        )
        % {"count": count},
        _("Voir les invitations"),
        reverse("admin:members_invitation_changelist") + f"?etat={InvitationState.PENDING}",
    )
