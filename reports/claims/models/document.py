import uuid
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.claims.models import Claim, SwitchingFile
from cases.claims.states import AFTER_SUBMISSION
from cases.models import Mandate
from members.models import User
from reports.claims.models.shared import SharedFacts
from reports.states import TO_TELL, TO_TRY_AGAIN, UNDER_WAY, DossierState, Stage


class DocumentKind(models.TextChoices):
    DOSSIER = "dossier", _("Dossier de demande d’indemnisation")
    NOTICE = "notice", _("Mise en demeure")
    AVAILABILITY = "availability", _("Demande de chiffres de disponibilité")
    CERTIFICATE = "certificate", _("Attestation de non-imputabilité")
    SURVEY = "survey", _("Questionnaire de perception")
    REVERSIBILITY = "reversibility", _("Demande de réversibilité")


class ClaimDocumentQuerySet(models.QuerySet["ClaimDocument"]):
    def visible_to(self, user: User) -> Self:
        """Those who see the claim; of a customer's file, the organisation alone."""
        claims = Claim.objects.visible_to(user)
        files = SwitchingFile.objects.visible_to(user)
        return self.filter(Q(claim__in=claims) | Q(switching__in=files))

    def readable_by(self, user: User) -> Self:
        """A document quotes contracts, which are the claimant's and their lawyer's alone: the
        handler sees that it is there, and does not open it. Counsel reads it while the claim is
        sent."""
        rule = Q(pk=None)
        if user.may_report:
            rule |= Q(claim__sheet__organisation=user.organisation_id)
            rule |= Q(switching__organisation=user.organisation_id)
        if user.is_lawyer:
            cases = Mandate.objects.of_counsel(user).values("case")
            rule |= Q(claim__sheet__case__in=cases, claim__state__in=AFTER_SUBMISSION)
        return self.filter(rule)

    def news_for(self, user: User) -> Self:
        """What ended since they asked for it, and they have not opened."""
        over = self.filter(requested_by=user, state__in=TO_TELL, seen_at=None)
        return over.readable_by(user)


class ClaimDocument(models.Model):
    """A document of a claim, or of a customer's file: frozen on request, made by a worker.

    The row is the job, as that of a dossier on an incident is.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    claim = models.ForeignKey(
        Claim, on_delete=models.PROTECT, null=True, related_name="documents", editable=False
    )
    switching = models.ForeignKey(
        SwitchingFile, on_delete=models.PROTECT, null=True, related_name="documents", editable=False
    )
    kind = models.CharField(_("document"), max_length=16, choices=DocumentKind)
    number = models.PositiveSmallIntegerField(_("version"))
    facts = models.ForeignKey(
        SharedFacts, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    state = models.CharField(
        _("état"), max_length=16, choices=DossierState, default=DossierState.REQUESTED
    )
    stage = models.CharField(_("étape"), max_length=16, choices=Stage, default=Stage.FROZEN)
    content = models.JSONField(_("contenu figé"))
    content_digest = models.CharField(_("empreinte du contenu"), max_length=64)
    requested_at = models.DateTimeField(_("demandé le"), default=timezone.now)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("demandé par"),
    )
    woken_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(_("essais"), default=0)
    started_at = models.DateTimeField(_("commencé le"), null=True)
    heartbeat_at = models.DateTimeField(null=True)
    pages = models.PositiveIntegerField(_("pages mises en page"), null=True)
    failure = models.TextField(_("raison de l’échec"), blank=True)
    ready_at = models.DateTimeField(_("prêt le"), null=True)
    sha256 = models.CharField(_("empreinte du fichier"), max_length=64, blank=True)
    size = models.PositiveBigIntegerField(_("taille"), null=True)
    editable_sha256 = models.CharField(_("empreinte à modifier"), max_length=64, blank=True)
    """Of the same letter for a word processor; a dossier has none."""
    # A worker took the mail on at this time; it counts as sent once `notified_at` says so.
    notice_claimed_at = models.DateTimeField(null=True)
    notified_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    # Of its files; the row stays, with what they were.
    erased_at = models.DateTimeField(_("effacé le"), null=True, editable=False)
    erased_rule = models.CharField(_("règle d’effacement"), max_length=32, blank=True)
    cancelled_at = models.DateTimeField(_("arrêté le"), null=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("arrêté par"),
    )

    objects = ClaimDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document d’une demande")
        verbose_name_plural = _("documents des demandes")
        ordering: ClassVar = ["-requested_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="claim_document_is_of_a_claim_or_of_a_customer",
                condition=Q(claim__isnull=False, switching=None)
                & ~Q(kind=DocumentKind.REVERSIBILITY)
                | Q(claim=None, switching__isnull=False, kind=DocumentKind.REVERSIBILITY),
            ),
            models.UniqueConstraint(
                fields=["claim", "kind", "number"], name="claim_document_number_once"
            ),
            models.UniqueConstraint(
                fields=["switching", "number"], name="switching_document_number_once"
            ),
            models.UniqueConstraint(
                fields=["claim", "kind"],
                condition=Q(state__in=UNDER_WAY),
                name="claim_document_one_under_way_a_kind",
                violation_error_message=_("Ce document est déjà en préparation."),
            ),
            models.UniqueConstraint(
                fields=["switching"],
                condition=Q(state__in=UNDER_WAY),
                name="switching_document_one_under_way",
                violation_error_message=_("Ce document est déjà en préparation."),
            ),
            models.CheckConstraint(
                name="claim_dossier_has_shared_facts",
                condition=Q(kind=DocumentKind.DOSSIER, facts__isnull=False)
                | ~Q(kind=DocumentKind.DOSSIER) & Q(facts=None),
            ),
            models.CheckConstraint(
                name="claim_document_ready_has_a_file",
                condition=Q(state=DossierState.READY, ready_at__isnull=False, size__isnull=False)
                & ~Q(sha256="")
                | ~Q(state=DossierState.READY)
                & Q(ready_at=None, size=None, sha256="", editable_sha256=""),
            ),
            models.CheckConstraint(
                name="claim_document_erased_by_a_rule",
                condition=Q(erased_at=None, erased_rule="")
                | Q(erased_at__isnull=False, state=DossierState.READY) & ~Q(erased_rule=""),
            ),
            models.CheckConstraint(
                name="claim_document_failed_says_why",
                condition=~Q(state=DossierState.FAILED) | ~Q(failure=""),
            ),
            models.CheckConstraint(
                name="claim_document_cancelled_by_someone_at_some_time",
                condition=Q(
                    state=DossierState.CANCELLED,
                    cancelled_at__isnull=False,
                    cancelled_by__isnull=False,
                )
                | ~Q(state=DossierState.CANCELLED) & Q(cancelled_at=None, cancelled_by=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} – v{self.number}"

    @property
    def subject(self) -> Claim | SwitchingFile:
        subject = self.claim or self.switching
        if subject is None:  # the database holds one of them
            raise AssertionError(self.pk)
        return subject

    @property
    def is_dossier(self) -> bool:
        return self.kind == DocumentKind.DOSSIER

    @property
    def ended_unseen(self) -> bool:
        return self.state in TO_TELL and self.seen_at is None

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY

    @property
    def can_be_tried_again(self) -> bool:
        return self.state in TO_TRY_AGAIN

    @property
    def can_be_bundled(self) -> bool:
        is_there = self.state == DossierState.READY and self.erased_at is None
        return self.is_dossier and is_there and self.claim_id is not None

    @property
    def points_to_confirm(self) -> list[dict[str, str]]:
        """Of a letter, whose pages tell none; a dossier lists its own."""
        points: list[dict[str, str]] = self.content.get("to_confirm", [])
        return [] if self.is_dossier else points

    @property
    def file_stem(self) -> str:
        """Without a customer's or an organisation's name: it stands in folders and logs."""
        reference = self.claim.reference if self.claim else str(self.switching_id)[:8]
        return f"{SLUGS[DocumentKind(self.kind)]}-{reference}-v{self.number}"

    @property
    def file_name(self) -> str:
        return f"{self.file_stem}.pdf"

    @property
    def journal_name(self) -> str:
        return f"private:claim-document:{self.pk}"

    @property
    def journal_thread(self) -> str:
        return self.subject.journal_thread


SLUGS = {
    DocumentKind.DOSSIER: "dossier",
    DocumentKind.NOTICE: "mise-en-demeure",
    DocumentKind.AVAILABILITY: "disponibilite",
    DocumentKind.CERTIFICATE: "attestation",
    DocumentKind.SURVEY: "questionnaire",
    DocumentKind.REVERSIBILITY: "reversibilite",
}
