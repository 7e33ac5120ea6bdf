"""What happens to a claim once it is sent: letters, answers, offers, money, acts before a court.

Rows only: the journal tells who wrote them and when, and no amount. Whatever is paid is paid to
the claimant.
"""

import uuid
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from cases.claims.models.claim import Claim
from cases.claims.states import OfferState
from cases.claims.vocabulary import NoticeMode, OfferSide, PaperKind
from cases.evidence.models import Item
from cases.limitation import Occurrence, rule_in_force
from members.models import User


def _recorded_by() -> "models.ForeignKey[User, User]":
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )


class FormalNotice(models.Model):
    """A formal notice that the member sent. It does not interrupt limitation."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="notices")
    sent_on = models.DateField(_("envoyée le"))
    mode = models.CharField(_("par"), max_length=8, choices=NoticeMode)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = _recorded_by()

    class Meta:
        verbose_name = _("mise en demeure")
        verbose_name_plural = _("mises en demeure")
        ordering: ClassVar = ["sent_on", "id"]

    def __str__(self) -> str:
        return f"{self.claim} – {self.sent_on}"


class ClaimPaperQuerySet(models.QuerySet["ClaimPaper"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(claim__in=Claim.objects.visible_to(user))


class ClaimPaper(models.Model):
    """A file that proves a step: shown to those who see the claim, and on no other page."""

    item = models.OneToOneField(Item, on_delete=models.PROTECT, related_name="claim_paper")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(_("ce que c’est"), max_length=16, choices=PaperKind)
    dated_on = models.DateField(_("daté du"))

    objects = ClaimPaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("pièce de la demande")
        verbose_name_plural = _("pièces de la demande")
        ordering: ClassVar = ["dated_on", "id"]

    def __str__(self) -> str:
        return str(self.item)

    @property
    def journal_name(self) -> str:
        return f"private:document:{self.item_id}"

    @property
    def journal_thread(self) -> str:
        return self.claim.journal_thread


class Reply(models.Model):
    """What the publisher answered, without an amount: an offer is a row of its own."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="replies")
    received_on = models.DateField(_("reçue le"))
    said = models.TextField(_("ce qu’elle dit"))
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = _recorded_by()

    class Meta:
        verbose_name = _("réponse de l’éditeur")
        verbose_name_plural = _("réponses de l’éditeur")
        ordering: ClassVar = ["received_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(name="reply_says_something", condition=~Q(said=""))
        ]

    def __str__(self) -> str:
        return f"{self.claim} – {self.received_on}"


class OfferQuerySet(models.QuerySet["Offer"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(claim__in=Claim.objects.visible_to(user))


class Offer(models.Model):
    """A sum that one side proposed to end the claim; at most one of a claim is accepted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="offers")
    side = models.CharField(_("de qui"), max_length=12, choices=OfferSide)
    amount = models.DecimalField(_("montant"), max_digits=14, decimal_places=2)
    made_on = models.DateField(_("faite le"))
    note = models.TextField(_("conditions"), blank=True)
    state = models.CharField(
        _("état"), max_length=12, choices=OfferState, default=OfferState.PROPOSED
    )
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = _recorded_by()
    answered_at = models.DateTimeField(_("répondue le"), null=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
    )

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("offre")
        verbose_name_plural = _("offres")
        ordering: ClassVar = ["made_on", "recorded_at"]
        constraints: ClassVar = [
            models.CheckConstraint(name="offer_amount_is_positive", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="offer_answered_by_someone_at_some_time",
                condition=Q(state=OfferState.PROPOSED, answered_at=None, answered_by=None)
                | ~Q(state=OfferState.PROPOSED)
                & Q(answered_at__isnull=False, answered_by__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["claim"],
                condition=Q(state=OfferState.ACCEPTED),
                name="offer_accepted_once_a_claim",
                violation_error_message=_("Une offre est déjà acceptée."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_side_display()} – {date_format(self.made_on)}"


class Payment(models.Model):
    """Money that the claimant received: there is no other payee."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="payments")
    amount = models.DecimalField(_("montant"), max_digits=14, decimal_places=2)
    received_on = models.DateField(_("reçu le"))
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = _recorded_by()

    class Meta:
        verbose_name = _("paiement")
        verbose_name_plural = _("paiements")
        ordering: ClassVar = ["received_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(name="payment_amount_is_positive", condition=Q(amount__gt=0))
        ]

    def __str__(self) -> str:
        return f"{self.claim} – {self.received_on}"


class LimitationEvent(models.Model):
    """What changes the last day to act; its effect is in the rule (`cases.limitation`)."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="limitation_events")
    code = models.SlugField(_("acte"), max_length=32)
    since = models.DateField(_("du"))
    until = models.DateField(_("au"), null=True, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = _recorded_by()

    class Meta:
        verbose_name = _("acte sur la prescription")
        verbose_name_plural = _("actes sur la prescription")
        ordering: ClassVar = ["since", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="limitation_event_ends_after_it_began",
                condition=Q(until=None) | Q(until__gte=F("since")),
            ),
            models.UniqueConstraint(
                fields=["claim", "code", "since"], name="limitation_event_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim} – {self.code}, {self.since}"

    @property
    def occurrence(self) -> Occurrence:
        [event] = [each for each in rule_in_force().events if each.code == self.code]
        return Occurrence(event, self.since, self.until)


class ClaimMail(models.Model):
    """A mail about a claim that is due, sent once. `about` is the day that it warns of."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="mails")
    kind = models.CharField(max_length=16)
    about = models.DateField()
    due_at = models.DateTimeField(default=timezone.now)
    # A worker took the mail on at this time; it counts as sent once `notified_at` says so.
    claimed_at = models.DateTimeField(null=True)
    notified_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("courriel sur une demande")
        verbose_name_plural = _("courriels sur une demande")
        ordering: ClassVar = ["due_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["claim", "kind", "about"], name="claim_mail_once_a_kind_and_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.claim} – {self.kind}"
