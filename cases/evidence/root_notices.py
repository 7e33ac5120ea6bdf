"""Each day's root is mailed to the committee: what leaves the server cannot be rewritten there."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cases.evidence.models import DailyRoot, RootNotice
from members import emails
from members.models import Membership, User
from members.roles import Role
from members.typography import day

# On the first day, not a mail for each root of years.
NOT_BEFORE = timedelta(days=7)
# A root is told with its time stamp, unless the authority stays silent for so long.
PATIENCE = timedelta(days=2)


def note_roots() -> None:
    """A row for each root that is ready to be told: it says later that this was done."""
    today = timezone.now().date()
    recent = DailyRoot.objects.filter(day__gte=today - NOT_BEFORE, notice=None)
    ready = Q(stamp__isnull=False) | Q(day__lte=today - PATIENCE)
    if settings.TSA_URL:
        recent = recent.filter(ready)
    notices = [RootNotice(root=root) for root in recent]
    RootNotice.objects.bulk_create(notices, ignore_conflicts=True)


def untold() -> QuerySet[RootNotice]:
    return RootNotice.objects.filter(emails.unclaimed("claimed_at"), notified_at=None)


def send_root(pk: UUID | str) -> bool:
    """False if it was sent, or claimed by another worker."""
    return emails.send_once(untold(), pk, claim="claimed_at", tell=_tell)


def _tell(pk: UUID | str) -> None:
    root = DailyRoot.objects.select_related("stamp").get(pk=str(pk))

    def tell(reader: User) -> None:
        emails.send(
            "root",
            reader.email,
            subject=format_lazy(_("racine du journal du {day}"), day=day(root.day)),
            context={
                "reader": reader,
                "root": root,
                "day": day(root.day),
                "link": settings.SITE_URL + reverse("transparency"),
            },
            language=emails.language_of(reader),
        )

    emails.send_to_each(committee(), tell)


def committee() -> QuerySet[User]:
    sitting = Membership.objects.in_force().filter(role=Role.COMMITTEE)
    return User.objects.filter(is_active=True, memberships__in=sitting).distinct().order_by("pk")
