from reports.views.downloading import dossier_download
from reports.views.following import (
    dossier_cancel,
    dossier_detail,
    dossier_request,
    dossier_retry,
)
from reports.views.listing import dossier_list

__all__ = [
    "dossier_cancel",
    "dossier_detail",
    "dossier_download",
    "dossier_list",
    "dossier_request",
    "dossier_retry",
]
