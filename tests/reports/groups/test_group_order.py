"""Ordering the dossier of a cohort, pausing it, resuming, stopping, trying again."""

import json
import zipfile
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases.claims.actions import estimate_size, say_when_known
from cases.claims.deadlines import limitation_of
from cases.claims.models import Cohort, CohortDeclaration
from cases.errors import GuardRefused, StepRefused
from cases.evidence.models import Entry
from cases.limitation import shifted
from cases.models import Mandate
from reports.groups import actions, production
from reports.groups.content import GroupDossier
from reports.groups.models import Counts, GroupAnnex, GroupOrder
from reports.groups.states import AnnexState, OrderState
from reports.groups.tasks import sweep_orders
from tests import factories
from tests.claims.grouping import claim_of
from tests.reports import dossiers
from tests.reports.groups import ordering

pytestmark = pytest.mark.django_db


def test_an_order_has_a_common_part_and_an_annex_a_claimant(cast):
    order = ordering.ordered(cast, claimants=3)
    rows = order.annexes.values_list("position", "pseudonym", "principal", "state")
    assert [(row[0], row[1], row[3]) for row in rows] == [
        (0, "", "waiting"),
        (1, "M1", "waiting"),
        (2, "M2", "waiting"),
        (3, "M3", "waiting"),
    ]
    assert [str(row[2]) for row in rows] == ["None", "100.00", "101.00", "102.00"]
    assert (order.state, order.number, order.counts()) == ("running", 1, Counts(waiting=4))
    assert ordering.told(order) == ["group.ordered"]


def test_what_is_frozen_names_nobody(cast):
    order = ordering.ordered(cast)
    content = GroupDossier.from_json(json.dumps(order.content))
    assert content.digest() == order.content_digest
    for name in ("Nord", "Sud", "Gérant"):
        assert name not in content.as_json()
    assert [each.pseudonym for each in content.individual_cases] == ["M1", "M2"]
    assert str(content.total) == "201.00"


def test_the_first_last_day_is_that_of_the_claims_as_each_counts_it(cast):
    cohort = ordering.cohort(cast)
    first, second = cohort.claims()
    known = first.case.occurred_on + timedelta(days=40)
    for claim, days in ((first, 40), (second, 60)):
        say_when_known(
            claim,
            by=claim.sheet.opened_by,
            seen=claim.version,
            known_on=first.case.occurred_on + timedelta(days=days),
            basis="Courriel de l’éditeur.",
            evidence=None,
        )
    order = actions.order_cohort(cohort, by=cast.lawyer)
    told = GroupDossier.from_json(json.dumps(order.content))
    assert told.first_last_day == limitation_of(first).last_day
    assert told.first_last_day == shifted(known, 12 * 5)
    assert told.prudent_last_day == shifted(first.case.occurred_on, 12 * 5)
    assert [each.last_day for each in told.claimed] == [
        limitation_of(each).last_day for each in cohort.claims()
    ]


def test_what_was_frozen_before_counts_from_the_incident_as_it_said(cast):
    order = ordering.ordered(cast)
    old = order.content
    for each in old["claimed"]:
        del each["last_day"]
    told = GroupDossier.from_json(json.dumps(old))
    assert not told.counts_each_claim
    assert told.first_last_day == told.prudent_last_day
    assert "last_day" not in json.dumps(json.loads(told.as_json())["claimed"])


def test_an_estimate_is_frozen_beside_what_is_known_and_never_added_to_it(cast):
    cohort = ordering.cohort(cast)
    told = {"number": 1200, "source": "Communiqué", "method": "Clients comptés"}
    estimate_size(cohort, **told, on=timezone.localdate(), by=cast.lawyer)
    order = actions.order_cohort(cohort, by=cast.lawyer)
    content = GroupDossier.from_json(json.dumps(order.content))
    assert content.size.claimants == 2
    assert [(each.number, each.source) for each in content.size.estimates] == [(1200, "Communiqué")]
    older = json.loads(json.dumps(order.content))
    del older["size"]["estimates"]
    assert GroupDossier.from_json(json.dumps(older)).size.estimates == ()


def test_no_group_is_ordered_while_an_estimate_imputes_a_crime(cast):
    cohort = ordering.cohort(cast)
    told = {"number": 1200, "source": "Communiqué", "method": "Une escroquerie comptée"}
    estimate_size(cohort, **told, on=timezone.localdate(), by=cast.lawyer)
    with pytest.raises(GuardRefused, match="Estimation de la taille du groupe"):
        actions.order_cohort(cohort, by=cast.lawyer)


def test_what_the_journal_says_of_it_is_private(cast):
    ordering.done(cast)
    told = Entry.objects.filter(verb__startswith="group.")
    assert told.count() == 5
    assert all(each.subject.startswith("private:") for each in told)
    assert "100.00" not in "".join(each.facts for each in told)


@pytest.mark.parametrize("who", ["chair", "committee", "other_lawyer", "adherent", "board"])
def test_nobody_but_the_mandated_lawyer_orders_or_changes_it(cast, who):
    order = ordering.ordered(cast)
    by = getattr(cast, who)
    acts = (actions.pause_order, actions.resume_order, actions.cancel_order, actions.retry_failed)
    with pytest.raises(PermissionDenied):
        actions.order_cohort(order.cohort, by=by)
    for act in acts:
        with pytest.raises(PermissionDenied):
            act(order, by=by)
    assert not GroupOrder.objects.visible_to(by)
    assert not GroupAnnex.objects.visible_to(by)


def test_a_lawyer_whose_mandate_is_over_sees_nothing_of_it(cast):
    order = ordering.ordered(cast)
    assert GroupOrder.objects.visible_to(cast.lawyer).get() == order
    Mandate.objects.update(until=timezone.localdate() - timedelta(days=1))
    assert not GroupOrder.objects.visible_to(cast.lawyer)


def test_one_mandate_of_two_cases_is_not_enough(cast):
    cohort = ordering.cohort(cast)
    other = factories.case(cast)
    cohort.cohort_cases.create(case=other)
    with pytest.raises(PermissionDenied):
        actions.order_cohort(cohort, by=cast.lawyer)


def test_a_second_order_is_refused_while_one_is_open(cast):
    order = ordering.ordered(cast)
    with pytest.raises(StepRefused, match="Maître Laure Avocat a déjà commandé ce dossier le "):
        actions.order_cohort(order.cohort, by=cast.lawyer)
    actions.cancel_order(order, by=cast.lawyer)
    assert actions.order_cohort(order.cohort, by=cast.lawyer).number == 2


def test_what_is_missing_before_an_order_is_told(cast):
    cohort = ordering.cohort(cast)
    CohortDeclaration.objects.all().delete()
    with pytest.raises(GuardRefused, match=r"il manque\s: La déclaration sur les conflits"):
        actions.order_cohort(cohort, by=cast.lawyer)
    assert not GroupOrder.objects.exists()


def test_an_empty_cohort_has_no_dossier(cast):
    cohort = ordering.cohort(cast)
    Cohort.objects.update(criteria={"states": ["paid"]})
    cohort.refresh_from_db()
    with pytest.raises(GuardRefused, match="Aucune demande n’est dans ce groupe"):
        actions.order_cohort(cohort, by=cast.lawyer)


def test_a_claimant_without_a_number_gets_one(cast):
    cohort = ordering.cohort(cast)
    actions.order_cohort(cohort, by=cast.lawyer)
    assert list(cohort.members.values_list("number", flat=True)) == [1, 2]


def test_an_order_costs_as_many_queries_whatever_the_claimants(cast):
    cohort = ordering.cohort(cast)
    _queries_of_an_order(cohort, cast)  # the facts of its case are kept from then on
    counted = _queries_of_an_order(cohort, cast)
    for name in ("Est", "Ouest", "Centre"):
        claim_of(cohort.cases.get(), name)
    assert _queries_of_an_order(cohort, cast) == counted


def _queries_of_an_order(cohort, cast):
    actions.number_claimants(cohort)
    with CaptureQueriesContext(connection) as captured:
        order = actions.order_cohort(cohort, by=cast.lawyer)
    actions.cancel_order(order, by=cast.lawyer)
    return len(captured)


def test_while_it_is_paused_nothing_more_is_taken(cast):
    order = ordering.ordered(cast)
    held = ordering.claimed(order)
    actions.pause_order(order, by=cast.lawyer)
    assert production.claim_next(order.pk) is None
    ordering.end(held)
    assert ordering.states(order) == ["done", "waiting", "waiting"]
    order.refresh_from_db()
    assert order.state == OrderState.PAUSED
    actions.resume_order(order, by=cast.lawyer)
    assert ordering.claimed(order).position == 1
    assert ordering.told(order) == ["group.ordered", "group.paused", "group.resumed"]


def test_one_that_ends_while_it_is_paused_is_over(cast):
    order = ordering.ordered(cast, claimants=2)
    ordering.end(ordering.claimed(order))
    ordering.end(ordering.claimed(order))
    last = ordering.claimed(order)
    actions.pause_order(order, by=cast.lawyer)
    ordering.end(last)
    order.refresh_from_db()
    assert (order.state, order.paused_at) == (OrderState.DONE, None)


def test_what_is_stopped_leaves_no_file_and_keeps_what_was_made(cast):
    order = ordering.ordered(cast)
    ordering.end(ordering.claimed(order))
    held = ordering.claimed(order)
    actions.cancel_order(order, by=cast.lawyer)
    with pytest.raises(production.NoLongerOurs):
        ordering.end(held)
    assert production.claim_next(order.pk) is None
    assert ordering.states(order) == ["done", "waiting", "waiting"]
    assert order.state == OrderState.CANCELLED


def test_a_refused_act_says_where_the_order_is(cast):
    order = ordering.done(cast)
    for act in (actions.pause_order, actions.resume_order, actions.cancel_order):
        with pytest.raises(
            StepRefused, match=r"Ce dossier est «\sTerminée\s»\s: ce n’est plus possible"
        ):
            act(order, by=cast.lawyer)


def test_only_what_failed_is_tried_again(cast):
    order = ordering.with_one_failed(cast)
    assert (order.state, order.counts()) == (OrderState.DONE, Counts(done=2, failed=1))
    before = list(order.annexes.exclude(position=1).values())
    actions.retry_failed(order, by=cast.lawyer)
    assert order.state == OrderState.RUNNING
    tried = ordering.claimed(order)
    assert (tried.position, tried.attempts, tried.failure) == (1, 1, "")
    ordering.end(tried)
    order.refresh_from_db()
    assert (order.state, order.counts()) == (OrderState.DONE, Counts(done=3))
    assert list(order.annexes.exclude(position=1).values()) == before


def test_what_failed_is_tried_again_before_the_others_are_made(cast):
    order = ordering.ordered(cast)
    ordering.end(ordering.claimed(order))
    ordering.fail(ordering.claimed(order))
    actions.retry_failed(order, by=cast.lawyer)
    assert (order.state, order.counts()) == (OrderState.RUNNING, Counts(done=1, waiting=2))


def test_with_nothing_failed_there_is_nothing_to_try_again(cast):
    order = ordering.done(cast)
    with pytest.raises(StepRefused, match="Aucun document de ce dossier n’est en échec"):
        actions.retry_failed(order, by=cast.lawyer)


def test_an_old_order_is_not_tried_again_while_another_is_open(cast):
    old = ordering.with_one_failed(cast)
    actions.order_cohort(old.cohort, by=cast.lawyer)
    with pytest.raises(StepRefused, match="a déjà commandé ce dossier"):
        actions.retry_failed(old, by=cast.lawyer)
    assert old.counts().failed == 1


def test_a_failure_leaves_the_others_alone_and_says_why(cast):
    order = ordering.with_one_failed(cast)
    failed = order.annexes.get(state=AnnexState.FAILED)
    assert failed.failure == "La mise en page a échoué."
    assert ordering.states(order) == ["done", "failed", "done"]


def test_a_claimant_who_left_is_not_told_of(cast):
    order = ordering.ordered(cast)
    ordering.end(ordering.claimed(order))
    Cohort.objects.update(criteria={"minimum": "101.00"})
    assert production.produce_next(order.pk) is False
    assert "Ce demandeur n’est plus dans le groupe" in order.annexes.get(position=1).failure


def test_losses_that_changed_since_the_order_are_not_printed(cast):
    order = ordering.ordered(cast)
    ordering.end(ordering.claimed(order))
    GroupAnnex.objects.filter(position=1).update(principal="99.00")
    assert production.produce_next(order.pk) is False
    assert "ont changé depuis la commande" in order.annexes.get(position=1).failure


def test_what_a_dead_worker_held_is_taken_again(cast):
    order = ordering.ordered(cast)
    ordering.forgotten(ordering.claimed(order))
    assert production.sweep() == [str(order.pk)]
    assert production.sweep() == []
    again = ordering.claimed(order)
    assert (again.position, again.attempts) == (0, 2)


def test_a_clock_that_was_set_back_keeps_no_dead_workers_document(cast):
    order = ordering.ordered(cast)
    ordering.claimed(order)
    ahead = timezone.now() + timedelta(hours=1)
    GroupAnnex.objects.filter(position=0).update(heartbeat_at=ahead)
    GroupOrder.objects.update(woken_at=ahead)
    assert production.sweep() == [str(order.pk)]
    assert ordering.states(order) == ["waiting", "waiting", "waiting"]


def test_after_three_attempts_a_document_is_given_up(cast):
    order = ordering.ordered(cast)
    GroupAnnex.objects.filter(position=0).update(attempts=2)
    ordering.forgotten(ordering.claimed(order))
    production.sweep()
    assert "Trois essais" in order.annexes.get(position=0).failure
    assert ordering.states(order) == ["failed", "waiting", "waiting"]


def test_a_worker_that_still_beats_keeps_its_work(cast):
    order = ordering.ordered(cast)
    ordering.claimed(order)
    assert production.sweep() == []
    assert ordering.states(order) == ["running", "waiting", "waiting"]


@pytest.fixture
def queue(broker, tmp_path) -> Path:
    folder = tmp_path / "queue"
    folder.mkdir()
    broker("filesystem://", dossiers.folders(folder))
    return folder


def test_an_order_sends_one_message_whatever_its_documents(
    cast, queue, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        order = ordering.ordered(cast, claimants=5)
    assert [message["headers"]["task"] for message in dossiers.messages(queue)] == [actions.PRODUCE]
    assert order.counts().waiting == 6


def test_who_takes_a_document_passes_the_message_on_while_others_wait(cast, queue):
    order = ordering.ordered(cast, claimants=2)
    ordering.end(ordering.claimed(order))
    GroupAnnex.objects.filter(position__gt=0).update(principal="1.00")
    sent = []
    for _each in range(3):
        production.produce_next(order.pk)
        sent.append(len(dossiers.messages(queue)))
    assert sent == [1, 1, 1]


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"state": "done"}, "group_annex_done_has_a_file"),
        ({"state": "failed"}, "group_annex_failed_says_why"),
        ({"pseudonym": "M1"}, "group_annex_common_part_comes_first"),
    ],
)
def test_the_database_refuses_a_document_that_cannot_be(cast, change, constraint):
    order = ordering.ordered(cast)
    common = order.annexes.filter(position=0)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        common.update(**change)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"state": "paused"}, "group_order_paused_at_some_time"),
        ({"state": "done"}, "group_order_ended_once"),
        ({"state": "cancelled"}, "group_order_cancelled_at_some_time"),
    ],
)
def test_the_database_refuses_an_order_that_cannot_be(cast, change, constraint):
    order = ordering.ordered(cast)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        GroupOrder.objects.filter(pk=order.pk).update(**change)


def test_the_sweep_wakes_workers_for_orders_with_work(cast, queue):
    order = ordering.ordered(cast)
    GroupOrder.objects.update(woken_at=timezone.now() - ordering.LONG_AGO)
    sweep_orders()
    assert len(dossiers.messages(queue)) == 1
    assert order.counts().waiting == 3


def test_its_bag_tells_nothing_of_what_counsel_took_before_this_copy(cast):
    order = ordering.done(cast)
    actions.download_annex(order.annexes.get(position=0), by=cast.lawyer, purpose="Lecture").close()
    actions.export_order(order, by=cast.lawyer, purpose="Lecture")
    bag = b"".join(actions.export_order(order, by=cast.lawyer, purpose="Assignation"))
    with zipfile.ZipFile(BytesIO(bag)) as zipped:
        [name] = (each for each in zipped.namelist() if each.endswith("data/custody.jsonl"))
        told = [json.loads(line) for line in zipped.read(name).splitlines()]
    taken = [each for each in told if each["verb"] in ("group.annex_downloaded", "group.exported")]
    this = Entry.objects.filter(verb="group.exported").latest("sequence")
    assert [each["sequence"] for each in taken] == [this.sequence]


def test_its_bag_does_not_read_what_is_common_once_more_for_each_claimant(cast):
    order = ordering.done(cast)
    with CaptureQueriesContext(connection) as asked:
        actions.export_order(order, by=cast.lawyer, purpose="Assignation")
    content = '"group_documents_grouporder"."content"'
    annexes = 'FROM "group_documents_groupannex"'
    assert not [each for each in asked if content in each["sql"] and annexes in each["sql"]]
