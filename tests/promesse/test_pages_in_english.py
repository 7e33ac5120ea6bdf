"""Whoever chose English reads no French but what people wrote: every main page, as its readers."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from cases.models import Ballot, Case, Relay, Verification
from tests import factories
from tests.cast import Cast, LogIn
from tests.promesse.french import french_words, in_their_place, read_aloud

MEMBER = ["home", "observation-report", "observation-list", "case-list", "comparison"]
COMMITTEE = [
    "home", "case-list", "comparison", "triage", "triage-help", "dashboard", "token-list",
    "dossier-list", "mfa_index", "account_email", "account_change_password", "admin:index",
    "admin:cases_case_changelist", "admin:cases_observation_changelist",
]  # fmt: skip
BOARD = [
    "home", "admin:index", "admin:members_user_changelist", "admin:members_invitation_add",
    "admin:members_membership_add", "admin:members_organisation_changelist",
]  # fmt: skip
STRANGER = ["account_login", "account_reset_password", "account_signup"]


def reads_english(page: str, client: Client) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    answer = client.get(page, follow=True)
    assert answer.status_code == 200
    said = read_aloud(answer.content.decode())
    assert french_words(said) == set(), (page, in_their_place(said)[:9])


@pytest.mark.parametrize("name", STRANGER)
def test_a_stranger_reads_english(name: str, client: Client, db: None) -> None:
    reads_english(reverse(name), client)


@pytest.mark.parametrize("name", MEMBER)
def test_a_member_reads_english(name: str, cast: Cast, logged_in: LogIn) -> None:
    reads_english(reverse(name), logged_in(cast.adherent))


@pytest.mark.parametrize("name", COMMITTEE)
def test_the_committee_reads_english(name: str, cast: Cast, logged_in: LogIn) -> None:
    reads_english(reverse(name), logged_in(cast.committee))


@pytest.mark.parametrize("name", BOARD)
def test_the_board_reads_english(name: str, cast: Cast, logged_in: LogIn) -> None:
    reads_english(reverse(name), logged_in(cast.board))


def test_the_words_of_french_are_told_from_english():
    assert french_words("Aucune observation n’est retenue") == {"aucune"}
    assert french_words("No observation is on hand for a case, nor any organisation") == set()


@pytest.fixture
def relayed(cast: Cast) -> Case:
    """With names of no language, so that any French word left is ours."""
    case = factories.relayed_case(cast)
    Case.objects.update(title="EBP 2018")
    Verification.objects.update(grounds="EBP 2018")
    Ballot.objects.update(reasons="EBP 2018")
    Relay.objects.update(text="EBP 2018")
    return case


@pytest.mark.parametrize("who", ["adherent", "committee"])
def test_a_relayed_case_is_in_english(who: str, relayed: Case, cast: Cast, logged_in: LogIn):
    reads_english(reverse("case-detail", args=[relayed.pk]), logged_in(getattr(cast, who)))


def test_a_case_of_the_desk_is_in_english(relayed: Case, cast: Cast, logged_in: LogIn):
    page = reverse("admin:cases_case_change", args=[relayed.pk])
    reads_english(page, logged_in(cast.committee))


def test_an_observation_is_in_english(relayed: Case, cast: Cast, logged_in: LogIn):
    seen = relayed.observations.first()
    reads_english(reverse("observation-detail", args=[seen.pk]), logged_in(seen.reported_by))
    page = reverse("admin:cases_observation_change", args=[seen.pk])
    reads_english(page, logged_in(cast.committee))
