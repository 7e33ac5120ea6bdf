from functools import partial

import pytest

from cases import actions
from cases.errors import StepRefused
from cases.evidence.models import Entry
from cases.models import Case, Exhibit
from cases.vocabulary import Nature
from reports.actions import request_dossier
from reports.models import Dossier
from tests import factories
from tests.cases.races.together import one_wins, sentence

NUMBER, ONCE = "exhibit_number_once_a_case", "exhibit_once_a_file"


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.PROMESSE_HOME = tmp_path


def put(case, item, who):
    return actions.exhibit_item(
        Case.objects.get(pk=case.pk), item, by=who, title="Une pièce", nature=Nature.COPY
    )


def move(exhibit, to, who, seen):
    same = Exhibit.objects.get(pk=exhibit.pk)
    return actions.move_exhibit(same, to=to, by=who, seen=seen)


def withdraw(exhibit, who):
    same = Exhibit.objects.get(pk=exhibit.pk)
    return actions.withdraw_exhibit(same, by=who, reason="Hors sujet.")


def test_a_file_is_exhibited_once(cast, race):
    case, people = factories.case(cast), (cast.committee, cast.second_committee)
    item = factories.handed_in(case, b"un")
    outcomes = race(*(partial(put, case, item, who) for who in people), without=[ONCE, NUMBER])
    winner = people[one_wins(outcomes, StepRefused)]
    assert f"{winner} a versé une pièce au bordereau le " in sentence(outcomes)
    assert Exhibit.objects.get().exhibited_by == winner
    assert Entry.objects.filter(verb="exhibit.added").count() == 1


def test_two_files_exhibited_at_once_take_two_numbers(cast, race):
    case, people = factories.case(cast), (cast.committee, cast.second_committee)
    items = [factories.handed_in(case, content) for content in (b"un", b"deux")]
    race(
        *(partial(put, case, item, who) for item, who in zip(items, people, strict=True)),
        without=[NUMBER],
    )
    assert sorted(Exhibit.objects.values_list("number", flat=True)) == [1, 2]


def test_of_two_orders_one_is_kept(cast, race):
    case, people = factories.case(cast), (cast.committee, cast.second_committee)
    exhibits = [factories.exhibit(cast, case, title) for title in "ABC"]
    seen = [each.pk for each in exhibits]
    outcomes = race(
        partial(move, exhibits[0], 3, people[0], seen),
        partial(move, exhibits[2], 1, people[1], seen),
        without=[NUMBER],
    )
    one_wins(outcomes, StepRefused)
    assert "L’ordre des pièces a changé" in sentence(outcomes)
    assert sorted(Exhibit.objects.values_list("number", flat=True)) == [1, 2, 3]
    assert Entry.objects.filter(verb="exhibit.moved").count() == 1


def test_an_exhibit_is_withdrawn_once(cast, race):
    case, people = factories.case(cast), (cast.committee, cast.second_committee)
    exhibit = factories.exhibit(cast, case)
    outcomes = race(*(partial(withdraw, exhibit, who) for who in people))
    winner = people[one_wins(outcomes, StepRefused)]
    assert f"{winner} a retiré une pièce du bordereau le " in sentence(outcomes)
    assert Exhibit.objects.get().withdrawn_by == winner
    assert Entry.objects.filter(verb="exhibit.withdrawn").count() == 1


def test_no_number_moves_under_a_dossier(cast, race):
    case, people = factories.case(cast), (cast.committee, cast.second_committee)
    exhibits = [factories.exhibit(cast, case, title) for title in "AB"]
    seen = [each.pk for each in exhibits]
    race(
        partial(request_dossier, Case.objects.get(pk=case.pk), by=people[0]),
        partial(move, exhibits[0], 2, people[1], seen),
        without=[NUMBER],
    )
    frozen = Dossier.objects.get().content["schedule"]["exhibits"]
    printed = {each["title"]: each["number"] for each in frozen}
    assert printed == dict(Exhibit.objects.values_list("title", "number"))
