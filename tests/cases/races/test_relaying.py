from functools import partial

from cases import actions
from cases.errors import StepRefused
from cases.evidence.models import Entry
from cases.models import Case, Relay
from cases.states import Audience, RelayPurpose, RelayState
from tests import factories
from tests.cases.races.together import one_wins, sentence


def draft(case, by, text):
    return actions.draft_relay(
        Case.objects.get(pk=case.pk),
        by=by,
        seen=case.version,
        purpose=RelayPurpose.SERVICE_QUALITY,
        audience=Audience.MEMBERS,
        text=text,
    )


def approve(relay, by):
    return actions.approve_relay(Relay.objects.get(pk=relay.pk), by=by, seen=relay.case.version)


def dismiss(case, by):
    return actions.dismiss_case(
        Case.objects.get(pk=case.pk), by=by, seen=case.version, reason="Réseau."
    )


def reopen(case, by):
    return actions.reopen_case(
        Case.objects.get(pk=case.pk), by=by, seen=case.version, reason="Revu ailleurs."
    )


def test_of_two_texts_one_waits_and_its_author_is_named_to_the_other(cast, race):
    case = factories.decided_case(cast)
    people = (cast.committee, cast.second_committee)
    outcomes = race(
        *(partial(draft, case, who, f"Texte de {who}.") for who in people),
        without=["relay_one_draft_a_case"],
    )
    winner = people[one_wins(outcomes, StepRefused)]
    assert f"{winner} a rédigé un relais le " in sentence(outcomes)
    relay = Relay.objects.get()
    assert (relay.drafted_by, relay.text, relay.state) == (winner, f"Texte de {winner}.", "drafted")
    assert Entry.objects.filter(verb="case.relay_drafted").count() == 1


def test_a_text_is_approved_once(cast, race):
    relay, people = factories.relay(cast), (cast.chair, cast.second_committee)
    outcomes = race(*(partial(approve, relay, who) for who in people))
    winner = people[one_wins(outcomes, StepRefused)]
    assert f"{winner} a approuvé le relais le " in sentence(outcomes)
    relay.refresh_from_db()
    assert (relay.approved_by, Case.objects.get().relayed_by) == (winner, winner)
    assert Entry.objects.filter(verb="case.relayed").count() == 1


def test_a_text_is_approved_or_replaced(cast, race):
    relay, author, approver = factories.relay(cast), cast.second_committee, cast.chair
    outcomes = race(
        partial(draft, relay.case, author, "Un autre texte."),
        partial(approve, relay, approver),
    )
    winner = (author, approver)[one_wins(outcomes, StepRefused)]
    act = "a rédigé un relais" if winner == author else "a approuvé le relais"
    assert f"{winner} {act} le " in sentence(outcomes)
    states = sorted(Relay.objects.values_list("state", flat=True))
    assert (Case.objects.get().state, states) in [
        ("decided", [RelayState.DISCARDED, RelayState.DRAFTED]),
        ("relayed", [RelayState.APPROVED]),
    ]


def test_a_case_is_dismissed_or_relayed(cast, race):
    relay, approver, dismisser = factories.relay(cast), cast.chair, cast.committee
    outcomes = race(partial(approve, relay, approver), partial(dismiss, relay.case, dismisser))
    winner = (approver, dismisser)[one_wins(outcomes, StepRefused)]
    assert f"{winner} a " in sentence(outcomes)
    relay.refresh_from_db()
    assert (Case.objects.get().state, relay.state) in {
        ("relayed", "approved"),
        ("dismissed", "discarded"),
    }


def test_no_text_is_left_to_approve_on_a_dismissed_case(cast, race):
    case, dismisser, author = factories.decided_case(cast), cast.committee, cast.second_committee
    outcomes = race(
        partial(dismiss, case, dismisser),
        partial(draft, case, author, "Un texte."),
        without=["case_dismissed_with_a_reason"],
    )
    winner = (dismisser, author)[one_wins(outcomes, StepRefused)]
    act = "a classé le cas sans suite" if winner == dismisser else "a rédigé un relais"
    assert f"{winner} {act} le " in sentence(outcomes)
    states = list(Relay.objects.values_list("state", flat=True))
    assert (Case.objects.get().state, states) in [
        ("dismissed", []),
        ("decided", [RelayState.DRAFTED]),
    ]


def test_a_case_is_dismissed_once(cast, race):
    case, people = factories.case(cast), (cast.committee, cast.second_committee)
    outcomes = race(*(partial(dismiss, case, who) for who in people))
    winner = people[one_wins(outcomes, StepRefused)]
    assert f"{winner} a classé le cas sans suite le " in sentence(outcomes)
    assert Case.objects.get().dismissed_by == winner
    assert Entry.objects.filter(verb="case.dismissed").count() == 1


def test_a_case_is_reopened_once(cast, race):
    case, people = factories.dismissed_case(cast), (cast.committee, cast.second_committee)
    outcomes = race(*(partial(reopen, case, who) for who in people))
    winner = people[one_wins(outcomes, StepRefused)]
    assert f"{winner} a rouvert le cas le " in sentence(outcomes)
    assert Entry.objects.filter(verb="case.reopened").count() == 1
