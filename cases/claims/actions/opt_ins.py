"""Joining a cohort and leaving it. Who joins need not be of the association and does not become so:
a stranger's claim is kept under an organisation that the desk neither lists nor names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions.guards import hold, require
from cases.claims import cohort_links, opt_in_notices, tasks
from cases.claims.actions.cohorts import hold_cohort, number_claimant, refuse_others
from cases.claims.actions.holding import hold_outside_claims
from cases.claims.actions.losses import documented, written
from cases.claims.actions.parties import refuse_unless_claimant
from cases.claims.cohort_states import OPEN_OPT_INS, WITHDRAW_OPT_IN, Joining
from cases.claims.cohorts import missing_before_opt_ins
from cases.claims.drafting import next_claim_reference
from cases.claims.errors import ReferenceMissing
from cases.claims.models import (
    Claim,
    Cohort,
    LossHead,
    LossLine,
    LossSheet,
    MandateText,
    OptIn,
)
from cases.claims.models.reference_fields import newest
from cases.claims.preparation import figure, prepared
from cases.claims.states import WITHDRAW_CLAIM, ClaimState
from cases.claims.vocabulary import Category
from cases.errors import GuardRefused
from cases.evidence import journal
from cases.evidence.receiving import Received
from cases.limitation import shifted
from cases.models import Case, Product
from cases.tasks import wake
from members.kinds import OrganisationKind
from members.models import Organisation, User

# The journal's author of what a stranger signs: their name is in their own row, for counsel.
OUTSIDER = "Hors de l’association"


@transaction.atomic
def open_opt_ins(cohort: Cohort, *, opens_on: date, closes_on: date, by: User) -> None:
    """Raises `GuardRefused` with all that is missing (G15)."""
    refuse_others(cohort, by)
    held = hold_cohort(cohort)
    if not held.route.is_joined:
        raise GuardRefused(_("Cette voie se prend sans adhésion : il n’y a rien à signer."))
    missing = missing_before_opt_ins(prepared(held))
    if missing:
        raise GuardRefused(_("Avant d’ouvrir les adhésions, il manque : ") + " ".join(missing))
    _refuse_window(held, opens_on, closes_on)
    mandate_of(held)
    cohort.take(OPEN_OPT_INS, opens_on=opens_on, closes_on=closes_on)
    told = {"opens_on": str(opens_on), "closes_on": str(closes_on)}
    journal.record("cohort.opt_ins_opened", cohort, by=by, details=told)


def _refuse_window(cohort: Cohort, opens_on: date, closes_on: date) -> None:
    if closes_on <= max(opens_on, timezone.localdate()):
        raise GuardRefused(_("La fin des adhésions est à venir, et après leur début."))
    if cohort.route.joining != Joining.AFTER:
        return
    fewest, most = figure("opt_in_fewest_months"), figure("opt_in_most_years")
    if not shifted(opens_on, fewest) <= closes_on <= shifted(opens_on, most * 12):
        said = _("Après un jugement, le délai d’adhésion va de %(months)s mois à %(years)s ans.")
        raise GuardRefused(said % {"months": fewest, "years": most})


@transaction.atomic
def renew_link(cohort: Cohort, *, by: User) -> None:
    """The address given before opens nothing any more."""
    refuse_others(cohort, by)
    held = hold_cohort(cohort)
    Cohort.objects.filter(pk=held.pk).update(link_key=uuid4(), version=F("version") + 1)
    cohort.refresh_from_db()
    journal.record("cohort.link_renewed", cohort, by=by)


def mandate_of(cohort: Cohort) -> MandateText:
    """The words in force of what is signed for its route."""
    text = newest(MandateText).filter(code=cohort.route.mandate_code).first()
    if text is None:
        raise ReferenceMissing(
            _("Le texte du mandat n’est pas chargé ici : prévenez l’administrateur.")
        )
    return text


def ask_to_join(token: str, email: str, *, language: str) -> None:
    """Sends the form's address to who reads that mail; nothing is kept of who never answers."""
    cohort = cohort_links.cohort_named(token)
    try:
        opt_in_notices.send_form(cohort, email.lower(), language=language)
    except OSError as error:
        raise GuardRefused(
            _("Le message n’a pas pu partir : rien n’est envoyé. Réessayez dans un moment.")
        ) from error


@dataclass(frozen=True)
class Signature:
    """Who joins, and what they signed."""

    name: str
    domicile: str
    siren: str
    signed_name: str
    language: str


@dataclass(frozen=True)
class Loss:
    """What a stranger says that it cost them."""

    case: Case
    product: Product | None
    kind: OrganisationKind
    head: LossHead
    category: Category
    what: str
    amount: Decimal
    recovers_vat: bool


@transaction.atomic
def join_by_link(
    token: str, signature: Signature, loss: Loss, files: Sequence[Received] = ()
) -> OptIn:
    """Raises `LinkUnknown`, `LinkSpent`, or `GuardRefused` for who is in this group or another."""
    invited = cohort_links.invited_by(token)
    if User.objects.filter(email=invited.email, is_active=True).exists():
        raise GuardRefused(
            _("Cette adresse est celle d’un compte : connectez-vous, et adhérez de votre demande.")
        )
    cohort = _held_to_join(invited.cohort)
    if not cohort.cohort_cases.filter(case=loss.case).exists():
        raise GuardRefused(_("Choisissez un incident de ce groupe."))
    _refuse_joined(cohort, Q(email=invited.email), signature)
    stranger = _as_outsider(signature.name, loss.kind)
    opt_in = _signed(cohort, signature, loss.case, stranger, invited.email, product=loss.product)
    line = _claimed(opt_in, loss, stranger)
    for received in files:
        documented(line, received, by=stranger)
    return opt_in


@transaction.atomic
def join_as_member(cohort: Cohort, claim: Claim, signature: Signature, *, by: User) -> OptIn:
    """With the claim that the organisation already has here."""
    refuse_unless_claimant(claim.sheet, by)
    held = _held_to_join(cohort)
    cohort_links.refuse_out_of_time(held)
    cohort_links.refuse_closed_route(held)
    if not held.candidates().filter(pk=claim.pk).exists():
        raise GuardRefused(_("Votre demande ne remplit pas les critères de ce groupe."))
    same = Q(email=by.email) | Q(organisation=claim.organisation)
    _refuse_joined(held, same, signature)
    return _signed(held, signature, claim.sheet.case, by, by.email)


@transaction.atomic
def withdraw_opt_in(opt_in: OptIn, *, by: User | None = None) -> None:
    """At any time. `by`: a colleague of who signed; None for who holds the way out."""
    if by and (not by.may_report or by.organisation_id != opt_in.organisation_id):
        raise PermissionDenied
    author = by or opt_in.signed_by
    opt_in.take(WITHDRAW_OPT_IN, withdrawn_at=timezone.now())
    held = hold_outside_claims(opt_in)
    only_for_it = [claim for claim in held if claim.state in WITHDRAW_CLAIM.sources]
    journal.record("cohort.left", opt_in, by=author)
    for claim in only_for_it:
        _withdraw_claim(claim, author)


def _withdraw_claim(claim: Claim, by: User) -> None:
    claim.take(
        WITHDRAW_CLAIM,
        seen=claim.version,
        withdrawn_at=timezone.now(),
        withdrawn_by=by,
        withdrawn_reason=_("Mandat révoqué."),
    )
    journal.record("claim.withdrawn", claim, by=by)


def _held_to_join(cohort: Cohort) -> Cohort:
    """Its cases too: two groups on one case take no mandate of one person at the same time."""
    for each in cohort.cohort_cases.order_by("case").select_related("case"):
        hold(each.case)
    return hold_cohort(cohort)


def _refuse_joined(cohort: Cohort, same: Q, signature: Signature) -> None:
    if signature.siren:
        same |= Q(siren=signature.siren)
    on_same_cases = OptIn.objects.in_force().filter(cohort__cases__in=cohort.cases.all())
    held = on_same_cases.filter(same).order_by("signed_at").first()
    if held is None:
        return
    if held.cohort_id == cohort.pk:
        raise GuardRefused(
            _("Un mandat est déjà en vigueur pour cette adresse ou cette entreprise.")
        )
    raise GuardRefused(
        _(
            "Un mandat est en vigueur dans un autre groupe pour le même incident : révoquez-le "
            "d’abord, par le lien du message reçu alors."
        )
    )


def _as_outsider(name: str, kind: OrganisationKind) -> User:
    """No membership, no password, no address: an author for the rows, whom nobody can be."""
    key = uuid4().hex
    organisation = Organisation.objects.create(key=key, name=name, kind=kind, is_outside=True)
    stranger = User(
        email=f"{key}@outside.invalid",
        full_name=OUTSIDER,
        organisation=organisation,
        is_active=False,
    )
    stranger.set_unusable_password()
    stranger.save()
    return stranger


def _signed(
    cohort: Cohort,
    signature: Signature,
    case: Case,
    by: User,
    email: str,
    *,
    product: Product | None = None,
) -> OptIn:
    require(signature.signed_name, _("Signez : écrivez votre nom."))
    own = Organisation.objects.get(people=by)
    opt_in = OptIn.objects.create(
        cohort=cohort,
        case=case,
        organisation=own,
        product=product,
        email=email,
        mandate=mandate_of(cohort),
        signed_by=by,
        **vars(signature),
    )
    told = {"mandate": opt_in.mandate.code, "version": opt_in.mandate.version}
    number_claimant(cohort, own)
    journal.record("cohort.joined", opt_in, by=by, details=told)
    name = f"opt-in {opt_in.pk}"
    transaction.on_commit(partial(wake, tasks.send_joined, str(opt_in.pk), name=name))
    return opt_in


def _claimed(opt_in: OptIn, loss: Loss, by: User) -> LossLine:
    """Raises `GuardRefused` for what does not meet the criteria: nothing of it stays."""
    sheet = LossSheet.objects.create(
        case=loss.case,
        organisation=opt_in.organisation,
        opened_by=by,
        recovers_vat=loss.recovers_vat,
    )
    line = written(
        sheet,
        loss.head,
        by=by,
        category=loss.category,
        what=loss.what,
        answers={"amount": loss.amount},
    )
    now = timezone.now()
    claim = Claim.objects.create(
        sheet=sheet,
        reference=next_claim_reference(),
        state=ClaimState.SUBMITTED,
        opened_by=by,
        submitted_at=now,
        submitted_by=by,
    )
    journal.record("claim.submitted", claim, by=by)
    refuse_unmet(opt_in, claim)
    return line


def refuse_unmet(opt_in: OptIn, claim: Claim) -> None:
    if not opt_in.cohort.candidates().filter(pk=claim.pk).exists():
        raise GuardRefused(
            _("Ce que vous dites ne remplit pas les critères de ce groupe : relisez-les.")
        )
