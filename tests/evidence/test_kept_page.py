"""A page that is kept for its reader: the page of a claim, which few may read, stands for all."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.claims.models import Claim, LossSheet
from cases.evidence.kept_page import NUMBER, kept_page
from members.models import Membership, User
from members.roles import Role
from tests.claims.claiming import opened, submit
from tests.claims.declaring import declare

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@pytest.fixture
def claim(cast) -> Claim:
    return opened(cast)


@pytest.fixture
def address(claim) -> str:
    return reverse("claim-detail", args=[claim.pk])


@pytest.fixture
def member(logged_in, cast) -> Client:
    return logged_in(cast.adherent)


def queries_of(client, address) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def words(client, address) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return TOKEN.sub("", response.text)


def test_the_second_look_reads_who_asks_whether_they_may_and_the_head(member, address):
    first, second = queries_of(member, address), queries_of(member, address)
    # Session, the person with their functions, the claim if it is theirs to see, the last entry.
    assert (first > 10, second) == (True, 4)


def test_each_look_says_the_same_until_an_act_and_then_says_it(member, address, claim, cast):
    assert words(member, address) == words(member, address)
    declare(claim.sheet, cast.adherent)
    assert "200,00" in words(member, address).replace("\u202f", " ")


def test_each_reader_has_a_page_of_their_own(member, address, claim, cast, logged_in):
    submit(claim, cast)
    as_claimant = words(member, address)
    as_handler = words(logged_in(cast.committee), address)
    as_counsel = words(logged_in(cast.lawyer), address)
    assert len({as_claimant, as_handler, as_counsel}) == 3
    assert str(cast.adherent) in as_claimant
    assert str(cast.adherent) not in as_counsel
    assert words(member, address) == as_claimant


def test_whoever_may_no_longer_see_it_finds_nothing_though_it_is_kept(
    logged_in, address, claim, cast
):
    handler = logged_in(cast.committee)
    assert words(handler, address)
    # Without an act, hence without an entry: the page is kept still.
    LossSheet.objects.filter(pk=claim.sheet_id).update(handler=None)
    assert handler.get(address).status_code == 404


def test_another_function_is_another_page(member, address, cast, logged_in):
    before = words(member, address)
    Membership.objects.create(user=cast.adherent, role=Role.BOARD)
    again = User.objects.get(pk=cast.adherent.pk)
    assert words(logged_in(again), address) != before


def test_the_token_of_its_forms_is_of_the_request(cast, address, logged_in):
    first = logged_in(cast.adherent)
    first.get(address)
    client = Client(enforce_csrf_checks=True)
    client.cookies = first.cookies
    tokens = [TOKEN.search(client.get(address).text)[1] for _ in range(2)]
    assert tokens[0] != tokens[1]
    sent = {"csrfmiddlewaretoken": tokens[1], "language": "en"}
    assert client.post(reverse("language"), sent).status_code == 302
    assert client.post(reverse("language"), {"language": "en"}).status_code == 403


def test_what_an_act_said_is_said_once(member, address, claim):
    answer = member.post(
        reverse("claim-act", args=[claim.pk, "decliner"]),
        {"seen": claim.version, "reason": "Déjà réglé avec l’éditeur."},
        follow=True,
    )
    assert "C’est noté." in answer.text
    assert "C’est noté." not in words(member, address)
    assert "C’est noté." not in words(member, address)


def test_what_no_entry_tells_is_in_the_name(rf, cast):
    assert told(rf, cast, "1", "a") == told(rf, cast, "1", "b") != told(rf, cast, "2", "b")


def test_each_form_of_each_look_has_a_number_of_its_own(rf, cast):
    numbers = [told(rf, cast, "", f"{NUMBER} {NUMBER}").split() for _look in range(2)]
    assert len({*numbers[0], *numbers[1]} - {str(NUMBER)}) == 4


def told(rf, cast, also, text) -> str:
    request = rf.get("/")
    request.user, request._messages = cast.adherent, []
    shown = kept_page(request, "components/tag.html", lambda: {"text": text}, also=also)
    return shown.text.partition(">")[2].removesuffix("</strong>\n")


def test_each_language_has_its_own(member, address, cast):
    in_french = words(member, address)
    member.post(reverse("language"), {"language": "en"})
    assert words(member, address) != in_french


def test_a_claim_is_kept_in_memory_alone(member, address, settings):
    words(member, address)
    words(member, address)
    assert settings.CACHES["pages"]["BACKEND"].endswith("LocMemCache")
