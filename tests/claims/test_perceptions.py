"""What customers answered to the survey: who types it in, what it comes to, what is never told."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from cases.claims import actions
from cases.claims.actions import Heard
from cases.claims.models import Perception
from cases.claims.perception import MARKS, added_up
from cases.errors import GuardRefused, StepRefused
from cases.evidence.models import Entry
from tests.claims.claiming import hand_over, opened, pay, taken_to

ON = date(2018, 2, 1)


def heard(customer="Client 12", on=ON, remark="", **marks):
    return Heard(customer, on, marks or {"value_before": 4, "value_after": 2}, remark)


@pytest.fixture
def claim(cast, db):
    return opened(cast)


@pytest.fixture
def client(logged_in, cast):
    return logged_in(cast.adherent)


def record(claim, cast, *told, by=None, **named):
    return actions.record_perception(claim, heard(*told, **named), by=by or cast.adherent)


def shown(response):
    return response.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def page(client, name, *args):
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return shown(response)


def told_of(perception):
    entries = Entry.objects.filter(subject=perception.journal_name)
    return [(entry.verb, entry.details) for entry in entries]


def test_a_line_of_five_answers_has_a_mean_and_one_of_four_only_a_number():
    answers = [dict.fromkeys(MARKS, mark) for mark in (1, 2, 2, 5)]
    answers.append({**dict.fromkeys(MARKS), "value_after": 5})
    lines = {(line.question, line.moment): line for line in added_up(answers)}
    told = lines["value", "after"]
    assert (told.n, told.mean, told.counts) == (5, Decimal("3.0"), (1, 2, 0, 0, 2))
    few = lines["value", "before"]
    assert (few.n, few.mean, few.counts) == (4, None, ())


def test_the_claimant_and_whoever_follows_the_claim_type_in_an_answer(claim, cast):
    first = record(claim, cast)
    record(claim, cast, "Client 13", by=cast.committee)
    assert told_of(first) == [("claim.perception_recorded", {})]
    assert claim.perceptions.in_force().count() == 2


@pytest.mark.parametrize("who", ["lawyer", "other_adherent", "second_committee", "board"])
def test_nobody_else_types_corrects_or_withdraws_one(claim, cast, who):
    by = getattr(cast, who)
    held = record(claim, cast)
    acts = (
        lambda: record(claim, cast, "Client 13", by=by),
        lambda: actions.correct_perception(held, heard(), by=by),
        lambda: actions.withdraw_perception(held, by=by),
    )
    for act in acts:
        with pytest.raises(PermissionDenied):
            act()
    assert Perception.objects.get() == held


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"customer": "m.durand@example.org"}, "un nom à vous"),
        ({"customer": "Client 04 78 00 00 00"}, "un nom à vous"),
        ({"marks": True}, "aucune note"),
        ({"on": date(2018, 1, 8)}, "précède l’incident"),
        ({"on": "tomorrow"}, "pas encore venue"),
        ({"customer": "CLIENT 7"}, "a déjà une réponse"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_what_to_do(claim, cast, told, sentence):
    record(claim, cast, "Client 7")
    customer, on = told.get("customer", "Client 8"), told.get("on", ON)
    on = timezone.localdate() + timedelta(days=1) if on == "tomorrow" else on
    marks = {"value_after": None} if "marks" in told else {"value_after": 3}
    with pytest.raises(GuardRefused, match=sentence):
        actions.record_perception(claim, Heard(customer, on, marks), by=cast.adherent)
    assert Perception.objects.count() == 1


def test_a_correction_is_another_row_and_the_first_counts_no_more(claim, cast):
    first = record(claim, cast)
    second = actions.correct_perception(first, heard(value_after=5), by=cast.committee)
    assert list(claim.perceptions.in_force()) == [second]
    assert (second.corrects, second.value_after, second.value_before) == (first, 5, None)
    assert told_of(second) == [("claim.perception_corrected", {"corrects": str(first.pk)})]
    with pytest.raises(StepRefused, match="déjà été corrigée ou retirée"):
        actions.correct_perception(first, heard(), by=cast.adherent)


def test_a_refused_correction_leaves_the_first_as_it_was(claim, cast):
    first = record(claim, cast)
    with pytest.raises(GuardRefused):
        actions.correct_perception(first, heard("a@b.fr"), by=cast.adherent)
    assert list(claim.perceptions.in_force()) == [first]


def test_what_was_withdrawn_counts_no_more_and_may_be_typed_in_again(claim, cast):
    first = record(claim, cast)
    actions.withdraw_perception(first, by=cast.adherent)
    assert (first.withdrawn_by, told_of(first)[-1][0]) == (
        cast.adherent,
        "claim.perception_withdrawn",
    )
    again = record(claim, cast)
    assert list(claim.perceptions.in_force()) == [again]


def test_once_a_claim_has_ended_its_answers_change_no_more(cast, db):
    claim = taken_to("settled", cast)
    held = record(claim, cast)
    actions.withdraw_perception(held, by=cast.adherent)
    paid = type(claim).objects.get(pk=claim.pk)
    pay(paid, cast)
    with pytest.raises(StepRefused, match="elle ne change plus"):
        record(paid, cast)


@pytest.mark.parametrize(
    ("constraint", "changed"),
    [
        ("perception_once_a_customer", {"customer": "CLIENT 12"}),
        ("perception_marks_are_one_to_five", {"value_after": 6}),
        ("perception_marks_are_one_to_five", {"usefulness_before": 0}),
        ("perception_is_of_a_customer", {"customer": ""}),
        ("perception_answers_something", {"value_before": None, "value_after": None}),
        ("perception_withdrawn_by_someone", {"withdrawn_at": timezone.now()}),
    ],
)
def test_the_database_holds_what_an_answer_is(claim, cast, constraint, changed):
    record(claim, cast)
    other = record(claim, cast, "Client 13")
    match = constraint if constraint != "perception_once_a_customer" else "(?i)unique"
    with pytest.raises(IntegrityError, match=match), transaction.atomic():
        Perception.objects.filter(pk=other.pk).update(**changed)


def test_an_answer_is_typed_in_on_its_page_corrected_and_withdrawn(client, claim):
    sent = {"customer": "Client 12", "answered_on": "01/02/2018", "value_after": "2"}
    assert "Aucune réponse pour l’instant" in page(client, "claim-perceptions", claim.pk)
    added = client.post(reverse("perception-add", args=[claim.pk]), sent)
    assert added.url == reverse("claim-perceptions", args=[claim.pk])
    told = page(client, "claim-perceptions", claim.pk)
    assert "Valeur, depuis l’incident : 2" in told
    assert "n = 1" in told
    [held] = claim.perceptions.in_force()
    assert 'value="Client 12"' in page(client, "perception-correct", held.pk)
    client.post(
        reverse("perception-correct", args=[held.pk]), {**sent, "remark": "Trop lent depuis."}
    )
    assert "Trop lent depuis." in page(client, "claim-perceptions", claim.pk)
    [held] = claim.perceptions.in_force()
    client.post(reverse("perception-withdraw", args=[held.pk]))
    assert not claim.perceptions.in_force().exists()
    refused = client.post(reverse("perception-withdraw", args=[held.pk]), follow=True)
    assert "déjà été corrigée ou retirée" in shown(refused)


def test_what_was_typed_comes_back_with_the_reason(client, claim):
    sent = {"customer": "Client 12", "answered_on": "01/02/2018", "remark": "Rien de plus."}
    response = client.post(reverse("perception-add", args=[claim.pk]), sent)
    assert response.status_code == 422
    assert "aucune note" in shown(response)
    assert "Rien de plus." in shown(response)


def test_the_page_of_the_claim_tells_the_number_and_from_five_on_the_means(client, claim, cast):
    for place in range(4):
        record(claim, cast, f"Client {place}")
    assert "n = 4" in page(client, "claim-detail", claim.pk)
    assert "2 (n = " not in page(client, "claim-detail", claim.pk)
    record(claim, cast, "Client 5")
    told = page(client, "claim-detail", claim.pk)
    assert "4 (n = 5)" in told
    assert "2 (n = 5)" in told


def test_the_mandated_lawyer_reads_the_answers_and_writes_none(claim, cast, logged_in):
    held = record(claim, cast, remark="Trop lent.")
    hand_over(claim.sheet)
    client = logged_in(cast.lawyer)
    told = page(client, "claim-perceptions", claim.pk)
    assert "Trop lent." in told
    assert "Noter une réponse" not in told
    assert client.get(reverse("perception-add", args=[claim.pk])).status_code == 403
    assert client.post(reverse("perception-withdraw", args=[held.pk])).status_code == 403


def test_the_answers_of_another_s_claim_do_not_exist(claim, cast, logged_in):
    held = record(claim, cast)
    client = logged_in(cast.other_adherent)
    asked = (
        client.get(reverse("claim-perceptions", args=[claim.pk])),
        client.get(reverse("perception-add", args=[claim.pk])),
        client.get(reverse("perception-correct", args=[held.pk])),
        client.post(reverse("perception-withdraw", args=[held.pk])),
    )
    assert [response.status_code for response in asked] == [404] * 4
