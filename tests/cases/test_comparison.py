"""The cases side by side, as page, terminal and dossier print them."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from cases.analysis import analyse
from cases.comparison import as_text, compare
from cases.interchange import parse
from tests.cases.testimonies import PARIS, answers, by_organisation, notice, testimony

JANUARY = Path(__file__).parents[2] / "cases" / "data" / "january_2018.json"


@pytest.fixture(scope="module")
def january():
    file = parse(JANUARY.read_bytes(), now=datetime.now(UTC))
    testimonies = {case.key: [] for case in file.cases}
    for row in file.observations:
        testimonies[row.case].append(testimony(row.organisation, row.reference, row.answers))
    ebp, sage = (analyse(each, file.zone) for each in testimonies.values())
    return compare([("EBP", ebp), ("Sage", sage)])


def told(*each):
    return analyse(by_organisation(*each), PARIS)


def notes_of(*analyses):
    return [note.sentence for note in compare([*analyses]).footnotes]


def test_the_table_of_the_article_cell_by_cell(january):
    assert [column.label for column in january.columns] == ["EBP", "Sage"]
    assert [[cell.label for cell in row.cells] for row in january.rows] == [
        ["progressif lent depuis J-1", "très rapide depuis H-1"],
        ["partielle sur les abonnés", "totale sur les abonnés"],
        ["mail le 09/01/2018 à 9h10", "aucune"],
        ["2 sur 3", "nulle"],
        ["1 sur 3", "1 sur 3"],
        ["lente et progressive", "forte et immédiate"],
        ["bonne", "médiocre"],
        ["mail le 09/01/2018 à 10h02", "aucune"],
    ]


def test_every_cell_shows_how_many_answered(january):
    for row in january.rows:
        for cell, n in zip(row.cells, (12, 15), strict=True):
            assert cell.basis.startswith(f"n\u00a0=\u00a0{n}")


def test_a_ratio_shows_what_was_counted_and_how_far_it_may_be_off(january):
    propagation = january.rows[3].cells
    assert propagation[0].basis == (
        "n\u00a0=\u00a012, dont 8\u00a0; intervalle à 95\u00a0%\u00a0: 39,1 à 86,2\u00a0%"
    )
    assert propagation[1].basis == (
        "n\u00a0=\u00a015, dont 0\u00a0; intervalle à 95\u00a0%\u00a0: 0,0 à 20,4\u00a0%"
    )


def test_no_percentage_is_said_of_a_ratio_below_ten_answers():
    nine = [answers(awareness="watch_network")] * 6 + [answers(awareness="none")] * 3
    cell = compare([("EBP", told(*nine))]).rows[4].cells[0]
    assert (cell.label, cell.basis) == ("2 sur 3", "n\u00a0=\u00a09, dont 6")


def test_a_percentage_is_printed_with_a_no_break_space():
    outside = [answers(awareness="watch_network")] * 7 + [answers(awareness="none")] * 4
    cell = compare([("EBP", told(*outside))]).rows[4].cells[0]
    assert cell.label == "64\u00a0%"
    assert cell.result.label == "64 %"


def test_none_received_is_said_again_under_the_table_as_what_observers_received(january):
    assert [note.sentence for note in january.footnotes] == [
        "Sage\u00a0: aucun message de l’éditeur n’est parvenu aux 15 observateurs interrogés."
    ]
    assert [[cell.note for cell in row.cells] for row in january.rows] == [
        [None, None],
        [None, None],
        [None, 1],
        [None, None],
        [None, None],
        [None, None],
        [None, None],
        [None, 1],
    ]


def test_a_message_about_the_end_alone_is_not_denied_under_the_table():
    said = [answers(notices=[notice("09 10:02", "end")])] * 3
    assert notes_of(("EBP", told(*said))) == [
        "EBP\u00a0: aucun message de l’éditeur pendant l’incident n’est parvenu "
        "aux 3 observateurs interrogés."
    ]


def test_a_message_during_the_incident_alone_is_not_denied_under_the_table():
    said = [answers(notices=[notice("09 09:10")])] * 4
    assert notes_of(("EBP", told(*said))) == [
        "EBP\u00a0: aucun message de l’éditeur sur la fin de l’incident n’est parvenu "
        "aux 4 observateurs interrogés."
    ]


def test_what_is_unknown_has_no_sentence_under_the_table():
    assert notes_of(("EBP", told(*[answers(notices=[])] * 2)), ("Sage", told())) == []


def test_each_silent_case_has_a_sentence_of_its_own():
    silent = told(*[answers(notices=[])] * 3)
    heard = told(answers(notices=[notice("09 09:10"), notice("09 10:02", "end")]))
    comparison = compare([("A", silent), ("B", heard), ("C", silent)])
    assert [note.number for note in comparison.footnotes] == [1, 2]
    assert [note.sentence[0] for note in comparison.footnotes] == ["A", "C"]
    assert [cell.note for cell in comparison.rows[2].cells] == [1, None, 2]


def test_each_column_says_whether_it_suffices(january):
    assert [column.respondents for column in january.columns] == [
        "12 répondants\u00a0: suffisant",
        "15 répondants\u00a0: suffisant",
    ]
    one, none = compare([("A", told(answers())), ("B", told())]).columns
    assert one.respondents == "1 répondant\u00a0: insuffisant"
    assert none.respondents.endswith("insuffisant")


def test_each_column_says_when_work_was_normal_again(january):
    assert [column.field_restoration for column in january.columns] == [
        "98,0\u00a0min (n\u00a0=\u00a012)",
        "415,0\u00a0min (n\u00a0=\u00a015)",
    ]
    unknown = compare([("A", told(answers()))]).columns[0]
    assert unknown.field_restoration == "non renseigné (n\u00a0=\u00a00)"


def test_the_table_is_aligned_in_a_terminal(january):
    lines = as_text(january).splitlines()
    rules = [line for line in lines if line.startswith("---")]
    starts = [0, rules[0].index(" ") + 2]
    starts.append(rules[0].index(" ", starts[1]) + 2)
    assert rules == [rules[0]] * 2
    for line in lines[: lines.index("")]:
        for start in starts[1:]:
            assert line[start - 2 : start].strip() == ""
    assert max(len(line) for line in lines) <= 102


def test_the_terminal_shows_every_cell_its_n_and_the_sentence(january):
    text = as_text(january)
    for row in january.rows:
        assert f"{row.criterion.number} - " in text
        for cell in row.cells:
            assert cell.label in text
    assert text.count("aucune (1)") == 2
    assert text.endswith(
        "(1) Sage\u00a0: aucun message de l’éditeur n’est parvenu aux 15 observateurs interrogés.\n"
    )


def test_a_long_title_is_wrapped_and_not_cut():
    title = "Sage : connexion impossible des utilisateurs abonnés sur tous les produits Sage 50c"
    text = as_text(compare([(title, told())]))
    head = text[: text.index("---")]
    assert [word for word in title.split() if word not in head] == []


def test_nothing_to_compare_is_an_empty_table():
    comparison = compare([])
    assert comparison.columns == comparison.footnotes == ()
    assert len(comparison.rows) == 8
    assert "8 - Communication" in as_text(comparison)
