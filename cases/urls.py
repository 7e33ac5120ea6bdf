from django.urls import path

from cases import views
from cases.views import offline, transparency, triage, triage_acts

urlpatterns = [
    path("", views.home, name="home"),
    path("signaler/", views.observation_report, name="observation-report"),
    path("signaler/<uuid:draft>/verifier/", views.report_check, name="report-check"),
    path("signaler/<uuid:draft>/envoyer/", views.report_send, name="report-send"),
    path("signaler/<uuid:draft>/supprimer/", views.report_discard, name="report-discard"),
    path("signaler/<uuid:draft>/<slug:step>/", views.report_question, name="report-question"),
    path("service-worker.js", offline.service_worker, name="service-worker"),
    path("hors-ligne/", offline.offline_page, name="offline"),
    path("hors-ligne/<uuid:key>/", offline.offline_report, name="offline-report"),
    path("observations/", views.observation_list, name="observation-list"),
    path("observations/<uuid:pk>/", views.observation_detail, name="observation-detail"),
    path("observations/<uuid:pk>/recu/", views.observation_receipt, name="observation-receipt"),
    path("observations/<uuid:pk>/suivi/", views.follow_up, name="follow-up"),
    path("observations/<uuid:pk>/modifier/", views.observation_revise, name="observation-revise"),
    path(
        "observations/<uuid:pk>/modifier/<slug:section>/",
        views.observation_revise_section,
        name="observation-revise-section",
    ),
    path(
        "observations/<uuid:pk>/retirer/", views.observation_withdraw, name="observation-withdraw"
    ),
    path(
        "observations/<uuid:pk>/questions/<int:question_pk>/",
        views.question_answer,
        name="question-answer",
    ),
    path(
        "observations/<uuid:pk>/pieces/",
        views.observation_attachments,
        name="observation-attachments",
    ),
    path("fichiers/<uuid:pk>/", views.attachment_download, name="attachment-download"),
    path("fichiers/<uuid:pk>/apercu/", views.attachment_preview, name="attachment-preview"),
    path("fichiers/<uuid:pk>/decrire/", views.attachment_describe, name="attachment-describe"),
    path("incidents/", views.case_list, name="case-list"),
    path("incidents/<int:pk>/", views.case_detail, name="case-detail"),
    path("incidents/<int:pk>/pieces/", views.case_attachments, name="case-attachments"),
    path("incidents/<int:pk>/moi-aussi/", views.me_too, name="me-too"),
    path("incidents/<int:pk>/notes/", views.private_notes, name="private-notes"),
    path("incidents/<int:pk>/notes/signer/", views.advice_note_sign, name="advice-note-sign"),
    path("notes/<uuid:pk>/effacer/", views.private_note_erase, name="private-note-erase"),
    path("triage/", triage.triage, name="triage"),
    path("triage/aide/", triage.triage_help, name="triage-help"),
    path("triage/raccourcis/", triage.triage_shortcuts, name="triage-shortcuts"),
    path("triage/annuler/<int:sequence>/", triage.triage_undo, name="triage-undo"),
    path("triage/<uuid:pk>/<slug:slug>/", triage_acts.triage_act, name="triage-act"),
    path("transparence/", transparency.transparency, name="transparency"),
    path("transparence/<slug:day>.json", transparency.root_statement, name="root-statement"),
    path("transparence/<slug:day>.tsr", transparency.root_stamp, name="root-stamp"),
    path("comparer/", views.comparison, name="comparison"),
]
