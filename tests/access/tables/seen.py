"""Where the words of `markers.py` stand for those who may read them: without this, a word that
nobody writes would be absent everywhere, and prove nothing."""

# word         role           page, the object that it is asked for, and post where it takes that
SEEN = """
NARRATIVE      member         observation-detail observation
NARRATIVE      member         api-observation-list
NARRATIVE      committee      admin:cases_observation_change observation
INFERENCE      member         observation-detail observation
INFERENCE      committee      admin:cases_observation_change observation
OPINION        member         observation-detail observation
OPINION        committee      admin:cases_observation_change observation
CUSTOMER       member         observation-detail withdrawn
CUSTOMER       committee      admin:cases_observation_change withdrawn
REFERENCE      member         observation-list
REFERENCE      member         case-detail case
REFERENCE      committee      admin:cases_observation_changelist
QUESTION       member         observation-detail observation
QUESTION       committee      admin:cases_observation_change observation
ANSWER         member         observation-detail observation
ANSWER         committee      admin:cases_observation_change observation
WITHDRAWAL     member         observation-detail withdrawn
WITHDRAWAL     committee      admin:cases_observation_change withdrawn
SETASIDE       member         observation-detail set_aside
SETASIDE       committee      admin:cases_observation_change set_aside
TITLE          member         case-detail case
TITLE          member         api-case-list
TITLE          other_member   home
TITLE          committee      admin:cases_case_changelist
TITLE          mandated       case-detail case
TITLE          mandated       comparison
DISMISSEDTITLE member         case-detail dismissed
DISMISSEDTITLE committee      admin:cases_case_change dismissed
DISMISSAL      committee      admin:cases_case_change dismissed
GROUNDS        committee      admin:cases_case_change case
LINKS          committee      admin:cases_case_change case
DRAFT          committee      admin:cases_case_change decided
FAILURE        committee      admin:reports_dossier_change failed
FAILURE        committee      dossier-detail failed
PDF            committee      dossier-download dossier post
PDF            mandated       dossier-download dossier post
PDF            anonymous      counsel-link link_token post
RECIPIENT      anonymous      counsel-link link_token
PDF            member         counsel-link link_token post
RECIPIENT      member         counsel-link link_token
PDF            other_member   counsel-link link_token post
RECIPIENT      other_member   counsel-link link_token
PDF            board          counsel-link link_token post
RECIPIENT      board          counsel-link link_token
PDF            administrator  counsel-link link_token post
RECIPIENT      administrator  counsel-link link_token
PDF            lawyer         counsel-link link_token post
RECIPIENT      lawyer         counsel-link link_token
RECIPIENT      committee      admin:evidence_entry_change entry_link
RECIPIENT      mandated       dossier-share dossier
PRIVATE        mandated       private-notes case
ADVICE         committee      case-detail case
ADVICE         committee      admin:cases_case_change case
ADVICE         mandated       case-detail case
REPORT         member         report-check draft_key
FILENAME       member         attachment-download attachment
FILENAME       committee      attachment-download attachment
FILENAME       mandated       attachment-download attachment
FILENAME       mandated       case-detail case
PHOTO          member         attachment-download attachment
PHOTO          committee      attachment-download attachment
PHOTO          mandated       attachment-download attachment post
LOSS           member         loss-sheet sheet
LOSS           mandated       loss-sheet sent_sheet
PROOFNAME      member         loss-line line
PROOFNAME      mandated       loss-line sent_line
PROOF          member         loss-document proof
PROOF          mandated       loss-document sent_proof post
CLAUSE         member         contract-detail contract
CLAUSE         mandated       contract-detail sent_contract
CLAUSE         member         claim-rights claim
CLAUSE         mandated       claim-rights sent_claim
CONTRACTNAME   member         claim-grounds claim
CONTRACTNAME   mandated       claim-grounds sent_claim
CONTRACT       member         contract-file contract_file
CONTRACT       mandated       contract-file sent_contract_file post
GROUNDNOTE     mandated       claim-ground sent_chosen
COHORT         member         claim-cohorts claim_group
COHORT         committee      cohort-detail group
COHORT         mandated       cohort-detail group
COHORT         mandated       group-order-list group
ANNEX          mandated       group-annex-download annex post
ANNEXFAILURE   mandated       group-order-detail order
OPTIN          anonymous      opt-in-withdraw way_out
OPTIN          member         opt-in-withdraw way_out
OPTIN          other_member   opt-in-withdraw way_out
OPTIN          committee      opt-in-withdraw way_out
OPTIN          board          opt-in-withdraw way_out
OPTIN          administrator  opt-in-withdraw way_out
OPTIN          lawyer         opt-in-withdraw way_out
OPTIN          mandated       opt-in-withdraw way_out
REMARK         member         claim-perceptions claim
REMARK         mandated       claim-perceptions sent_claim
LEAVER         member         switching-file leaver
LETTER         member         claim-document-download letter post
LETTER         mandated       claim-document-download sent_letter post
SEAT           member         claim-particulars claim
SEAT           mandated       claim-bundle sent_whole post
OFFERNOTE      member         claim-detail claim
OFFERNOTE      mandated       claim-detail sent_claim
PAPERNAME      member         claim-detail claim
PAPERNAME      mandated       claim-detail sent_claim
PAPER          member         claim-paper paper
PAPER          mandated       claim-paper sent_paper post
PASSKEY        member         mfa_list_webauthn
INVITED        anonymous      invitation-accept token
INVITED        member         invitation-accept token
INVITED        other_member   invitation-accept token
INVITED        committee      invitation-accept token
INVITED        board          admin:members_invitation_changelist
INVITED        administrator  admin:members_invitation_change invitation
INVITED        lawyer         invitation-accept token
INVITED        mandated       invitation-accept token
"""
