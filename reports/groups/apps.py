from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GroupDocumentsConfig(AppConfig):
    name = "reports.groups"
    label = "group_documents"
    verbose_name = _("dossiers d’action de groupe")
