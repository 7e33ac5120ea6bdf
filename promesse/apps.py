from django.apps import AppConfig
from django.contrib.admin import apps as admin
from django.core.checks import register

from promesse import checks


class PromesseConfig(AppConfig):
    name = "promesse"

    def ready(self) -> None:
        register(checks.site_answers_to_its_name)
        register(checks.demonstration_is_off, deploy=True)
        register(checks.site_is_encrypted, deploy=True)
        register(checks.mail_is_sent, deploy=True)
        register(checks.home_is_private, deploy=True)
        register(checks.several_machines_share_all, deploy=True)


class DeskConfig(admin.AdminConfig):
    default = False
    default_site = "promesse.desk_site.DeskSite"
