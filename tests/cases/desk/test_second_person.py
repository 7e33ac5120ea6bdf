"""Whoever comes second at a step reads who was first and when, and finds what they typed."""

from dataclasses import dataclass

import pytest
from django.urls import reverse

from cases import actions
from cases.admin.step_differences import SeenCase
from cases.evidence.models import Entry
from cases.models import Ballot, Case, Mandate, Relay, Vote
from cases.states import RelayState, VoteChoice
from tests import factories
from tests.cases.desk.conftest import goes_to_the_case

VERDICT = {"verdict": "confirmed", "grounds": "Deux le disent.", "has_links": "no"}
RELAY = {"purpose": "service_quality", "audience": "members", "text": "Panne le 9 janvier."}
TYPED = "Ce que la seconde personne a tapé."


@dataclass(frozen=True)
class Meeting:
    """Two people at one step: what both send, and what the second reads of the first."""

    slug: str
    start: str
    said: dict[str, str]
    typed_in: str
    reads: str
    entry: str
    people: tuple[str, str] = ("committee", "third_committee")
    about: type | None = None


MEETINGS = [
    Meeting(
        "verifier",
        "case",
        VERDICT,
        "grounds",
        "Denis Commission a vérifié le cas le ",
        "case.verified",
        ("second_committee", "third_committee"),
    ),
    Meeting(
        "clore-le-vote",
        "voted_ballot",
        {"reasons": "Trois voix."},
        "reasons",
        "Hugo Président a clos le vote",
        "case.decided",
        ("chair", "chair"),
        Ballot,
    ),
    Meeting(
        "classer",
        "case",
        {"reason": "Notre réseau."},
        "reason",
        "Chloé Commission a classé le cas sans suite le ",
        "case.dismissed",
    ),
    Meeting(
        "rouvrir",
        "dismissed_case",
        {"reason": "D’autres l’ont vue."},
        "reason",
        "Chloé Commission a rouvert le cas le ",
        "case.reopened",
    ),
    Meeting(
        "ouvrir-le-vote",
        "verified_case",
        {"proposal": "act", "general_interest": "on"},
        "",
        "Chloé Commission a ouvert le vote le ",
        "case.ballot_opened",
    ),
    Meeting(
        "rediger-le-relais",
        "decided_case",
        RELAY,
        "text",
        "Chloé Commission a rédigé un relais le ",
        "case.relay_drafted",
    ),
    Meeting(
        "approuver-le-relais",
        "relay",
        {},
        "",
        "Hugo Président a approuvé le relais le ",
        "case.relayed",
        ("chair", "second_committee"),
        Relay,
    ),
]


@pytest.mark.parametrize("meeting", MEETINGS, ids=lambda meeting: meeting.slug)
def test_the_second_reads_who_was_first_and_keeps_what_they_typed(cast, take, meeting):
    started = getattr(factories, meeting.start)(cast)
    case = started if isinstance(started, Case) else Case.objects.get(pk=started.case_id)
    about = {meeting.about.__name__.lower(): started.pk} if meeting.about else {}
    first, second = (getattr(cast, name) for name in meeting.people)
    seen = SeenCase.of(case)
    take(first, case, meeting.slug, **about, **meeting.said)
    mine = meeting.said | ({meeting.typed_in: TYPED} if meeting.typed_in else {})
    answer = take(second, case, meeting.slug, seen, **about, **mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "data-difference" in page
    assert meeting.reads in page
    assert (TYPED in page) == bool(meeting.typed_in)
    assert Entry.objects.filter(verb=meeting.entry).count() == 1


def test_a_mandate_revoked_by_another_says_by_whom(cast, take):
    case = factories.case(cast)
    mandate = factories.mandate(cast, case)
    actions.revoke_mandate(Mandate.objects.get(pk=mandate.pk), by=cast.second_committee)
    answer = take(cast.committee, case, "revoquer-un-mandat", mandate=mandate.pk)
    assert answer.status_code == 409
    assert "Denis Commission a révoqué le mandat d’un avocat le " in answer.content.decode()


def test_a_text_for_a_case_dismissed_meanwhile_is_kept_on_the_page(cast, take):
    case = factories.decided_case(cast)
    seen = SeenCase.of(case)
    take(cast.committee, case, "classer", reason="Notre réseau.")
    answer = take(
        cast.third_committee, case, "rediger-le-relais", seen, **(RELAY | {"text": TYPED})
    )
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Chloé Commission a classé le cas sans suite le " in page
    assert TYPED in page


def test_after_a_refusal_the_page_carries_the_version_that_was_just_read(cast, take):
    case = factories.case(cast)
    seen = SeenCase.of(case)
    take(cast.second_committee, case, "verifier", **{**VERDICT, "verdict": "insufficient"})
    stale = take(cast.third_committee, case, "verifier", seen, **VERDICT)
    assert stale.status_code == 409
    fresh = SeenCase.of(Case.objects.get())
    assert f'name="seen" value="{fresh}"' in stale.content.decode()
    again = take(cast.third_committee, case, "verifier", fresh, **VERDICT)
    assert goes_to_the_case(again, case, "case.verified", cast.third_committee)


def test_what_changed_is_told_before_what_is_to_be_corrected(cast, take):
    case = factories.case(cast)
    seen = SeenCase.of(case)
    take(cast.second_committee, case, "verifier", **{**VERDICT, "verdict": "insufficient"})
    answer = take(cast.third_committee, case, "verifier", seen, **{**VERDICT, "grounds": ""})
    assert answer.status_code == 409
    assert "a rendu un avis sans confirmer le cas le " in answer.content.decode()


def test_an_observation_that_left_is_told_and_the_verdict_is_not_taken(cast, take):
    case = factories.case(cast, cast.adherent, cast.other_adherent, cast.colleague)
    seen = SeenCase.of(case)
    leaving = case.observations.filter(reported_by=cast.colleague).get()
    actions.detach_observation(leaving, by=cast.committee, reason="Autre panne.")
    answer = take(cast.second_committee, case, "verifier", seen, **{**VERDICT, "grounds": TYPED})
    page = answer.content.decode()
    assert answer.status_code == 409
    for told in ("Observations comptées", "<del>3</del>", "<ins>2</ins>", TYPED):
        assert told in page
    assert "Chloé Commission a détaché une observation le " in page
    assert Case.objects.get().state == "reported"


def test_a_page_that_nothing_changed_shows_no_difference(cast, take):
    case = factories.case(cast)
    answer = take(cast.second_committee, case, "verifier", **{**VERDICT, "grounds": ""})
    assert answer.status_code == 422
    assert "data-difference" not in answer.content.decode()


@pytest.mark.parametrize(
    "seen", ["1", "1.reported.2.", "x.reported.2..", "1.gone.2..", "1.reported.2.²."]
)
def test_a_form_that_none_of_ours_sends_is_stale(cast, take, seen):
    case = factories.case(cast)
    answer = take(cast.second_committee, case, "verifier", seen, **VERDICT)
    assert answer.status_code == 409
    assert "Ce que vous aviez lu" in answer.content.decode()


def test_a_form_without_the_version_seen_is_stale(cast, logged_in):
    case = factories.case(cast)
    url = reverse("admin:cases_case_step", args=[case.pk, "verifier"])
    assert logged_in(cast.second_committee).post(url, VERDICT).status_code == 409


def test_a_second_vote_of_one_person_is_refused(cast, take):
    ballot = factories.ballot(cast)
    take(cast.committee, ballot.case, "voter", ballot=ballot.pk, choice="for")
    answer = take(cast.committee, ballot.case, "voter", ballot=ballot.pk, choice="against")
    assert answer.status_code == 409
    assert "Vous avez déjà voté « Pour »" in answer.content.decode()
    assert Vote.objects.get().choice == VoteChoice.FOR


def test_a_text_replaced_meanwhile_is_shown_and_neither_is_approved_unread(cast, take):
    first = factories.relay(cast)
    seen = SeenCase.of(Case.objects.get())
    take(cast.second_committee, first.case, "rediger-le-relais", **RELAY)
    answer = take(cast.chair, first.case, "approuver-le-relais", seen, relay=first.pk)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert f"<del>{first.text}</del>" in page
    assert f"<ins>{RELAY['text']}</ins>" in page
    assert not Relay.objects.filter(state=RelayState.APPROVED).exists()
    now = Relay.objects.get(state=RelayState.DRAFTED)
    assert f'name="relay" value="{now.pk}"' in page
    again = take(cast.chair, first.case, "approuver-le-relais", relay=now.pk)
    assert goes_to_the_case(again, first.case, "case.relayed", cast.chair)


def test_a_second_mandate_for_the_same_lawyer_is_refused(cast, take):
    case = factories.case(cast)
    factories.mandate(cast, case)
    answer = take(
        cast.committee, case, "donner-un-mandat", lawyer=cast.lawyer.pk, since="2018-02-01"
    )
    assert answer.status_code == 409
    assert "a déjà un mandat sur ce cas" in answer.content.decode()


def test_a_closed_vote_is_closed_for_everyone_else(cast, take):
    ballot = factories.voted_ballot(cast)
    seen = SeenCase.of(ballot.case)
    actions.close_ballot(ballot, by=cast.chair, reasons="Trois voix.", seen=seen.version)
    answer = take(cast.third_committee, ballot.case, "voter", seen, ballot=ballot.pk, choice="for")
    assert answer.status_code == 409
    assert "Hugo Président a clos le vote" in answer.content.decode()
