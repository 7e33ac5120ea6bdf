"""The signed address of a link for a colleague: made, read back, and what has become of it."""

from uuid import UUID

from django.core import signing
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from cases.errors import Refused
from cases.models import Mandate
from cases.words import moment
from reports.models import MOST_USES, CounselLink
from reports.states import LinkState

_signer = signing.Signer(salt="reports.counsel_link")


class LinkUnknown(Refused):
    """The address is cut, altered or invented: it names nothing."""


class LinkSpent(Refused):
    """The address named a file, and no longer does."""


def token_of(link: CounselLink) -> str:
    return f"{link.pk.hex}.{_signature_of(link)}"


def link_named(token: str) -> CounselLink:
    """Whatever has become of it. Its signature holds what it gives and the digest of it."""
    key, _dot, signature = token.partition(".")
    try:
        link = CounselLink.objects.get_with_file(UUID(key))
    except (ValueError, CounselLink.DoesNotExist) as error:
        raise _unknown() from error
    signed = constant_time_compare(signature, _signature_of(link))
    if not signed or link.sha256 != link.shared.sha256:
        raise _unknown()
    return link


def open_link(token: str) -> CounselLink:
    link = link_named(token)
    refuse_spent(link)
    return link


def refuse_spent(link: CounselLink) -> None:
    end = moment(link.expires_at, timezone.get_current_timezone())
    refusals = {
        LinkState.REVOKED: _("L’avocat qui a fait ce lien l’a retiré."),
        LinkState.CLOSED: _("Le mandat ou l’accord qui permettait ce lien a pris fin."),
        LinkState.EXPIRED: _("Ce lien était valable jusqu’au %(end)s.") % {"end": end},
        LinkState.SPENT: _("Ce lien a déjà servi %(uses)s fois.") % {"uses": link.uses},
    }
    state = state_of(link)
    if state in refusals:
        raise LinkSpent(refusals[state])


def state_of(link: CounselLink) -> LinkState:
    if link.revoked_at:
        return LinkState.REVOKED
    if not _is_still_counsel_s(link):
        return LinkState.CLOSED
    if link.expires_at <= timezone.now():
        return LinkState.EXPIRED
    return LinkState.SPENT if link.uses >= MOST_USES else LinkState.OPEN


def _is_still_counsel_s(link: CounselLink) -> bool:
    maker = link.made_by
    in_force = Mandate.objects.in_force().filter(pk=link.mandate_id)
    if not (maker.is_active and maker.is_lawyer and in_force.exists()):
        return False
    if link.document and link.document.claim:
        return link.document.claim.sheet.is_handed_over
    # Of a group, they read it whole or not at all.
    return link.annex is None or link.annex.order.cohort.is_read_whole_by(maker)


def _signature_of(link: CounselLink) -> str:
    return _signer.signature(f"{link.pk}:{link.shared.pk}:{link.sha256}")


def _unknown() -> LinkUnknown:
    return LinkUnknown(
        _("Ce lien est incomplet ou abîmé : reprenez-le entier dans le message reçu.")
    )
