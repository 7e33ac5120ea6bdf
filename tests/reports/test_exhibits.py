"""The schedule of exhibits: frozen with a dossier, numbered, printed, cited."""

import pytest
from django.utils.safestring import SafeString

from cases import actions
from reports.actions import cancel_dossier, request_dossier
from reports.content import Schedule
from reports.templatetags.print_fr import citing
from tests import factories
from tests.reports.sample import exhibit as line


@pytest.fixture
def case(cast):
    case = factories.case(cast)
    for title in ("Courriel de l’éditeur", "Copie d’écran"):
        factories.exhibit(cast, case, title)
    return case


def requested(case, cast):
    dossier = request_dossier(case, by=cast.committee)
    cancel_dossier(dossier, by=cast.committee)
    return dossier.content["schedule"]


def test_a_dossier_freezes_the_schedule_and_settles_its_numbers(cast, case):
    schedule = requested(case, cast)
    assert schedule["number"] == 1
    lines = [(each["number"], each["title"], each["nature"]) for each in schedule["exhibits"]]
    assert lines == [
        (1, "Courriel de l’éditeur", "Capture d’écran"),
        (2, "Copie d’écran", "Capture d’écran"),
    ]
    item = case.exhibits.get(number=2).item
    assert (schedule["exhibits"][1]["sha256"], schedule["exhibits"][1]["size"]) == (
        item.sha256,
        item.size,
    )
    assert not case.exhibits.movable().exists()


def test_the_same_lines_are_the_same_schedule_and_others_are_the_next_one(cast, case):
    assert [requested(case, cast)["number"] for _ in range(2)] == [1, 1]
    factories.exhibit(cast, case, "Relevé de sonde")
    assert requested(case, cast)["number"] == 2
    actions.withdraw_exhibit(case.exhibits.get(number=1), by=cast.committee, reason="Erreur.")
    last = requested(case, cast)
    assert last["number"] == 3
    assert [each["number"] for each in last["exhibits"] if each["withdrawn_on"]] == [1]
    assert "Erreur." not in str(last)


def test_a_case_without_exhibits_has_no_schedule(cast):
    assert requested(factories.case(cast), cast) is None


SCHEDULE = Schedule(1, tuple(line(number) for number in (1, 4, 5, 7)))
LINK = '<a href="#exhibit-{}">{}</a>'


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("Voir la pièce n° 4.", f"Voir la {LINK.format(4, 'pièce n° 4')}."),
        ("Pièce 4", LINK.format(4, "Pièce 4")),
        ("PIÈCE N°4", LINK.format(4, "PIÈCE N°4")),
        (
            "pièces n°\u00a04, 5 et 7",
            f"{LINK.format(4, 'pièces n°\u00a04')}, {LINK.format(5, '5')} et {LINK.format(7, '7')}",
        ),
        ("pièce n° 12 et pièce 1", f"pièce n° 12 et {LINK.format(1, 'pièce 1')}"),
        ("pièce n° 44", "pièce n° 44"),
        ("la pièce manque, 4 fois", "la pièce manque, 4 fois"),
        ("espièce 4", "espièce 4"),
        ("pièce n° 4123456", "pièce n° 4123456"),
    ],
)
def test_a_number_of_the_schedule_leads_to_its_line(said, printed):
    assert citing(SafeString(said), SCHEDULE) == printed


def test_without_a_schedule_nothing_is_a_link():
    assert citing(SafeString("pièce n° 4"), None) == "pièce n° 4"
