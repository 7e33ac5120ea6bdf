"""Files that were handed in, handed out: each time is told in the journal."""

from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from cases.errors import StepRefused
from cases.evidence import journal
from cases.evidence.receiving import open_item
from cases.models import Attachment
from members.models import User


def download_attachment(attachment: Attachment, *, by: User) -> BinaryIO:
    """The bytes as they came in. Raises `StepRefused` when the store no longer has them."""
    item = attachment.item
    try:
        content = open_item(item)
    except FileNotFoundError as error:
        raise StepRefused(
            _("Ce fichier n’est plus dans le coffre : prévenez l’administrateur.")
        ) from error
    with transaction.atomic():
        journal.record("file.downloaded", attachment, by=by, details={"sha256": item.sha256})
    return content
