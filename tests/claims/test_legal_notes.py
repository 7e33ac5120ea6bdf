"""docs/legal-notes.md names each row on which a claim stands that counsel has to confirm."""

import re
from pathlib import Path

from cases.claims.models import LegalGround, LegalReference, LegalRemark, LegalRight, newest
from cases.claims.vocabulary import Certainty

NOTES = Path(__file__).parents[2] / "docs/legal-notes.md"
LISTED = re.compile(r"^- `(\w+(?:-\w+)*)` ", re.MULTILINE)


def test_the_notes_list_what_counsel_has_to_confirm(references):
    to_confirm = [
        row.code
        for model in (LegalGround, LegalRight, LegalRemark, LegalReference)
        for row in newest(model).filter(certainty=Certainty.TO_CONFIRM)
    ]
    assert LISTED.findall(NOTES.read_text(encoding="utf-8")) == to_confirm
