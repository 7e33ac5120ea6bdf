import json
import uuid

import pytest

from cases.evidence.models import Entry
from cases.models import Observation, Product, Publisher

URL = "/api/v1/observations/"


def test_a_member_sends_an_observation_by_the_same_act_as_the_page(api, cast, answers):
    response = api(cast.adherent).post(URL, answers, format="json")
    assert response.status_code == 201
    observation = Observation.objects.get()
    assert response.json()["reference"] == observation.reference
    assert (observation.reported_by, observation.source) == (cast.adherent, "api")
    assert Entry.objects.get().verb == "observation.reported"


def test_unanswered_and_none_received_are_kept_apart(api, cast, answers):
    client = api(cast.adherent)
    unanswered = client.post(URL, answers, format="json").json()
    none = client.post(URL, {**answers, "publisher_notices": []}, format="json").json()
    assert unanswered["current"]["publisher_notices"] is None
    assert none["current"]["publisher_notices"] == []


def test_everything_that_can_be_answered_comes_back(api, cast, answers):
    given = {
        **answers,
        "first_symptom_at": "2026-11-23T07:30:00Z",
        "blocked_at": "2026-11-23T08:00:00Z",
        "restored_at": "2026-11-23T08:10:00Z",
        "customers_subscribed": 40,
        "customers_affected": 12,
        "awareness": "customer_calls",
        "publisher_notices": [
            {"phase": "open", "channel": "email", "received_at": "2026-11-23T08:05:00Z"}
        ],
        "usual_calls_per_hour": "4.50",
        "calls": [{"hour": "2026-11-23T08:00:00Z", "count": 19, "complaints": 3}],
        "answer_quality": "poor",
        "narrative": "Connexion refusée.",
        "inference": "Serveur de licences.",
        "opinion": "Trop long.",
    }
    current = api(cast.adherent).post(URL, given, format="json").json()["current"]
    kept = {name: current[name] for name in ("customers_affected", "awareness", "narrative")}
    assert kept == {
        "customers_affected": 12,
        "awareness": "customer_calls",
        "narrative": "Connexion refusée.",
    }
    assert current["calls"] == [{"hour": "2026-11-23T08:00:00+00:00", "count": 19, "complaints": 3}]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"customers_subscribed": 2, "customers_affected": 3}, "customers_affected"),
        ({"customers_affected": -1}, "customers_affected"),
        ({"blocked_at": "2026-11-23T09:00Z", "restored_at": "2026-11-23T08:00Z"}, "restored_at"),
        ({"observed_at": "2126-11-23T09:10:00Z"}, "observed_at"),
        ({"symptom": "smoke"}, "symptom"),
        ({"product": "unknown"}, "product"),
        ({"source_type": "import"}, "source_type"),
        ({"blocked_at": "hier"}, "blocked_at"),
        ({"blocked_at": "2026-13-45T99:00Z"}, "blocked_at"),
        ({"blocked_at": "2026-03-29T02:30"}, "blocked_at"),
        ({"blocked_at": "2026-10-25T02:30:00+01:00"}, "blocked_at"),
        ({"calls": [{"hour": "2026-11-23T08:30:00Z", "count": 1}]}, "calls"),
        ({"inference": "a\0b"}, "inference"),
        ({"opinion": "é" * 20_001}, "opinion"),
    ],
)
def test_what_is_refused_is_named_by_field_and_leaves_nothing(api, cast, answers, change, field):
    response = api(cast.adherent).post(URL, {**answers, **change}, format="json")
    assert response.status_code == 400
    assert list(response.json()) == [field]
    assert not Observation.objects.exists()
    assert not Entry.objects.exists()


def test_what_is_lacking_is_asked_for_in_the_words_of_our_form(api, cast, answers):
    del answers["severity"]
    given = {**answers, "symptom": None, "publisher_notices": [{"phase": "open"}]}
    refused = api(cast.adherent).post(URL, given, format="json").json()
    assert refused["severity"] == ["Dites si l’on peut encore travailler."]
    assert refused["symptom"] == ["Choisissez ce qui se passe."]
    [notice] = refused["publisher_notices"].values()
    assert set(notice) == {"channel", "received_at"}
    assert notice["channel"] == ["Complétez ce message : objet, canal et moment."]


def test_all_that_is_refused_of_a_field_is_told_and_where(api, cast, answers):
    hours = [
        {"hour": "2026-11-23T08:30:00Z", "count": -1},
        {"hour": "2026-11-23T09:15:00Z", "count": 1},
    ]
    early = {"first_symptom_at": "2026-11-23T09:00Z", "blocked_at": "2026-11-23T09:00Z"}
    given = {**answers, **early, "restored_at": "2026-11-23T08:00Z", "calls": hours}
    refused = api(cast.adherent).post(URL, given, format="json").json()
    assert refused["restored_at"] == [
        "Le retour à la normale précède le blocage\u00a0: corrigez l’un des deux moments.",
        "Le retour à la normale précède le premier appel\u00a0: corrigez l’un des deux moments.",
    ]
    assert refused["calls"] == [
        "calls[0].count\u00a0: Ce nombre ne peut pas être négatif.",
        "calls[0].hour\u00a0: Une heure d’appels commence à l’heure juste\u00a0: 9:00 et non 9:30.",
        "calls[1].hour\u00a0: Une heure d’appels commence à l’heure juste\u00a0: 9:00 et non 9:30.",
    ]


@pytest.mark.parametrize("field", ["narrative", "inference", "opinion"])
def test_half_of_a_pair_is_refused_at_its_field(api, cast, answers, field):
    body = json.dumps({**answers, field: "\ud83d"})
    response = api(cast.adherent).post(URL, body, content_type="application/json")
    assert (response.status_code, list(response.json())) == (400, [field])
    assert not Observation.objects.exists()


def test_the_first_pass_of_a_repeated_hour_is_kept(api, cast, answers):
    given = {**answers, "blocked_at": "2026-10-25T02:30"}
    current = api(cast.adherent).post(URL, given, format="json").json()["current"]
    assert current["blocked_at"] == "2026-10-25T02:30:00+02:00"


def test_the_same_key_sent_again_gives_the_same_observation(api, cast, answers):
    client = api(cast.adherent)
    key = {"HTTP_IDEMPOTENCY_KEY": str(uuid.uuid4())}
    first = client.post(URL, answers, format="json", **key)
    again = client.post(URL, answers, format="json", **key)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"]
    assert Observation.objects.count() == 1


def test_a_key_that_is_no_uuid_is_refused(api, cast, answers):
    response = api(cast.adherent).post(URL, answers, format="json", HTTP_IDEMPOTENCY_KEY="one")
    assert response.status_code == 400
    assert not Observation.objects.exists()


def test_what_a_member_cannot_set_is_ignored(api, cast, answers):
    smuggled = {
        "state": "set_aside",
        "organisation": "beta",
        "case": 1,
        "reference": "X",
        "received_at": "2001-01-01T00:00:00Z",
        "reported_by": cast.other_adherent.pk,
    }
    api(cast.adherent).post(URL, {**answers, **smuggled}, format="json")
    observation = Observation.objects.get()
    assert observation.state == "received"
    assert observation.organisation == cast.adherent.organisation
    assert observation.case is None
    assert observation.reference.startswith("OBS-")
    assert observation.received_at.year > 2001


def test_a_member_lists_what_their_organisation_sent_and_nothing_else(api, cast, answers):
    marker = {**answers, "narrative": "MARQUEUR-ETRANGER"}
    api(cast.other_adherent).post(URL, marker, format="json")
    api(cast.adherent).post(URL, answers, format="json")
    mine = api(cast.colleague).get(URL)
    assert [row["organisation"] for row in mine.json()["results"]] == ["alpha"]
    assert "MARQUEUR-ETRANGER" not in mine.content.decode()
    assert len(api(cast.committee).get(URL).json()["results"]) == 2


@pytest.mark.parametrize("who", ["lawyer", "administrator", "board"])
def test_who_observes_nothing_lists_nothing_and_sends_nothing(api, cast, answers, who):
    api(cast.adherent).post(URL, answers, format="json")
    client = api(getattr(cast, who))
    assert client.get(URL).json()["results"] == []
    assert client.post(URL, answers, format="json").status_code == 403


def test_without_a_token_nothing_is_answered(api, db):
    assert api().get(URL).status_code == 401
    assert api().post(URL, {}, format="json").status_code == 401


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("publisher=ebp", 1),
        ("publisher=sage", 0),
        ("product=ebp-compta", 1),
        ("product=other", 0),
        ("state=received", 1),
        ("state=withdrawn", 0),
        ("observed_after=2026-11-23T08:10:00Z", 1),
        ("observed_after=2026-11-23T08:11:00Z", 0),
        ("observed_before=2026-11-23T08:11:00Z", 1),
        ("observed_before=2026-11-23T08:10:00Z", 0),
    ],
)
def test_the_filters_keep_what_they_say(api, cast, answers, query, found):
    client = api(cast.adherent)
    client.post(URL, answers, format="json")
    assert len(client.get(f"{URL}?{query}").json()["results"]) == found


def test_a_filter_that_means_nothing_is_refused(api, cast):
    assert api(cast.adherent).get(f"{URL}?state=nonsense").status_code == 400
    assert api(cast.adherent).get(f"{URL}?observed_after=hier").status_code == 400


def test_a_page_costs_the_same_for_one_and_for_thirty(
    api, cast, answers, django_assert_num_queries
):
    client = api(cast.committee)
    for number in range(30):
        if number in (1, 29):
            with django_assert_num_queries(3):  # roles, observations, their current versions
                client.get(URL)
            client = api(type(cast.committee).objects.get(pk=cast.committee.pk))
        api(cast.adherent).post(URL, answers, format="json")


def test_no_page_is_larger_than_a_hundred(api, cast, product):
    assert Publisher.objects.count() == Product.objects.count() == 1
    response = api(cast.adherent).get(f"{URL}?page_size=1000000000")
    assert response.status_code == 200
