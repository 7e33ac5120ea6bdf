from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from cases.actions import grant_mandate, revoke_mandate
from cases.errors import GuardRefused, StepRefused
from cases.models import Case
from tests import factories
from tests.traces import one_entry, refused

SINCE = date(2018, 2, 1)


def test_a_mandate_shows_the_case_to_the_lawyer(cast):
    case = factories.case(cast)
    assert not Case.objects.visible_to(cast.lawyer).exists()
    with one_entry("mandate.granted", case.journal_name, cast.committee) as entries:
        mandate = grant_mandate(case, lawyer=cast.lawyer, by=cast.committee, since=SINCE)
    assert list(Case.objects.visible_to(cast.lawyer)) == [case]
    assert (mandate.lawyer, mandate.since, mandate.until) == (cast.lawyer, SINCE, None)
    assert (mandate.granted_by, mandate.revoked_at) == (cast.committee, None)
    assert entries[0].subject == f"mandate:{mandate.pk}"
    assert entries[0].details == {"lawyer": cast.lawyer.pk, "since": "2018-02-01", "until": ""}


def test_a_mandate_may_end_the_day_it_begins(cast):
    case = factories.case(cast)
    mandate = grant_mandate(case, lawyer=cast.lawyer, by=cast.committee, since=SINCE, until=SINCE)
    assert mandate.until == SINCE


def test_an_end_before_the_beginning_is_refused(cast):
    case, lawyer, who = factories.case(cast), cast.lawyer, cast.committee
    with refused(GuardRefused, "La fin du mandat précède son début."):
        grant_mandate(case, lawyer=lawyer, by=who, since=SINCE, until=date(2018, 1, 31))


def test_someone_who_is_no_lawyer_gets_no_mandate(cast):
    case, person, who = factories.case(cast), cast.adherent, cast.committee
    with refused(GuardRefused, "Alice Adhérente n’est pas avocat de l’association."):
        grant_mandate(case, lawyer=person, by=who, since=SINCE)


def test_a_second_mandate_of_the_lawyer_on_the_case_is_refused(cast):
    case, lawyer, who = factories.case(cast), cast.lawyer, cast.committee
    factories.mandate(cast, case)
    with refused(StepRefused, "Maître Laure Avocat a déjà un mandat sur ce cas : révoquez-le"):
        grant_mandate(case, lawyer=lawyer, by=who, since=SINCE)


def test_a_mandate_is_granted_again_after_its_revocation_and_to_another_lawyer(cast):
    case = factories.case(cast)
    revoke_mandate(factories.mandate(cast, case), by=cast.committee)
    for lawyer in (cast.lawyer, cast.other_lawyer):
        grant_mandate(case, lawyer=lawyer, by=cast.committee, since=SINCE)
    assert case.mandates.count() == 3


@pytest.mark.parametrize("who", ["adherent", "board", "lawyer", "administrator", "stranger"])
def test_only_the_committee_grants(cast, who):
    case, lawyer, person = factories.case(cast), cast.lawyer, getattr(cast, who)
    with refused(PermissionDenied):
        grant_mandate(case, lawyer=lawyer, by=person, since=SINCE)
