from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    DISTRIBUTOR = "distributor", _("Distributeur")
    RESELLER = "reseller", _("Revendeur")
    INTEGRATOR = "integrator", _("Intégrateur")
    VAR = "var", _("Revendeur à valeur ajoutée (VAR)")
    END_USER = "end_user", _("Utilisateur final")
    ACCOUNTANT = "accountant", _("Expert-comptable")
    CONSULTANT = "consultant", _("Cabinet conseil")
