from django.urls import include, path

from reports import views

urlpatterns = [
    path("verifier/", views.verification, name="verification"),
    path("incidents/<int:pk>/attestation/", views.attestation_page, name="attestation"),
    path(
        "incidents/<int:pk>/attestation/<slug:way>/",
        views.attestation_form,
        name="attestation-form",
    ),
    path("dossiers/", views.dossier_list, name="dossier-list"),
    path("dossiers/cas/<int:pk>/demander/", views.dossier_request, name="dossier-request"),
    path("dossiers/cas/<int:pk>/", views.counsel_case, name="counsel-case"),
    path("dossiers/cas/<int:pk>/demandes/", views.counsel_claims, name="counsel-claims"),
    path("dossiers/cas/<int:pk>/demandes.csv", views.counsel_claims_csv, name="counsel-claims-csv"),
    path("dossiers/<uuid:pk>/", views.dossier_detail, name="dossier-detail"),
    path("dossiers/<uuid:pk>/arreter/", views.dossier_cancel, name="dossier-cancel"),
    path("dossiers/<uuid:pk>/relancer/", views.dossier_retry, name="dossier-retry"),
    path("dossiers/<uuid:pk>/telecharger/", views.dossier_download, name="dossier-download"),
    path("dossiers/<uuid:pk>/partager/", views.dossier_share, name="dossier-share"),
    path("dossiers/", include("reports.groups.urls")),
    path("liens/<uuid:pk>/retirer/", views.link_revoke, name="link-revoke"),
    path("copie/<str:token>/", views.counsel_link, name="counsel-link"),
]
