"""The desk's pages of each kind of row. 302: the log-in page, which answers 403 to whoever has no
business at the desk. 403: at the desk, and not for this role."""

# admin:…  anonymous member other committee board administrator lawyer mandated
DESK = """
cases_case_changelist                          302 302 302 200 403 403 302 302
cases_case_changelist            post case     302 302 302 200 403 403 302 302
cases_case_add                                 302 302 302 403 403 403 302 302
cases_case_add                   post          302 302 302 403 403 403 302 302
cases_case_change                case          302 302 302 200 403 403 302 302
cases_case_change                post case     302 302 302 403 403 403 302 302
cases_case_delete                case          302 302 302 403 403 403 302 302
cases_case_delete                post case     302 302 302 403 403 403 302 302
cases_case_history               case          302 302 302 200 403 403 302 302

cases_observation_changelist                   302 302 302 200 403 403 302 302
cases_observation_changelist post observation  302 302 302 302 403 403 302 302
cases_observation_add                          302 302 302 403 403 403 302 302
cases_observation_add            post          302 302 302 403 403 403 302 302
cases_observation_change         observation   302 302 302 200 403 403 302 302
cases_observation_change    post observation   302 302 302 403 403 403 302 302
cases_observation_delete         observation   302 302 302 403 403 403 302 302
cases_observation_delete    post observation   302 302 302 403 403 403 302 302
cases_observation_history        observation   302 302 302 200 403 403 302 302

cases_mandate_changelist                       302 302 302 200 403 403 302 302
cases_mandate_changelist         post mandate  302 302 302 200 403 403 302 302
cases_mandate_add                              302 302 302 403 403 403 302 302
cases_mandate_add                post          302 302 302 403 403 403 302 302
cases_mandate_change             mandate       302 302 302 200 403 403 302 302
cases_mandate_change             post mandate  302 302 302 403 403 403 302 302
cases_mandate_delete             mandate       302 302 302 403 403 403 302 302
cases_mandate_delete             post mandate  302 302 302 403 403 403 302 302
cases_mandate_history            mandate       302 302 302 200 403 403 302 302

cases_publisher_changelist                     302 302 302 200 403 403 302 302
cases_publisher_changelist   post publisher    302 302 302 200 403 403 302 302
cases_publisher_add                            302 302 302 200 403 403 302 302
cases_publisher_add              post          302 302 302 302+ 403 403 302 302
cases_publisher_change           publisher     302 302 302 200 403 403 302 302
cases_publisher_change      post publisher     302 302 302 302+ 403 403 302 302
cases_publisher_delete           publisher     302 302 302 403 403 403 302 302
cases_publisher_delete      post publisher     302 302 302 403 403 403 302 302
cases_publisher_history          publisher     302 302 302 200 403 403 302 302

cases_product_changelist                       302 302 302 200 403 403 302 302
cases_product_changelist         post product  302 302 302 200 403 403 302 302
cases_product_add                              302 302 302 200 403 403 302 302
cases_product_add                post          302 302 302 302+ 403 403 302 302
cases_product_change             product       302 302 302 200 403 403 302 302
cases_product_change             post product  302 302 302 302+ 403 403 302 302
cases_product_delete             product       302 302 302 403 403 403 302 302
cases_product_delete             post product  302 302 302 403 403 403 302 302
cases_product_history            product       302 302 302 200 403 403 302 302

evidence_entry_changelist                      302 302 302 200 403 403 302 302
evidence_entry_changelist        post entry    302 302 302 200 403 403 302 302
evidence_entry_add                             302 302 302 403 403 403 302 302
evidence_entry_add               post          302 302 302 403 403 403 302 302
evidence_entry_change            entry         302 302 302 200 403 403 302 302
evidence_entry_change            post entry    302 302 302 403 403 403 302 302
evidence_entry_delete            entry         302 302 302 403 403 403 302 302
evidence_entry_delete            post entry    302 302 302 403 403 403 302 302
evidence_entry_history           entry         302 302 302 200 403 403 302 302

reports_dossier_changelist                     302 302 302 200 403 403 302 302
reports_dossier_changelist       post dossier  302 302 302 200 403 403 302 302
reports_dossier_add                            302 302 302 403 403 403 302 302
reports_dossier_add              post          302 302 302 403 403 403 302 302
reports_dossier_change           dossier       302 302 302 200 403 403 302 302
reports_dossier_change           post dossier  302 302 302 403 403 403 302 302
reports_dossier_delete           dossier       302 302 302 403 403 403 302 302
reports_dossier_delete           post dossier  302 302 302 403 403 403 302 302
reports_dossier_history          dossier       302 302 302 200 403 403 302 302

members_user_changelist                        302 302 302 403 200 200 302 302
members_user_changelist          post user     302 302 302 403 200 200 302 302
members_user_add                               302 302 302 403 403 403 302 302
members_user_add                 post          302 302 302 403 403 403 302 302
members_user_change              user          302 302 302 403 200 200 302 302
members_user_change              post user     302 302 302 403 403 302+ 302 302
members_user_delete              user          302 302 302 403 403 403 302 302
members_user_delete              post user     302 302 302 403 403 403 302 302
members_user_history             user          302 302 302 403 200 200 302 302

members_organisation_changelist                302 302 302 403 200 200 302 302
members_organisation_changelist post organisation 302 302 302 403 200 200 302 302
members_organisation_add                       302 302 302 403 200 200 302 302
members_organisation_add         post          302 302 302 403 302+ 302+ 302 302
members_organisation_change     organisation   302 302 302 403 200 200 302 302
members_organisation_change post organisation  302 302 302 403 302+ 302+ 302 302
members_organisation_delete     organisation   302 302 302 403 403 403 302 302
members_organisation_delete post organisation  302 302 302 403 403 403 302 302
members_organisation_history    organisation   302 302 302 403 200 200 302 302

members_membership_changelist                  302 302 302 403 200 200 302 302
members_membership_changelist post membership  302 302 302 403 200 200 302 302
members_membership_add                         302 302 302 403 200 200 302 302
members_membership_add           post          302 302 302 403 302+ 302+ 302 302
members_membership_change        membership    302 302 302 403 200 200 302 302
members_membership_change   post membership    302 302 302 403 403 403 302 302
members_membership_delete        membership    302 302 302 403 403 403 302 302
members_membership_delete   post membership    302 302 302 403 403 403 302 302
members_membership_history       membership    302 302 302 403 200 200 302 302

members_invitation_changelist                  302 302 302 403 200 200 302 302
members_invitation_changelist post invitation  302 302 302 403 200 200 302 302
members_invitation_add                         302 302 302 403 200 200 302 302
members_invitation_add           post          302 302 302 403 302+ 302+ 302 302
members_invitation_change        invitation    302 302 302 403 200 200 302 302
members_invitation_change   post invitation    302 302 302 403 403 403 302 302
members_invitation_delete        invitation    302 302 302 403 403 403 302 302
members_invitation_delete   post invitation    302 302 302 403 403 403 302 302
members_invitation_history       invitation    302 302 302 403 200 200 302 302
"""
