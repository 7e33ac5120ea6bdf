"""A word of its own in each text that not everyone may read, and who may.

A word is searched for by its first half: an answer that repeats the search does not hold it.
"""

from dataclasses import dataclass

from tests.access.rows import ROLES

PREFIX = "repere"

# `*`: wherever it stands. `-`: nowhere. A word: on the pages whose name begins so; `|`: or so.
#            anonymous member other_member committee board administrator lawyer mandated
READERS = """
NARRATIVE       - * - * - - - -
INFERENCE       - * - * - - - -
OPINION         - * - * - - - -
CUSTOMER        - * - * - - - -
REFERENCE       - * - * - - - -
QUESTION        - * - * - - - -
ANSWER          - * - * - - - -
WITHDRAWAL      - * - * - - - -
SETASIDE        - * - * - - - -
TITLE           - * home * - - - *
DISMISSEDTITLE  - * - * - - - -
DISMISSAL       - - - * - - - -
GROUNDS         - - - * - - - -
LINKS           - - - * - - - -
DRAFT           - - - * - - - -
FAILURE         - - - * - - - -
PDF             counsel-link counsel-link counsel-link * counsel-link counsel-link counsel-link *
RECIPIENT       counsel-link counsel-link counsel-link * counsel-link counsel-link counsel-link *
PRIVATE         - - - - - - - private-notes
ADVICE          - - - * - - - *
REPORT          - * - - - - - -
FILENAME        - * - * - - - *
PHOTO           - attachment - attachment - - - attachment
PASSKEY         - * - - - - - -
LOSS            - * - - - - - *
PROOFNAME       - * - - - - - *
PROOF           - loss-document|claim-bundle - - - - - loss-document|claim-bundle
CLAUSE          - * - - - - - *
CONTRACTNAME    - * - - - - - *
CONTRACT        - contract-file|claim-bundle - - - - - contract-file|claim-bundle
GROUNDNOTE      - - - - - - - claim-ground
COHORT          - claim-cohorts - cohort - - - *
OPTIN           opt-in opt-in opt-in opt-in opt-in opt-in opt-in *
REMARK          - * - - - - - claim-perceptions
LEAVER          - * - - - - - -
LETTER          - claim-document-download - - - - - claim-document-download
SEAT            - * - - - - - claim-bundle
OFFERNOTE       - * - - - - - *
PAPERNAME       - * - - - - - *
PAPER           - claim-paper|claim-bundle - - - - - claim-paper|claim-bundle
ANNEX           - - - - - - - group-
ANNEXFAILURE    - - - - - - - group-order-detail
INVITED         invitation invitation invitation invitation * * invitation invitation
"""

# The one of the committee whom the claimant named reads what the rest of it does not.
HANDLER = "handler"
HANDLED = {
    "LOSS": "*",
    "PROOFNAME": "*",
    "PROOF": "loss-document",
    "OFFERNOTE": "*",
    "PAPERNAME": "*",
    "PAPER": "claim-paper",
    "REMARK": "*",
}


@dataclass(frozen=True)
class Marker:
    name: str
    places: dict[str, str]

    @property
    def half(self) -> str:
        return f"{PREFIX}{self.name.lower()}"

    @property
    def word(self) -> str:
        return f"{self.half}7f3a9c"

    def may_be_read(self, role: str, page: str) -> bool:
        place = self.places[role]
        return place == "*" or page.startswith(tuple(place.split("|")))


def _marker(line: str) -> Marker:
    name, *told = line.split()
    places = dict(zip(ROLES, told, strict=True))
    return Marker(name, {**places, HANDLER: HANDLED.get(name, places["committee"])})


MARKERS = {marker.name: marker for marker in map(_marker, READERS.strip().splitlines())}


def word(name: str) -> str:
    return MARKERS[name].word


def read_against_the_rules(role: str, page: str, content: str) -> list[str]:
    return [
        marker.name
        for marker in MARKERS.values()
        if marker.word in content and not marker.may_be_read(role, page)
    ]
