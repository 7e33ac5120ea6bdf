"""Individual cases: the lawyer asks, the claimant agrees, refuses, or takes it back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.claims.actions.cohorts import hold_cohort, refuse_all_but_counsel
from cases.claims.actions.parties import refuse_unless_claimant
from cases.claims.cohort_states import (
    GIVE_CONSENT,
    REFUSE_CONSENT,
    REVOKE_CONSENT,
    ConsentStep,
)
from cases.claims.models import Claim, Cohort, IndividualCase
from cases.claims.notices import note_turn
from cases.claims.vocabulary import MailKind
from cases.errors import GuardRefused
from cases.evidence import journal
from members.models import User


@transaction.atomic
def ask_consent(cohort: Cohort, claim: Claim, *, by: User) -> IndividualCase:
    """Once a claim: a second tap finds the first one's."""
    refuse_all_but_counsel(cohort, by)
    hold_cohort(cohort)
    if held := cohort.individual_cases.filter(claim=claim).first():
        return held
    if claim.organisation.is_outside:
        raise GuardRefused(
            _(
                "Ce demandeur n’a pas de compte ici : il ne peut pas y donner son accord. "
                "Demandez-le à un autre."
            )
        )
    if not cohort.candidates().filter(pk=claim.pk).exists():
        raise GuardRefused(_("Cette demande ne remplit pas les critères du groupe."))
    asked = IndividualCase.objects.create(cohort=cohort, claim=claim, asked_by=by)
    note_turn(claim, MailKind.CONSENT)
    journal.record("cohort.consent_asked", asked, by=by)
    return asked


def give_consent(individual: IndividualCase, *, by: User) -> None:
    _answer(individual, GIVE_CONSENT, "cohort.consent_given", by)


def refuse_consent(individual: IndividualCase, *, by: User) -> None:
    _answer(individual, REFUSE_CONSENT, "cohort.consent_refused", by)


def revoke_consent(individual: IndividualCase, *, by: User) -> None:
    """At any time, of a cohort that is closed too."""
    _answer(individual, REVOKE_CONSENT, "cohort.consent_revoked", by)


@transaction.atomic
def _answer(individual: IndividualCase, step: ConsentStep, verb: str, by: User) -> None:
    refuse_unless_claimant(individual.claim.sheet, by)
    individual.take(step, answered_at=timezone.now(), answered_by=by)
    journal.record(verb, individual, by=by)
