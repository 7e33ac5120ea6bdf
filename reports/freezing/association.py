from django.conf import settings

from cases.claims.models.profile import current_profile
from reports.content import Association


def association() -> Association:
    """Who establishes a document, as far as its board has described it."""
    profile = current_profile()
    if profile is None:
        return Association(settings.ASSOCIATION_NAME)
    return Association(
        settings.ASSOCIATION_NAME,
        rna=profile.register_number,
        siren=profile.siren,
        seat=profile.seat,
        publication_director=profile.publication_director,
    )
