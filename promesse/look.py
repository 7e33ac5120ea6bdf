"""The desk's dress: what django-unfold is told to show."""

from django.utils.translation import gettext_lazy as _


def desk(association: str) -> dict[str, object]:
    return {
        "SITE_TITLE": _("Bureau de la commission"),
        "SITE_HEADER": _("Bureau de la commission"),
        "SITE_SUBHEADER": association,
        "SITE_URL": "/",
        "SHOW_HISTORY": False,
        "SHOW_VIEW_ON_SITE": False,
    }
