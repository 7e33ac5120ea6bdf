import pytest
from django.core.exceptions import PermissionDenied

from cases.actions import withdraw_exhibit
from cases.errors import GuardRefused, StepRefused
from reports.actions import request_dossier
from tests import factories
from tests.traces import one_entry, refused


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.PROMESSE_HOME = tmp_path


@pytest.fixture
def case(cast):
    case = factories.case(cast)
    for title in "ABC":
        factories.exhibit(cast, case, title)
    return case


def numbers(case):
    return {each.title: each.number for each in case.exhibits.all()}


def test_before_any_dossier_the_ones_after_it_close_the_ranks(cast, case):
    exhibit = case.exhibits.get(title="A")
    with one_entry("exhibit.withdrawn", case.journal_name, cast.committee) as entries:
        withdraw_exhibit(exhibit, by=cast.committee, reason=" Hors sujet. ")
    assert entries[0].details == {"number": 1, "reason": "Hors sujet."}
    assert numbers(case) == {"A": None, "B": 1, "C": 2}
    assert (exhibit.is_withdrawn, exhibit.withdrawn_by) == (True, cast.committee)


def test_what_a_dossier_lists_keeps_its_number(cast, case):
    request_dossier(case, by=cast.committee)
    withdraw_exhibit(case.exhibits.get(title="A"), by=cast.committee, reason="Hors sujet.")
    assert numbers(case) == {"A": 1, "B": 2, "C": 3}
    assert factories.exhibit(cast, case, "D").number == 4


def test_a_second_withdrawal_is_refused(cast, case):
    exhibit, who = case.exhibits.get(title="B"), cast.committee
    withdraw_exhibit(exhibit, by=who, reason="Hors sujet.")
    with refused(StepRefused, "Cette pièce est déjà retirée. Chloé Commission a retiré"):
        withdraw_exhibit(exhibit, by=cast.second_committee, reason="Aussi.")


def test_a_withdrawal_has_a_reason(cast, case):
    with refused(GuardRefused, "Donnez le motif du retrait."):
        withdraw_exhibit(case.exhibits.get(title="B"), by=cast.committee, reason=" ")


@pytest.mark.parametrize("who", ["adherent", "board", "lawyer", "administrator", "stranger"])
def test_only_the_committee_withdraws(cast, case, who):
    exhibit, person = case.exhibits.get(title="B"), getattr(cast, who)
    with refused(PermissionDenied):
        withdraw_exhibit(exhibit, by=person, reason="Hors sujet.")
