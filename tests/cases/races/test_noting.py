from functools import partial

from cases import actions
from tests import factories


def test_no_note_is_signed_after_its_mandate_was_revoked(cast, race):
    case = factories.case(cast)
    mandate = factories.advice_mandate(cast, case)
    race(
        partial(actions.revoke_mandate, mandate, by=cast.committee),
        partial(actions.sign_note, case, by=cast.adviser, text="La clause 12 me paraît nulle."),
        before=("UPDATE", 'SELECT "evidence_entry"'),
    )
    verbs = [entry.verb for entry in case.journal.order_by("-sequence")[:2]]
    assert verbs[0] == "mandate.revoked"
