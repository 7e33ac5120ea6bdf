"""What is put forward in a claim: which piece proves which element, which grounds counsel chose."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.claims.models.claim import Claim
from cases.claims.models.contract import ContractFile
from cases.claims.models.ground import LegalGround
from cases.claims.models.line import LossDocument
from cases.claims.vocabulary import Place
from cases.models import Exhibit
from members.models import User

LOSS_DOCUMENT, CONTRACT_FILE, EXHIBIT = "loss_document", "contract_file", "exhibit"
PIECES = (LOSS_DOCUMENT, CONTRACT_FILE, EXHIBIT)


def _author() -> "models.ForeignKey[User, User]":
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")


def _once_who_undid() -> "models.ForeignKey[User | None, User | None]":
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )


def _only(name: str) -> Q:
    return Q(**{f"{piece}__isnull": piece != name for piece in PIECES})


def _once(piece: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(
        fields=["claim", "element", piece],
        condition=Q(removed_at=None),
        name=f"element_proved_once_by_{piece}",
    )


class ElementProofQuerySet(models.QuerySet["ElementProof"]):
    def in_force(self) -> Self:
        return self.filter(removed_at=None)


class ElementProof(models.Model):
    """A piece that the claimant says proves an element. Taken back, the row stays."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="element_proofs")
    element = models.SlugField(_("élément"), max_length=48)
    loss_document = models.ForeignKey(
        LossDocument, on_delete=models.PROTECT, null=True, related_name="+"
    )
    contract_file = models.ForeignKey(
        ContractFile, on_delete=models.PROTECT, null=True, related_name="+"
    )
    exhibit = models.ForeignKey(Exhibit, on_delete=models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField(_("rattachée le"), default=timezone.now)
    added_by = _author()
    removed_at = models.DateTimeField(_("détachée le"), null=True)
    removed_by = _once_who_undid()

    objects = ElementProofQuerySet.as_manager()

    class Meta:
        verbose_name = _("preuve d’un élément")
        verbose_name_plural = _("preuves d’éléments")
        ordering: ClassVar = ["added_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="element_proved_by_one_piece",
                condition=_only(LOSS_DOCUMENT) | _only(CONTRACT_FILE) | _only(EXHIBIT),
            ),
            models.CheckConstraint(
                name="element_proof_removed_by_someone_at_some_time",
                condition=Q(removed_at=None, removed_by=None)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
            ),
            *(_once(piece) for piece in PIECES),
        ]

    def __str__(self) -> str:
        return f"{self.claim} – {self.element}"

    @property
    def piece_key(self) -> str:
        """Which table, and which row of it: as a checklist and its form name a piece."""
        held = {piece: getattr(self, f"{piece}_id") for piece in PIECES}
        return next(f"{piece}:{pk}" for piece, pk in held.items() if pk is not None)


class GroundSelectionQuerySet(models.QuerySet["GroundSelection"]):
    def in_force(self) -> Self:
        return self.filter(set_aside_at=None)


class GroundSelection(models.Model):
    """A ground that the mandated lawyer chose, in the version that they read."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="ground_selections")
    ground = models.ForeignKey(LegalGround, on_delete=models.PROTECT, related_name="+")
    code = models.SlugField(_("code"), max_length=48)
    place = models.CharField(_("rang"), max_length=16, choices=Place)
    note = models.TextField(_("note de l’avocat"), blank=True, max_length=4_000)
    selected_at = models.DateTimeField(_("retenu le"), default=timezone.now)
    selected_by = _author()
    set_aside_at = models.DateTimeField(_("écarté le"), null=True)
    set_aside_by = _once_who_undid()

    objects = GroundSelectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("fondement retenu")
        verbose_name_plural = _("fondements retenus")
        ordering: ClassVar = ["selected_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["claim", "code"],
                condition=Q(set_aside_at=None),
                name="ground_selected_once_a_claim",
                violation_error_message=_("Ce fondement est déjà retenu."),
            ),
            models.CheckConstraint(
                name="ground_set_aside_by_someone_at_some_time",
                condition=Q(set_aside_at=None, set_aside_by=None)
                | Q(set_aside_at__isnull=False, set_aside_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim} – {self.code}"
