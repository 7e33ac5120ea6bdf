"""The pages of acts at the desk: each is asked for where the act is possible, and its POST sends
what would be accepted (`tests/access/scenes.py`), so that only the role can be what stops it."""

# admin:…  anonymous member other committee board administrator lawyer mandated
ACTS = """
cases_case_attach       case                   302 302 302 200 403 403 302 302
cases_case_attach  post case                   302 302 302 302+ 403 403 302 302
cases_case_step         verifier               302 302 302 200 403 403 302 302
cases_case_step    post verifier               302 302 302 302+ 403 403 302 302
cases_case_step         ouvrir-le-vote         302 302 302 200 403 403 302 302
cases_case_step    post ouvrir-le-vote         302 302 302 302+ 403 403 302 302
cases_case_step         voter                  302 302 302 200 403 403 302 302
cases_case_step    post voter                  302 302 302 302+ 403 403 302 302
cases_case_step         clore-le-vote          302 302 302 200 403 403 302 302
cases_case_step    post clore-le-vote          302 302 302 403 403 403 302 302  # the chair's alone
cases_case_step         rediger-le-relais      302 302 302 200 403 403 302 302
cases_case_step    post rediger-le-relais      302 302 302 302+ 403 403 302 302
cases_case_step         approuver-le-relais    302 302 302 200 403 403 302 302
cases_case_step    post approuver-le-relais    302 302 302 302+ 403 403 302 302
cases_case_step         classer                302 302 302 200 403 403 302 302
cases_case_step    post classer                302 302 302 302+ 403 403 302 302
cases_case_step         rouvrir                302 302 302 200 403 403 302 302
cases_case_step    post rouvrir                302 302 302 302+ 403 403 302 302
cases_case_step         donner-un-mandat       302 302 302 200 403 403 302 302
cases_case_step    post donner-un-mandat       302 302 302 302+ 403 403 302 302
cases_case_step         revoquer-un-mandat     302 302 302 200 403 403 302 302
cases_case_step    post revoquer-un-mandat     302 302 302 302+ 403 403 302 302
cases_case_step         verser-une-piece       302 302 302 200 403 403 302 302
cases_case_step    post verser-une-piece       302 302 302 302+ 403 403 302 302
cases_case_step         ordonner-les-pieces    302 302 302 200 403 403 302 302
cases_case_step    post ordonner-les-pieces    302 302 302 302+ 403 403 302 302
cases_case_step         retirer-une-piece      302 302 302 200 403 403 302 302
cases_case_step    post retirer-une-piece      302 302 302 302+ 403 403 302 302
cases_case_step         effacer                302 302 302 404 403 403 302 302  # no such step

cases_observation_act      ouvrir-un-cas       302 302 302 200 403 403 302 302
cases_observation_act post ouvrir-un-cas       302 302 302 302+ 403 403 302 302
cases_observation_act      rattacher           302 302 302 200 403 403 302 302
cases_observation_act post rattacher           302 302 302 302+ 403 403 302 302
cases_observation_act      doublon             302 302 302 200 403 403 302 302
cases_observation_act post doublon             302 302 302 302+ 403 403 302 302
cases_observation_act      interroger          302 302 302 200 403 403 302 302
cases_observation_act post interroger          302 302 302 302+ 403 403 302 302
cases_observation_act      ecarter             302 302 302 200 403 403 302 302
cases_observation_act post ecarter             302 302 302 302+ 403 403 302 302
cases_observation_act      reintegrer          302 302 302 200 403 403 302 302
cases_observation_act post reintegrer          302 302 302 302+ 403 403 302 302
cases_observation_act      detacher            302 302 302 200 403 403 302 302
cases_observation_act post detacher            302 302 302 302+ 403 403 302 302

cases_observation_import_file      importer    302 302 302 200 403 403 302 302
cases_observation_import_file post importer    302 302 302 302+ 403 403 302 302

reports_dossier_request      demander          302 302 302 200 403 403 302 302
reports_dossier_request post demander          302 302 302 302+ 403 403 302 302
reports_dossier_cancel       arreter           302 302 302 302 403 403 302 302
reports_dossier_cancel  post arreter           302 302 302 302+ 403 403 302 302
reports_dossier_retry        relancer          302 302 302 302 403 403 302 302
reports_dossier_retry   post relancer          302 302 302 302+ 403 403 302 302

members_invitation_revoke      annuler         302 302 302 403 200 200 302 302
members_invitation_revoke post annuler         302 302 302 403 302+ 302+ 302 302
members_membership_end         mettre-fin      302 302 302 403 200 200 302 302
members_membership_end    post mettre-fin      302 302 302 403 302+ 302+ 302 302
members_user_erasure           user            302 302 302 403 302 302 302 302
members_user_erasure      post user            302 302 302 403 302 302 302 302
"""
