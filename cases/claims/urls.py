from django.urls import include, path

from cases.claims import views

urlpatterns = [
    path("", include("cases.claims.cohort_urls")),
    path("incidents/<int:pk>/demande/", views.claim_open, name="claim-open"),
    path("demandes/", views.claim_list, name="claim-list"),
    path("demandes/resultats/", views.claim_recovery, name="claim-recovery"),
    path("demandes/pieces/<uuid:pk>/", views.claim_paper, name="claim-paper"),
    path("demandes/offres/<uuid:pk>/<slug:slug>/", views.offer_answer, name="offer-answer"),
    path("demandes/<uuid:pk>/", views.claim_detail, name="claim-detail"),
    path("demandes/<uuid:pk>/acte/<slug:slug>/", views.claim_act, name="claim-act"),
    path("incidents/<int:pk>/pertes/", views.loss_sheet_open, name="loss-sheet-open"),
    path("pertes/<uuid:pk>/", views.loss_sheet, name="loss-sheet"),
    path("pertes/<uuid:pk>/cadre/", views.loss_sheet_describe, name="loss-sheet-describe"),
    path("pertes/<uuid:pk>/ajouter/<slug:code>/", views.loss_declare, name="loss-declare"),
    path("pertes/lignes/<uuid:pk>/", views.loss_line, name="loss-line"),
    path("pertes/lignes/<uuid:pk>/corriger/", views.loss_correct, name="loss-correct"),
    path("pertes/lignes/<uuid:pk>/<slug:slug>/", views.loss_step, name="loss-step"),
    path("pertes/justificatifs/<uuid:pk>/", views.loss_document, name="loss-document"),
    path("contrats/", views.contract_list, name="contract-list"),
    path("contrats/ajouter/", views.contract_add, name="contract-add"),
    path("contrats/<uuid:pk>/", views.contract_detail, name="contract-detail"),
    path("contrats/<uuid:pk>/corriger/", views.contract_correct, name="contract-correct"),
    path("contrats/fichiers/<uuid:pk>/", views.contract_file, name="contract-file"),
    path("demandes/<uuid:pk>/contrats/", views.claim_contracts, name="claim-contracts"),
    path("demandes/<uuid:pk>/droits/", views.claim_rights, name="claim-rights"),
    path("demandes/<uuid:pk>/fondements/", views.claim_grounds, name="claim-grounds"),
    path("demandes/<uuid:pk>/fondements/<slug:code>/", views.claim_ground, name="claim-ground"),
    path(
        "demandes/<uuid:pk>/fondements/<slug:code>/ecarter/",
        views.claim_ground_set_aside,
        name="claim-ground-set-aside",
    ),
    path("demandes/<uuid:pk>/elements/<slug:code>/", views.claim_element, name="claim-element"),
    path("droits/", views.rights, name="rights"),
]
