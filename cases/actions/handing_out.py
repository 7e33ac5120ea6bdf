"""Files that were handed in, handed out: each time is told in the journal."""

from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from cases.errors import StepRefused
from cases.evidence import journal
from cases.evidence.models import Item
from cases.evidence.receiving import open_item
from cases.evidence.scanning import Scan
from cases.models import Attachment
from members.models import User


class NotScanned(StepRefused):
    """In quarantine: whoever wants it says so, knowing it."""


def download_attachment(attachment: Attachment, *, by: User, knowing: bool = False) -> BinaryIO:
    """The bytes as they came in. Raises `StepRefused` when the store no longer has them or they are
    infected, `NotScanned` for a file in quarantine unless `knowing` it.
    """
    item = attachment.item
    _refuse_infected(item, knowing)
    try:
        content = open_item(item)
    except FileNotFoundError as error:
        raise StepRefused(
            _("Ce fichier n’est plus dans le coffre : prévenez l’administrateur.")
        ) from error
    except OSError as failure:
        raise StepRefused(
            _("Le coffre ne répond pas : réessayez dans quelques minutes.")
        ) from failure
    with transaction.atomic():
        told = {"sha256": item.sha256, "scan": item.scan}
        journal.record("file.downloaded", attachment, by=by, details=told)
    return content


def _refuse_infected(item: Item, knowing: bool) -> None:
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
