"""The committee's dashboard, read from the rows."""

from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases import actions, overview
from cases.models import Case, Observation
from cases.vocabulary import Severity, Symptom
from reports.models import Dossier
from reports.states import DossierState, Stage
from tests import factories

DASHBOARD = reverse("dashboard")


@pytest.fixture
def page(cast, logged_in):
    client = logged_in(cast.committee)

    def read():
        return client.get(DASHBOARD)

    return read


def text(response) -> str:
    words = unescape(response.content.decode()).replace("\u00a0", " ")
    return " ".join(words.split())


def just_now(minutes: float, **said):
    at = timezone.now().replace(second=0, microsecond=0) - timedelta(minutes=minutes)
    return factories.statement(factories.answers(at, **said))


def test_open_cases_are_counted_by_step_and_the_oldest_named(cast, page):
    new, old = factories.case(cast), factories.case(cast, title="Vieille panne")
    factories.verified_case(cast)
    factories.relayed_case(cast)
    Case.objects.filter(pk=old.pk).update(opened_at=timezone.now() - timedelta(days=3))
    read = page()
    counts = [
        (standing.state.value, standing.count) for standing, _url in read.context["standings"]
    ]
    assert counts == [("reported", 2), ("verified", 1), ("decided", 0)]
    oldest = read.context["oldest"]
    assert [each.case for each in oldest][:2] == [old, new]
    assert oldest[0].waits == "3\u00a0j"


def test_a_relayed_case_gives_each_leg_its_length(cast, page):
    relayed = factories.relayed_case(cast)
    first = relayed.observations.order_by("received_at").first()
    Observation.objects.filter(pk=first.pk).update(
        received_at=relayed.verified_at - timedelta(hours=5)
    )
    rows = page().context["chart"].rows
    assert [row[3] for row in rows] == ["1", "1", "1", "1"]
    assert rows[0][1] == "5\u00a0h"


def test_the_queue_tells_what_is_late(cast, page):
    late, taken = factories.observation(cast.adherent), factories.observation(cast.adherent)
    factories.observation(cast.adherent)
    long_ago = timezone.now() - timedelta(hours=2)
    Observation.objects.filter(pk__in=[late.pk, taken.pk]).update(received_at=long_ago)
    actions.assign_observation(taken, to=cast.committee, by=cast.committee)
    queue = page().context["queue"]
    assert (queue.waiting, queue.late) == (3, 1)


def test_a_percentage_wants_ten_first_looks(cast, page):
    def take(count):
        for _ in range(count):
            chosen = factories.observation(cast.adherent)
            actions.assign_observation(chosen, to=cast.committee, by=cast.committee)

    late = factories.observation(cast.adherent)
    Observation.objects.filter(pk=late.pk).update(received_at=timezone.now() - timedelta(hours=9))
    late.refresh_from_db()
    actions.assign_observation(late, to=cast.committee, by=cast.committee)
    take(1)
    assert "1 observation sur 2." in text(page())
    take(7)
    assert "8 observations sur 9." in text(page())
    take(1)
    assert "9 observations sur 10 (90 %)." in text(page())


def silent() -> list[tuple[str, str]]:
    found = overview.silences(timezone.now())
    return [(each.publisher, each.case.reference if each.case else "") for each in found]


def test_a_publisher_is_silent_when_two_hours_of_blocking_brought_no_message(cast, page):
    factories.observation(cast.adherent, just_now(130))
    factories.observation(cast.other_adherent, just_now(20))
    assert silent() == [("Éditeur Un", "")]
    [(silence, _time)] = page().context["silences"]
    assert silence.organisations == 2
    assert "Éditeurs muets" in text(page())


def restored():
    return just_now(130, restored_at=timezone.now())


def told():
    return just_now(130, publisher_notices=(factories.notice(timezone.now()),))


def degraded():
    return just_now(130, severity=Severity.DEGRADED, symptom=Symptom.SLOW)


def too_new():
    return just_now(110)


def long_over():
    return just_now(60 * 24 * 20)


@pytest.mark.parametrize("said", [restored, told, degraded, too_new, long_over])
def test_a_publisher_is_not_called_silent(cast, said):
    factories.observation(cast.adherent, said())
    assert silent() == []


def test_an_empty_list_of_messages_is_no_message(cast):
    factories.observation(cast.adherent, just_now(130, publisher_notices=()))
    assert silent() == [("Éditeur Un", "")]


def test_each_case_is_judged_by_itself_and_a_closed_one_is_not(cast):
    answered, mute = (
        actions.open_case(
            [factories.observation(cast.adherent, said)],
            by=cast.committee,
            title="Panne",
            occurred_on=timezone.localdate(),
        )
        for said in (told(), just_now(130))
    )
    assert silent() == [("Éditeur Un", mute.reference)]
    actions.dismiss_case(mute, by=cast.committee, seen=mute.version, reason="Notre réseau.")
    assert silent() == []
    assert answered.reference != mute.reference


def test_dossiers_that_wait_and_fail_are_counted(cast, page):
    case = factories.verified_case(cast)
    rows = [(DossierState.REQUESTED, ""), (DossierState.FAILED, "Plus de place.")]
    for number, (state, failure) in enumerate(rows, start=1):
        Dossier.objects.create(
            case=case,
            number=number,
            state=state,
            stage=Stage.FROZEN,
            content={},
            content_digest="0" * 64,
            requested_by=cast.committee,
            requested_at=timezone.now() - timedelta(minutes=7),
            failure=failure,
        )
    read = page()
    health = read.context["health"]
    assert (health.waiting, health.failed) == (1, 1)
    assert "1, le plus ancien depuis 7 min" in text(read)


def test_an_empty_dashboard_says_what_will_be_here(page):
    read = text(page())
    assert "Aucun cas n’a encore franchi d’étape." in read
    assert "Aucun cas n’est ouvert" in read
    assert "tout est trié" in read


def test_it_costs_the_same_queries_for_1_and_many_cases(cast, page):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert page().status_code == 200
        return len(asked)

    page()
    factories.case(cast)
    factories.observation(cast.adherent, just_now(130))
    few = queries()
    for _ in range(3):
        factories.case(cast)
        factories.verified_case(cast)
    factories.relayed_case(cast)
    assert queries() == few
    assert few <= 22
