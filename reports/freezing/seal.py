from django.conf import settings

from reports import certificate
from reports.content import Seal


def seal() -> Seal:
    held = certificate.held()
    return Seal(
        name=held.name,
        issuer=held.issuer,
        fingerprint=held.fingerprint,
        certificates=held.pem,
        is_stamped=bool(settings.TSA_URL),
    )
