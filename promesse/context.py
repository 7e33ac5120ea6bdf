from django.conf import settings
from django.http import HttpRequest


def association(request: HttpRequest) -> dict[str, object]:
    """What the frame of every page says: whose site it is, its source, its languages,
    and whether it is a demonstration."""
    return {
        "association_name": settings.ASSOCIATION_NAME,
        "source_url": settings.SOURCE_URL,
        "demonstration": settings.DEMO,
        "languages": settings.LANGUAGES,
    }
