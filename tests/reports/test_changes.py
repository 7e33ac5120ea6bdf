"""What a version says that the one before did not, from the frozen contents alone."""

import json

import pytest

from cases import actions
from reports import actions as actions_on_dossiers
from reports.canonical import plain
from reports.changes import changes_between
from reports.content import Schedule
from tests import factories
from tests.reports import dossiers
from tests.reports.sample import exhibit as line
from tests.reports.sample import incident_report


def content(**changed: object) -> dict:
    return {**json.loads(incident_report().as_json()), **changed}


def with_label(label: str) -> dict:
    """The second criterion of the document's own case reads otherwise; the other column too."""
    frozen = content()
    for cell in frozen["comparison"]["rows"][1]["cells"]:
        cell["label"] = label
    return frozen


def test_what_is_the_same_has_no_change():
    assert changes_between(content(), content()) == []


@pytest.mark.parametrize("key", ["cover", "journal", "method", "summary"])
def test_what_is_not_compared_is_not_told(key):
    assert changes_between(content(), content(**{key: []})) == []


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("observations", "Observations"),
        ("chronology", "Faits datés"),
        ("publisher_messages", "Messages de l’éditeur"),
        ("findings", "Constatations"),
    ],
)
def test_what_is_told_in_lines_is_counted(part, said):
    before, after = content(**{part: [{}] * 9}), content(**{part: [{}] * 12})
    assert changes_between(before, after) == [f"{said} : 12 au lieu de 9."]


def corrected(number: int, **said: object) -> dict:
    """With another place too, as when one before it was withdrawn."""
    frozen = content()
    for each in frozen["observations"]:
        each["observer"] += 1
    frozen["observations"][number - 1].update(said)
    return frozen


@pytest.mark.parametrize(
    "said", [{"fact": "Autre chose."}, {"answers": []}, {"observed_at": "2018-01-09T09:00:00Z"}]
)
def test_an_observation_that_was_corrected_is_named(said):
    assert changes_between(content(), corrected(2, **said)) == ["Observations corrigées : A-2."]


def test_an_observation_in_another_language_is_not_taken_for_corrected():
    other = {"language": "en", "observations": corrected(2, answers=[])["observations"]}
    assert changes_between(content(), content(**other)) == []
    other["observations"][2]["fact"] = "Autre chose."
    assert changes_between(content(), content(**other)) == ["Observations corrigées : A-3."]


def test_each_criterion_that_reads_otherwise_is_named_once():
    before, after = with_label("rapide"), with_label("très rapide")
    title = before["comparison"]["rows"][1]["title"]
    assert changes_between(before, after) == [f"{title} : « très rapide » au lieu de « rapide »."]


def test_only_the_column_of_the_document_s_own_case_counts():
    after = content()
    for row in after["comparison"]["rows"]:
        for cell in row["cells"][1:]:
            cell["label"] = "autre chose"
    assert changes_between(content(), after) == []


@pytest.mark.parametrize(
    ("key", "moment", "name"),
    [
        ("decision", "decided_at", "La décision"),
        ("relay", "approved_at", "Le relais aux adhérents"),
    ],
)
def test_decision_and_relay_come_go_and_change(key, moment, name):
    without, first, second = (
        {key: each} for each in (None, {moment: "2018-01-10"}, {moment: "2018-01-12"})
    )
    [added] = changes_between(without, first)
    [removed] = changes_between(first, without)
    [other] = changes_between(first, second)
    assert [each.startswith(name) for each in (added, removed, other)] == [True] * 3
    assert added.endswith("y figure.")
    assert removed.endswith("n’y figure plus.")
    assert "n’est plus l" in other


def test_the_step_of_the_case_is_told():
    before, after = ({"identification": {"state": state}} for state in ("Vérifié", "Relayé"))
    assert changes_between(before, after) == ["Le cas était « Vérifié », il est « Relayé »."]


def test_a_version_in_another_language_says_the_same(cast):
    case = factories.relayed_case(cast)
    french, english = (
        actions_on_dossiers.request_dossier(case, by=cast.committee, language=language).content
        for language in one_after_the_other(cast, case)
    )
    assert french["identification"]["state"] != english["identification"]["state"]
    assert changes_between(french, english) == []


def one_after_the_other(cast, case):
    yield "fr"
    actions_on_dossiers.cancel_dossier(case.dossiers.get(), by=cast.committee)
    yield "en"


@pytest.mark.parametrize("other", [{}, {"schema": "promesse-incident-report/0"}])
def test_a_content_of_another_age_breaks_nothing(other):
    assert changes_between(other, other) == []
    assert all(changes_between(other, content()))


def test_two_contents_frozen_by_the_acts_are_compared(cast):
    case = factories.case(cast)
    first = dossiers.ready(cast, case)
    actions.verify_case(
        case,
        by=cast.committee,
        seen=case.version,
        verdict=factories.Verdict.CONFIRMED,
        grounds="Deux organisations le disent.",
        links="",
    )
    second = dossiers.ready(cast, case)
    assert changes_between(first.content, second.content) == [
        "Le cas était « Remonté », il est « Vérifié »."
    ]


def test_exhibits_that_came_and_went_are_numbered():
    none, two = content(schedule=None), content(schedule=plain(Schedule(1, (line(1), line(2)))))
    three = content(schedule=plain(Schedule(2, (line(1), line(2, withdrawn=True), line(3)))))
    assert changes_between(none, two) == ["Pièces versées : n° 1, n° 2."]
    assert changes_between(two, two) == []
    assert changes_between(two, three) == [
        "Pièces versées : n° 3.",
        "Pièces retirées : n° 2.",
    ]
