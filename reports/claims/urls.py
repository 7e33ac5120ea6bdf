from django.urls import path

from reports.claims import views

urlpatterns = [
    path("demandes/<uuid:pk>/documents/", views.claim_documents, name="claim-documents"),
    path("demandes/<uuid:pk>/indications/", views.claim_particulars, name="claim-particulars"),
    path("documents/<uuid:pk>/", views.claim_document, name="claim-document"),
    path(
        "documents/<uuid:pk>/telecharger/",
        views.claim_document_download,
        name="claim-document-download",
    ),
    path("documents/<uuid:pk>/lot/", views.claim_bundle, name="claim-bundle"),
    path("documents/<uuid:pk>/partager/", views.claim_document_share, name="claim-document-share"),
    path("documents/<uuid:pk>/arreter/", views.claim_document_cancel, name="claim-document-cancel"),
    path("documents/<uuid:pk>/relancer/", views.claim_document_retry, name="claim-document-retry"),
    path("changements/", views.switching_list, name="switching-list"),
    path("changements/nouveau/", views.switching_open, name="switching-open"),
    path("changements/<uuid:pk>/", views.switching_file, name="switching-file"),
    path("changements/<uuid:pk>/lettre/", views.switching_letter, name="switching-letter"),
]
