from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.vocabulary import Delivery


class Publisher(models.Model):
    key = models.SlugField(_("clé"), unique=True, max_length=64)
    name = models.CharField(_("nom"), max_length=200)
    siren = models.CharField(
        "SIREN",
        max_length=9,
        blank=True,
        help_text=_("Neuf chiffres : les dossiers identifient l’éditeur par lui."),
    )

    class Meta:
        verbose_name = _("éditeur")
        verbose_name_plural = _("éditeurs")
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="publisher_siren_has_nine_digits",
                condition=models.Q(siren="") | models.Q(siren__regex=r"^[0-9]{9}$"),
                violation_error_message=_("Un SIREN a neuf chiffres."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Product(models.Model):
    key = models.SlugField(_("clé"), unique=True, max_length=64)
    publisher = models.ForeignKey(
        Publisher, on_delete=models.PROTECT, related_name="products", verbose_name=_("éditeur")
    )
    name = models.CharField(_("nom"), max_length=200)
    delivery = models.CharField(_("mode"), max_length=32, choices=Delivery)

    class Meta:
        verbose_name = _("produit")
        verbose_name_plural = _("produits")
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name
