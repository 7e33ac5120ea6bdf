from django.apps import AppConfig


class ClaimDocumentsConfig(AppConfig):
    name = "reports.claims"
    label = "claim_documents"
