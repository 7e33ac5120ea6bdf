from django.urls import path

from cases import views

urlpatterns = [
    path("", views.home, name="home"),
    path("signaler/", views.observation_report, name="observation-report"),
    path("observations/", views.observation_list, name="observation-list"),
    path("observations/<uuid:pk>/", views.observation_detail, name="observation-detail"),
    path("observations/<uuid:pk>/modifier/", views.observation_revise, name="observation-revise"),
    path(
        "observations/<uuid:pk>/retirer/", views.observation_withdraw, name="observation-withdraw"
    ),
    path(
        "observations/<uuid:pk>/questions/<int:question_pk>/",
        views.question_answer,
        name="question-answer",
    ),
    path("incidents/", views.case_list, name="case-list"),
    path("incidents/<int:pk>/", views.case_detail, name="case-detail"),
    path("incidents/<int:pk>/moi-aussi/", views.me_too, name="me-too"),
    path("comparer/", views.comparison, name="comparison"),
]
