"""Files that people hand in: kept as they are, hashed, dated by the server, told in the journal."""

import hashlib
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from django.db import transaction

from cases.evidence import journal, store
from cases.evidence.models import Item
from cases.evidence.photos import (
    LARGEST_PHOTO,
    FileRefused,
    clean_name,
    media_type_of,
    too_large,
)
from members.models import User


class Upload(Protocol):
    """What a form gives for a file."""

    name: str | None
    size: int | None

    def read(self, amount: int = ..., /) -> bytes: ...


@dataclass(frozen=True)
class Photo:
    """A photo that has been read and found to be one; nothing is kept yet."""

    content: bytes
    name: str
    media_type: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def read_photo(upload: Upload) -> Photo:
    """Raises `FileRefused` with a sentence for whoever sent it."""
    name = clean_name(upload.name or "")
    if (upload.size or 0) > LARGEST_PHOTO:
        raise FileRefused(too_large(name))
    content = upload.read()
    return Photo(content, name, media_type_of(content, name))


def keep_photo(photo: Photo, *, by: User) -> Item:
    """Bytes first, row last: whatever fails leaves no row without its file.

    The bytes are written before the journal is held, so that a slow disk keeps nobody waiting;
    asked for again under the lock, in case someone discarded the same bytes in between.
    """
    sha256 = store.keep(photo.content)
    item = Item(
        sha256=sha256,
        size=len(photo.content),
        media_type=photo.media_type,
        name=photo.name,
        received_by=by,
    )
    with transaction.atomic():
        journal.record("file.received", item, by=by, details=_told(item))
        store.keep(photo.content)
        item.save(force_insert=True)
    return item


def discard_item(item: Item, *, by: User | None) -> None:
    """Forget a file that became part of nothing. Its bytes go once no other item has them."""
    with transaction.atomic():
        journal.record("file.discarded", item, by=by, details=_told(item))
        Item.objects.filter(pk=item.pk).delete()
        transaction.on_commit(lambda: _erase(item.sha256))


def _erase(sha256: str) -> None:
    with transaction.atomic():
        journal.hold_chain()
        if not Item.objects.filter(sha256=sha256).exists():
            store.discard(sha256)


def open_item(item: Item) -> BinaryIO:
    return store.open_kept(item.sha256)


def _told(item: Item) -> dict[str, object]:
    return {"sha256": item.sha256, "size": item.size, "media_type": item.media_type}
