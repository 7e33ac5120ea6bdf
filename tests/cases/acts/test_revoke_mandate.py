import pytest
from django.core.exceptions import PermissionDenied

from cases.actions import revoke_mandate
from cases.errors import StepRefused
from cases.models import Case
from tests import factories
from tests.traces import one_entry, refused


def test_the_case_disappears_from_the_lawyer_at_once(cast):
    case = factories.case(cast)
    mandate = factories.mandate(cast, case)
    with one_entry("mandate.revoked", case.journal_name, cast.second_committee) as entries:
        revoke_mandate(mandate, by=cast.second_committee)
    assert not Case.objects.visible_to(cast.lawyer).exists()
    assert mandate.revoked_by == cast.second_committee
    assert mandate.revoked_at is not None
    assert entries[0].details == {"lawyer": cast.lawyer.pk}


def test_a_second_revocation_is_refused(cast):
    mandate, who = factories.mandate(cast, factories.case(cast)), cast.committee
    revoke_mandate(mandate, by=who)
    with refused(StepRefused, "Ce mandat est déjà révoqué."):
        revoke_mandate(mandate, by=who)


@pytest.mark.parametrize("who", ["adherent", "board", "lawyer", "administrator", "stranger"])
def test_only_the_committee_revokes(cast, who):
    mandate, person = factories.mandate(cast, factories.case(cast)), getattr(cast, who)
    with refused(PermissionDenied):
        revoke_mandate(mandate, by=person)
