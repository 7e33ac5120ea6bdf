from django.urls import path

from cases.claims import views

urlpatterns = [
    path("incidents/<int:pk>/pertes/", views.loss_sheet_open, name="loss-sheet-open"),
    path("pertes/<uuid:pk>/", views.loss_sheet, name="loss-sheet"),
    path("pertes/<uuid:pk>/cadre/", views.loss_sheet_describe, name="loss-sheet-describe"),
    path("pertes/<uuid:pk>/ajouter/<slug:code>/", views.loss_declare, name="loss-declare"),
    path("pertes/lignes/<uuid:pk>/", views.loss_line, name="loss-line"),
    path("pertes/lignes/<uuid:pk>/<slug:slug>/", views.loss_step, name="loss-step"),
    path("pertes/justificatifs/<uuid:pk>/", views.loss_document, name="loss-document"),
]
