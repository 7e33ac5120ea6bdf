"""Pages that only show, sent a form all the same: nobody learns by it what they may not read, and
nothing changes. 405: refused, whoever asks."""

# name  anonymous member other committee board administrator lawyer mandated
SHOWN = """
home                               post              302 200 200 200 200 200 302 302
observation-report                 post              302 405 405 405 405 405 405 405
report-check                       post draft_key    302 405 405 405 405 405 405 405
service-worker                     post              405 405 405 405 405 405 405 405
offline                            post              405 405 405 405 405 405 405 405
observation-receipt                post observation  302 405 405 405 405 405 405 405
attachment-preview                 post attachment   302 405 405 405 405 405 405 405
observation-list                   post              302 200 200 200 403 403 403 403
observation-detail                 post observation  302 200 404 200 404 404 404 404
case-list                          post              302 200 200 200 200 200 200 200
case-detail                        post case         302 200 404 200 404 404 404 200
case-detail                        post relayed      302 200 200 200 200 404 404 404
cohort-list                        post              302 405 405 405 405 405 405 405
cohort-detail                      post group        302 405 405 405 405 405 405 405
acting-together                    post              302 405 405 405 405 405 405 405
claim-cohorts                      post claim_group  302 405 405 405 405 405 405 405
counsel-claims                     post case         302 405 405 405 405 405 405 405
counsel-claims-csv                 post case         302 405 405 405 405 405 405 405
claim-list                         post              302 405 405 405 405 405 405 405
claim-recovery                     post              302 405 405 405 405 405 405 405
claim-detail                       post claim        302 405 405 405 405 405 405 405
claim-perceptions                  post claim        302 405 405 405 405 405 405 405
loss-sheet                         post sheet        302 405 405 405 405 405 405 405
contract-list                      post              302 405 405 405 405 405 405 405
claim-grounds                      post claim        302 405 405 405 405 405 405 405
claim-rights                       post claim        302 405 405 405 405 405 405 405
rights                             post              302 405 405 405 405 405 405 405
claim-document                     post letter       302 405 405 405 405 405 405 405
switching-list                     post              302 405 405 405 405 405 405 405
triage                             post              302 405 405 405 405 405 405 405
triage-help                        post              302 405 405 405 405 405 405 405
dashboard                          post              302 405 405 405 405 405 405 405
comparison                         post              302 200 200 200 200 200 200 200
dossier-list                       post              302 405 405 405 405 405 405 405
counsel-case                       post case         302 405 405 405 405 405 405 405
dossier-detail                     post dossier      302 405 405 405 405 405 405 405
group-order-list                   post group        302 405 405 405 405 405 405 405
group-order-detail                 post order        302 405 405 405 405 405 405 405
attestation                        post case         302 405 405 405 405 405 405 405
attestation-form                   post case_typed   302 405 405 405 405 405 405 405
transparency                       post              405 405 405 405 405 405 405 405
root-statement                     post root_day     405 405 405 405 405 405 405 405
root-stamp                         post root_day     405 405 405 405 405 405 405 405
verification                       post              405 405 405 405 405 405 405 405
accessibility                      post              405 405 405 405 405 405 405 405
styleguide                         post              302 403 403 200 200 200 403 403
api-case-detail                    post key          401 405 405 405 405 405 405 405
api-schema                         post              401 405 405 405 405 405 405 405
admin:cases_case_history           post case         302 302 302 200 403 403 302 302
admin:cases_observation_history    post observation  302 302 302 200 403 403 302 302
admin:cases_mandate_history        post mandate      302 302 302 200 403 403 302 302
admin:cases_publisher_history      post publisher    302 302 302 200 403 403 302 302
admin:cases_product_history        post product      302 302 302 200 403 403 302 302
admin:evidence_entry_history       post entry        302 302 302 403 403 403 302 302
admin:reports_dossier_history      post dossier      302 302 302 200 403 403 302 302
admin:members_user_history         post user         302 302 302 403 200 200 302 302
admin:members_organisation_history post organisation 302 302 302 403 200 200 302 302
admin:members_membership_history   post membership   302 302 302 403 200 200 302 302
admin:members_invitation_history   post invitation   302 302 302 403 200 200 302 302
"""
