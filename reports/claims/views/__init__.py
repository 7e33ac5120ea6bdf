from reports.claims.views.bundle import claim_bundle
from reports.claims.views.documents import (
    claim_document,
    claim_document_cancel,
    claim_document_download,
    claim_document_retry,
    claim_documents,
    claim_particulars,
)
from reports.claims.views.sharing import claim_document_share
from reports.claims.views.switching import (
    switching_file,
    switching_letter,
    switching_list,
    switching_open,
)

__all__ = [
    "claim_bundle",
    "claim_document",
    "claim_document_cancel",
    "claim_document_download",
    "claim_document_retry",
    "claim_document_share",
    "claim_documents",
    "claim_particulars",
    "switching_file",
    "switching_letter",
    "switching_list",
    "switching_open",
]
