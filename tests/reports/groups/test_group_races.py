"""Of two who act on one order, or of two workers, one wins: see `tests/cases/races/together.py`."""

from functools import partial

import pytest

from cases.claims.models import Cohort
from cases.errors import StepRefused
from cases.evidence.models import Entry
from reports.groups import actions, production
from reports.groups.models import GroupAnnex, GroupOrder
from reports.groups.states import AnnexState, OrderState
from tests.cases.races import together
from tests.cases.races.together import one_wins, sentence
from tests.reports.groups import ordering

race = together.race
ONE_OPEN, NUMBER = "group_order_one_open_a_cohort", "group_order_number_once_a_cohort"
HAS_A_FILE = "group_annex_done_has_a_file"


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    settings.PROMESSE_HOME = tmp_path


def act(act_of, order, by):
    return act_of(GroupOrder.objects.get(pk=order.pk), by=by)


def finish(annex):
    """The last step of the worker that holds it."""
    try:
        ordering.end(annex)
    except production.NoLongerOurs:
        return False
    return True


def one_left(cast):
    """Of its documents, one waits."""
    order = ordering.ordered(cast)
    ordering.end(ordering.claimed(order))
    ordering.end(ordering.claimed(order))
    return order


def test_of_two_orders_one_is_kept(cast, race):
    cohort = ordering.cohort(cast)
    # Its claimants have their numbers, and the facts of its case are kept.
    actions.cancel_order(actions.order_cohort(cohort, by=cast.lawyer), by=cast.lawyer)
    outcomes = race(
        *[lambda: actions.order_cohort(Cohort.objects.get(pk=cohort.pk), by=cast.lawyer)] * 2,
        without=[ONE_OPEN, NUMBER],
    )
    one_wins(outcomes, StepRefused)
    assert "a déjà commandé ce dossier le " in sentence(outcomes)
    assert GroupOrder.objects.exclude(state=OrderState.CANCELLED).count() == 1


def test_of_two_workers_one_takes_a_document(cast, race):
    order = one_left(cast)
    outcomes = race(*[partial(production.claim_next, order.pk)] * 2)
    assert sorted(each is None for each in outcomes) == [False, True]
    assert GroupAnnex.objects.get(position=2).attempts == 1


def test_of_two_workers_each_takes_another_document(cast, race):
    order = ordering.ordered(cast)
    outcomes = race(*[partial(production.claim_next, order.pk)] * 2)
    # On SQLite one waits for the other; on PostgreSQL too: the order's row is held.
    assert sorted(each.position for each in outcomes) == [0, 1]


def test_nothing_is_taken_once_an_order_is_paused(cast, race):
    """The pause knows of every document that is held when it comes."""
    order = ordering.ordered(cast)
    race(
        partial(act, actions.pause_order, order, cast.lawyer),
        partial(production.claim_next, order.pk),
    )
    [paused] = Entry.objects.filter(verb="group.paused")
    held = GroupAnnex.objects.filter(state=AnnexState.RUNNING).count()
    assert paused.details["held"] == held


def test_an_order_is_paused_once(cast, race):
    order = ordering.ordered(cast)
    one_wins(race(*[partial(act, actions.pause_order, order, cast.lawyer)] * 2), StepRefused)
    assert ordering.told(order).count("group.paused") == 1


def test_an_order_is_resumed_once(cast, race):
    order = ordering.ordered(cast)
    actions.pause_order(order, by=cast.lawyer)
    one_wins(race(*[partial(act, actions.resume_order, order, cast.lawyer)] * 2), StepRefused)
    assert ordering.told(order).count("group.resumed") == 1


def test_what_failed_is_tried_again_once(cast, race):
    order = ordering.with_one_failed(cast)
    one_wins(race(*[partial(act, actions.retry_failed, order, cast.lawyer)] * 2), StepRefused)
    assert ordering.told(order).count("group.retried") == 1


def test_an_order_is_stopped_or_its_document_is_kept(cast, race):
    order = ordering.ordered(cast)
    held = ordering.claimed(order)
    _stopped, finished = race(
        partial(act, actions.cancel_order, order, cast.lawyer),
        partial(finish, held),
        without=[HAS_A_FILE],
    )
    state = GroupAnnex.objects.get(position=0).state
    assert (finished, state) in [(True, AnnexState.DONE), (False, AnnexState.WAITING)]
    told = Entry.objects.filter(verb__in=["group.annex_produced", "group.cancelled"])
    verbs = list(told.order_by("sequence").values_list("verb", flat=True))
    assert verbs == ["group.annex_produced"] * finished + ["group.cancelled"]


def test_who_ends_the_last_document_ends_the_order(cast, race):
    order = ordering.ordered(cast)
    ordering.end(ordering.claimed(order))
    last = [ordering.claimed(order), ordering.claimed(order)]
    race(*(partial(finish, each) for each in last))
    order.refresh_from_db()
    assert order.state == OrderState.DONE
    assert ordering.told(order) == ["group.ordered", "group.ended"]


def test_a_document_given_out_again_is_not_kept_by_who_held_it(cast, race):
    order = ordering.ordered(cast)
    held = ordering.forgotten(ordering.claimed(order))
    finished, _swept = race(partial(finish, held), production.sweep, without=[HAS_A_FILE])
    state = GroupAnnex.objects.get(position=0).state
    assert (finished, state) in [(True, AnnexState.DONE), (False, AnnexState.WAITING)]
