"""What the handler of a claim gets, where the rest of the committee gets something else: the one
whom the claimant named reads and vouches; contracts, grounds, documents and answers stay the
claimant's and their lawyer's. Of every other row of claims and groups they get what the committee
gets."""

# name                  argument              status
HANDLED = """
claim-detail            claim            get  200
claim-act               claim:envoyer    get  403
claim-act               claim:envoyer    post 403
claim-act               claim:verifier   post 302
claim-act               claim:documenter post 403
claim-act               claim:decliner   post 403
claim-act               claim:prescription post 403
claim-act               claim:piece      get  403
claim-paper             paper            get  200
claim-paper             paper            post 200+
offer-answer            offer            post 403
loss-sheet              sheet            get  200
loss-sheet-describe     sheet            get  403
loss-sheet-describe     sheet            post 403
loss-declare            head             get  403
loss-declare            head             post 403
loss-correct            line             get  403
loss-correct            line             post 403
loss-line               line             get  200
loss-line               line             post 403
loss-step               retirer          post 403
loss-step               verifier-perte   post 302+
loss-step               etablir          post 403
loss-document           proof            get  200
loss-document           proof            post 200+
claim-contracts         claim            get  403
claim-contracts         claim            post 403
claim-grounds           claim            get  200
claim-element           element          get  403
claim-element           element          post 403
claim-ground            ground           get  403
claim-ground            ground           post 403
claim-ground-set-aside  chosen           post 403
claim-rights            claim            get  200
claim-documents         claim            get  200
claim-documents         claim            post 403
claim-particulars       claim            get  403
claim-particulars       claim            post 403
claim-document          letter           get  200
claim-document-download letter           post 403
claim-document-cancel   letter           post 403
claim-document-retry    unmade           post 403
claim-bundle            letter           get  302
claim-bundle            whole            get  403
claim-bundle            whole            post 403
claim-document-share    letter           get  403
claim-document-share    whole            get  403
claim-document-share    whole            post 403
claim-known             claim            get  403
claim-known             claim            post 403
claim-perceptions       claim            get  200
perception-add          claim            get  200
perception-add          claim            post 302+
perception-correct      perception       get  200
perception-correct      perception       post 302+
perception-withdraw     perception       post 302+
"""
