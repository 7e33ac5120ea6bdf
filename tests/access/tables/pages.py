"""The product's own pages. A new page adds its lines here: the one of GET, and one of POST if it
takes a form. What a URL is asked for and what a POST sends are named in `tests/access/scenes.py`
(ARGUMENTS, SENT); an object that the world lacks is made in `tests/access/world.py`. What the
handler of a claim gets where the rest of the committee gets something else is in `handled.py`.

404: not yours, so it does not exist. 403: it may exist, and is not for your role. 302: log in
first. `+` after a status: that request changes rows, and no other of its line does.
"""

# name  anonymous member other committee board administrator lawyer mandated
PAGES = """
home                                    302 200 200 200 200 200 302 302
observation-report                      302 200 200 200 403 403 403 403
report-question         draft           302 200 404 404 403 403 403 403
report-question    post draft           302 302+ 404 404 403 403 403 403
report-check            draft_key       302 200 404 404 403 403 403 403
report-send             draft_key       302 302 404 404 403 403 403 403
report-send        post draft_key       302 302+ 404 404 403 403 403 403
report-discard     post draft_key       302 302+ 404 404 403 403 403 403
service-worker                          200 200 200 200 200 200 200 200
offline                                 200 200 200 200 200 200 200 200
offline-report          draft_key       401 404 404 404 403 403 403 403
offline-report     post draft_key       401 200+ 403 403 403 403 403 403
observation-receipt     observation     302 200 404 200 404 404 404 404
observation-attachments      observation 302 200 404 200 404 404 404 404
observation-attachments post observation 302 302+ 404 403 404 404 404 404
case-attachments             case        302 403 404 200 404 404 404 403
case-attachments        post case        302 403 404 302+ 404 404 404 403
attachment-preview           attachment  302 200 404 200 404 404 404 200
attachment-describe          attachment  302 200 404 200 404 404 404 403
attachment-describe     post attachment  302 302+ 404 302+ 404 404 404 403
follow-up               observation     302 302 404 403 404 404 404 404
follow-up          post observation     302 302+ 404 403 404 404 404 404
attachment-download     attachment      302 200 404 200 404 404 404 200
attachment-download post attachment     302 200+ 404 200+ 404 404 404 200+
observation-list                        302 200 200 200 403 403 403 403
observation-detail      observation     302 200 404 200 404 404 404 404
observation-revise      observation     302 200 404 403 404 404 404 404
observation-revise post observation     302 405 405 405 405 405 405 405
observation-revise-section section      302 200 404 403 404 404 404 404
observation-revise-section post section 302 302+ 404 403 404 404 404 404
observation-withdraw    observation     302 200 404 403 404 404 404 404
observation-withdraw post observation   302 302+ 404 403 404 404 404 404
question-answer         question        302 302 404 403 404 404 404 404
question-answer    post question        302 302+ 404 403 404 404 404 404
me-too                  case            302 302 302 302 403 403 403 403
me-too             post case            302 302+ 302+ 302+ 403 403 403 403
case-list                               302 200 200 200 200 200 200 200
case-detail             case            302 200 404 200 404 404 404 200
case-detail             relayed         302 200 200 200 200 404 404 404
claim-open              case            302 302 404 200 404 404 404 403
claim-open         post case            302 302 404 302+ 404 404 404 403
claim-open              relayed         302 200 200 200 403 404 404 404
claim-open         post relayed         302 302+ 302+ 302+ 403 404 404 404
counsel-claims          case            302 403 404 403 404 404 404 200
counsel-claims-csv      case            302 403 404 403 404 404 404 200
claim-list                              302 200 200 200 403 403 403 403
claim-recovery                          302 200 200 200 403 403 403 403
claim-detail            claim           302 200 404 404 404 404 404 404
claim-detail            sent_claim      302 200 404 404 404 404 404 200
claim-act               claim:envoyer   302 200 404 404 404 404 404 404
claim-act          post claim:envoyer   302 302+ 404 404 404 404 404 404
claim-act          post claim:verifier  302 403 404 404 404 404 404 404
claim-act          post sent_claim:documenter 302 403 404 404 404 404 404 422
claim-act          post claim:decliner  302 302+ 404 404 404 404 404 404
claim-act          post sent_claim:prescription 302 302+ 404 404 404 404 404 302+
claim-act               sent_claim:piece 302 200 404 404 404 404 404 200
claim-paper             paper           302 200 404 404 404 404 404 404
claim-paper             sent_paper      302 200 404 404 404 404 404 200
claim-paper        post sent_paper      302 200+ 404 404 404 404 404 200+
offer-answer            offer           302 405 405 405 405 405 405 405
offer-answer       post offer           302 302 404 404 404 404 404 404
loss-sheet-open         case            302 302 404 200 404 404 404 403
loss-sheet-open    post case            302 302 404 302+ 404 404 404 403
loss-sheet-open         relayed         302 200 200 200 403 404 404 404
loss-sheet-open    post relayed         302 302+ 302+ 302+ 403 404 404 404
loss-sheet              sheet           302 200 404 404 404 404 404 404
loss-sheet              sent_sheet      302 200 404 404 404 404 404 200
loss-sheet-describe     sheet           302 200 404 404 404 404 404 404
loss-sheet-describe post sheet          302 302+ 404 404 404 404 404 404
loss-declare            head            302 200 404 404 404 404 404 404
loss-declare       post head            302 302+ 404 404 404 404 404 404
loss-correct            line            302 200 404 404 404 404 404 404
loss-correct       post line            302 302+ 404 404 404 404 404 404
loss-line               line            302 200 404 404 404 404 404 404
loss-line               sent_line       302 200 404 404 404 404 404 200
loss-line          post line            302 302+ 404 404 404 404 404 404
loss-step               retirer         302 405 405 405 405 405 405 405
loss-step          post retirer         302 302+ 404 404 404 404 404 404
loss-step          post verifier-perte  302 403 404 404 404 404 404 404
loss-step          post sent_etablir    302 403 404 404 404 404 404 302+
loss-document           proof           302 200 404 404 404 404 404 404
loss-document           sent_proof      302 200 404 404 404 404 404 200
loss-document      post sent_proof      302 200+ 404 404 404 404 404 200+
contract-list                           302 200 200 200 403 403 200 200
contract-add                            302 200 200 200 403 403 403 403
contract-add       post                 302 302+ 302+ 302+ 403 403 403 403
contract-detail         contract        302 200 404 404 404 404 404 404
contract-detail         sent_contract   302 200 404 404 404 404 404 200
contract-detail    post contract        302 302+ 404 404 404 404 404 404
contract-correct        contract        302 200 404 404 404 404 404 404
contract-correct   post contract        302 302+ 404 404 404 404 404 404
contract-file           contract_file   302 200 404 404 404 404 404 404
contract-file           sent_contract_file 302 200 404 404 404 404 404 200
contract-file      post sent_contract_file 302 200+ 404 404 404 404 404 200+
claim-contracts         claim           302 200 404 404 404 404 404 404
claim-contracts    post claim           302 302+ 404 404 404 404 404 404
claim-grounds           claim           302 200 404 404 404 404 404 404
claim-grounds           sent_claim      302 200 404 404 404 404 404 200
claim-element           element         302 200 404 404 404 404 404 404
claim-element      post element         302 302+ 404 404 404 404 404 404
claim-ground            sent_ground     302 403 404 404 404 404 404 200
claim-ground       post sent_ground     302 403 404 404 404 404 404 302+
claim-ground-set-aside  chosen          302 405 405 405 405 405 405 405
claim-ground-set-aside post sent_chosen 302 403 404 404 404 404 404 302+
claim-rights            claim           302 200 404 404 404 404 404 404
claim-rights            sent_claim      302 200 404 404 404 404 404 200
rights                                  302 200 200 200 200 200 200 200
association-profile                     302 403 403 403 200 200 403 403
association-profile post                302 403 403 403 302+ 302+ 403 403
cohort-list                             302 404 404 200 404 404 200 200
cohort-open                             302 404 404 403 404 404 403 200
cohort-open        post                 302 404 404 403 404 404 403 200
cohort-detail           group           302 404 404 200 404 404 404 200
cohort-describe         group           302 404 404 403 404 404 404 200
cohort-describe    post group           302 404 404 403 404 404 404 302+
cohort-minutes          group           302 404 404 200 404 404 404 200
cohort-minutes post group               302 404 404 200+ 404 404 404 200+
cohort-criteria         group           302 404 404 403 404 404 404 200
cohort-criteria    post group           302 404 404 403 404 404 404 302+
cohort-decision         group           302 404 404 403 404 404 404 200
cohort-decision    post group           302 404 404 403 404 404 404 302+
cohort-declare          group_conflits  302 404 404 403 404 404 404 200
cohort-declare     post group_conflits  302 404 404 403 404 404 404 302+
cohort-estimate         group           302 404 404 403 404 404 404 200
cohort-estimate    post group           302 404 404 403 404 404 404 302+
cohort-opt-ins          group           302 404 404 403 404 404 404 200
cohort-opt-ins     post group           302 404 404 403 404 404 404 422
cohort-link             group           302 405 405 405 405 405 405 405
cohort-link        post group           302 404 404 403 404 404 404 302+
cohort-number           group           302 405 405 405 405 405 405 405
cohort-number      post group           302 404 404 403 404 404 404 302
cohort-consent          group           302 405 405 405 405 405 405 405
cohort-consent     post group           302 404 404 403 404 404 404 302
cohort-close            group           302 404 404 403 404 404 404 200
cohort-close       post group           302 404 404 403 404 404 404 302+
acting-together                         302 200 200 200 403 403 403 403
claim-cohorts           claim_group     302 200 404 404 404 404 404 403
claim-join              claim_joinable  302 200 404 404 404 404 404 403
claim-join         post claim_joinable  302 302+ 404 404 404 404 404 403
claim-leave             claim_joined    302 405 405 405 405 405 405 405
claim-leave        post claim_joined    302 302+ 404 404 404 404 404 403
consent-answer          accord          302 405 405 405 405 405 405 405
consent-answer     post accord          302 302+ 404 404 404 404 404 403
opt-in-ask              group_page      200 200 200 200 200 200 200 200
opt-in-ask         post group_page      200 200 200 200 200 200 200 200
opt-in-ask              group_damaged   404 404 404 404 404 404 404 404
opt-in-sign             group_form      200 200 200 200 200 200 200 200
opt-in-sign        post group_form      302+ 302+ 302+ 302+ 302+ 302+ 302+ 302+
opt-in-sign             form_damaged    404 404 404 404 404 404 404 404
opt-in-sign        post form_damaged    404 404 404 404 404 404 404 404
opt-in-losses           way_out         200 200 200 200 200 200 200 200
opt-in-losses      post way_out         302+ 302+ 302+ 302+ 302+ 302+ 302+ 302+
opt-in-losses           way_out_damaged 404 404 404 404 404 404 404 404
opt-in-losses      post way_out_damaged 404 404 404 404 404 404 404 404
opt-in-loss             way_out_loss    200 200 200 200 200 200 200 200
opt-in-loss        post way_out_loss    302+ 302+ 302+ 302+ 302+ 302+ 302+ 302+
opt-in-loss             way_out_other   404 404 404 404 404 404 404 404
opt-in-loss        post way_out_other   404 404 404 404 404 404 404 404
opt-in-withdraw         way_out         200 200 200 200 200 200 200 200
opt-in-withdraw    post way_out         302+ 302+ 302+ 302+ 302+ 302+ 302+ 302+
opt-in-withdraw         way_out_damaged 404 404 404 404 404 404 404 404
claim-documents         claim           302 200 404 404 404 404 404 404
claim-documents         sent_claim      302 200 404 404 404 404 404 200
claim-documents    post sent_claim      302 302+ 404 404 404 404 404 302+
claim-particulars       claim           302 200 404 404 404 404 404 404
claim-particulars  post claim           302 302+ 404 404 404 404 404 404
claim-document          letter          302 200 404 404 404 404 404 404
claim-document          sent_letter     302 200 404 404 404 404 404 200
claim-document-download letter          302 405 405 405 405 405 405 405
claim-document-download post sent_letter 302 200+ 404 404 404 404 404 200+
claim-bundle            sent_letter     302 302 404 404 404 404 404 302
claim-bundle            whole           302 200 404 404 404 404 404 404
claim-bundle            sent_whole      302 200 404 404 404 404 404 200
claim-bundle       post sent_whole      302 200+ 404 404 404 404 404 200+
claim-document-share    letter          302 403 404 404 404 404 404 404
claim-document-share    sent_whole      302 403 404 404 404 404 404 200
claim-document-share post sent_whole    302 403 404 404 404 404 404 302+
claim-document-cancel   letter          302 405 405 405 405 405 405 405
claim-document-cancel   post sent_letter 302 302 404 404 404 404 404 302
claim-document-retry    unmade          302 405 405 405 405 405 405 405
claim-document-retry    post sent_unmade 302 302+ 404 404 404 404 404 302+
claim-known             claim           302 200 404 404 404 404 404 404
claim-known             sent_claim      302 200 404 404 404 404 404 200
claim-known        post sent_claim      302 302+ 404 404 404 404 404 302+
claim-perceptions       sent_claim      302 200 404 404 404 404 404 200
perception-add          claim           302 200 404 404 404 404 404 404
perception-add     post claim           302 302+ 404 404 404 404 404 404
perception-correct      perception      302 200 404 404 404 404 404 404
perception-correct post perception      302 302+ 404 404 404 404 404 404
perception-withdraw     perception      302 405 405 405 405 405 405 405
perception-withdraw post perception     302 302+ 404 404 404 404 404 404
switching-list                          302 200 200 200 403 403 403 403
switching-open                          302 200 200 200 403 403 403 403
switching-open     post                 302 302+ 302+ 302+ 403 403 403 403
switching-file          leaver          302 200 404 404 404 404 404 404
switching-file     post leaver          302 302+ 404 404 404 404 404 404
switching-letter        leaver          302 200 404 404 404 404 404 404
switching-letter   post leaver          302 302+ 404 404 404 404 404 404
private-notes           case            302 403 404 403 404 404 404 200
private-notes      post case            302 403 404 403 404 404 404 302+
private-note-erase      note            302 405 405 405 405 405 405 405
private-note-erase post note            302 404 404 404 404 404 404 302+
advice-note-sign        case            302 403 404 403 404 404 404 403
advice-note-sign   post case            302 403 404 403 404 404 404 403
triage                                  302 403 403 200 403 403 403 403
dashboard                               302 403 403 200 403 403 403 403
triage                  tri:panneau     302 403 403 200 403 403 403 403
triage                  tri:formulaire  302 403 403 200 403 403 403 403
triage-help                             302 403 403 200 403 403 403 403
triage-shortcuts                        302 405 405 405 405 405 405 405
triage-shortcuts   post                 302 403 403 302+ 403 403 403 403
triage-act              tri:prendre     302 403 403 302 403 403 403 403
triage-act         post tri:prendre     302 403 403 302+ 403 403 403 403
triage-act         post tri:laisser     302 403 403 302+ 403 403 403 403
triage-act         post tri:fonder      302 403 403 302+ 403 403 403 403
triage-act         post tri:rattacher   302 403 403 302+ 403 403 403 403
triage-act         post tri:doublon     302 403 403 302+ 403 403 403 403
triage-act         post tri:interroger  302 403 403 302+ 403 403 403 403
triage-act         post tri:ecarter     302 403 403 302+ 403 403 403 403
triage-act         post tri:reintegrer  302 403 403 302+ 403 403 403 403
triage-act         post tri:detacher    302 403 403 302+ 403 403 403 403
triage-act         post tri:effacer     302 403 403 404 403 403 403 403
triage-undo             tri:annuler     302 405 405 405 405 405 405 405
triage-undo        post tri:annuler     302 403 403 302+ 403 403 403 403
comparison                              302 200 200 200 200 200 200 200
dossier-list                            302 403 403 200 403 403 200 200
counsel-case            case            302 403 404 403 404 404 404 200
dossier-detail          dossier         302 404 404 200 404 404 404 200
dossier-detail          failed          302 404 404 200 404 404 404 404
dossier-request         case            302 405 405 405 405 405 405 405
dossier-request    post case            302 403 404 302+ 404 404 404 403
dossier-cancel          waiting         302 405 405 405 405 405 405 405
dossier-cancel     post waiting         302 404 404 302+ 404 404 404 404
dossier-retry           failed          302 405 405 405 405 405 405 405
dossier-retry      post failed          302 404 404 302+ 404 404 404 404
dossier-download        dossier         302 404 404 200 404 404 404 200
dossier-download   post dossier         302 404 404 200+ 404 404 404 200+
dossier-share           dossier         302 404 404 403 404 404 404 200
dossier-share      post dossier         302 404 404 403 404 404 404 302+
group-order-list             group       302 404 404 404 404 404 404 200
group-order-request          group       302 405 405 405 405 405 405 405
group-order-request     post group       302 404 404 404 404 404 404 302
group-order-detail           order       302 404 404 404 404 404 404 200
group-order-pause            order       302 405 405 405 405 405 405 405
group-order-pause       post order       302 404 404 404 404 404 404 302+
group-order-resume           order       302 405 405 405 405 405 405 405
group-order-resume      post order       302 404 404 404 404 404 404 302
group-order-cancel           order       302 405 405 405 405 405 405 405
group-order-cancel      post order       302 404 404 404 404 404 404 302+
group-order-retry            order       302 405 405 405 405 405 405 405
group-order-retry       post order       302 404 404 404 404 404 404 302+
group-order-download         order_over  302 404 404 404 404 404 404 200
group-order-download    post order_over  302 404 404 404 404 404 404 200+
group-annex-download         annex       302 404 404 404 404 404 404 200
group-annex-download    post annex       302 404 404 404 404 404 404 200+
group-annex-share            annex       302 404 404 404 404 404 404 200
group-annex-share       post annex       302 404 404 404 404 404 404 302+
link-revoke             link            302 405 405 405 405 405 405 405
link-revoke        post link            302 404 404 404 404 404 404 302+
link-revoke        post link_of_claim   302 404 404 404 404 404 404 302+
counsel-link            link_token      200 200 200 200 200 200 200 200
counsel-link       post link_token      200+ 200+ 200+ 200+ 200+ 200+ 200+ 200+
counsel-link            link_token_of_claim 200 200 200 200 200 200 200 200
counsel-link       post link_token_of_claim 200+ 200+ 200+ 200+ 200+ 200+ 200+ 200+
counsel-link            link_damaged    404 404 404 404 404 404 404 404
counsel-link       post link_damaged    404 404 404 404 404 404 404 404
invitation-accept       damaged         404 404 404 404 404 404 404 404
invitation-accept       token           200 200 200 200 200 200 200 200
invitation-accept  post damaged         404 404 404 404 404 404 404 404
language                                405 405 405 405 405 405 405 405
language           post                 302 302+ 302+ 302+ 302+ 302+ 302+ 302+
person-erasure          left            302 403 403 403 200 200 403 403
person-erasure     post left            302 403 403 403 403 302+ 403 403
person-hold             left            302 405 405 405 405 405 405 405
person-hold        post left            302 403 403 403 302+ 403 403 403
hold-lift               hold            302 405 405 405 405 405 405 405
hold-lift          post hold            302 403 403 403 302+ 403 403 403
token-list                              302 200 200 200 200 200 200 200
token-list         post                 302 201+ 201+ 201+ 201+ 201+ 201+ 201+
attestation             case            302 200 404 200 404 404 404 403
attestation             relayed         302 200 200 200 403 404 404 404
attestation-form        case_typed      302 200 404 200 404 404 404 403
transparency                            200 200 200 200 200 200 200 200
root-statement          root_day        200 200 200 200 200 200 200 200
root-stamp              root_day        404 404 404 404 404 404 404 404
verification                            200 200 200 200 200 200 200 200
accessibility                           200 200 200 200 200 200 200 200
styleguide                              302 403 403 200 200 200 403 403
"""
