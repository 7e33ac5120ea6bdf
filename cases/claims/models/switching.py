import uuid
from datetime import date, datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models import Product
from members.models import Organisation, User


class SwitchingFileQuerySet(models.QuerySet["SwitchingFile"]):
    def visible_to(self, user: User) -> Self:
        """The organisation whose customer it is, and nobody else: who leaves whom is no matter of
        the association's, nor of another member's."""
        if not user.may_report:
            return self.none()
        return self.filter(organisation=user.organisation_id)


class SwitchingFile(models.Model):
    """One customer who asked one member to help them leave a product; known by a label."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    product = models.ForeignKey(
        Product, on_delete=models.PROTECT, related_name="+", verbose_name=_("produit quitté")
    )
    customer = models.CharField(_("client, par un nom à vous"), max_length=80)
    requested_on = models.DateField(_("demandé par le client le"))
    request = models.CharField(_("comment il l’a demandé"), max_length=200)
    # Without a default, so that nothing counts before the provider was told.
    received_on: "models.DateField[date | None, date | None]" = models.DateField(
        _("demande reçue par l’éditeur le"), null=True
    )
    opened_at = models.DateTimeField(_("ouvert le"), default=timezone.now)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    closed_at: "models.DateTimeField[datetime | None, datetime | None]" = models.DateTimeField(
        _("clos le"), null=True
    )
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = SwitchingFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("changement d’éditeur d’un client")
        verbose_name_plural = _("changements d’éditeur de clients")
        ordering: ClassVar = ["-opened_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="switching_file_says_how_it_was_asked",
                condition=~Q(customer="") & ~Q(request=""),
                violation_error_message=_("Dites de quel client il s’agit, et sa demande."),
            ),
            models.CheckConstraint(
                name="switching_file_received_once_asked",
                condition=Q(received_on=None) | Q(received_on__gte=models.F("requested_on")),
                violation_error_message=_(
                    "L’éditeur ne l’a pas reçue avant que le client demande."
                ),
            ),
            models.CheckConstraint(
                name="switching_file_closed_by_someone_at_some_time",
                condition=Q(closed_at=None, closed_by=None)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.customer

    @property
    def journal_name(self) -> str:
        return f"private:switching:{self.pk}"

    @property
    def journal_thread(self) -> str:
        return self.journal_name
