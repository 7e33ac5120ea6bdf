from dataclasses import replace
from datetime import UTC, datetime

import pytest

from cases.actions import report_observation, revise_observation, withdraw_observation
from cases.answers import CallHour, Notice
from cases.models import Observation, Product, VersionKind
from cases.vocabulary import Channel, NoticePhase
from tests.cases.pages.conftest import stated
from tests.cases.pages.flow import Report
from tests.cast import Cast, LogIn
from tests.traces import every_row


def url(observation: Observation) -> str:
    return f"/observations/{observation.pk}/modifier/"


@pytest.fixture
def page(sent: dict[str, str]) -> dict[str, str]:
    """The form as it comes back unchanged."""
    return {
        name: value for name, value in sent.items() if name not in ("product", "submission")
    } | {"seen": "1"}


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("adherent", 200),
        ("colleague", 200),
        ("committee", 403),
        ("other_adherent", 404),
        ("board", 404),
        ("lawyer", 404),
        ("administrator", 404),
        ("stranger", 302),
    ],
)
def test_each_organisation_speaks_for_itself(
    who: str,
    status: int,
    cast: Cast,
    logged_in: LogIn,
    observation: Observation,
    page: dict[str, str],
) -> None:
    client = logged_in(getattr(cast, who))
    assert client.get(url(observation)).status_code == status
    posted = client.post(url(observation), page | {"customers_affected": "3"})
    assert posted.status_code == (302 if status == 200 else status)
    assert observation.versions.count() == (2 if status == 200 else 1)


def test_answering_an_open_question_is_an_addition_and_needs_no_reason(
    cast: Cast, logged_in: LogIn, observation: Observation, page: dict[str, str]
) -> None:
    logged_in(cast.adherent).post(url(observation), page | {"customers_affected": "3"})
    added = observation.versions.get(number=2)
    assert (added.kind, added.customers_affected) == (VersionKind.ADDITION, 3)
    assert added.narrative == "Écran blanc"


def test_a_correction_without_a_reason_is_refused_and_kept_on_the_page(
    cast: Cast, logged_in: LogIn, observation: Observation, page: dict[str, str]
) -> None:
    client = logged_in(cast.adherent)
    answer = client.post(url(observation), page | {"narrative": "Écran noir"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "dites pourquoi" in text
    assert "Écran noir" in text
    given = page | {"narrative": "Écran noir", "reason": "Mieux regardé"}
    assert client.post(url(observation), given).status_code == 302
    assert observation.versions.get(number=2).reason == "Mieux regardé"


def test_someone_who_comes_second_reads_who_was_first_and_keeps_what_they_typed(
    cast: Cast, logged_in: LogIn, observation: Observation, page: dict[str, str]
) -> None:
    first = replace(stated("Écran blanc"), opinion="Premier")
    revise_observation(observation, first, by=cast.colleague, seen=1)
    answer = logged_in(cast.adherent).post(url(observation), page | {"opinion": "Second"})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Colin Collègue a modifié" in text
    assert "Second" in text
    assert observation.versions.count() == 2
    again = page | {"seen": answer.context["form"]["seen"].value(), "opinion": "Second"}
    again |= {"reason": "Après relecture"}
    assert logged_in(cast.adherent).post(url(observation), again).status_code == 302
    assert observation.versions.get(number=3).opinion == "Second"


def test_what_was_withdrawn_no_longer_changes(
    cast: Cast, logged_in: LogIn, observation: Observation, page: dict[str, str]
) -> None:
    withdraw_observation(observation, by=cast.adherent, reason="Erreur")
    answer = logged_in(cast.adherent).post(url(observation), page | {"opinion": "Second"})
    assert answer.status_code == 409
    assert "ne peut plus changer" in answer.content.decode()


def test_contradictions_are_refused_here_too(
    cast: Cast, logged_in: LogIn, observation: Observation, page: dict[str, str]
) -> None:
    given = page | {"customers_affected": "5", "customers_subscribed": "4"}
    assert logged_in(cast.adherent).post(url(observation), given).status_code == 422


def test_the_form_sent_back_as_it_was_filled_changes_nothing_and_says_so(
    cast: Cast, logged_in: LogIn, product: Product
) -> None:
    """Nothing that a browser does to values by itself may pass for a correction."""
    second_pass = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    hours = [datetime(2026, 11, 23, hour, tzinfo=UTC) for hour in range(15)]
    given = stated("Une ligne\nUne autre ")
    answers = replace(
        given.answers,
        observed_at=second_pass,
        publisher_notices=(Notice(NoticePhase.END, Channel.PHONE, hours[3]),),
        calls=tuple(CallHour(hour, 4, 0) for hour in hours),
    )
    observation = report_observation(
        replace(given, answers=answers), product=product, by=cast.adherent
    )
    client = logged_in(cast.adherent)
    form = client.get(url(observation)).context["form"]
    filled = {
        field.html_name: str(field.value() if field.value() is not None else "").replace(
            "\n", "\r\n"
        )
        for field in form
    }
    before = every_row()
    answer = client.post(url(observation), filled)
    assert answer.status_code == 422
    assert "Rien n’a changé" in answer.content.decode()
    assert every_row() == before
    client.post(url(observation), filled | {"opinion": "Trop long"})
    added = observation.versions.get(number=2)
    assert (added.kind, added.opinion) == (VersionKind.ADDITION, "Trop long")
    assert added.as_answers() == answers


@pytest.mark.parametrize("seen", ["", "0", "99", "x", "²", "9" * 40])
def test_a_page_that_lost_its_version_loses_nothing_typed(
    seen: str, cast: Cast, logged_in: LogIn, observation: Observation, page: dict[str, str]
) -> None:
    answer = logged_in(cast.adherent).post(
        url(observation), page | {"seen": seen, "opinion": "Gardé"}
    )
    assert answer.status_code == 302
    assert observation.versions.get(number=2).opinion == "Gardé"


def test_what_was_said_in_words_stays_when_something_else_is_added(
    cast: Cast, logged_in: LogIn, product: Product
) -> None:
    report = Report(logged_in(cast.adherent)).begin(product)
    report.answer("depuis", since="day_before", observed_at="2026-11-23T09:10")
    report.answer("clients", affected_range="up_to_20", envoyer="1")
    observation = Observation.objects.get()
    form = report.client.get(url(observation)).context["form"]
    filled = {field.html_name: field.value() or "" for field in form if field.value() is not None}
    report.client.post(url(observation), filled | {"customers_affected": "12"})
    version = observation.versions.get(number=2)
    assert version.kind == VersionKind.ADDITION
    assert (version.onset, version.affected_range) == ("day_before", "up_to_20")
    assert version.customers_affected == 12
    answer = report.client.post(
        url(observation), filled | {"seen": "2", "customers_affected": "3", "reason": "Recompté"}
    )
    assert list(answer.context["form"].errors) == ["affected_range"]
