"""What a mandated lawyer does with links for colleagues, and what a colleague does with one."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from typing import IO, BinaryIO

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions.guards import require, with_last_act
from cases.errors import GuardRefused, StepRefused
from cases.evidence import journal
from cases.models import Mandate
from members.models import User
from reports.claims.models import ClaimDocument
from reports.copies import marked_copy
from reports.groups.models import GroupAnnex
from reports.handing_over import opened_then_told
from reports.links import open_link, refuse_spent
from reports.models import CounselLink, Dossier, Shared

MOST_HOURS = 72
GIVEN = {Dossier: "dossier", ClaimDocument: "document", GroupAnnex: "annex"}

log = logging.getLogger(__name__)


def mandate_to_share(shared: Shared, by: User) -> Mandate | None:
    """Of the lawyer who may make links of it: theirs on its case, or on every case of its group."""
    if not by.is_lawyer:
        return None
    return Mandate.objects.of_counsel(by).filter(case__in=_cases_of(shared, by)).first()


def _cases_of(shared: Shared, by: User) -> Iterable[int]:
    if isinstance(shared, Dossier):
        return [shared.case_id]
    if isinstance(shared, ClaimDocument):
        sheet = shared.claim.sheet if shared.claim and shared.can_be_bundled else None
        return [sheet.case_id] if sheet and sheet.is_handed_over else []
    cohort = shared.order.cohort
    return cohort.cases.values_list("pk", flat=True) if cohort.is_read_whole_by(by) else []


@transaction.atomic
def make_link(shared: Shared, *, by: User, recipient: str, hours: int) -> CounselLink:
    """Two are two links. The caller checks that it is ready and `visible_to`."""
    mandate = mandate_to_share(shared, by)
    if mandate is None:
        raise PermissionDenied
    require(recipient, _("Nommez le confrère à qui ce lien est destiné."))
    if not 1 <= hours <= MOST_HOURS:
        raise GuardRefused(
            _("Un lien vaut de 1 à %(most)s heures : choisissez une durée de la liste.")
            % {"most": MOST_HOURS}
        )
    at = timezone.now()
    link = CounselLink.objects.create(
        **{GIVEN[type(shared)]: shared},
        sha256=shared.sha256,
        mandate=mandate,
        recipient=recipient.strip(),
        made_at=at,
        expires_at=at + timedelta(hours=hours),
    )
    journal.record(
        "dossier.link_made",
        link,
        by=by,
        details={**_told(link), "hours": hours, "recipient": link.recipient},
    )
    return link


@transaction.atomic
def revoke_link(link: CounselLink, *, by: User) -> None:
    """At once: the next request finds nothing."""
    if link.made_by != by:
        raise PermissionDenied
    held = CounselLink.objects.filter(pk=link.pk, revoked_at=None)
    if held.update(revoked_at=timezone.now()) != 1:
        raise StepRefused(with_last_act(_("Ce lien est déjà retiré."), link))
    link.refresh_from_db()
    journal.record("dossier.link_revoked", link, by=by, details=_told(link))


def use_link(token: str, *, purpose: str) -> tuple[CounselLink, BinaryIO]:
    """The file, once the journal says to whom it went and for what.

    Raises `LinkUnknown`, `LinkSpent`, or `StepRefused` when the file is no longer in its place.
    """
    require(purpose, _("Dites en une ligne à quoi servira cette copie."))
    with _told_if_missing(), transaction.atomic():
        link = open_link(token)
        return link, opened_then_told(link.sha256, partial(_used, link, purpose))


def use_link_for_copy(token: str, *, purpose: str) -> tuple[CounselLink, IO[bytes]]:
    """The same with the colleague's name on each page. Raises `CopyNotMade` too, uncounted."""
    require(purpose, _("Dites en une ligne à quoi servira cette copie."))
    link = open_link(token)
    with _told_if_missing():
        copy, digest = marked_copy(link.shared, name=link.recipient)
    with transaction.atomic():
        return _used(link, purpose, copy=digest), copy


def _used(link: CounselLink, purpose: str, **more: str) -> CounselLink:
    held = _held(link)
    said = {"recipient": held.recipient, "purpose": purpose.strip()}
    journal.record("dossier.link_used", held, by=None, details={**_told(held), **said, **more})
    return held


@contextmanager
def _told_if_missing() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as missing:
        log.exception("the file of a link is missing")
        raise StepRefused(
            _("Ce fichier manque sur le serveur : prévenez l’avocat qui vous a envoyé ce lien.")
        ) from missing
    except OSError as failure:
        log.exception("the store does not give the file of a link")
        raise StepRefused(
            _("Le coffre ne répond pas : réessayez dans quelques minutes.")
        ) from failure


def _held(link: CounselLink) -> CounselLink:
    """Counted as used, and used by nobody else meanwhile: a mandate or a link that is revoked at
    this moment is revoked before or after, never during."""
    list(Mandate.objects.select_for_update(no_key=True).filter(lawyer=link.made_by).order_by("pk"))
    CounselLink.objects.select_for_update(no_key=True).get(pk=link.pk)
    link.refresh_from_db(fields=["uses", "revoked_at"])
    refuse_spent(link)
    CounselLink.objects.filter(pk=link.pk).update(uses=F("uses") + 1)
    return link


def _told(link: CounselLink) -> dict[str, object]:
    shared = link.shared
    number = shared.order.number if isinstance(shared, GroupAnnex) else shared.number
    return {"number": number, "sha256": link.sha256}
