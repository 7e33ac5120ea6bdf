"""Files that were handed in, handed out: each time is told in the journal."""

from typing import BinaryIO

from django.core.cache import caches
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cases.actions.guards import require
from cases.errors import StepRefused
from cases.evidence import journal
from cases.evidence.models import Item
from cases.evidence.previews import Preview, preview_of
from cases.evidence.receiving import Holder, open_item
from cases.evidence.scanning import Scan
from cases.models import Attachment
from members.models import User
from members.typography import day


class NotScanned(StepRefused):
    """In quarantine: whoever wants it says so, knowing it."""


def takes_it_away_as_counsel(user: User) -> bool:
    """Out of the association: what the copy is for is then part of its story."""
    return user.is_lawyer and not user.sits_on_committee


def refuse_without_purpose(purpose: str, by: User) -> None:
    if takes_it_away_as_counsel(by):
        require(purpose, _("Dites en une ligne à quoi servira cette copie."))


def download_attachment(
    attachment: Holder, *, by: User, knowing: bool = False, purpose: str = ""
) -> BinaryIO:
    """The bytes as they came in. Raises `StepRefused` when the store no longer has them or they are
    infected, `NotScanned` for a file in quarantine unless `knowing` it, `GuardRefused` when counsel
    does not say what for.
    """
    item = attachment.item
    refuse_without_purpose(purpose, by)
    refuse_unsafe(item, knowing)
    content = _opened(item)
    _tell("file.downloaded", attachment, by, scan=item.scan, purpose=purpose.strip())
    return content


def view_attachment(attachment: Attachment, *, by: User, page: int) -> Preview:
    """What is shown instead of the original. Raises `StepRefused` as a download does."""
    item = attachment.item
    refuse_unsafe(item, knowing=False)
    preview = _preview(item, page)
    _tell("file.viewed", attachment, by, page=preview.page)
    return preview


def _preview(item: Item, page: int) -> Preview:
    """Drawn by a process of its own, which takes a tenth of a second: kept a minute, for whoever
    comes back to it, in memory alone."""
    key = f"{item.sha256}:{item.media_type}:{page}:{get_language()}"
    with _opened(item) as content:
        preview: Preview | None = caches["previews"].get(key)
        if preview is None:
            preview = preview_of(content.read(), item.media_type, page)
            caches["previews"].set(key, preview)
    return preview


def _opened(item: Item) -> BinaryIO:
    if item.erased_at:
        raise StepRefused(
            _("Ce fichier est effacé depuis le %(day)s, à l’échéance de sa conservation.")
            % {"day": day(timezone.localdate(item.erased_at))}
        )
    try:
        return open_item(item)
    except FileNotFoundError as error:
        raise StepRefused(
            _("Ce fichier n’est plus dans le coffre : prévenez l’administrateur.")
        ) from error
    except OSError as failure:
        raise StepRefused(
            _("Le coffre ne répond pas : réessayez dans quelques minutes.")
        ) from failure


@transaction.atomic
def _tell(verb: str, attachment: Holder, by: User, **told: object) -> None:
    journal.record(verb, attachment, by=by, details={"sha256": attachment.item.sha256, **told})


def refuse_unsafe(item: Item, knowing: bool) -> None:
    if item.scan == Scan.INFECTED:
        raise StepRefused(
            _("« %(name)s » est infecté : il est gardé au coffre et n’est remis à personne.")
            % {"name": item.name}
        )
    if item.scan == Scan.WAITING and not knowing:
        raise NotScanned(
            _(
                "« %(name)s » est en quarantaine : l’antivirus ne l’a pas encore analysé. "
                "Revenez dans quelques minutes."
            )
            % {"name": item.name}
        )
