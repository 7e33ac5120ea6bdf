"""Whoever may have a file finds it where they read of the observation."""

from datetime import date

import pytest
from lxml.html import fromstring

from cases import actions
from cases.models import Case, Observation
from cases.vocabulary import CallsLoad, FollowUpStatus
from tests import factories
from tests.cases.pages.flow import OBSERVED, Report, photo


@pytest.fixture
def sent(cast, logged_in, product) -> Observation:
    report = Report(logged_in(cast.adherent)).begin(product)
    report.answer("depuis", since="same_morning", observed_at=OBSERVED)
    report.answer("clients", affected_range="up_to_20")
    report.answer("recit", camera=photo())
    return actions.send_draft(report.key, by=cast.adherent)


@pytest.fixture
def case(cast, sent) -> Case:
    return actions.open_case([sent], by=cast.committee, title="Panne", occurred_on=date(2018, 1, 9))


def links(answer) -> list[str]:
    assert answer.status_code == 200
    return [href for href in fromstring(answer.content).xpath("//main//a/@href") if "/fich" in href]


def plain(words: str) -> str:
    return " ".join(words.split())


def address(sent: Observation) -> str:
    return f"/fichiers/{sent.attachments.get().item_id}/"


def test_the_panel_of_the_triage_board_leads_to_the_file_past_htmx(cast, logged_in, sent):
    answer = logged_in(cast.committee).get("/triage/", {"open": sent.pk})
    assert links(answer) == [address(sent)]
    [listed] = fromstring(answer.content).xpath("//*[@id='panneau']//ul[@class='p-files']")
    assert listed.get("data-hx-boost") == "false"


def test_the_case_page_of_a_lawyer_under_mandate_leads_to_the_file(cast, logged_in, sent, case):
    factories.mandate(cast, case)
    page = f"/incidents/{case.pk}/"
    own = address(sent)
    assert links(logged_in(cast.lawyer).get(page)) == [f"{own}apercu/", own]
    assert links(logged_in(cast.adherent).get(page)) == []


def test_what_no_longer_counts_is_no_longer_listed_on_the_case(cast, logged_in, sent, case):
    actions.withdraw_observation(sent, by=cast.adherent, reason="Erreur de ma part.")
    assert links(logged_in(cast.committee).get(f"/incidents/{case.pk}/")) == []


def test_the_desk_shows_the_files_the_rough_answers_and_the_follow_ups(cast, logged_in, sent):
    actions.follow_up(
        sent,
        by=cast.adherent,
        status=FollowUpStatus.STILL_BLOCKED,
        calls_load=CallsLoad(4),
        submission=sent.pk,
    )
    answer = logged_in(cast.committee).get(f"/bureau/cases/observation/{sent.pk}/change/")
    page = plain(fromstring(answer.text).text_content())
    assert address(sent) in answer.text
    assert "ecran.png" in page
    version = sent.current
    for said in (version.get_onset_display(), version.get_affected_range_display()):
        assert said
        assert plain(said) in page
    assert plain(f"{sent.follow_ups.get().words} ({cast.adherent})") in page


def test_the_committee_finds_the_dossiers_in_its_menu(cast, logged_in):
    page = fromstring(logged_in(cast.committee).get("/").content)
    found = page.xpath("//nav[@id='menu']//a[@href='/dossiers/']")
    assert [link.text_content() for link in found] == ["Dossiers"]
