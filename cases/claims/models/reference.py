"""What the law and the courts fix, as rows: loaded from a data file, versioned, never changed.

A correction is a higher version of the same row; what was worked out keeps the one it used.
"""

from datetime import date
from decimal import Decimal
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext, gettext_lazy

from cases.claims.models import reference_fields as fields
from cases.claims.models.reference_fields import marked, superseded, version_once, worded
from cases.claims.vocabulary import Bucket, Certainty, RateKind


class LossHeadQuerySet(models.QuerySet["LossHead"]):
    def newest(self) -> Self:
        return self.filter(~superseded(LossHead))


class LossHead(models.Model):
    """A head of loss: how it is worked out, what proves it, where it is counted."""

    code = models.SlugField(gettext_lazy("code"), max_length=32)
    version = fields.version()
    rank = models.PositiveSmallIntegerField(gettext_lazy("rang"))
    label = models.CharField(gettext_lazy("intitulé"), max_length=120)
    label_en = fields.line(gettext_lazy("intitulé, en anglais"), 120)
    formula = models.SlugField(gettext_lazy("calcul"), max_length=32)
    explanation = fields.line(gettext_lazy("formule"))
    explanation_en = fields.line(gettext_lazy("formule, en anglais"))
    proof = fields.line(gettext_lazy("preuves demandées"), 400)
    proof_en = fields.line(gettext_lazy("preuves demandées, en anglais"), 400)
    bucket = models.CharField(gettext_lazy("compté dans"), max_length=16, choices=Bucket)
    # The head that repairs the same loss: a sheet counts one of them.
    instead_of = models.SlugField(gettext_lazy("au lieu de"), max_length=32, blank=True)
    certainty = fields.certainty()
    source = fields.source()
    checked_on = fields.checked_on()

    objects = LossHeadQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("poste de préjudice")
        verbose_name_plural = gettext_lazy("postes de préjudice")
        ordering: ClassVar = ["rank", "-version"]
        constraints: ClassVar = [
            version_once("loss_head_version_once"),
            # The fixed sum and the penalties of late payment are never added to damages.
            models.CheckConstraint(
                name="loss_head_penalties_on_invoices_alone",
                condition=Q(formula="late_invoice", bucket=Bucket.INVOICES)
                | ~Q(formula="late_invoice") & ~Q(bucket=Bucket.INVOICES),
            ),
            models.CheckConstraint(
                name="loss_head_left_to_the_court_has_no_amount",
                condition=Q(formula="none", bucket=Bucket.COURT)
                | ~Q(formula="none") & ~Q(bucket=Bucket.COURT),
            ),
        ]

    def __str__(self) -> str:
        return marked(worded(self, "label"), self.certainty)

    @property
    def calculation(self) -> str:
        """How it is worked out, without « Σ »: few read it, and no typeface of ours has it."""
        return worded(self, "explanation").replace("Σ ", gettext("somme des "))


class LegalRateQuerySet(models.QuerySet["LegalRate"]):
    def newest(self) -> Self:
        same = LegalRate.objects.filter(kind=OuterRef("kind"), since=OuterRef("since"))
        return self.filter(~Exists(same.filter(version__gt=OuterRef("version"))))

    def table(self, kind: RateKind) -> dict[date, Decimal]:
        """Percent by the first day of each semester. One that is not known is not there."""
        known = self.newest().filter(kind=kind, percent__isnull=False)
        return {row.since: row.percent for row in known if row.percent is not None}


class LegalRate(models.Model):
    """A rate of one semester; without a percentage where nobody has found it yet."""

    kind = models.CharField(gettext_lazy("taux"), max_length=16, choices=RateKind)
    since = models.DateField(gettext_lazy("premier jour"))
    until = models.DateField(gettext_lazy("dernier jour"))
    version = fields.version()
    percent = models.DecimalField(
        gettext_lazy("pour cent"), max_digits=6, decimal_places=2, null=True
    )
    certainty = fields.certainty()
    source = fields.source()
    checked_on = fields.checked_on()

    objects = LegalRateQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("taux d’un semestre")
        verbose_name_plural = gettext_lazy("taux par semestre")
        ordering: ClassVar = ["kind", "since", "-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "since", "version"], name="legal_rate_version_once"
            ),
            models.CheckConstraint(
                name="legal_rate_ends_after_it_began", condition=Q(until__gt=F("since"))
            ),
            models.CheckConstraint(
                name="legal_rate_unknown_is_to_confirm",
                condition=Q(percent__isnull=False, percent__gte=0)
                | Q(percent=None, certainty=Certainty.TO_CONFIRM),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.since}"


class LegalFigureQuerySet(models.QuerySet["LegalFigure"]):
    def newest(self) -> Self:
        return self.filter(~superseded(LegalFigure))


class LegalFigure(models.Model):
    """A number that a text fixes, or that courts use: a fixed sum, a multiple, a base of days."""

    code = models.SlugField(gettext_lazy("code"), max_length=48)
    version = fields.version()
    label = models.CharField(gettext_lazy("intitulé"), max_length=200)
    value = models.DecimalField(gettext_lazy("valeur"), max_digits=12, decimal_places=2)
    certainty = fields.certainty()
    source = fields.source()
    checked_on = fields.checked_on()

    objects = LegalFigureQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("chiffre fixé")
        verbose_name_plural = gettext_lazy("chiffres fixés")
        ordering: ClassVar = ["code", "-version"]
        constraints: ClassVar = [
            version_once("legal_figure_version_once"),
            models.CheckConstraint(name="legal_figure_is_positive", condition=Q(value__gt=0)),
        ]

    def __str__(self) -> str:
        return self.label
