import uuid
from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cases.claims.models.claim import Claim
from cases.claims.states import AFTER_SUBMISSION
from cases.claims.vocabulary import ContractKind
from cases.evidence.models import Item
from cases.models import Mandate, Publisher
from members.models import Organisation, User

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class ContractQuerySet(models.QuerySet["Contract"]):
    def visible_to(self, user: User) -> Self:
        """The organisation's own people, and the lawyer mandated on a case for which it sent a
        claim with that contract; nobody else, of the committee neither."""
        rule = Q(pk=None)
        if user.may_report:
            rule |= Q(organisation=user.organisation_id)
        if user.is_lawyer:
            held = Mandate.objects.of_counsel(user).filter(case=OuterRef("claim__sheet__case"))
            tied = ContractTie.objects.in_force().filter(
                Exists(held), contract=OuterRef("pk"), claim__state__in=AFTER_SUBMISSION
            )
            rule |= Q(Exists(tied))
        return self.filter(rule)

    def put_forward_in(self, claim: Claim) -> Self:
        return self.filter(pk__in=_tied(claim))


def _tied(claim: Claim) -> "models.QuerySet[ContractTie, uuid.UUID]":
    return ContractTie.objects.in_force().filter(claim=claim).values_list("contract", flat=True)


def _author() -> "models.ForeignKey[User, User]":
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")


class Contract(models.Model):
    """What binds an organisation to a publisher. What it says is in its versions."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    publisher = models.ForeignKey(
        Publisher, on_delete=models.PROTECT, related_name="+", verbose_name=_("éditeur")
    )
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    registered_at = models.DateTimeField(_("enregistré le"), default=timezone.now)
    registered_by = _author()

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = _("contrat")
        verbose_name_plural = _("contrats")
        ordering: ClassVar = ["registered_at"]

    def __str__(self) -> str:
        return self.current.title

    @cached_property
    def current(self) -> "ContractVersion":
        return self.versions.get(number=self.version)

    @property
    def journal_name(self) -> str:
        """Private: the journal holds its entries and does not show them at the desk."""
        return f"private:contract:{self.pk}"

    @property
    def journal_thread(self) -> str:
        return self.journal_name

    def is_of(self, user: User) -> bool:
        return user.may_report and user.organisation_id == self.organisation_id


def _day(label: "_StrPromise") -> "models.DateField[date | None, date | None]":
    return models.DateField(label, null=True, blank=True)


def _clause(label: "_StrPromise") -> "models.TextField[str, str]":
    return models.TextField(label, blank=True, max_length=4_000)


def _line(label: "_StrPromise") -> "models.CharField[str, str]":
    return models.CharField(label, max_length=160, blank=True)


class ContractVersionQuerySet(models.QuerySet["ContractVersion"]):
    def current(self) -> Self:
        return self.filter(number=F("contract__version"))

    def put_forward_in(self, claim: Claim) -> Self:
        """What they say now."""
        return self.current().filter(contract__in=_tied(claim)).select_related("contract")


class ContractVersion(models.Model):
    """All that the organisation says of a contract, as of one moment: a correction is another."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    reason = models.CharField(_("motif de la correction"), max_length=300, blank=True)
    recorded_at = models.DateTimeField(_("enregistrée le"), default=timezone.now)
    recorded_by = _author()
    kind = models.CharField(_("nature"), max_length=16, choices=ContractKind)
    title = models.CharField(_("intitulé"), max_length=160)
    signed_on = _day(_("signé le"))
    starts_on = _day(_("en vigueur depuis"))
    ends_on = _day(_("en vigueur jusqu’au"))
    terms_version = _line(_("version des conditions générales"))
    signatory = _line(_("signataire"))
    governing_law = _line(_("loi applicable"))
    jurisdiction_clause = _clause(_("clause de juridiction"))
    mediation_clause = _clause(_("clause de médiation"))
    claim_delay_days = models.PositiveSmallIntegerField(
        _("délai de réclamation, en jours"), null=True, blank=True
    )
    liability_cap = models.DecimalField(
        _("plafond de responsabilité, en euros"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
    )
    liability_cap_wording = _clause(_("clause de responsabilité"))
    sla_percent = models.DecimalField(
        _("disponibilité promise, en %"), max_digits=6, decimal_places=3, null=True, blank=True
    )
    reversibility_clause = _clause(_("clause de réversibilité"))
    confidentiality_clause = _clause(_("clause de confidentialité"))

    objects = ContractVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version d’un contrat")
        verbose_name_plural = _("versions d’un contrat")
        ordering: ClassVar = ["contract", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["contract", "number"], name="contract_version_number_once"
            ),
            models.CheckConstraint(
                name="contract_correction_says_why",
                condition=Q(number=1, reason="") | Q(number__gt=1) & ~Q(reason=""),
                violation_error_message=_("Une correction porte un motif."),
            ),
            models.CheckConstraint(
                name="contract_ends_after_it_began",
                condition=Q(starts_on=None)
                | Q(ends_on=None)
                | Q(starts_on__isnull=False, ends_on__isnull=False, ends_on__gte=F("starts_on")),
                violation_error_message=_("La fin du contrat précède son début."),
            ),
            models.CheckConstraint(
                name="contract_cap_is_not_negative",
                condition=Q(liability_cap=None) | Q(liability_cap__gte=0),
                violation_error_message=_("Un plafond n’est pas négatif."),
            ),
            models.CheckConstraint(
                name="contract_promises_a_percentage",
                condition=Q(sla_percent=None) | Q(sla_percent__gt=0, sla_percent__lte=100),
                violation_error_message=_("Une disponibilité est un pourcentage, jusqu’à 100."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ContractFileQuerySet(models.QuerySet["ContractFile"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(contract__in=Contract.objects.visible_to(user))


class ContractFile(models.Model):
    """A file of a contract: shown to those who see the contract, and on no other page."""

    item = models.OneToOneField(Item, on_delete=models.PROTECT, related_name="contract_file")
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="files")

    objects = ContractFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("fichier d’un contrat")
        verbose_name_plural = _("fichiers d’un contrat")
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return str(self.item)

    @property
    def journal_name(self) -> str:
        return f"private:contract_file:{self.item_id}"

    @property
    def journal_thread(self) -> str:
        return self.contract.journal_name


class ContractTieQuerySet(models.QuerySet["ContractTie"]):
    def in_force(self) -> Self:
        return self.filter(untied_at=None)


class ContractTie(models.Model):
    """A contract put forward in a claim: the mandated lawyer reads it with that claim."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="contract_ties")
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="ties")
    tied_at = models.DateTimeField(_("rattaché le"), default=timezone.now)
    tied_by = _author()
    untied_at: "models.DateTimeField[datetime | None, datetime | None]" = models.DateTimeField(
        _("détaché le"), null=True
    )
    untied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = ContractTieQuerySet.as_manager()

    class Meta:
        verbose_name = _("contrat d’une demande")
        verbose_name_plural = _("contrats d’une demande")
        ordering: ClassVar = ["tied_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["claim", "contract"],
                condition=Q(untied_at=None),
                name="contract_tied_once_to_a_claim",
                violation_error_message=_("Ce contrat est déjà rattaché à cette demande."),
            ),
            models.CheckConstraint(
                name="contract_untied_by_someone_at_some_time",
                condition=Q(untied_at=None, untied_by=None)
                | Q(untied_at__isnull=False, untied_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim} – {self.contract_id}"
