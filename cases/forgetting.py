"""Drafts that go: their answers, their photos, and the bytes that nothing else needs."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from cases.evidence.receiving import discard_item
from cases.models import Attachment
from cases.models.draft import DAYS_KEPT, Draft, DraftQuerySet
from members.models import User


def purge_drafts() -> int:
    """Forget what nobody came back to; how many. Who comes back meanwhile keeps theirs."""
    old = Draft.objects.filter(updated_at__lt=timezone.now() - timedelta(days=DAYS_KEPT))
    return sum(forget_draft(old.filter(pk=pk), by=None) for pk in old.values_list("pk", flat=True))


@transaction.atomic
def forget_draft(only: DraftQuerySet, *, by: User | None) -> int:
    """Nothing is left of it but the journal's word on its photos; how many there were: 0 or 1."""
    draft = only.select_for_update(no_key=True).first()
    if draft is None:
        return 0
    photos = draft.attachments.select_related("item").order_by("item")
    # All before the journal: who tells that one was scanned holds its row (decision 21).
    for photo in list(photos.select_for_update(of=("self", "item"), no_key=True)):
        forget_photo(photo, by=by)
    draft.delete()
    return 1


def forget_photo(attachment: Attachment, *, by: User | None) -> None:
    item = attachment.item
    attachment.delete()
    discard_item(item, by=by)
