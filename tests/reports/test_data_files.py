"""The files inside the PDF: readable by machines, harmless in a spreadsheet."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from reports.content import Answer
from reports.data_files import analysis, data_files, observations, without_formula
from tests.reports.sample import comparison, incident_report

EXPECTED = Path(__file__).parents[1] / "cases" / "data" / "january_2018.expected.json"


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))


def test_the_analysis_has_the_shape_and_values_that_the_command_prints():
    assert json.loads(analysis(comparison())) == json.loads(EXPECTED.read_text())


def test_the_analysis_says_null_where_nobody_told_of_the_restoration():
    grid = comparison()
    silent = replace(grid.columns[0], restoration_minutes=None, restoration_answered=0)
    told = json.loads(analysis(replace(grid, columns=(silent, grid.columns[1]))))
    assert told["ebp-2018-01-09"]["field_restoration"] == {"median_minutes": None, "answered": 0}


def test_the_frozen_content_travels_byte_for_byte():
    report = incident_report()
    files = {file.name: file for file in data_files(report)}
    assert list(files) == sorted(files)
    assert files["contenu.json"].content == report.as_json().encode()
    assert files["contenu.json"].digest == report.digest()


def test_observations_are_rows_without_a_name():
    rows = rows_of(observations(incident_report().observations))
    assert len(rows) == 12
    assert rows[1]["Observateur"] == "2"
    assert rows[1]["Type d’organisation"] == "VAR"
    assert rows[1]["Observé le (UTC)"] == "2018-01-09T10:54:00Z"
    assert rows[1]["Inférence"] == "Le contrôle des droits de souscription ne répond plus."


def test_no_answer_is_an_empty_cell_and_none_received_is_not():
    rows = rows_of(observations(incident_report().observations))
    assert rows[4]["appels par heure en temps ordinaire"] == ""
    assert rows[9]["messages de l’éditeur"] == "aucun"


def test_an_answer_that_only_some_gave_has_a_column_of_its_own():
    first, second, *_ = incident_report().observations
    more = replace(second, answers=(Answer("autre canal", "portail"),))
    rows = rows_of(observations((first, more)))
    assert [row["autre canal"] for row in rows] == ["", "portail"]
    assert [row["symptôme"] for row in rows] == ["connexion impossible", ""]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n"])
def test_a_cell_that_a_spreadsheet_would_run_starts_with_an_apostrophe(sign):
    assert without_formula(f"{sign}1+1").startswith(f"'{sign}")


@pytest.mark.parametrize("separator", [";", ",", "\t", "\n", '"', "|"])
def test_a_formula_after_an_embedded_separator_is_disarmed_too(separator):
    assert without_formula(f"x{separator} =HYPERLINK(1)") == f"x{separator} '=HYPERLINK(1)"


def test_a_formula_behind_spaces_is_disarmed():
    assert without_formula("   =1+1") == "'   =1+1"


def test_a_telephone_number_stays_readable_and_ordinary_text_untouched():
    assert without_formula("+33 1 02 03 04 05") == "'+33 1 02 03 04 05"
    assert without_formula("a-b=c, peut-être 3 + 4") == "a-b=c, peut-être 3 + 4"


def test_a_hostile_narrative_comes_back_whole_from_the_sheet():
    first, *_ = incident_report().observations
    hostile = '=cmd|"/c calc"!A1;=1\r\n@x'
    (row,) = rows_of(observations((replace(first, fact=hostile),)))
    assert row["Fait"] == "'=cmd|\"/c calc\"!A1;'=1\r\n'@x"


def test_a_long_run_of_tabs_does_not_make_the_guard_slow():
    assert without_formula("\t" * 200_000 + "x") == "'" + "\t" * 200_000 + "x"
