"""What is done with losses. Amounts are in the rows alone: the journal tells who did what."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions.guards import refuse_out_of_course
from cases.claims.actions.parties import refuse_unless_claimant, refuse_unless_counsel
from cases.claims.errors import LossRefused
from cases.claims.models import Claim, LossDocument, LossHead, LossLine, LossSheet, WorkedPeriod
from cases.claims.periods import Period
from cases.claims.reckoning import Answers, amount_for
from cases.claims.rules import rules_in_force
from cases.claims.states import (
    COUNTED,
    DOCUMENT,
    PROVE,
    STILL_WRITTEN,
    UNDER_DISCUSSION,
    VERIFY,
    WITHDRAW,
)
from cases.claims.vocabulary import Bucket, Category
from cases.errors import GuardRefused, StepRefused, VersionRefused
from cases.evidence import journal
from cases.evidence.receiving import Received, keep_received
from cases.models import Case
from members.models import Organisation, User


@transaction.atomic
def open_sheet(case: Case, *, by: User) -> LossSheet:
    """One a case and organisation: a second tap finds the first one's."""
    if not by.may_report or by.organisation is None:
        raise PermissionDenied
    own = Organisation.objects.select_for_update(no_key=True).get(pk=by.organisation.pk)
    if held := LossSheet.objects.filter(case=case, organisation=own).first():
        return held
    sheet = LossSheet.objects.create(case=case, organisation=own, opened_by=by)
    journal.record("losses.sheet_opened", sheet, by=by)
    return sheet


@dataclass(frozen=True)
class Frame:
    """What is the same for all lines of a sheet."""

    recovers_vat: bool
    cap: Decimal | None
    notice_received_on: date | None
    counted_until: date | None
    handler: User | None


@transaction.atomic
def describe_sheet(sheet: LossSheet, frame: Frame, *, by: User, seen: int) -> None:
    """Raises `VersionRefused` if a colleague changed it meanwhile."""
    refuse_unless_claimant(sheet, by)
    _hold_to_describe(sheet, frame)
    _refuse_frame(sheet, frame)
    as_read = LossSheet.objects.filter(pk=sheet.pk, version=seen)
    if as_read.update(**vars(frame), version=seen + 1) != 1:
        sheet.refresh_from_db()
        raise VersionRefused(
            _("Ce cadre a changé depuis que vous l’avez ouvert : relisez-le avant de recommencer.")
        )
    sheet.refresh_from_db()
    handler = frame.handler.pk if frame.handler else None
    journal.record("losses.sheet_described", sheet, by=by, details={"handler": handler})


def _hold_to_describe(sheet: LossSheet, frame: Frame) -> None:
    """As for a loss; but the days of interest are known once the formal notice has left, and who
    follows the claim vouches for nothing any more."""
    sent = _sent_claim(sheet)
    if sent is None:
        return
    held = LossSheet.objects.get(pk=sheet.pk)
    is_as_signed = (held.recovers_vat, held.cap) == (frame.recovers_vat, frame.cap)
    if sent.state not in UNDER_DISCUSSION or not is_as_signed:
        said = _(
            "La demande %(claim)s est « %(state)s » : ce qui a été signé ne change plus. Avant la "
            "mise en demeure, reprenez-la ou demandez qu’elle vous soit rendue ; après, seuls "
            "changent les jours des intérêts et qui la suit."
        )
        raise GuardRefused(said % _named(sent))


def _refuse_frame(sheet: LossSheet, frame: Frame) -> None:
    has_lines = sheet.lines.counted().exists()
    if frame.recovers_vat != sheet.recovers_vat and has_lines:
        raise GuardRefused(
            _("Des pertes sont déjà calculées avec l’autre régime de TVA : retirez-les d’abord.")
        )
    if frame.counted_until and not frame.notice_received_on:
        raise GuardRefused(_("Dites d’abord quand l’éditeur a reçu la mise en demeure."))
    received, until = frame.notice_received_on, frame.counted_until
    if received:
        refuse_out_of_course(sheet.case, received)
    if received and until and until <= received:
        raise GuardRefused(_("Les intérêts courent du lendemain de la mise en demeure."))
    if until:
        rules_in_force(recovers_vat=frame.recovers_vat)
    handler = frame.handler
    if handler and not handler.sits_on_committee:
        raise GuardRefused(_("Choisissez quelqu’un de la commission."))
    if handler and handler.organisation_id == sheet.organisation_id:
        raise GuardRefused(_("Choisissez quelqu’un d’une autre organisation que la vôtre."))


@transaction.atomic
def declare_loss(
    sheet: LossSheet,
    head: LossHead,
    *,
    by: User,
    category: Category,
    what: str,
    answers: Answers,
    periods: tuple[Period, ...] = (),
) -> LossLine:
    """Raises `LossRefused` for what would be counted twice, or cannot be worked out."""
    refuse_unless_claimant(sheet, by)
    # All that the organisation counts is looked at: its row is held until this line is there.
    _hold_for_writing(sheet)
    return written(
        sheet, head, by=by, category=category, what=what, answers=answers, periods=periods
    )


def written(
    sheet: LossSheet,
    head: LossHead,
    *,
    by: User,
    category: Category,
    what: str,
    answers: Answers,
    periods: tuple[Period, ...] = (),
) -> LossLine:
    """Call with the organisation's row held."""
    _refuse_rival(sheet, head)
    _refuse_hours_counted_twice(sheet, periods)
    sheet.refresh_from_db()
    rules = rules_in_force(recovers_vat=sheet.recovers_vat)
    line = LossLine.objects.create(
        sheet=sheet,
        head=head,
        category=category,
        what=what,
        answers={name: str(value) for name, value in answers.items() if value is not None},
        amount=amount_for(head, answers, periods, rules),
        declared_by=by,
    )
    WorkedPeriod.objects.bulk_create(_as_rows(line, periods))
    journal.record("losses.declared", line, by=by)
    return line


def _hold_for_writing(sheet: LossSheet) -> None:
    """What was signed and sent stays as it is (guard G14)."""
    sent = _sent_claim(sheet)
    if sent:
        said = _(
            "La demande %(claim)s est « %(state)s » : ses pertes ne changent plus. "
            "Reprenez-la d’abord, ou demandez qu’elle vous soit rendue."
        )
        raise GuardRefused(said % _named(sent))


def _sent_claim(sheet: LossSheet) -> Claim | None:
    """The row is held that sending holds too: it was sent before, or will be after."""
    Organisation.objects.select_for_update(no_key=True).get(pk=sheet.organisation_id)
    return Claim.objects.filter(sheet=sheet).exclude(state__in=STILL_WRITTEN).first()


def _named(claim: Claim) -> dict[str, str]:
    return {"claim": claim.reference, "state": str(claim.get_state_display())}


def _as_rows(line: LossLine, periods: tuple[Period, ...]) -> list[WorkedPeriod]:
    return [
        WorkedPeriod(
            line=line,
            organisation_id=line.sheet.organisation_id,
            person=period.person,
            person_key=period.person_key,
            begins_at=period.begins_at,
            ends_at=period.ends_at,
        )
        for period in periods
    ]


def _refuse_rival(sheet: LossSheet, head: LossHead) -> None:
    if not head.instead_of:
        return
    rival = sheet.lines.counted().filter(head__code=head.instead_of).first()
    if rival:
        said = _("La fiche compte déjà « %(rival)s », qui répare la même perte : retirez l’une.")
        raise LossRefused(said % {"rival": rival.head})


def _refuse_hours_counted_twice(sheet: LossSheet, periods: tuple[Period, ...]) -> None:
    """In any sheet of the organisation: an hour lost to two outages was lost once."""
    counted = WorkedPeriod.objects.filter(
        organisation=sheet.organisation_id, line__state__in=COUNTED
    )
    for period in periods:
        same = Q(person_key=period.person_key)
        overlaps = same & Q(begins_at__lt=period.ends_at, ends_at__gt=period.begins_at)
        held = counted.filter(overlaps).select_related("line__head", "line__sheet__case").first()
        if held:
            said = _("%(who)s est déjà compté à ce moment dans « %(line)s », sur %(case)s.")
            told = {"who": period.person, "line": held.line, "case": held.line.sheet.case.reference}
            raise LossRefused(said % told)


@transaction.atomic
def document_loss(line: LossLine, received: Received, *, by: User) -> LossDocument:
    """The first file makes the line a documented one. Sent again, it is the same document."""
    refuse_unless_claimant(line.sheet, by)
    return documented(line, received, by=by)


def documented(line: LossLine, received: Received, *, by: User) -> LossDocument:
    """Call in a transaction."""
    held = LossLine.objects.select_for_update(no_key=True).get(pk=line.pk)
    if same := held.documents.filter(item__sha256=received.sha256).first():
        return same
    if held.state not in COUNTED:
        raise StepRefused(_("Cette perte est retirée de la fiche : déclarez-la de nouveau."))
    document = LossDocument.objects.create(line=held, item=keep_received(received, by=by))
    if held.state in DOCUMENT.sources:
        line.take(DOCUMENT, documented_at=timezone.now(), documented_by=by)
    told = {"sha256": document.item.sha256}
    journal.record("losses.document_attached", line, by=by, details=told)
    return document


@transaction.atomic
def verify_loss(line: LossLine, *, by: User) -> None:
    """By the handler whom the organisation named."""
    if not line.sheet.is_handled_by(by):
        raise PermissionDenied
    _refuse_without_proof(line)
    line.take(VERIFY, verified_at=timezone.now(), verified_by=by)
    journal.record("losses.verified", line, by=by)


@transaction.atomic
def prove_loss(line: LossLine, *, by: User) -> None:
    """By counsel, whose mandate is held meanwhile."""
    refuse_unless_counsel(line.sheet, by)
    _refuse_without_proof(line)
    line.take(PROVE, proved_at=timezone.now(), proved_by=by)
    journal.record("losses.proved", line, by=by)


def _refuse_without_proof(line: LossLine) -> None:
    if line.head.bucket == Bucket.COURT:
        raise GuardRefused(_("Cette perte est laissée à l’appréciation du tribunal."))
    if not line.documents.exists():
        raise GuardRefused(_("Aucun justificatif n’est joint à cette perte : il en faut un."))


@transaction.atomic
def withdraw_loss(line: LossLine, *, by: User) -> None:
    """It stays to be read, and its hours may be counted elsewhere."""
    refuse_unless_claimant(line.sheet, by)
    _hold_for_writing(line.sheet)
    taken_off(line, by=by)


def taken_off(line: LossLine, *, by: User) -> None:
    """Call as `written`."""
    line.take(WITHDRAW, withdrawn_at=timezone.now(), withdrawn_by=by)
    journal.record("losses.withdrawn", line, by=by)


@transaction.atomic
def correct_loss(
    line: LossLine,
    *,
    by: User,
    category: Category,
    what: str,
    answers: Answers,
    periods: tuple[Period, ...] = (),
) -> LossLine:
    """Another line instead: the first stays to be read, and its documents prove the second."""
    refuse_unless_claimant(line.sheet, by)
    _hold_for_writing(line.sheet)
    return rewritten(line, by=by, category=category, what=what, answers=answers, periods=periods)


def rewritten(
    line: LossLine,
    *,
    by: User,
    category: Category,
    what: str,
    answers: Answers,
    periods: tuple[Period, ...] = (),
) -> LossLine:
    """Call as `written`."""
    taken_off(line, by=by)
    head = LossHead.objects.newest().get(code=line.head.code)
    corrected = written(
        line.sheet, head, by=by, category=category, what=what, answers=answers, periods=periods
    )
    LossLine.objects.filter(pk=corrected.pk).update(corrects=line)
    if line.documents.update(line=corrected):
        corrected.take(DOCUMENT, documented_at=timezone.now(), documented_by=by)
    corrected.refresh_from_db()
    journal.record("losses.corrected", corrected, by=by, details={"corrects": str(line.pk)})
    return corrected
