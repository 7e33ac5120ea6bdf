"""Of two who ask, or of two workers, one wins: see `tests/cases/races/together.py`."""

from functools import partial

import pytest

from cases.claims.actions import close_switching_file
from cases.claims.models import Claim
from cases.claims.references import load_references
from cases.errors import StepRefused, VersionRefused
from cases.evidence.models import Entry
from reports.claims import actions, making
from reports.claims.models import ClaimDocument, DocumentKind, Particulars
from reports.states import DossierState
from tests.cases.races import together
from tests.cases.races.together import in_turn, one_wins
from tests.reports.claims import claiming, papers

race = together.race
ONE_UNDER_WAY = [
    "claim_document_number_once",
    "claim_document_one_under_way_a_kind",
    "claim_documents_sharedfacts.digest",
]
READY = "claim_document_ready_has_a_file"
CANCELLED = "claim_document_cancelled_by_someone_at_some_time"


def copy(row):
    return type(row).objects.get(pk=row.pk)


def opened(cast) -> Claim:
    load_references()
    return claiming.bare(cast)


def told(verb: str) -> int:
    return Entry.objects.filter(verb=verb).count()


def people(cast):
    return (cast.adherent, cast.colleague)


def finish(document):
    try:
        making._finish(document, making.Made(b"%PDF-1.7"))
    except making.NoLongerOurs:
        return False
    return True


def test_of_two_requests_one_is_kept(cast, race):
    claim = opened(cast)
    outcomes = race(
        *(
            partial(actions.request_document, copy(claim), DocumentKind.SURVEY, by=who)
            for who in people(cast)
        ),
        without=ONE_UNDER_WAY,
    )
    one_wins(outcomes, StepRefused)
    assert told("claim_document.requested") == ClaimDocument.objects.count() == 1


def test_of_two_letters_for_a_customer_one_is_kept(cast, race):
    load_references()
    file, ask = papers.customer(cast), actions.request_reversibility
    outcomes = race(
        *(partial(ask, copy(file), papers.MENTIONS, by=who) for who in people(cast)),
        without=["switching_document_number_once", "switching_document_one_under_way"],
    )
    one_wins(outcomes, StepRefused)
    assert ClaimDocument.objects.count() == 1


def test_of_two_who_fill_in_one_is_kept(cast, race):
    claim = opened(cast)
    claiming.told(claim)
    outcomes = race(
        *(
            partial(actions.fill_in, copy(claim), {"place": town}, by=cast.adherent, seen=1)
            for town in ("Lyon", "Nice")
        )
    )
    kept = one_wins(outcomes, VersionRefused)
    assert Particulars.objects.get().place == ("Lyon", "Nice")[kept]
    assert told("claim.filled_in") == 1


def test_of_two_retries_one_is_kept(cast, race):
    failed = papers.failed(opened(cast), cast.adherent)
    outcomes = race(
        *(partial(actions.retry_document, copy(failed), by=who) for who in people(cast))
    )
    one_wins(outcomes, StepRefused)
    assert told("claim_document.retried") == 1


def test_a_document_is_tried_again_or_another_is_requested(cast, transactional_db):
    claim = opened(cast)
    failed = papers.failed(claim, cast.adherent)
    outcomes = in_turn(
        partial(actions.retry_document, copy(failed), by=cast.adherent),
        partial(actions.request_document, copy(claim), failed.kind, by=cast.colleague),
    )
    assert one_wins(outcomes, StepRefused) == 0
    assert ClaimDocument.objects.get().state == DossierState.REQUESTED


def test_a_document_is_cancelled_once(cast, race):
    asked = papers.requested(opened(cast), cast.adherent)
    outcomes = race(
        *(partial(actions.cancel_document, copy(asked), by=who) for who in people(cast)),
    )
    one_wins(outcomes, StepRefused)
    assert told("claim_document.cancelled") == 1


@pytest.mark.slow
def test_of_two_workers_one_makes_the_file(cast, race):
    asked = papers.requested(opened(cast), cast.adherent)
    outcomes = race(*[partial(making.make_document, asked.pk)] * 2, without=[READY])
    assert sorted(outcomes) == [False, True]
    assert copy(asked).state == DossierState.READY
    assert told("claim_document.made") == 1


def test_a_document_given_up_is_not_finished_too(cast, race):
    held = papers.held_by_a_dead_worker(opened(cast), cast.adherent, making.MOST_ATTEMPTS)
    race(making.sweep, partial(finish, held), without=[READY])
    ends = (told("claim_document.made"), told("claim_document.failed"))
    assert (copy(held).state, ends) in [("failed", (0, 1)), ("ready", (1, 0))]


@pytest.mark.parametrize("cancels_first", [True, False], ids=["cancel first", "finish first"])
def test_a_document_is_finished_or_cancelled(cast, race, cancels_first):
    held = papers.held_by_a_dead_worker(opened(cast), cast.adherent, 1)
    acts = [partial(actions.cancel_document, copy(held), by=cast.adherent), partial(finish, held)]
    race(*(acts if cancels_first else reversed(acts)), without=[READY, CANCELLED])
    ends = (told("claim_document.made"), told("claim_document.cancelled"))
    assert (copy(held).state, ends) in [("cancelled", (0, 1)), ("ready", (1, 0))]


def test_a_customer_s_file_is_closed_once(cast, race):
    file = papers.customer(cast)
    outcomes = race(
        *(partial(close_switching_file, copy(file), by=who) for who in people(cast)),
    )
    one_wins(outcomes, StepRefused)
    assert told("switching.closed") == 1
