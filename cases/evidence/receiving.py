"""Files that people hand in: kept as they are, hashed, dated by the server, told in the journal."""

import hashlib
import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import BinaryIO, Protocol

from django.db import OperationalError, transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.evidence import journal, scanning, store
from cases.evidence.intake import policy
from cases.evidence.intake.kinds import KINDS, Kind
from cases.evidence.intake.names import clean_name
from cases.evidence.intake.refusals import FileRefused, NotKept
from cases.evidence.journal import Subject
from cases.evidence.models import Entry, Item
from cases.evidence.quarantine import tell_scan
from cases.evidence.scanning import NOTHING_KNOWN, Finding, Scan
from members.models import User

log = logging.getLogger(__name__)


class Upload(Protocol):
    """What a form gives for a file."""

    name: str | None
    size: int | None

    def read(self, amount: int = ..., /) -> bytes: ...


class Holder(Subject, Protocol):
    """What a file belongs to."""

    @property
    def item(self) -> Item: ...


@dataclass(frozen=True)
class Received:
    """A file that has been read and may be taken in; nothing is kept yet."""

    content: bytes
    name: str
    media_type: str
    finding: Finding = NOTHING_KNOWN

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def size(self) -> int:
        return len(self.content)


def read_upload(upload: Upload, *, only: Iterable[Kind] = KINDS, agreed: bool = False) -> Received:
    """Raises `FileRefused` with a sentence for whoever sent it."""
    name = clean_name(upload.name or "")
    if upload.size:
        policy.refuse_size(name, upload.size)
    content = upload.read(policy.LARGEST_FILE + 1)
    media_type = policy.media_type_of(content, name, only=only, agreed=agreed)
    return Received(content, name, media_type)


def take_in(
    upload: Upload, *, by: User | None, only: Iterable[Kind] = KINDS, agreed: bool = False
) -> Received:
    """Read, judged, then scanned where there is an antivirus. Raises `FileRefused`.

    `by` is None for who has no account.
    """
    received = read_upload(upload, only=only, agreed=agreed)
    found = scanning.look_into(received.content)
    if found.scan == Scan.INFECTED:
        _tell_refusal(received, found, by)
        raise FileRefused(
            _(
                "« %(name)s » est infecté (%(signature)s) : il n’est pas gardé. Faites nettoyer "
                "l’appareil d’où il vient, puis envoyez une capture d’écran ou un PDF."
            )
            % {"name": received.name, "signature": found.signature}
        )
    return replace(received, finding=found)


@transaction.atomic
def _tell_refusal(received: Received, found: Finding, by: User | None) -> None:
    details = {
        "sha256": received.sha256,
        "size": received.size,
        "signature": found.signature,
        "scanner": found.scanner,
    }
    journal.record("file.refused", Item(), by=by, details=details)


def keep_received(received: Received, *, by: User) -> Item:
    """Raises `FileRefused` once the organisation has handed in all that it may, `NotKept` when the
    store is full or does not answer."""
    try:
        return _kept(received, by)
    except OSError as failure:
        log.exception("a file was not kept")
        raise NotKept(not_kept(received.name)) from failure


def not_kept(name: str | None) -> str:
    return _("« %(name)s » n’est pas gardé : le coffre est plein ou ne répond pas. Réessayez.") % {
        "name": name
    }


def _kept(received: Received, by: User) -> Item:
    """Bytes first, row last: whatever fails leaves no row without its file.

    The bytes are written before the journal is held, so that a slow disk keeps nobody waiting;
    asked for again under the lock, in case someone discarded the same bytes in between. So is what
    the organisation has handed in: two files may come at once.
    """
    _refuse_past_quota(received, by)
    sha256, found = store.keep(received.content), received.finding
    item = Item(
        sha256=sha256,
        size=received.size,
        media_type=received.media_type,
        name=received.name,
        received_by=by,
        scan=found.scan,
        scanner=found.scanner,
        scanned_at=timezone.now() if found.scanner else None,
    )
    try:
        _record(item, received, by)
    except FileRefused:
        discard_bytes(sha256)
        raise
    return item


@transaction.atomic
def _record(item: Item, received: Received, by: User) -> None:
    journal.hold_chain()
    _refuse_past_quota(received, by)
    journal.record("file.received", item, by=by, details=_told(item))
    store.keep(received.content)
    item.save(force_insert=True)
    _tell_scan(item, received.finding)


def _refuse_past_quota(received: Received, by: User) -> None:
    policy.refuse_quota(received.name, received.size, _handed_in_for(by))


def _tell_scan(item: Item, found: Finding) -> None:
    if found.scan == Scan.WAITING:
        journal.record("file.quarantined", item, by=None)
    elif found.scan == Scan.CLEAN:
        tell_scan(item, found)


def _handed_in_for(by: User) -> int:
    """All that the person's organisation has handed in, in bytes; their own, without one."""
    own = {"received_by__organisation": by.organisation} if by.organisation else {"received_by": by}
    kept = Item.objects.filter(**own, erased_at=None)
    return kept.aggregate(all=Sum("size"))["all"] or 0


def discard_item(item: Item, *, by: User | None) -> None:
    """Forget a file that became part of nothing. Its bytes go once no other item has them."""
    with transaction.atomic():
        Item.objects.filter(pk=item.pk).delete()
        journal.record("file.discarded", item, by=by, details=_told(item))
        transaction.on_commit(partial(discard_bytes, item.sha256))


def erase_item(holder: Holder, *, rule: str, by: User | None) -> bool:
    """The bytes go, the row stays and says so; once. The caller decides that they may.

    Whoever dies before the bytes are gone leaves that to `finish_erasures`.
    """
    item = holder.item
    with transaction.atomic():
        whole = Item.objects.filter(pk=item.pk, erased_at=None)
        if whole.update(erased_at=timezone.now(), erased_rule=rule) != 1:
            return False
        journal.record("file.erased", holder, by=by, details={**_told(item), "rule": rule})
        transaction.on_commit(partial(discard_bytes, item.sha256))
    return True


def finish_erasures() -> None:
    """Of whoever died between the row and the bytes."""
    erased = Item.objects.filter(erased_at__isnull=False).values_list("sha256", flat=True)
    for sha256 in erased.distinct().order_by("sha256").iterator():
        if store.has(sha256):
            discard_bytes(sha256)


def leave_nothing(received: Received) -> None:
    """Of a file whose row could not be written, once its transaction is over."""
    try:
        discard_bytes(received.sha256)
    except (OSError, OperationalError):
        log.exception("the bytes of a file that was not kept may still be there")


def discard_bytes(sha256: str) -> None:
    """Unless another row, or a document that was made, stands for the same ones."""
    with transaction.atomic():
        journal.hold_chain()
        handed_in = Item.objects.filter(sha256=sha256, erased_at=None)
        told = Entry.objects.filter(facts__contains=sha256)
        erased = told.filter(verb="file.erased").values("subject")
        made = told.filter(verb__in=journal.FILE_MADE).exclude(subject__in=erased)
        if not (handed_in.exists() or made.exists()):
            store.discard(sha256)


def open_item(item: Item) -> BinaryIO:
    return store.open_kept(item.sha256)


def _told(item: Item) -> dict[str, object]:
    return {"sha256": item.sha256, "size": item.size, "media_type": item.media_type}
