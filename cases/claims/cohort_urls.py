from django.urls import path

from cases.claims.views import acting, association, cohort_acts, cohorts, opt_ins, outsiders

GROUP = "groupes/<uuid:pk>/"
CLAIM = "demandes/<uuid:pk>/groupes/"

urlpatterns = [
    path("association/", association.association_profile, name="association-profile"),
    path("groupes/", cohorts.cohort_list, name="cohort-list"),
    path("groupes/ouvrir/", cohorts.cohort_open, name="cohort-open"),
    path(GROUP, cohorts.cohort_detail, name="cohort-detail"),
    path(f"{GROUP}voie/", cohorts.cohort_describe, name="cohort-describe"),
    path(f"{GROUP}proces-verbal/", cohorts.cohort_minutes, name="cohort-minutes"),
    path(f"{GROUP}criteres/", cohort_acts.cohort_criteria, name="cohort-criteria"),
    path(f"{GROUP}decision/", cohort_acts.cohort_decision, name="cohort-decision"),
    path(f"{GROUP}declarer/<slug:slug>/", cohort_acts.cohort_declare, name="cohort-declare"),
    path(f"{GROUP}taille/", cohort_acts.cohort_estimate, name="cohort-estimate"),
    path(f"{GROUP}adhesions/", cohort_acts.cohort_opt_ins, name="cohort-opt-ins"),
    path(f"{GROUP}adresse/", cohort_acts.cohort_link, name="cohort-link"),
    path(f"{GROUP}numeroter/", cohort_acts.cohort_number, name="cohort-number"),
    path(f"{GROUP}accord/", cohort_acts.cohort_consent, name="cohort-consent"),
    path(f"{GROUP}clore/", cohort_acts.cohort_close, name="cohort-close"),
    path("demandes/ensemble/", acting.acting_together, name="acting-together"),
    path(CLAIM, opt_ins.claim_cohorts, name="claim-cohorts"),
    path(f"{CLAIM}<uuid:cohort>/adherer/", opt_ins.claim_join, name="claim-join"),
    path(f"{CLAIM}<uuid:opt_in>/quitter/", opt_ins.claim_leave, name="claim-leave"),
    path("accords/<uuid:pk>/<slug:slug>/", opt_ins.consent_answer, name="consent-answer"),
    path("adherer/<str:token>/", opt_ins.opt_in_ask, name="opt-in-ask"),
    path("adherer/formulaire/<str:token>/", opt_ins.opt_in_sign, name="opt-in-sign"),
    path("adherer/mandat/<str:token>/", opt_ins.opt_in_withdraw, name="opt-in-withdraw"),
    path("adherer/pertes/<str:token>/", outsiders.opt_in_losses, name="opt-in-losses"),
    path("adherer/pertes/<str:token>/<uuid:pk>/", outsiders.opt_in_loss, name="opt-in-loss"),
]
