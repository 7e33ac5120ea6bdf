"""What production lacks, each with an id and a cure; `manage.py check --deploy` says it."""

from collections.abc import Sequence

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning
from django.http.request import validate_host
from django.utils.translation import gettext as _

from promesse.environment import host_of


def site_answers_to_its_name(
    app_configs: Sequence[AppConfig] | None, **options: object
) -> list[CheckMessage]:
    if validate_host(host_of(settings.SITE_URL), settings.ALLOWED_HOSTS):
        return []
    return [
        Error(
            _("Le nom qui est dans SITE_URL manque dans ALLOWED_HOSTS : chaque page répond 400."),
            hint=_("Ajoutez %(host)s à ALLOWED_HOSTS.") % {"host": host_of(settings.SITE_URL)},
            id="promesse.E001",
        )
    ]


def demonstration_is_off(
    app_configs: Sequence[AppConfig] | None, **options: object
) -> list[CheckMessage]:
    if not settings.DEMO:
        return []
    return [
        Error(
            _("Le site est en mode démonstration : aucun second facteur n’est demandé."),
            hint=_("Retirez PROMESSE_DEMO, et partez d’un dossier PROMESSE_HOME vide."),
            id="promesse.E002",
        )
    ]


def site_is_encrypted(
    app_configs: Sequence[AppConfig] | None, **options: object
) -> list[CheckMessage]:
    if settings.HTTPS and settings.TRUSTED_PROXY_COUNT:
        return []
    return [
        Error(
            _("Les pages et les mots de passe voyagent en clair, ou tournent en rond."),
            hint=_(
                "Placez devant le site un serveur mandataire qui tient le certificat, donnez à "
                "SITE_URL une adresse en https:// et à TRUSTED_PROXY_COUNT le nombre de "
                "mandataires, 1 d’ordinaire."
            ),
            id="promesse.E003",
        )
    ]


def mail_is_sent(app_configs: Sequence[AppConfig] | None, **options: object) -> list[CheckMessage]:
    if settings.EMAIL_URL and not settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        return []
    return [
        Error(
            _("Les messages restent dans un dossier, ou partent d’une adresse qui n’existe pas."),
            hint=_("Donnez EMAIL_URL (le serveur d’envoi) et DEFAULT_FROM_EMAIL (l’expéditeur)."),
            id="promesse.E004",
        )
    ]


def home_is_private(
    app_configs: Sequence[AppConfig] | None, **options: object
) -> list[CheckMessage]:
    home = settings.PROMESSE_HOME
    if not home.stat().st_mode & 0o077:
        return []
    return [
        Error(
            _("D’autres comptes de la machine peuvent lire %(home)s.") % {"home": home},
            hint=_("chmod 700 %(home)s") % {"home": home},
            id="promesse.E005",
        )
    ]


def several_machines_share_all(
    app_configs: Sequence[AppConfig] | None, **options: object
) -> list[CheckMessage]:
    on_postgresql = not settings.DATABASE_URL.startswith("sqlite:")
    on_files = settings.CELERY_BROKER_URL.startswith("filesystem:") or not settings.CACHE_URL
    if not (on_postgresql and on_files):
        return []
    return [
        Warning(
            _(
                "La base est sur PostgreSQL, mais la file d’attente ou le compte des essais de "
                "connexion est dans les fichiers d’une seule machine."
            ),
            hint=_("Donnez CELERY_BROKER_URL et CACHE_URL, deux bases d’un même serveur Redis."),
            id="promesse.W001",
        )
    ]
