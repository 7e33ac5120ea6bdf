"""A person asks to be erased: their name leaves, what they saw and what was done stays."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from cases.actions.guards import refuse_future
from cases.claims.cohort_states import CohortState, OptInState
from cases.claims.models import Claim, CohortCase, OptIn, WorkedPeriod
from cases.claims.naming import still_naming
from cases.claims.states import ENDED, OWED, UNDER_DISCUSSION
from cases.errors import GuardRefused, StepRefused
from cases.evidence import journal
from cases.evidence.models import Item, Words
from cases.forgetting import forget_draft
from cases.models import Case, Draft, Mandate
from cases.states import CaseState
from members import actions as on_people
from members.erasing import Identity, close_account, identity_of, pseudonym_of, unended
from members.errors import MembersRefused
from members.models import Organisation, User
from members.typography import day

OVER = (CaseState.RELAYED, CaseState.DISMISSED)


class ErasureRefused(GuardRefused):
    """A hold covers the person: `reasons` says which, and until when where that is known."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


@dataclass(frozen=True)
class Erased:
    """The person, as the journal knows them."""

    key: int

    @property
    def journal_name(self) -> str:
        return f"person:{self.key}"

    @property
    def journal_thread(self) -> str:
        return ""


@transaction.atomic
def erase_person(person: User, *, requested_on: date, by: User) -> list[str]:
    """Name and address become a pseudonym, every way in is shut, what they wrote in the journal
    with their name in it goes. Observations, rows and the chain stay. Returns what else still
    names them: texts of others, which are evidence.

    Raises `ErasureRefused` while something has to name them.
    """
    if not by.is_administrator:
        raise PermissionDenied
    if by.pk == person.pk:
        raise GuardRefused(_("Un autre administrateur efface votre compte : demandez-le-lui."))
    refuse_future(requested_on)
    # Read again once nobody else holds it: what keeps them may have come since.
    if reasons := why_kept(User.objects.select_for_update(no_key=True).get(pk=person.pk)):
        raise ErasureRefused(reasons)
    known = identity_of(person)
    _end_roles(person, by)
    if not close_account(person):
        raise StepRefused(_("Cette personne est déjà effacée."))
    _replace(known, pseudonym_of(person), person)
    _forget_drafts(person)
    _erase_words_that_name(known, by)
    told = {"requested_on": str(requested_on)}
    journal.record("person.erased", Erased(person.pk), by=by, details=told)
    return still_naming(known.spellings)


@transaction.atomic
def erase_outsider(email: str, *, requested_on: date, by: User) -> list[str]:
    """Of who joined groups by a link, under this address: name, domicile and address go; what they
    lost, their claim and the chain stay. Returns what else still names them. Raises as
    `erase_person`."""
    if not by.is_administrator:
        raise PermissionDenied
    refuse_future(requested_on)
    mandates = OptIn.objects.filter(email=email.lower(), organisation__is_outside=True)
    held = list(
        mandates.select_for_update(of=("self",), no_key=True)
        .select_related("cohort", "signed_by")
        .order_by("pk")
    )
    if not held:
        raise StepRefused(_("Personne n’a adhéré à un groupe par un lien sous cette adresse."))
    if reasons := [*dict.fromkeys(reason for each in held for reason in _held_by(each))]:
        raise ErasureRefused(reasons)
    for each in held:
        _forget(each)
    told = {"requested_on": str(requested_on)}
    for each in held:
        journal.record("person.erased", Erased(each.signed_by_id), by=by, details=told)
    return still_naming({text for each in held for text in (each.name, each.signed_name, email)})


def _held_by(mandate: OptIn) -> Iterator[str]:
    yield from _declared(mandate.signed_by)
    if mandate.state == OptInState.IN_FORCE and mandate.cohort.state != CohortState.CLOSED:
        yield _("Un mandat signé par cette personne est en cours dans une action de groupe.")
    own = Claim.objects.filter(sheet__organisation=mandate.organisation_id)
    if own.filter(state__in=UNDER_DISCUSSION | OWED).exists():
        yield _("Une demande que cette personne suit n’a pas pris fin.")


def _forget(mandate: OptIn) -> None:
    left = pseudonym_of(mandate.signed_by)
    OptIn.objects.filter(pk=mandate.pk).update(
        name=left.full_name, signed_name=left.full_name, email=left.email, domicile="–", siren=""
    )
    Organisation.objects.filter(pk=mandate.organisation_id).update(name=left.full_name)


def _end_roles(person: User, by: User) -> None:
    for membership in unended(person):
        try:
            on_people.end_membership(membership, by=by)
        except MembersRefused as refusal:
            raise GuardRefused(str(refusal)) from refusal


def _forget_drafts(person: User) -> None:
    """One for each page on which they began a report."""
    drafts = Draft.objects.filter(user=person)
    for key in drafts.values_list("pk", flat=True):
        forget_draft(drafts.filter(pk=key), by=None)


def _replace(known: Identity, left: Identity, person: User) -> None:
    """Where a cell holds a name or an address and nothing else, and this is theirs."""
    OptIn.objects.filter(email=known.email).update(email=left.email)
    for field in ("name", "signed_name"):
        signed = OptIn.objects.filter(signed_by=person, **{f"{field}__in": known.spellings})
        signed.update(**{field: left.full_name})
    own = WorkedPeriod.objects.filter(organisation=person.organisation_id)
    key = " ".join(known.full_name.casefold().split())
    hours = own.filter(person_key=key)
    hours.update(person=left.full_name, person_key=left.full_name.casefold())
    Item.objects.filter(author__in=known.spellings).update(author=left.full_name)
    for hold in person.legal_holds.all():
        hold.reason = hold.reason.replace(known.full_name, left.full_name)
        hold.reason = hold.reason.replace(known.email, left.email)
        hold.save(update_fields=["reason"])


def _erase_words_that_name(known: Identity, by: User) -> None:
    for words in (
        Words.objects.filter(known.within("said")).select_related("entry").order_by("entry")
    ):
        try:
            with transaction.atomic():
                journal.erase_words(words.entry, by=by)
        except DatabaseError as refusal:
            raise GuardRefused(
                _(
                    "Le journal contient des mots qui nomment cette personne, et le site n’a pas "
                    "le droit de les effacer : lancez « manage.py erase_person » avec le rôle qui "
                    "possède les tables."
                )
            ) from refusal


def why_kept(person: User) -> list[str]:
    """As sentences; none once they may be erased. They name no case and no claim: who erases
    reads neither."""
    return [*_declared(person), *_needed(person)]


def _declared(person: User) -> Iterator[str]:
    in_force = (hold for hold in person.legal_holds.all() if hold.is_in_force)
    for hold in sorted(in_force, key=attrgetter("until", "pk")):
        said = _("Conservation décidée jusqu’au %(day)s : %(reason)s")
        yield said % {"day": day(hold.until), "reason": hold.reason}


def _needed(person: User) -> Iterator[str]:
    seen = dict(Case.objects.filter(observations__reported_by=person).values_list("pk", "state"))
    if set(seen.values()) - set(OVER):
        yield _("Un cas encore ouvert s’appuie sur ce que cette personne a observé.")
    if seen and _is_relied_on(list(seen)):
        yield _("Une procédure s’appuie sur ce que cette personne a observé.")
    theirs = Q(opened_by=person) | Q(sheet__opened_by=person) | Q(sheet__handler=person)
    if Claim.objects.filter(theirs).exclude(state__in=ENDED).exists():
        yield _("Une demande que cette personne suit n’a pas pris fin.")
    if Mandate.objects.in_force().filter(lawyer=person).exists():
        yield _("Un mandat d’avocat de cette personne est en cours : il est d’abord à révoquer.")
    signed = OptIn.objects.in_force().filter(signed_by=person)
    if signed.exclude(cohort__state=CohortState.CLOSED).exists():
        yield _("Un mandat signé par cette personne est en cours dans une action de groupe.")


def _is_relied_on(cases: list[int]) -> bool:
    if Mandate.objects.in_force().filter(case__in=cases).exists():
        return True
    live = CohortCase.objects.exclude(cohort__state=CohortState.CLOSED)
    return live.filter(case__in=cases).exists()
