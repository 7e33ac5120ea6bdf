import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from cases.evidence.models import Entry
from cases.importing import import_observations
from cases.models import Case

JANUARY = Path("cases/data/january_2018.json")
EXPECTED = Path(__file__).parents[1] / "data" / "january_2018.expected.json"
KEYS = ["ebp-2018-01-09", "sage-2018-01-11"]


def analyse(*arguments: str) -> str:
    out = StringIO()
    call_command("analyse", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def january(db: None) -> None:
    import_observations(JANUARY.read_bytes(), by=None)


def test_the_january_file_gives_the_expected_analysis(january):
    assert json.loads(analyse(*KEYS, "--format", "json")) == json.loads(EXPECTED.read_text())


def test_the_cases_come_in_the_order_asked_for(january):
    assert list(json.loads(analyse(*reversed(KEYS), "--format", "json"))) == KEYS[::-1]


def test_a_case_is_named_by_its_reference_too(january):
    case = Case.objects.get(key=KEYS[0])
    assert list(json.loads(analyse(case.reference, "--format", "json"))) == [case.reference]


def test_nothing_is_written(january, django_assert_num_queries):
    entries = Entry.objects.count()
    with django_assert_num_queries(2) as queries:  # the cases, their observations
        analyse(*KEYS)
    assert all(query["sql"].startswith("SELECT") for query in queries.captured_queries)
    assert Entry.objects.count() == entries


def test_one_case_never_loads_the_observations_of_another(january, django_assert_num_queries):
    case = Case.objects.get(key=KEYS[0])
    with django_assert_num_queries(2) as queries:
        assert case.analysis().respondent_count == 12
    assert "sage" not in str(queries.captured_queries)


def test_the_table_shows_the_cells_of_the_article(january):
    table = analyse(*KEYS, "--format", "table")
    for cell in ("progressif lent depuis J-1", "totale sur les abonnés", "2 sur 3", "médiocre"):
        assert cell in table


def test_unknown_keys_are_named_together(january):
    with pytest.raises(CommandError, match="nowhere, nothing"):
        analyse("nowhere", KEYS[0], "nothing")
