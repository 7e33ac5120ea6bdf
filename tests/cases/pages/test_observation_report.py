from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.test import Client

from cases.actions import report_observation
from cases.answers import CallHour, Notice
from cases.evidence.models import Entry
from cases.models import Observation, Product, Publisher
from cases.vocabulary import Channel, NoticePhase, Symptom
from tests.cases.pages.conftest import stated
from tests.cast import Cast, LogIn

URL = "/signaler/"


def test_nobody_reports_without_logging_in(client: Client, db: None) -> None:
    assert client.get(URL).status_code == 302


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("adherent", 200),
        ("committee", 200),
        ("board", 403),
        ("lawyer", 403),
        ("administrator", 403),
        ("stranger", 302),
    ],
)
def test_only_organisations_report(who: str, status: int, cast: Cast, logged_in: LogIn) -> None:
    client = logged_in(getattr(cast, who))
    assert client.get(URL).status_code == status
    assert client.post(URL).status_code == (422 if status == 200 else status)


def test_the_short_part_is_enough(cast: Cast, logged_in: LogIn, sent: dict[str, str]) -> None:
    answer = logged_in(cast.adherent).post(URL, sent)
    observation = Observation.objects.get()
    assert answer.headers["Location"] == f"/observations/{observation.pk}/"
    kept = observation.current.as_answers()
    assert kept.observed_at == datetime(2026, 11, 23, 8, 10, tzinfo=UTC)
    assert kept.symptom == Symptom.LOGIN_IMPOSSIBLE
    assert (kept.customers_affected, kept.awareness, kept.publisher_notices) == (None, None, None)
    assert Entry.objects.get().verb == "observation.reported"


def test_everything_can_be_said_at_once(cast: Cast, logged_in: LogIn, sent: dict[str, str]) -> None:
    more = {
        "blocked_at": "2026-11-23T08:30",
        "first_symptom_at": "2026-11-23T08:00",
        "restored_at": "2026-11-23T12:00",
        "customers_affected": "0",
        "customers_subscribed": "1 200",
        "awareness": "customer_calls",
        "notices_asked": "some",
        "notice_1_phase": "open",
        "notice_1_channel": "email",
        "notice_1_received_at": "2026-11-23T09:00",
        "usual_calls_per_hour": "2,5",
        "call_3_hour": "2026-11-23T09:00",
        "call_3_count": "12",
        "answer_quality": "poor",
        "inference": "Le serveur",
        "opinion": "C’est long",
    }
    logged_in(cast.adherent).post(URL, sent | more)
    version = Observation.objects.get().current
    kept = version.as_answers()
    assert (kept.customers_affected, kept.customers_subscribed) == (0, 1200)
    nine = datetime(2026, 11, 23, 8, tzinfo=UTC)
    assert kept.publisher_notices == (Notice(NoticePhase.OPEN, Channel.EMAIL, nine),)
    assert kept.calls == (CallHour(datetime(2026, 11, 23, 8, tzinfo=UTC), 12, None),)
    assert kept.usual_calls_per_hour == Decimal("2.5")
    assert (version.inference, version.opinion) == ("Le serveur", "C’est long")


def test_asked_and_none_received_is_an_answer(
    cast: Cast, logged_in: LogIn, sent: dict[str, str]
) -> None:
    logged_in(cast.adherent).post(URL, sent | {"notices_asked": "none"})
    assert Observation.objects.get().current.publisher_notices == []


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({"observed_at": "2999-01-01T09:00"}, "observed_at", "pas encore passé"),
        ({"observed_at": "2026-03-29T02:30"}, "observed_at", "pas existé"),
        ({"observed_at": "0026-11-23T09:10"}, "observed_at", "Vérifiez l’année"),
        ({"observed_at": "hier soir"}, "observed_at", "Écrivez une date et une heure"),
        ({"customers_affected": "douze"}, "customers_affected", "nombre entier"),
        ({"customers_affected": "-3"}, "customers_affected", "négatif"),
        ({"customers_subscribed": "99999999999"}, "customers_subscribed", "trop grand"),
        ({"usual_calls_per_hour": "2,555"}, "usual_calls_per_hour", "deux chiffres"),
        (
            {"call_0_hour": "2026-11-23T09:30", "call_0_count": "4"},
            "call_0_hour",
            "heure juste",
        ),
        ({"notice_0_received_at": "2026-11-23T09:30"}, "notice_0_phase", "Complétez ce message"),
        ({"product": "999"}, "product", "Choisissez un produit"),
        ({"product": ""}, "product", "Choisissez un produit"),
        ({"symptom": "nothing"}, "symptom", "choix valide"),
        ({"opinion": "x" * 20_001}, "opinion", "20000"),
    ],
)
def test_what_is_refused_is_said_at_the_field_and_nothing_typed_is_lost(
    given: dict[str, str],
    field: str,
    sentence: str,
    cast: Cast,
    logged_in: LogIn,
    sent: dict[str, str],
) -> None:
    kept = {"narrative": "Un long récit", "call_7_hour": "2026-11-23T09:00", "call_7_count": "77"}
    answer = logged_in(cast.adherent).post(URL, sent | kept | given)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    page = answer.content.decode()
    typed = () if field == "product" else given.values()
    for text in (sentence, "Un long récit", 'value="77"', *typed):
        assert text in page
    assert not Observation.objects.exists()


def test_a_typed_number_that_is_none_stays_in_its_field(
    cast: Cast, logged_in: LogIn, sent: dict[str, str]
) -> None:
    answer = logged_in(cast.adherent).post(URL, sent | {"customers_affected": "une douzaine"})
    assert 'value="une douzaine"' in answer.content.decode()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"customers_affected": "5", "customers_subscribed": "4"}, "customers_affected"),
        ({"blocked_at": "2026-11-23T09:00", "restored_at": "2026-11-23T08:00"}, "restored_at"),
        ({"notices_asked": "some"}, "notices_asked"),
        (
            {
                "notices_asked": "none",
                "notice_0_phase": "open",
                "notice_0_channel": "email",
                "notice_0_received_at": "2026-11-23T09:00",
            },
            "notices_asked",
        ),
        ({"call_1_hour": "2026-11-23T09:00"}, "call_1_count"),
        ({"call_1_complaints": "3"}, "call_1_hour"),
        (
            {
                "call_0_hour": "2026-11-23T09:00",
                "call_0_count": "1",
                "call_5_hour": "2026-11-23T10:00",
                "call_5_count": "-1",
            },
            "call_5_count",
        ),
    ],
)
def test_contradictions_are_refused_where_they_are(
    given: dict[str, str], field: str, cast: Cast, logged_in: LogIn, sent: dict[str, str]
) -> None:
    answer = logged_in(cast.adherent).post(URL, sent | given)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]


def test_a_page_sent_twice_makes_one_observation(
    cast: Cast, logged_in: LogIn, sent: dict[str, str]
) -> None:
    client = logged_in(cast.adherent)
    first, second = client.post(URL, sent), client.post(URL, sent)
    assert first.headers["Location"] == second.headers["Location"]
    assert Observation.objects.count() == 1


def test_a_page_changed_and_sent_again_says_so_and_keeps_what_was_typed(
    cast: Cast, logged_in: LogIn, sent: dict[str, str]
) -> None:
    client = logged_in(cast.adherent)
    client.post(URL, sent)
    answer = client.post(URL, sent | {"narrative": "Autre récit"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Cette page a déjà été envoyée" in page
    assert "Autre récit" in page
    assert Observation.objects.get().current.narrative == "Écran blanc"


def test_a_page_without_its_number_is_kept_all_the_same(
    cast: Cast, logged_in: LogIn, sent: dict[str, str]
) -> None:
    logged_in(cast.adherent).post(URL, sent | {"submission": "faux"})
    assert Observation.objects.count() == 1


def test_the_repeated_hour_is_its_first_pass(
    cast: Cast, logged_in: LogIn, sent: dict[str, str]
) -> None:
    logged_in(cast.adherent).post(URL, sent | {"observed_at": "2026-10-25T02:30"})
    kept = Observation.objects.get().current.observed_at
    assert kept == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_the_products_that_an_organisation_reports_come_first(
    cast: Cast, logged_in: LogIn, product: Product
) -> None:
    sage = Publisher.objects.create(key="sage", name="Sage")
    usual = Product.objects.create(key="s50", publisher=sage, name="Sage 50c", delivery="saas")
    report_observation(stated(), product=usual, by=cast.colleague)
    choices = logged_in(cast.adherent).get(URL).context["form"].fields["product"].choices
    groups = [group for group, _ in choices]
    assert groups == ["", "Vos produits habituels", "EBP"]


def test_hostile_text_comes_back_as_text(
    cast: Cast, logged_in: LogIn, sent: dict[str, str]
) -> None:
    hostile = '</textarea><script>alert("x")</script>'
    answer = logged_in(cast.adherent).post(URL, sent | {"narrative": hostile, "symptom": ""})
    assert "<script>alert" not in answer.content.decode()
