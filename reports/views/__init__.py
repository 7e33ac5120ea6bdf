from reports.views.attesting import attestation_form, attestation_page
from reports.views.counsel_case import counsel_case
from reports.views.counsel_claims import counsel_claims, counsel_claims_csv
from reports.views.downloading import dossier_download
from reports.views.following import (
    dossier_cancel,
    dossier_detail,
    dossier_request,
    dossier_retry,
)
from reports.views.listing import dossier_list
from reports.views.sharing import counsel_link, dossier_share, link_revoke
from reports.views.verifying import verification

__all__ = [
    "attestation_form",
    "attestation_page",
    "counsel_case",
    "counsel_claims",
    "counsel_claims_csv",
    "counsel_link",
    "dossier_cancel",
    "dossier_detail",
    "dossier_download",
    "dossier_list",
    "dossier_request",
    "dossier_retry",
    "dossier_share",
    "link_revoke",
    "verification",
]
