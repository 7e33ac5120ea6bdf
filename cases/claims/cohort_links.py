"""The three signed addresses of an opt-in, none of which asks for an account: the page of a cohort,
the form sent to an address that proves itself by reading it, and the way out."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core import signing
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from cases.claims.cohort_states import CohortState
from cases.claims.models import Cohort, OptIn
from cases.claims.preparation import standing_for
from cases.errors import Refused
from members.typography import day

VALIDITY = timedelta(hours=72)
_page = signing.Signer(salt="claims.cohort_page")
_way_out = signing.Signer(salt="claims.opt_in_withdrawal")
FORM = "claims.opt_in_form"


class LinkUnknown(Refused):
    """The address is cut, altered or invented: it names nothing."""


class LinkSpent(Refused):
    """The address named something, and no longer does."""


def token_of(cohort: Cohort) -> str:
    return f"{cohort.pk.hex}.{_signature_of(cohort)}"


def cohort_named(token: str) -> Cohort:
    """One that may be joined today. Raises `LinkUnknown`, `LinkSpent`."""
    key, _dot, signature = token.partition(".")
    cohort = _cohort(key)
    if not constant_time_compare(signature, _signature_of(cohort)):
        raise _unknown()
    refuse_out_of_time(cohort)
    refuse_closed_route(cohort)
    return cohort


def refuse_closed_route(cohort: Cohort) -> None:
    """G15: nobody signs for what the association may no longer do, an accreditation being over."""
    if not standing_for(cohort.route).is_open:
        raise LinkSpent(
            _("L’association ne peut plus agir par cette voie pour l’instant : rien ne s’y signe.")
        )


def refuse_out_of_time(cohort: Cohort) -> None:
    today = timezone.localdate()
    if cohort.is_joinable_on(today):
        return
    opens, closes = cohort.opens_on, cohort.closes_on
    if cohort.state == CohortState.OPEN and opens and today < opens:
        raise LinkSpent(_("Les adhésions s’ouvrent le %(day)s.") % {"day": day(opens)})
    if cohort.state == CohortState.OPEN and closes:
        said = _(
            "Les adhésions sont closes depuis le %(day)s. Votre action individuelle reste possible "
            "si elle n’est pas prescrite."
        )
        raise LinkSpent(said % {"day": day(closes)})
    raise LinkSpent(_("Ce groupe ne prend pas d’adhésion."))


@dataclass(frozen=True)
class Invited:
    """An address that reads its mail, and the cohort that it asked to join."""

    cohort: Cohort
    email: str


def form_token(cohort: Cohort, email: str) -> str:
    told = {"cohort": cohort.pk.hex, "key": cohort.link_key.hex, "email": email}
    return signing.dumps(told, salt=FORM, compress=True)


def invited_by(token: str) -> Invited:
    try:
        told: dict[str, Any] = signing.loads(token, salt=FORM, max_age=VALIDITY)
    except signing.SignatureExpired as error:
        raise LinkSpent(
            _("Ce lien a plus de trois jours : redemandez-en un depuis la page du groupe.")
        ) from error
    except signing.BadSignature as error:
        raise _unknown() from error
    cohort = _cohort(told["cohort"])
    if told["key"] != cohort.link_key.hex:
        raise LinkSpent(_("L’adresse de ce groupe a changé : demandez la nouvelle."))
    refuse_out_of_time(cohort)
    refuse_closed_route(cohort)
    return Invited(cohort, told["email"])


def withdrawal_token(opt_in: OptIn) -> str:
    return f"{opt_in.pk.hex}.{_way_out.signature(opt_in.pk.hex)}"


def opt_in_named(token: str) -> OptIn:
    """At any time, in whatever state it is."""
    key, _dot, signature = token.partition(".")
    if not constant_time_compare(signature, _way_out.signature(key)):
        raise _unknown()
    try:
        found = OptIn.objects.select_related("cohort", "organisation", "mandate", "case")
        return found.get(pk=UUID(key))
    except (ValueError, OptIn.DoesNotExist) as error:
        raise _unknown() from error


def _cohort(key: str) -> Cohort:
    try:
        return Cohort.objects.select_related("publisher", "route").get(pk=UUID(key))
    except (ValueError, Cohort.DoesNotExist) as error:
        raise _unknown() from error


def _signature_of(cohort: Cohort) -> str:
    return _page.signature(f"{cohort.pk.hex}:{cohort.link_key.hex}")


def _unknown() -> LinkUnknown:
    return LinkUnknown(
        _("Ce lien est incomplet ou abîmé : reprenez-le entier dans le message reçu.")
    )
