"""Addresses that search, filter or name an object: asked once for what exists and once for what
does not. `-`: the two answers are the same to the letter, so that nobody learns anything.
`+`: this reader may tell, so the answers differ."""

# address                       anonymous member other committee board administrator lawyer mandated
TOLD_APART = """
/observations/{observation}/                          - + - + - - - -
/observations/{observation}/modifier/                 - + - + - - - -
/observations/{observation}/modifier/recit/           - + - + - - - -
/observations/?apres={observation}                    - + - - - - - -
/observations/?q={word}                               - - - - - - - -
/incidents/{case}/                                    - + - + - - - +
/incidents/?apres={case}                              - + - + - - - +
/incidents/?q={word}                                  - - - - - - - -
/incidents/?produit={product}                         - + + + + + + +
/dossiers/cas/{case}/                                 - + - + - - - +
/incidents/{case}/notes/                              - + - + - - - +
/incidents/{case}/notes/signer/                       - + - + - - - +
/comparer/?cas={case}                                 - - - + - - - +
/dossiers/{dossier}/                                  - - - + - - - +
/dossiers/{dossier}/telecharger/                      - - - + - - - +
/dossiers/{dossier}/partager/                         - - - + - - - +
/api/v1/cases/{key}/                                  - + - + - - - +
/api/v1/cases/?product={product}                      - + - + - - - +
/api/v1/cases/?search={word}                          - - - - - - - -
/api/v1/cases/?title__contains={word} - - - - - - - -
/api/v1/observations/?product={product}               - + - + - - - -
/api/v1/observations/?search={word}                   - - - - - - - -
/bureau/cases/observation/?q={word}                   - - - + - - - -
/bureau/cases/observation/{observation}/change/       - - - + - - - -
/bureau/cases/observation/acte/ecarter/?o={observation} - - - + - - - -
/bureau/cases/case/?q={word}                          - - - + - - - -
/bureau/cases/case/{case}/change/                     - - - + - - - -
/bureau/cases/case/{case}/etape/classer/              - - - + - - - -
/bureau/cases/mandate/?q={word}                       - - - + - - - -
/bureau/cases/product/?q={word}                       - - - - - - - -
/bureau/evidence/entry/?q={word}                      - - - - - - - -
/bureau/reports/dossier/?q={word}                     - - - + - - - -
/bureau/reports/dossier/{dossier}/change/             - - - + - - - -
/bureau/reports/dossier/cas/{case}/                   - - - + - - - -
/bureau/members/invitation/?q={word}                  - - - - + + - -
/bureau/members/user/?q={word}                        - - - - - - - -
/bureau/members/organisation/?q={word}                - - - - - - - -
/bureau/members/membership/?q={word}                  - - - - - - - -
/bureau/members/organisation/?observations__versions__narrative__contains={word} - - - - - - - -
/bureau/members/user/?observations__case__title__contains={word} - - - - - - - -
/bureau/members/membership/?user__observations__reference__contains={word} - - - - - - - -
/bureau/search/?s={word}                              - - - - - - - -
/bureau/search/?s={word}&extended=1                   - - - - - - - -
/bureau/autocomplete/?app_label=cases&model_name=mandate&field_name=case&term={word} - - - + - - - -
/bureau/autocomplete/?app_label=cases&model_name=question&field_name=observation&term={word} - - - + - - - -
/bureau/autocomplete/?app_label=reports&model_name=dossier&field_name=case&term={word} - - - + - - - -
/bureau/autocomplete/?app_label=members&model_name=membership&field_name=user&term={word} - - - - - - - -
/bureau/autocomplete/?app_label=cases&model_name=mandate&field_name=lawyer&term={word} - - - - - - - -
"""  # noqa: E501 an address is not cut
