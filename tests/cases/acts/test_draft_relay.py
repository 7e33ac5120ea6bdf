import pytest
from django.core.exceptions import PermissionDenied

from cases.actions import draft_relay
from cases.errors import GuardRefused, StepRefused
from cases.models import Case
from cases.states import Audience, Proposal, RelayPurpose
from tests import factories
from tests.traces import one_entry, refused


def draft(case, by, audience=Audience.MEMBERS, text="Connexion impossible le 9 au matin."):
    return draft_relay(
        case,
        by=by,
        seen=case.version,
        purpose=RelayPurpose.GENERAL_INTEREST,
        audience=audience,
        text=text,
    )


def test_the_text_waits_for_another_person(cast):
    case = factories.decided_case(cast)
    with one_entry("case.relay_drafted", case.journal_name, cast.committee) as entries:
        relay = draft(case, cast.committee, text=" Connexion impossible. ")
    assert (relay.state, relay.text, relay.drafted_by) == (
        "drafted",
        "Connexion impossible.",
        cast.committee,
    )
    assert (relay.approved_at, relay.findings, case.state) == (None, None, "decided")
    assert entries[0].details == {
        "purpose": "general_interest",
        "audience": "members",
        "text": "Connexion impossible.",
    }


def test_a_new_draft_takes_the_place_of_the_one_that_waits_which_is_kept(cast):
    case = factories.decided_case(cast)
    first = draft(case, cast.committee)
    second = draft(case, cast.second_committee, text="Mieux dit.")
    first.refresh_from_db()
    assert (first.state, second.state) == ("discarded", "drafted")


def test_a_text_that_was_not_read_is_not_replaced(cast):
    case = factories.decided_case(cast)
    read_before, who = Case.objects.get(pk=case.pk), cast.second_committee
    draft(case, cast.committee)
    unread = "Ce cas est « Décidé » et a changé depuis que vous l’avez ouvert. Chloé Commission"
    with refused(StepRefused, f"{unread} a rédigé un relais le "):
        draft(read_before, who, text="Sans avoir lu l’autre.")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Sage a sciemment menti.", "sciemment"),
        ("C’est une escroquerie.", "escroquerie"),
        ("Panne du 9 janvier : quittez cet éditeur.", "quittez"),
    ],
)
def test_no_text_imputes_or_calls_to_leave_a_publisher(cast, text, words):
    case, who = factories.decided_case(cast), cast.committee
    with refused(GuardRefused, f"Écrivez un fait à la place de « {words} »"):
        draft(case, who, text=text)
    assert not case.relays.exists()


@pytest.mark.parametrize("audience", [Audience.PUBLISHER, Audience.PUBLIC])
def test_until_the_publisher_can_reply_only_the_members_are_told(cast, audience):
    case, who = factories.decided_case(cast), cast.committee
    with refused(GuardRefused, "Le droit de réponse de l’éditeur n’est pas encore ouvert"):
        draft(case, who, audience)


def test_an_empty_text_is_refused(cast):
    case, who = factories.decided_case(cast), cast.committee
    with refused(GuardRefused, "Écrivez le texte à relayer."):
        draft(case, who, text=" ")


@pytest.mark.parametrize(
    ("make", "state"),
    [
        ("case", "Remonté"),
        ("verified_case", "Vérifié"),
        ("relayed_case", "Relayé"),
        ("dismissed_case", "Classé sans suite"),
    ],
)
def test_only_a_case_decided_on_is_relayed(cast, make, state):
    case, who = getattr(factories, make)(cast), cast.committee
    with refused(StepRefused, f"Ce cas est « {state} » : on ne relaie qu’un cas"):
        draft(case, who)


def test_a_case_that_is_only_watched_is_not_relayed(cast):
    case, who = factories.decided_case(cast, proposal=Proposal.WATCH), cast.committee
    watched = "La commission a décidé de surveiller ce cas, pas encore d’agir."
    with refused(StepRefused, f"{watched} Hugo Président a clos le vote"):
        draft(case, who)


@pytest.mark.parametrize("who", ["adherent", "board", "lawyer", "administrator", "stranger"])
def test_only_the_committee_drafts(cast, who):
    case, person = factories.decided_case(cast), getattr(cast, who)
    with refused(PermissionDenied):
        draft(case, person)
