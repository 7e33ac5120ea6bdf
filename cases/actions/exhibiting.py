"""The schedule of a case's exhibits: put on it, put in order, withdrawn from it."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions.guards import hold, refuse_outsiders, require, with_last_act
from cases.errors import GuardRefused, StepRefused
from cases.evidence import journal
from cases.evidence.models import Item
from cases.models import Attachment, Case, Exhibit
from cases.states import ExhibitState
from cases.vocabulary import Nature
from members.models import User

# Past every number that a case gets, so that two exhibits never have one while they change places.
ASIDE = 20_000


@transaction.atomic
def exhibit_item(
    case: Case,
    item: Item,
    *,
    by: User,
    title: str,
    nature: Nature,
    dated_on: date | None = None,
    origin: str = "",
) -> Exhibit:
    """Give a file of the case the next number."""
    refuse_outsiders(by)
    require(title, _("Donnez à cette pièce un intitulé neutre."))
    hold(case)
    communicable = Attachment.objects.communicable(case)
    _refuse_business_secret(case, item, communicable)
    if not communicable.filter(item=item).exists():
        raise GuardRefused(
            _("Ce fichier n’est pas de ce cas, ou ne peut pas en sortir : choisissez-en un autre.")
        )
    _refuse_second_number(case, item)
    exhibit = Exhibit.objects.create(
        case=case,
        item=item,
        number=case.exhibits.next_number(),
        title=title.strip(),
        nature=nature,
        dated_on=dated_on,
        origin=origin.strip(),
        exhibited_by=by,
    )
    told = {"number": exhibit.number, "sha256": item.sha256, "text": exhibit.title}
    journal.record("exhibit.added", exhibit, by=by, details=told)
    return exhibit


def _refuse_business_secret(case: Case, item: Item, communicable: QuerySet[Attachment]) -> None:
    """C. com. L151-1, L153-1: its redacted version is communicated in its place."""
    covered = Q(item=item, item__business_secret=True, item__privileged=False)
    if not Attachment.objects.of_case(case).filter(covered).exists():
        return
    redacted = communicable.filter(item__redacts=item).select_related("item").first()
    if redacted is None:
        raise GuardRefused(
            _(
                "Ce fichier porte un secret des affaires : joignez à côté de lui une version "
                "caviardée, puis versez-la à sa place. Si l’avocat décide de communiquer "
                "l’original, retirez d’abord cette mention de sa description."
            )
        )
    raise GuardRefused(
        _(
            "Ce fichier porte un secret des affaires : versez à sa place sa version caviardée, "
            "« %(title)s »."
        )
        % {"title": redacted.item.label}
    )


def _refuse_second_number(case: Case, item: Item) -> None:
    there = case.exhibits.exhibited().filter(item=item).first()
    if there:
        already = _("Ce fichier est déjà la pièce n° %(number)s.") % {"number": there.number}
        raise StepRefused(with_last_act(already, there))


@transaction.atomic
def move_exhibit(exhibit: Exhibit, *, to: int, by: User, seen: Sequence[int]) -> None:
    """Give it another number among those that no dossier lists yet; the others make room.

    `seen` is the order, by key, that the page showed of them.
    """
    refuse_outsiders(by)
    case = hold(exhibit.case)
    order = list(case.exhibits.movable().values_list("pk", flat=True))
    if order != list(seen):
        raise StepRefused(_changed(case))
    if exhibit.pk not in order:
        raise GuardRefused(_("Cette pièce figure dans un dossier : son numéro ne change plus."))
    first = case.exhibits.next_number() - len(order)
    last = first + len(order) - 1
    if not first <= to <= last:
        raise GuardRefused(
            _("Choisissez un numéro de %(first)s à %(last)s : les autres sont pris par un dossier.")
            % {"first": first, "last": last}
        )
    order.remove(exhibit.pk)
    order.insert(to - first, exhibit.pk)
    _number(case, order, first)
    exhibit.refresh_from_db()
    journal.record("exhibit.moved", exhibit, by=by, details={"number": to})


def _changed(case: Case) -> str:
    changed = _("L’ordre des pièces a changé depuis que vous l’avez lu : relisez-le ci-dessous.")
    last = case.exhibits.order_by("pk").last()
    return with_last_act(changed, last) if last else changed


def _number(case: Case, order: Sequence[int], first: int) -> None:
    case.exhibits.filter(pk__in=order).update(number=F("number") + ASIDE)
    for number, pk in enumerate(order, first):
        case.exhibits.filter(pk=pk).update(number=number)


@transaction.atomic
def withdraw_exhibit(exhibit: Exhibit, *, by: User, reason: str) -> None:
    """Once a dossier lists it, it keeps its number; before, the ones after it close the ranks."""
    refuse_outsiders(by)
    require(reason, _("Donnez le motif du retrait."))
    case = hold(exhibit.case)
    there = case.exhibits.exhibited().filter(pk=exhibit.pk)
    withdrawn = there.update(
        state=ExhibitState.WITHDRAWN,
        withdrawn_at=timezone.now(),
        withdrawn_by=by,
        withdrawn_reason=reason.strip(),
    )
    exhibit.refresh_from_db()
    if not withdrawn:
        raise StepRefused(with_last_act(_("Cette pièce est déjà retirée."), exhibit))
    told = {"number": exhibit.number, "reason": reason.strip()}
    journal.record("exhibit.withdrawn", exhibit, by=by, details=told)
    if exhibit.settled_at is None:
        _close_ranks(case, exhibit)


def _close_ranks(case: Case, left: Exhibit) -> None:
    freed = left.number or 0
    case.exhibits.filter(pk=left.pk).update(number=None)
    after = case.exhibits.movable().filter(number__gt=freed)
    _number(case, list(after.values_list("pk", flat=True)), freed)
    left.refresh_from_db()
