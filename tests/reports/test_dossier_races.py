"""Of two who ask, or of two workers, one wins: see `tests/cases/races/together.py`."""

from functools import partial

import pytest

from cases.errors import StepRefused
from cases.models import Case
from reports import actions, production
from reports.models import Dossier
from reports.states import DossierState
from tests import factories
from tests.cases.races import together
from tests.cases.races.together import one_wins, sentence
from tests.reports import dossiers

race = together.race
NUMBER, UNDER_WAY = "dossier_number_once_a_case", "dossier_one_under_way_a_case"


def ask(case, by):
    return actions.request_dossier(Case.objects.get(pk=case.pk), by=by)


def retry(dossier, by):
    return actions.retry_dossier(Dossier.objects.get(pk=dossier.pk), by=by)


def cancel(dossier, by):
    return actions.cancel_dossier(Dossier.objects.get(pk=dossier.pk), by=by)


def finish(dossier):
    """The last step of the worker that holds it."""
    try:
        production._finish(dossier, b"%PDF-1.7")
    except production.NoLongerOurs:
        return False
    return True


def ended(dossier):
    """What the journal says of its end."""
    return [verb for verb in dossiers.told(dossier) if verb != "dossier.requested"]


def test_of_two_requests_one_is_kept(cast, race):
    case, people = factories.case(cast), (cast.committee, cast.second_committee)
    outcomes = race(*(partial(ask, case, who) for who in people), without=[NUMBER, UNDER_WAY])
    winner = people[one_wins(outcomes, StepRefused)]
    assert f"{winner} a déjà demandé un dossier le " in sentence(outcomes)
    assert [each.requested_by for each in Dossier.objects.all()] == [winner]
    assert dossiers.told(Dossier.objects.get()) == ["dossier.requested"]


def test_of_two_retries_one_is_kept(cast, race):
    failed, people = dossiers.failed(cast), (cast.committee, cast.second_committee)
    outcomes = race(*(partial(retry, failed, who) for who in people))
    winner = people[one_wins(outcomes, StepRefused)]
    assert f"{winner} a relancé la production d’un dossier le " in sentence(outcomes)
    assert dossiers.told(failed).count("dossier.retried") == 1


def test_a_failed_dossier_is_retried_or_another_is_requested(cast, race):
    failed, people = dossiers.failed(cast), (cast.committee, cast.second_committee)
    outcomes = race(
        partial(ask, failed.case, people[0]), partial(retry, failed, people[1]), without=[UNDER_WAY]
    )
    one_wins(outcomes, StepRefused)
    assert f"{cast.committee} a " in sentence(outcomes)
    assert Dossier.objects.filter(state=DossierState.REQUESTED).count() == 1


@pytest.mark.slow
def test_of_two_workers_one_makes_the_file(cast, home, race):
    asked = dossiers.requested(cast)
    outcomes = race(
        *[partial(production.produce_dossier, asked.pk)] * 2, without=["dossier_ready_has_a_file"]
    )
    assert sorted(outcomes) == [False, True]
    dossier = Dossier.objects.get()
    assert (dossier.state, dossier.attempts) == (DossierState.READY, 1)
    assert ended(dossier) == ["dossier.sealed", "dossier.produced"]
    assert len(dossiers.kept_files(home)) == 1


def test_a_dossier_given_up_is_not_finished_too(cast, race):
    """The worker was only slow: the sweep and its last step come together."""
    held = dossiers.held_by_a_dead_worker(cast, attempts=production.MOST_ATTEMPTS)
    race(
        production.sweep,
        partial(finish, held),
        without=["dossier_ready_has_a_file"],
    )
    dossier = Dossier.objects.get()
    assert (dossier.state, ended(dossier)) in [
        (DossierState.FAILED, ["dossier.failed"]),
        (DossierState.READY, ["dossier.produced"]),
    ]


def test_a_dossier_taken_back_is_not_finished_by_who_held_it(cast, race):
    held = dossiers.held_by_a_dead_worker(cast, attempts=1)
    finished, _ = race(
        partial(finish, held),
        production.sweep,
        without=["dossier_ready_has_a_file"],
    )
    dossier = Dossier.objects.get()
    assert (finished, dossier.state) in [(False, "requested"), (True, "ready")]
    assert ended(dossier) == ["dossier.produced"] * finished


def test_a_dossier_is_cancelled_once(cast, race):
    asked, people = dossiers.requested(cast), (cast.committee, cast.second_committee)
    outcomes = race(*(partial(cancel, asked, who) for who in people))
    winner = people[one_wins(outcomes, StepRefused)]
    assert f"{winner} a arrêté la production d’un dossier le " in sentence(outcomes)
    assert Dossier.objects.get().cancelled_by == winner
    assert ended(asked) == ["dossier.cancelled"]


@pytest.mark.parametrize("cancels_first", [True, False], ids=["cancel first", "finish first"])
def test_a_dossier_is_finished_or_cancelled(cast, home, race, cancels_first):
    held = dossiers.held_by_a_dead_worker(cast, attempts=1)
    acts = [partial(cancel, held, cast.committee), partial(finish, held)]
    race(
        *(acts if cancels_first else reversed(acts)),
        without=["dossier_ready_has_a_file", "dossier_cancelled_by_someone_at_some_time"],
    )
    dossier = Dossier.objects.get()
    assert (dossier.state, ended(dossier), len(dossiers.kept_files(home))) in [
        (DossierState.CANCELLED, ["dossier.cancelled"], 0),
        (DossierState.READY, ["dossier.produced"], 1),
    ]
