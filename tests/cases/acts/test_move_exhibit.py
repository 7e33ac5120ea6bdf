import pytest
from django.core.exceptions import PermissionDenied

from cases.actions import move_exhibit, withdraw_exhibit
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
    for title in "ABCD":
        factories.exhibit(cast, case, title)
    return case


def order(case):
    return "".join(each.title for each in case.exhibits.on_the_schedule())


def named(case, title):
    return case.exhibits.get(title=title)


def seen(case):
    return list(case.exhibits.movable().values_list("pk", flat=True))


@pytest.mark.parametrize(
    ("title", "to", "expected"),
    [("A", 4, "BCDA"), ("D", 1, "DABC"), ("B", 3, "ACBD"), ("C", 3, "ABCD")],
)
def test_the_others_make_room(cast, case, title, to, expected):
    exhibit = named(case, title)
    with one_entry("exhibit.moved", case.journal_name, cast.committee) as entries:
        move_exhibit(exhibit, to=to, by=cast.committee, seen=seen(case))
    assert order(case) == expected
    assert entries[0].details == {"number": to}
    assert exhibit.number == to
    numbers = case.exhibits.values_list("number", flat=True)
    assert sorted(numbers) == [1, 2, 3, 4]


def test_what_a_dossier_lists_keeps_its_number(cast, case):
    request_dossier(case, by=cast.committee)
    for title in "EF":
        factories.exhibit(cast, case, title)
    with refused(GuardRefused, "Cette pièce figure dans un dossier"):
        move_exhibit(named(case, "A"), to=2, by=cast.committee, seen=seen(case))
    with refused(GuardRefused, "Choisissez un numéro de 5 à 6"):
        move_exhibit(named(case, "F"), to=1, by=cast.committee, seen=seen(case))
    move_exhibit(named(case, "F"), to=5, by=cast.committee, seen=seen(case))
    assert order(case) == "ABCDFE"


@pytest.mark.parametrize("to", [0, 5])
def test_there_is_no_gap(cast, case, to):
    with refused(GuardRefused, "Choisissez un numéro de 1 à 4"):
        move_exhibit(named(case, "B"), to=to, by=cast.committee, seen=seen(case))


def test_an_order_that_changed_is_read_again(cast, case):
    before = seen(case)
    move_exhibit(named(case, "A"), to=2, by=cast.second_committee, seen=before)
    with refused(StepRefused, "L’ordre des pièces a changé depuis que vous l’avez lu"):
        move_exhibit(named(case, "B"), to=4, by=cast.committee, seen=before)


def test_what_is_withdrawn_is_not_moved(cast, case):
    gone = named(case, "A")
    withdraw_exhibit(gone, by=cast.committee, reason="Hors sujet.")
    with refused(GuardRefused, "Cette pièce figure dans un dossier"):
        move_exhibit(gone, to=1, by=cast.committee, seen=seen(case))


def test_a_case_without_any_has_no_order_to_change(cast, case):
    exhibit = factories.exhibit(cast, factories.case(cast))
    withdraw_exhibit(exhibit, by=cast.committee, reason="Hors sujet.")
    with refused(StepRefused, "L’ordre des pièces a changé"):
        move_exhibit(exhibit, to=1, by=cast.committee, seen=[exhibit.pk])


@pytest.mark.parametrize("who", ["adherent", "board", "lawyer", "administrator", "stranger"])
def test_only_the_committee_puts_in_order(cast, case, who):
    person = getattr(cast, who)
    with refused(PermissionDenied):
        move_exhibit(named(case, "A"), to=2, by=person, seen=seen(case))
