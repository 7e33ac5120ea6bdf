"""What the handler of a claim gets, where the rest of the committee gets something else: the one
whom the claimant named reads and vouches; contracts, grounds, documents and answers stay the
claimant's and their lawyer's. Of every other row of claims and groups they get what the committee
gets."""

# name                  argument              status
HANDLED = """
claim-detail            claim            get  200
claim-detail            sent_claim       get  200
claim-act               claim:envoyer    get  403
claim-act               claim:envoyer    post 403
claim-act               claim:verifier   post 302
claim-act               sent_claim:documenter post 403
claim-act               claim:decliner   post 403
claim-act               sent_claim:prescription post 403
claim-act               sent_claim:piece get  403
claim-paper             paper            get  200
claim-paper             sent_paper       get  200
claim-paper             sent_paper       post 200+
offer-answer            offer            post 403
loss-sheet              sheet            get  200
loss-sheet              sent_sheet       get  200
loss-sheet-describe     sheet            get  403
loss-sheet-describe     sheet            post 403
loss-declare            head             get  403
loss-declare            head             post 403
loss-correct            line             get  403
loss-correct            line             post 403
loss-line               line             get  200
loss-line               sent_line        get  200
loss-line               line             post 403
loss-step               retirer          post 403
loss-step               verifier-perte   post 302+
loss-step               sent_etablir     post 403
loss-document           proof            get  200
loss-document           sent_proof       get  200
loss-document           sent_proof       post 200+
claim-contracts         claim            get  403
claim-contracts         claim            post 403
claim-grounds           claim            get  200
claim-grounds           sent_claim       get  200
claim-element           element          get  403
claim-element           element          post 403
claim-ground            sent_ground      get  403
claim-ground            sent_ground      post 403
claim-ground-set-aside  sent_chosen      post 403
claim-rights            claim            get  200
claim-rights            sent_claim       get  200
claim-documents         claim            get  200
claim-documents         sent_claim       get  200
claim-documents         sent_claim       post 403
claim-particulars       claim            get  403
claim-particulars       claim            post 403
claim-document          letter           get  200
claim-document          sent_letter      get  200
claim-document-download sent_letter      post 403
claim-document-cancel   sent_letter      post 403
claim-document-retry    sent_unmade      post 403
claim-bundle            sent_letter      get  302
claim-bundle            whole            get  403
claim-bundle            sent_whole       get  403
claim-bundle            sent_whole       post 403
claim-document-share    letter           get  403
claim-document-share    sent_whole       get  403
claim-document-share    sent_whole       post 403
claim-known             claim            get  403
claim-known             sent_claim       get  403
claim-known             sent_claim       post 403
claim-perceptions       sent_claim       get  200
perception-add          claim            get  200
perception-add          claim            post 302+
perception-correct      perception       get  200
perception-correct      perception       post 302+
perception-withdraw     perception       post 302+
"""
