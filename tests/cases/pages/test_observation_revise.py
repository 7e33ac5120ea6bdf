from dataclasses import replace

import pytest

from cases.actions import report_observation, withdraw_observation
from cases.answers import Notice
from cases.forms.revising import SECTIONS
from cases.models import Observation
from cases.vocabulary import Channel, NoticePhase
from tests.cases.pages.conftest import stated

SLUGS = ["constat", "moments", "clients", "su", "messages", "appels", "reponse", "recit"]


def url(observation: Observation) -> str:
    return f"/observations/{observation.pk}/modifier/"


def tasks_of(answer):
    slugs = (section.slug for section in SECTIONS)
    return dict(zip(slugs, answer.context["tasks"], strict=True))


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("adherent", 200),
        ("colleague", 200),
        ("committee", 403),
        ("other_adherent", 404),
        ("board", 404),
        ("lawyer", 404),
        ("administrator", 404),
        ("stranger", 302),
    ],
)
def test_each_organisation_speaks_for_itself(who, status, cast, logged_in, observation):
    client = logged_in(getattr(cast, who))
    assert client.get(url(observation)).status_code == status


def test_each_part_leads_to_its_page(cast, logged_in, observation):
    page = logged_in(cast.adherent).get(url(observation)).text
    for slug in SLUGS:
        assert f'href="{url(observation)}{slug}/"' in page


def test_each_part_says_what_is_answered_and_whether_it_is_all(cast, logged_in, product):
    said = stated("Écran\nblanc")
    notice = Notice(NoticePhase.END, Channel.PHONE, said.answers.observed_at)
    said = replace(said, answers=replace(said.answers, publisher_notices=(notice,)))
    observation = report_observation(said, product=product, by=cast.adherent)
    tasks = tasks_of(logged_in(cast.adherent).get(url(observation)))
    assert {slug: task.kind for slug, task in tasks.items()} == {
        "constat": "done",
        "moments": "info",
        "clients": "neutral",
        "su": "neutral",
        "messages": "done",
        "appels": "neutral",
        "reponse": "neutral",
        "recit": "info",
    }
    assert tasks["recit"].hint == "Fait constaté\u00a0: Écran, blanc"
    assert tasks["recit"].status == "À compléter"
    assert (tasks["su"].hint, tasks["su"].status) == ("", "Sans réponse")
    assert tasks["messages"].status == "Répondu"
    assert tasks["messages"].hint.startswith("Fin de l’incident, téléphone, 23")
    assert "Gravité\u00a0: " in tasks["constat"].hint


def test_a_long_text_is_cut_short(cast, logged_in, product):
    observation = report_observation(stated("Lent. " * 100), product=product, by=cast.adherent)
    assert len(tasks_of(logged_in(cast.adherent).get(url(observation)))["recit"].hint) < 120


def test_what_no_longer_counts_leads_back_and_says_so(cast, logged_in, observation):
    withdraw_observation(observation, by=cast.adherent, reason="Erreur")
    answer = logged_in(cast.adherent).get(url(observation), follow=True)
    assert answer.redirect_chain == [(f"/observations/{observation.pk}/", 302)]
    assert "ne peut plus changer" in answer.text


def test_the_list_costs_as_much_for_one_version_as_for_many(
    cast, logged_in, observation, django_assert_num_queries
):
    client = logged_in(cast.adherent)
    client.get(url(observation))
    with django_assert_num_queries(4):  # session, person with roles, observation, current version
        client.get(url(observation))


def test_every_question_has_one_part():
    asked = [name for section in SECTIONS for name in section.columns]
    statement = stated()
    answers = {name for name in dir(statement.answers) if not name.startswith("_")}
    own = {"source_type", "inference", "opinion", "onset", "affected_range"}
    assert sorted(asked) == sorted(answers | own)
