"""How far a loss is proved, and how far a claim has come, as data."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class LossState(models.TextChoices):
    DECLARED = "declared", _("Déclarée")
    DOCUMENTED = "documented", _("Documentée")
    VERIFIED = "verified", _("Vérifiée par la commission")
    PROVED = "proved", _("Établie par l’avocat")
    WITHDRAWN = "withdrawn", _("Retirée de la fiche")


# In the order of proof; what was withdrawn counts nowhere.
COUNTED = (LossState.DECLARED, LossState.DOCUMENTED, LossState.VERIFIED, LossState.PROVED)


@dataclass(frozen=True)
class Step:
    sources: frozenset[LossState]
    target: LossState


DOCUMENT = Step(frozenset({LossState.DECLARED}), LossState.DOCUMENTED)
VERIFY = Step(frozenset({LossState.DOCUMENTED}), LossState.VERIFIED)
# Counsel judges by themselves, whether or not a handler looked before.
PROVE = Step(frozenset({LossState.DOCUMENTED, LossState.VERIFIED}), LossState.PROVED)
# What others have vouched for is not taken back by who declared it alone.
WITHDRAW = Step(frozenset({LossState.DECLARED, LossState.DOCUMENTED}), LossState.WITHDRAWN)


class ClaimState(models.TextChoices):
    DRAFT = "draft", _("À compléter")
    SUBMITTED = "submitted", _("Envoyée à la commission")
    VERIFIED = "verified", _("Vérifiée par la commission")
    DOCUMENTED = "documented", _("Documentée par l’avocat")
    NOTICE_SENT = "notice_sent", _("Mise en demeure envoyée")
    NEGOTIATING = "negotiating", _("En négociation")
    SETTLED = "settled", _("Accord trouvé")
    PAID = "paid", _("Payée")
    REFUSED = "refused", _("Refusée par l’éditeur")
    WITHDRAWN = "withdrawn", _("Retirée par l’adhérent")
    IN_COURT = "in_court", _("Devant le tribunal")


@dataclass(frozen=True)
class ClaimStep:
    sources: frozenset[ClaimState]
    target: ClaimState


# In the order of the work: what comes after stands on what was before.
AFTER_SUBMISSION = frozenset(ClaimState) - {ClaimState.DRAFT, ClaimState.WITHDRAWN}
AFTER_VERIFICATION = AFTER_SUBMISSION - {ClaimState.SUBMITTED}
AFTER_DOCUMENTATION = AFTER_VERIFICATION - {ClaimState.VERIFIED}
UNDER_DISCUSSION = frozenset(
    {ClaimState.NOTICE_SENT, ClaimState.NEGOTIATING, ClaimState.REFUSED, ClaimState.IN_COURT}
)
OWED = frozenset({ClaimState.SETTLED, ClaimState.IN_COURT})
# The sheet of losses may change: nobody has vouched for the whole of it.
STILL_WRITTEN = frozenset({ClaimState.DRAFT, ClaimState.WITHDRAWN})
# What stands above the losses may change, or the days of interest of it.
DESCRIBED = STILL_WRITTEN | UNDER_DISCUSSION
ENDED = frozenset({ClaimState.PAID, ClaimState.WITHDRAWN})

SUBMIT_CLAIM = ClaimStep(frozenset({ClaimState.DRAFT}), ClaimState.SUBMITTED)
TAKE_BACK_CLAIM = ClaimStep(frozenset({ClaimState.SUBMITTED}), ClaimState.DRAFT)
SEND_BACK_CLAIM = ClaimStep(
    frozenset({ClaimState.SUBMITTED, ClaimState.VERIFIED}), ClaimState.DRAFT
)
VERIFY_CLAIM = ClaimStep(frozenset({ClaimState.SUBMITTED}), ClaimState.VERIFIED)
DOCUMENT_CLAIM = ClaimStep(frozenset({ClaimState.VERIFIED}), ClaimState.DOCUMENTED)
SEND_NOTICE = ClaimStep(frozenset({ClaimState.DOCUMENTED}), ClaimState.NOTICE_SENT)
# Whoever refused may still make an offer.
NEGOTIATE = ClaimStep(
    frozenset({ClaimState.NOTICE_SENT, ClaimState.REFUSED}), ClaimState.NEGOTIATING
)
SETTLE = ClaimStep(frozenset({ClaimState.NEGOTIATING, ClaimState.IN_COURT}), ClaimState.SETTLED)
PAY = ClaimStep(OWED, ClaimState.PAID)
REFUSE = ClaimStep(
    frozenset({ClaimState.NOTICE_SENT, ClaimState.NEGOTIATING, ClaimState.IN_COURT}),
    ClaimState.REFUSED,
)
# No notice is owed before an action, and an agreement that is not kept is brought there too.
GO_TO_COURT = ClaimStep(
    frozenset(
        {
            ClaimState.DOCUMENTED,
            ClaimState.NOTICE_SENT,
            ClaimState.NEGOTIATING,
            ClaimState.SETTLED,
            ClaimState.REFUSED,
        }
    ),
    ClaimState.IN_COURT,
)
# What was agreed binds both.
WITHDRAW_CLAIM = ClaimStep(
    frozenset(ClaimState) - ENDED - {ClaimState.SETTLED}, ClaimState.WITHDRAWN
)
REOPEN_CLAIM = ClaimStep(frozenset({ClaimState.WITHDRAWN}), ClaimState.DRAFT)


class OfferState(models.TextChoices):
    PROPOSED = "proposed", _("Proposée")
    ACCEPTED = "accepted", _("Acceptée")
    REFUSED = "refused", _("Refusée")
    LAPSED = "lapsed", _("Restée sans effet")
