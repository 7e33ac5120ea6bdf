from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from cases.actions import report_observation, revise_observation, withdraw_observation
from cases.answers import CallHour, Notice
from cases.evidence.models import Entry
from cases.forms.revising import SECTIONS
from cases.models import Observation, SourceType, VersionKind
from cases.statement import statement_of
from cases.vocabulary import Channel, NoticePhase
from tests.cases.pages.conftest import stated
from tests.cases.pages.flow import Report
from tests.traces import every_row

SLUGS = [section.slug for section in SECTIONS]
WHO = [
    ("adherent", 200),
    ("colleague", 200),
    ("committee", 403),
    ("other_adherent", 404),
    ("board", 404),
    ("lawyer", 404),
    ("administrator", 404),
    ("stranger", 302),
]


def url(observation: Observation, section: str) -> str:
    return f"/observations/{observation.pk}/modifier/{section}/"


def filled(client, observation, section):
    """The page as a browser sends it back, untouched."""
    form = client.get(url(observation, section)).context["form"]
    shown = {field.html_name: field.value() for field in form}
    return {
        name: str(value).replace("\n", "\r\n") for name, value in shown.items() if value is not None
    }


def send(client, observation, section, **typed):
    sent = filled(client, observation, section) | typed
    return client.post(url(observation, section), sent)


@pytest.fixture
def adherent(cast, logged_in):
    return logged_in(cast.adherent)


@pytest.mark.parametrize(("who", "status"), WHO)
def test_each_organisation_speaks_for_itself(who, status, cast, logged_in, observation):
    client = logged_in(getattr(cast, who))
    assert client.get(url(observation, "clients")).status_code == status
    sent = {"seen": "1", "customers_affected": "3"}
    posted = client.post(url(observation, "clients"), sent)
    assert posted.status_code == (302 if status == 200 else status)
    assert observation.versions.count() == (2 if status == 200 else 1)


def test_there_are_no_other_parts(adherent, observation):
    assert adherent.get(url(observation, "prix")).status_code == 404
    assert adherent.post(url(observation, "prix"), {"seen": "1"}).status_code == 404


def test_answering_an_open_question_is_an_addition_and_needs_no_reason(adherent, observation):
    page = adherent.get(url(observation, "clients"))
    assert "reason" not in page.context["form"].fields
    answer = send(adherent, observation, "clients", customers_affected="3")
    assert answer.headers["Location"] == f"/observations/{observation.pk}/modifier/"
    added = observation.versions.get(number=2)
    assert (added.kind, added.customers_affected) == (VersionKind.ADDITION, 3)
    assert added.narrative == "Écran blanc"
    assert "Votre ajout est gardé." in adherent.get(answer.headers["Location"]).text


def test_a_correction_without_a_reason_is_refused_at_its_field(adherent, observation):
    answer = send(adherent, observation, "recit", narrative="Écran noir")
    assert answer.status_code == 422
    assert answer.context["form"].errors["reason"] == [
        "Vous changez une réponse déjà donnée\u00a0: dites pourquoi."
    ]
    assert "Écran noir" in answer.text
    assert observation.versions.count() == 1
    given = {"narrative": "Écran noir", "reason": "Mieux regardé"}
    assert send(adherent, observation, "recit", **given).status_code == 302
    assert observation.versions.get(number=2).reason == "Mieux regardé"


def test_someone_who_comes_second_reads_what_the_first_wrote_and_keeps_what_they_typed(
    cast, adherent, observation
):
    sent = filled(adherent, observation, "recit") | {"opinion": "Second"}
    first = replace(stated("Écran blanc"), opinion="Premier")
    revise_observation(observation, first, by=cast.colleague, seen=1)
    answer = adherent.post(url(observation, "recit"), sent)
    assert answer.status_code == 409
    for words in ("Colin Collègue a modifié", "Second", "Premier", "dites pourquoi"):
        assert words in answer.text
    assert observation.versions.count() == 2
    again = sent | {"seen": answer.context["form"]["seen"].value(), "reason": "Après relecture"}
    assert adherent.post(url(observation, "recit"), again).status_code == 302
    assert observation.versions.get(number=3).opinion == "Second"


def test_who_sends_again_undoes_nothing_of_another_part(cast, adherent, observation):
    sent = filled(adherent, observation, "recit") | {"opinion": "Second"}
    said = stated("Écran blanc")
    first = replace(said, answers=replace(said.answers, customers_affected=4))
    revise_observation(observation, first, by=cast.colleague, seen=1)
    answer = adherent.post(url(observation, "recit"), sent)
    assert answer.status_code == 409
    again = sent | {"seen": answer.context["form"]["seen"].value()}
    assert adherent.post(url(observation, "recit"), again).status_code == 302
    last = observation.versions.get(number=3)
    assert (last.kind, last.opinion, last.customers_affected) == ("addition", "Second", 4)


def test_a_form_sent_twice_is_one_version_and_both_answers_say_it_is_kept(adherent, observation):
    sent = filled(adherent, observation, "recit") | {"opinion": "Trop long"}
    answers = [adherent.post(url(observation, "recit"), sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert observation.versions.count() == 2
    assert Entry.objects.filter(verb="observation.completed").count() == 1


def test_what_was_withdrawn_no_longer_changes(cast, adherent, observation):
    sent = filled(adherent, observation, "recit") | {"opinion": "Second"}
    withdraw_observation(observation, by=cast.adherent, reason="Erreur")
    answer = adherent.post(url(observation, "recit"), sent)
    assert answer.status_code == 409
    assert "ne peut plus changer" in answer.text
    assert "Second" in answer.text


def test_contradictions_are_refused_at_their_field(adherent, observation):
    given = {"customers_affected": "5", "customers_subscribed": "4"}
    answer = send(adherent, observation, "clients", **given)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["customers_affected"]


def test_a_contradiction_with_another_part_is_told_above(cast, adherent, product):
    """Kept before it was refused, or told by a clock that went back."""
    said = stated("Lent")
    observation = report_observation(said, product=product, by=cast.adherent)
    observation.versions.update(observed_at=datetime(2099, 1, 1, tzinfo=UTC))
    answer = send(adherent, observation, "clients", customers_affected="5")
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["__all__"]


def test_a_required_answer_is_not_emptied(adherent, observation):
    answer = send(adherent, observation, "constat", symptom="")
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["symptom"]


def whole(cast, product):
    second_pass = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    hours = [datetime(2026, 11, 23, hour, tzinfo=UTC) for hour in range(15)]
    given = stated("Une ligne\nUne autre ")
    answers = replace(
        given.answers,
        observed_at=second_pass,
        usual_calls_per_hour=Decimal("2.5"),
        publisher_notices=(Notice(NoticePhase.END, Channel.PHONE, hours[3]),),
        calls=tuple(CallHour(hour, 4, 0) for hour in hours),
    )
    return report_observation(replace(given, answers=answers), product=product, by=cast.adherent)


@pytest.mark.parametrize("section", SLUGS)
def test_a_part_sent_back_as_it_was_filled_changes_nothing_and_says_so(
    section, cast, adherent, product
):
    """Nothing that a browser does to values by itself may pass for a correction."""
    observation = whole(cast, product)
    sent = filled(adherent, observation, section)
    before = every_row()
    answer = adherent.post(url(observation, section), sent)
    assert answer.status_code == 422
    assert "Rien n’a changé" in answer.text
    assert every_row() == before


@pytest.mark.parametrize("section", SLUGS)
def test_a_part_changes_no_answer_of_another(section, cast, adherent, product):
    observation = whole(cast, product)
    before = statement_of(observation.current)
    typed = {
        "constat": {"severity": "degraded"},
        "moments": {"first_symptom_at": "2026-10-25T01:10"},
        "clients": {"affected_range": "up_to_20"},
        "su": {"awareness": "publisher"},
        "messages": {"notice_0_channel": "email"},
        "appels": {"call_0_count": "9"},
        "reponse": {"answer_quality": "poor"},
        "recit": {"opinion": "Trop long"},
    }[section]
    answer = send(adherent, observation, section, **typed, reason="Relu.")
    assert answer.status_code == 302, answer.context["form"].errors
    after = statement_of(observation.versions.get(number=2))
    columns = next(each.columns for each in SECTIONS if each.slug == section)
    changed = {
        name
        for told in ("answers", "")
        for name in (vars(before).keys() - {"answers"} if not told else dir(before.answers))
        if not name.startswith("_")
        and getattr(before.answers if told else before, name)
        != getattr(after.answers if told else after, name)
    }
    assert len(changed) == 1
    assert changed <= set(columns)


@pytest.mark.parametrize("seen", ["", "0", "99", "x", "²", "9" * 40])
def test_a_page_that_lost_its_version_loses_nothing_typed(seen, adherent, observation):
    answer = send(adherent, observation, "recit", seen=seen, opinion="Gardé")
    assert answer.status_code == 302
    assert observation.versions.get(number=2).opinion == "Gardé"


def test_messages_are_told_row_by_row_or_said_to_be_none(adherent, observation):
    half = send(adherent, observation, "messages", notices_asked="some", notice_0_phase="end")
    assert half.status_code == 422
    assert "Complétez ce message" in half.text
    row = {"notice_0_channel": "phone", "notice_0_received_at": "2026-11-23T10:00"}
    both = send(
        adherent, observation, "messages", notices_asked="none", notice_0_phase="end", **row
    )
    assert list(both.context["form"].errors) == ["notices_asked"]
    none = send(adherent, observation, "messages", notices_asked="none")
    assert none.status_code == 302
    assert observation.versions.get(number=2).publisher_notices == []
    nothing = send(adherent, observation, "messages", notices_asked="some", reason="Relu.")
    assert "Décrivez au moins un message" in nothing.text
    told = send(
        adherent,
        observation,
        "messages",
        notices_asked="some",
        notice_0_phase="end",
        reason="Relu.",
        **row,
    )
    assert told.status_code == 302
    [notice] = observation.versions.get(number=3).as_answers().publisher_notices
    assert notice.channel == Channel.PHONE


def test_a_row_off_the_calendar_is_refused_at_its_place(adherent, observation):
    row = {"call_1_hour": "2026-11-23T09:30", "call_1_count": "4"}
    answer = send(adherent, observation, "appels", **row)
    assert list(answer.context["form"].errors) == ["call_1_hour"]
    assert 'value="2026-11-23T09:30"' in answer.text


def test_a_row_of_another_part_that_is_refused_is_told_above(cast, adherent, product):
    observation = whole(cast, product)
    calls = observation.current.calls
    calls[0]["hour"] = "2026-11-23T00:30:00Z"
    observation.versions.update(calls=calls)
    answer = send(adherent, observation, "recit", opinion="Trop long")
    assert list(answer.context["form"].errors) == ["__all__"]


def test_nobody_called_stays_said_until_calls_are_told(cast, adherent, product):
    said = stated("Lent")
    said = replace(said, answers=replace(said.answers, calls=()))
    observation = report_observation(said, product=product, by=cast.adherent)
    send(adherent, observation, "appels", usual_calls_per_hour="2,5")
    version = observation.versions.get(number=2)
    assert (version.kind, version.calls) == (VersionKind.ADDITION, [])


def test_the_origin_of_an_imported_row_stays(cast, adherent, product):
    said = replace(stated("Lent"), source_type=SourceType.IMPORT)
    observation = report_observation(said, product=product, by=cast.adherent)
    answer = send(adherent, observation, "constat", severity="degraded", reason="Relu.")
    assert answer.status_code == 302
    assert observation.versions.get(number=2).source_type == SourceType.IMPORT


def test_what_was_said_in_words_stays_when_something_else_is_added(cast, logged_in, product):
    report = Report(logged_in(cast.adherent)).begin(product)
    report.answer("depuis", since="day_before", observed_at="2026-11-23T09:10")
    report.answer("clients", affected_range="up_to_20", envoyer="1")
    observation = Observation.objects.get()
    send(report.client, observation, "clients", customers_affected="12")
    version = observation.versions.get(number=2)
    assert version.kind == VersionKind.ADDITION
    assert (version.onset, version.affected_range) == ("day_before", "up_to_20")
    assert version.customers_affected == 12
    given = {"customers_affected": "3", "reason": "Recompté"}
    answer = send(report.client, observation, "clients", **given)
    assert list(answer.context["form"].errors) == ["affected_range"]
