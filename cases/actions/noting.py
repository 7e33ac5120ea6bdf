"""What lawyers and legal advisers write on a case."""

import secrets

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions.guards import require
from cases.errors import StepRefused
from cases.evidence import journal
from cases.models import AdviceNote, Case, Mandate, PrivateNote
from members.models import User


@transaction.atomic
def write_private_note(case: Case, *, by: User, text: str) -> PrivateNote:
    """Without an entry in the journal: the association reads it, and must not learn of a note."""
    require(text, _("Écrivez la note avant de la garder."))
    _mandate_of(case, by)
    return PrivateNote.objects.create(case=case, author=by, text=text.strip())


def erase_private_note(note: PrivateNote, *, by: User) -> None:
    """For good: nothing of it is kept."""
    if note.author_id != by.pk:
        raise PermissionDenied
    erased, _each = PrivateNote.objects.filter(pk=note.pk, author=by).delete()
    if not erased:
        raise StepRefused(_("Cette note est déjà effacée."))


@transaction.atomic
def sign_note(case: Case, *, by: User, text: str) -> AdviceNote:
    """The entry is the signature: it is made by their account and holds the note's digest."""
    require(text, _("Écrivez la note avant de la signer."))
    mandate = _mandate_of(case, by)
    if not mandate.is_advice:
        raise PermissionDenied
    note = AdviceNote(
        case=case,
        mandate=mandate,
        pseudonym=mandate.pseudonym,
        text=text.strip(),
        salt=secrets.token_hex(16),
        signed_at=timezone.now(),
    )
    note.sha256 = note.digest
    note.entry = journal.record("note.signed", note, by=by, details={"sha256": note.sha256})
    note.save(force_insert=True)
    return note


def _mandate_of(case: Case, by: User) -> Mandate:
    """Held until the transaction ends: revoked before or after, not meanwhile."""
    if not by.is_lawyer:
        raise PermissionDenied
    mine = Mandate.objects.in_force().filter(case=case, lawyer=by)
    held = mine.select_for_update(no_key=True).first()
    if held is None:
        raise PermissionDenied
    return held
