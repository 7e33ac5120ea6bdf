"""What stands around every page of the desk, and in its place for who may not open it."""

import pytest

from cases.evidence.models import Entry
from tests import factories
from tests.cast import Cast, LogIn
from tests.desk.reading import read


def test_the_foot_of_the_journal_counts_its_entries(cast: Cast, logged_in: LogIn) -> None:
    factories.relayed_case(cast)
    page = logged_in(cast.committee).get("/bureau/evidence/entry/").text
    said = [" ".join(each.split()) for each in read(page)]
    assert f"{Entry.objects.count()} entrées du journal" in said


def test_the_menu_of_the_person_says_their_name_then_their_address(
    cast: Cast, logged_in: LogIn
) -> None:
    said = read(logged_in(cast.committee).get("/bureau/").text)
    place = said.index(cast.committee.full_name)
    assert said[place + 1] == cast.committee.email
    assert said.count(cast.committee.email) == 1


def test_a_menu_that_was_kept_is_shown_to_the_same_functions_alone(
    cast: Cast, logged_in: LogIn
) -> None:
    seen = {}
    for who in ("committee", "board", "committee", "board"):
        seen.setdefault(who, []).append(logged_in(getattr(cast, who)).get("/bureau/").text)
    for kept in seen["committee"]:
        assert "/bureau/cases/case/" in kept
        assert "/bureau/members/" not in kept
        assert cast.committee.full_name in kept
    for kept in seen["board"]:
        assert "/bureau/members/user/" in kept
        assert "/bureau/cases/" not in kept
        assert cast.committee.full_name not in kept


def test_the_menu_says_where_one_is_and_in_ones_language(cast: Cast, logged_in: LogIn) -> None:
    client = logged_in(cast.committee)
    for page, here in (("case", "Cas"), ("observation", "Observations"), ("case", "Cas")):
        lit = client.get(f"/bureau/cases/{page}/").text.partition("primary-500 active")[2]
        assert read(lit.partition("</a>")[0].partition(">")[2]) == [here]
    client.post("/langue/", {"language": "en"})
    assert "What waits for you" in read(client.get("/bureau/cases/case/").text)


@pytest.mark.parametrize(
    ("who", "page"), [("board", "/bureau/cases/case/"), ("committee", "/bureau/members/user/")]
)
def test_a_page_that_the_role_does_not_open_says_what_to_do_and_leads_back_to_the_desk(
    cast: Cast, logged_in: LogIn, who: str, page: str
) -> None:
    answer = logged_in(getattr(cast, who)).get(page)
    assert answer.status_code == 403
    assert "demandez ce rôle au bureau de l’association" in answer.text
    assert 'href="/bureau/"' in answer.text.partition("<h1>")[2]


def test_who_has_no_role_at_the_desk_is_led_home(cast: Cast, logged_in: LogIn) -> None:
    answer = logged_in(cast.adherent).get("/triage/")
    assert answer.status_code == 403
    told = answer.text.partition("<h1>")[2]
    assert 'href="/"' in told
    assert 'href="/bureau/"' not in told
