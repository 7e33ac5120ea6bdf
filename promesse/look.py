"""The desk's dress: what django-unfold is told to show."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

# Our deep blue: 600 fills buttons and writes links on light grounds, 500 writes links on dark ones
# (tests/promesse/test_look.py measures both). Greys are those of our pages, warm then slate.
BLUE = {
    "50": "oklch(97.8% .007 258)",
    "100": "oklch(93.6% .021 258)",
    "200": "oklch(88.8% .055 258)",
    "300": "oklch(84.4% .078 258)",
    "400": "oklch(81.3% .094 258)",
    "500": "oklch(76% .11 258)",
    "600": "oklch(38.5% .11 257)",
    "700": "oklch(33% .09 257)",
    "800": "oklch(28.8% .081 257)",
    "900": "oklch(25% .065 258)",
    "950": "oklch(21.9% .05 259)",
}
GREYS = {
    "50": "oklch(98% .007 81)",
    "100": "oklch(95.5% .014 81)",
    "200": "oklch(90.5% .018 82)",
    "300": "oklch(84% .02 82)",
    "400": "oklch(76.7% .024 258)",
    "500": "oklch(48% .029 258)",
    "600": "oklch(40% .03 258)",
    "700": "oklch(38% .038 259)",
    "800": "oklch(32.2% .029 257)",
    "900": "oklch(22.5% .024 258)",
    "950": "oklch(19.9% .02 258)",
}


def icon(request: HttpRequest) -> str:
    return static("promesse/icon.svg")


def stylesheet(request: HttpRequest) -> str:
    return static("promesse/desk.css")


def desk(association: str) -> dict[str, object]:
    return {
        "SITE_TITLE": _("Bureau de la commission"),
        "SITE_HEADER": _("Bureau de la commission"),
        "SITE_SUBHEADER": association,
        "SITE_ICON": {"light": icon, "dark": icon},
        "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": icon}],
        "SITE_URL": "/",
        "SHOW_LANGUAGES": True,
        "LANGUAGES": {"action": reverse_lazy("language"), "navigation": []},
        "SHOW_HISTORY": True,
        "SHOW_VIEW_ON_SITE": True,
        "COLORS": {"primary": BLUE, "base": GREYS},
        "STYLES": [stylesheet],
        "DASHBOARD_CALLBACK": "promesse.desk.home",
        "SIDEBAR": {"navigation": "promesse.desk.navigation"},
        "ACCOUNT": {
            "navigation": [
                {
                    "title": _("Changer de mot de passe"),
                    "link": reverse_lazy("account_change_password"),
                },
                {"title": _("Sécurité du compte"), "link": reverse_lazy("mfa_index")},
            ]
        },
    }
