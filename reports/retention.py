"""Files whose time is over: erased by a rule, unless something still needs them."""

from collections.abc import Iterator
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.claims.models import CohortCase, LossSheet
from cases.claims.states import ENDED
from cases.errors import StepRefused
from cases.evidence.receiving import erase_item, finish_erasures
from cases.models import Attachment, Case, Mandate, Observation
from cases.retention import retention_of_files
from cases.states import CaseState, ObservationState
from cases.words import moment
from members.models import User
from members.typography import day
from reports.claims import retention as of_claims

CLOSED = frozenset({CaseState.RELAYED, CaseState.DISMISSED})
NEEDED = ("item", "case", "observation__case")


def erase_old_files(*, by: User | None = None) -> int:
    """Every file whose time is over; how many. What is held is left, whatever its age."""
    finish_erasures()
    of_cases = sum(_erased(attachment, by) for attachment in due())
    return of_cases + of_claims.erase_old_files(by=by)


def names_due() -> Iterator[tuple[str, str]]:
    """The digest and the name of each that would go."""
    for held in (*due(), *of_claims.due_files()):
        yield held.item.sha256, held.item.name
    for document in of_claims.due_documents():
        yield document.sha256, f"{document.file_stem}.pdf"


def due() -> Iterator[Attachment]:
    for attachment in _kept().iterator(chunk_size=500):
        if why_kept(attachment) is None:
            yield attachment


def _erased(attachment: Attachment, by: User | None) -> bool:
    try:
        erase_old_file(attachment, by=by)
    except StepRefused:
        return False
    return True


@transaction.atomic
def erase_old_file(attachment: Attachment, *, by: User | None) -> None:
    """Raises `StepRefused` with the reason why it stays."""
    if case := _case_of(attachment):
        Case.objects.select_for_update(no_key=True).get(pk=case.pk)
    held = Attachment.objects.select_related(*NEEDED).get(pk=attachment.pk)
    if reason := why_kept(held):
        raise StepRefused(reason)
    erase_item(held, rule=retention_of_files().code, by=by)


def _kept() -> QuerySet[Attachment]:
    sent = Attachment.objects.filter(draft=None, item__erased_at=None)
    return sent.select_related(*NEEDED).order_by("pk")


def why_kept(attachment: Attachment) -> str | None:
    """As a sentence; None once it may go. What is erased already is not erased again."""
    item, case = attachment.item, _case_of(attachment)
    if item.erased_at:
        at = moment(item.erased_at, timezone.get_current_timezone())
        return _("Ce fichier est déjà effacé, depuis le %(at)s.") % {"at": at}
    return (
        _held_by_a_dossier(attachment)
        or (_held_by_a_case(case) if case else None)
        or _held_by_time(_closed_on(attachment))
    )


def _case_of(attachment: Attachment) -> Case | None:
    if attachment.case:
        return attachment.case
    return attachment.observation.case if attachment.observation else None


def _held_by_a_dossier(attachment: Attachment) -> str | None:
    exhibits = attachment.item.exhibits.on_the_schedule()
    exhibit = exhibits.select_related("case").first()
    if exhibit is None:
        return None
    return _("Ce fichier est la pièce n° %(number)s du cas %(case)s : il reste.") % {
        "number": exhibit.number,
        "case": exhibit.case.reference,
    }


def _held_by_a_case(case: Case) -> str | None:
    if Mandate.objects.in_force().filter(case=case).exists():
        held = _("Un avocat est mandaté sur le cas %(case)s : le fichier reste.")
    elif LossSheet.objects.filter(case=case).exclude(claim__state__in=ENDED).exists():
        held = _("Une demande est en cours sur le cas %(case)s : le fichier reste.")
    elif CohortCase.objects.filter(case=case).exists():
        held = _("Le cas %(case)s est dans une action de groupe : le fichier reste.")
    elif case.state not in CLOSED:
        held = _("Le cas %(case)s est encore ouvert : le fichier reste.")
    else:
        return None
    return held % {"case": case.reference}


def _closed_on(attachment: Attachment) -> date | None:
    """The day from which the delay runs."""
    case = _case_of(attachment)
    if case is None:
        return _set_aside_on(attachment.observation)
    at = case.dismissed_at if case.state == CaseState.DISMISSED else case.relayed_at
    return timezone.localdate(at) if at else None


def _set_aside_on(observation: Observation | None) -> date | None:
    if observation is None or observation.state == ObservationState.RECEIVED:
        return None
    return timezone.localdate(observation.state_at) if observation.state_at else None


def _held_by_time(closed_on: date | None) -> str | None:
    if closed_on is None:
        return _("L’observation attend encore la commission : le fichier reste.")
    last_day = retention_of_files().last_day(closed_on)
    if timezone.localdate() <= last_day:
        return _("Ce fichier est à garder jusqu’au %(day)s.") % {"day": day(last_day)}
    return None
