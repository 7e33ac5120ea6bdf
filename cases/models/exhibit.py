from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.evidence.models import Item
from cases.states import ExhibitState
from cases.vocabulary import Nature


class ExhibitQuerySet(models.QuerySet["Exhibit"]):
    def on_the_schedule(self) -> Self:
        """Those that have a number, the withdrawn ones that a dossier lists included."""
        return self.filter(number__isnull=False).order_by("number")

    def exhibited(self) -> Self:
        return self.filter(state=ExhibitState.EXHIBITED)

    def movable(self) -> Self:
        """No dossier lists them yet, so their numbers may change."""
        return self.exhibited().filter(settled_at=None).order_by("number")

    def that_may_not_leave(self) -> Self:
        """A secret covers them since, or an antivirus found harm in them."""
        leaving = Item.objects.that_may_leave()
        return self.exhibited().exclude(item__in=leaving).order_by("number")

    def next_number(self) -> int:
        return (self.aggregate(last=Max("number"))["last"] or 0) + 1


class Exhibit(models.Model):
    """A file of a case put on its schedule, as counsel will communicate it.

    Its number is settled once a dossier lists it: that dossier may be handed out at any time.
    """

    case = models.ForeignKey(
        "cases.Case", on_delete=models.PROTECT, related_name="exhibits", verbose_name=_("cas")
    )
    item = models.ForeignKey(
        Item, on_delete=models.PROTECT, related_name="exhibits", verbose_name=_("fichier")
    )
    number = models.PositiveSmallIntegerField(_("n° de pièce"), null=True)
    title = models.CharField(_("intitulé neutre"), max_length=200)
    dated_on = models.DateField(_("date du document"), null=True)
    origin = models.CharField(_("auteur ou origine"), max_length=200, blank=True)
    nature = models.CharField(_("nature"), max_length=20, choices=Nature)
    state = models.CharField(
        _("état"), max_length=16, choices=ExhibitState, default=ExhibitState.EXHIBITED
    )
    exhibited_at = models.DateTimeField(_("versée le"), default=timezone.now)
    exhibited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )
    settled_at = models.DateTimeField(_("n° fixé le"), null=True)
    withdrawn_at = models.DateTimeField(_("retirée le"), null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
    )
    withdrawn_reason = models.TextField(_("motif du retrait"), blank=True)

    objects = ExhibitQuerySet.as_manager()

    class Meta:
        verbose_name = _("pièce")
        verbose_name_plural = _("pièces")
        ordering: ClassVar = ["case", "number", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "number"],
                name="exhibit_number_once_a_case",
                violation_error_message=_("Ce numéro de pièce est déjà pris."),
            ),
            models.UniqueConstraint(
                fields=["case", "item"],
                condition=Q(state=ExhibitState.EXHIBITED),
                name="exhibit_once_a_file",
                violation_error_message=_("Ce fichier est déjà une pièce de ce cas."),
            ),
            models.CheckConstraint(
                name="exhibit_has_a_number_until_it_is_withdrawn",
                condition=Q(number__gte=1)
                | Q(number=None, state=ExhibitState.WITHDRAWN, settled_at=None),
                violation_error_message=_("Une pièce communiquée garde son numéro."),
            ),
            models.CheckConstraint(
                name="exhibit_withdrawn_by_someone_with_a_reason",
                condition=Q(
                    state=ExhibitState.WITHDRAWN,
                    withdrawn_at__isnull=False,
                    withdrawn_by__isnull=False,
                )
                & ~Q(withdrawn_reason="")
                | Q(
                    state=ExhibitState.EXHIBITED,
                    withdrawn_at=None,
                    withdrawn_by=None,
                    withdrawn_reason="",
                ),
                violation_error_message=_("Un retrait a une date, un auteur et un motif."),
            ),
        ]

    def __str__(self) -> str:
        return _("Pièce n° %(number)s – %(title)s") % {
            "number": self.number or "–",
            "title": self.title,
        }

    @property
    def is_withdrawn(self) -> bool:
        return self.state == ExhibitState.WITHDRAWN

    @property
    def journal_name(self) -> str:
        return f"exhibit:{self.pk}"

    @property
    def journal_thread(self) -> str:
        return self.case.journal_name
