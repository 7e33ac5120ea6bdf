import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.urls import reverse

from cases.actions import grant_mandate, open_case
from cases.importing import import_observations
from cases.models import Case, Observation
from members.models import Organisation

URL = "/api/v1/cases/"
KEY = "ebp-2018-01-09"
JANUARY = Path("cases/data/january_2018.json")
EXPECTED = Path("tests/cases/data/january_2018.expected.json")


@pytest.fixture
def january(db: None) -> None:
    import_observations(JANUARY.read_bytes(), by=None)


def keys(response) -> list[str]:
    return [row["key"] for row in response.json()["results"]]


def test_the_committee_reads_the_eight_criteria(api, cast, january):
    detail = api(cast.committee).get(f"{URL}{KEY}/").json()
    assert detail["analysis"] == json.loads(EXPECTED.read_text())[KEY]
    assert (detail["observations"], detail["organisations"]) == (12, 12)


@pytest.mark.parametrize("key", ["sage/2018", "sage.2018-01", "Sage, été ?"])
def test_a_case_is_found_by_any_key_that_an_import_may_give(api, cast, january, key):
    Case.objects.filter(key=KEY).update(key=key)
    detail = api(cast.committee).get(reverse("api-case-detail", args=[key]))
    assert detail.json()["key"] == key


def test_the_list_has_no_analysis(api, cast, january):
    rows = api(cast.committee).get(URL).json()["results"]
    assert all("analysis" not in row for row in rows)
    assert len(rows) == 2


def test_a_case_that_is_not_visible_does_not_exist(api, cast, january):
    client = api(cast.adherent)
    assert keys(client.get(URL)) == []
    assert client.get(f"{URL}{KEY}/").status_code == 404


def test_who_observed_a_case_sees_it_without_the_criteria_before_it_is_relayed(api, cast, january):
    cast.adherent.organisation = Organisation.objects.get(key="org-01")
    cast.adherent.save()
    detail = api(cast.adherent).get(f"{URL}{KEY}/")
    assert detail.status_code == 200
    assert detail.json()["analysis"] is None


def test_a_lawyer_reads_what_the_mandate_opens(api, cast, january):
    case = Case.objects.get(key=KEY)
    grant_mandate(case, lawyer=cast.lawyer, by=cast.committee, since=date(2026, 1, 1))
    client = api(cast.lawyer)
    assert keys(client.get(URL)) == [KEY]
    assert client.get(f"{URL}{KEY}/").json()["analysis"]["respondents"] == 12
    assert client.get(f"{URL}sage-2018-01-11/").status_code == 404
    assert api(cast.other_lawyer).get(f"{URL}{KEY}/").status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("publisher=ebp", [KEY]),
        ("product=sage-50c-paye", ["sage-2018-01-11"]),
        ("state=reported", ["sage-2018-01-11", KEY]),
        ("state=relayed", []),
        ("observed_before=2018-01-10T00:00:00Z", [KEY]),
        ("observed_after=2018-01-10T00:00:00Z", ["sage-2018-01-11"]),
    ],
)
def test_the_filters_keep_what_they_say(api, cast, january, query, found):
    assert keys(api(cast.committee).get(f"{URL}?{query}")) == found


def test_one_observation_answers_to_all_that_is_asked_of_it(api, cast, january):
    """One before the window and another after it are not in it."""
    case = Case.objects.get(key=KEY)
    for number, observation in enumerate(case.observations.all()):
        observation.versions.update(observed_at=datetime(2018, 1, (9, 12)[number % 2], tzinfo=UTC))
    client = api(cast.committee)
    assert keys(client.get(f"{URL}?publisher=ebp&observed_after=2018-01-11T00:00:00Z")) == [KEY]
    window = "observed_after=2018-01-10T00:00:00Z&observed_before=2018-01-11T00:00:00Z"
    assert keys(client.get(f"{URL}?publisher=ebp&{window}")) == []


def test_the_list_costs_the_same_for_one_and_for_many(
    api, cast, january, django_assert_num_queries
):
    client = api(cast.committee)
    with django_assert_num_queries(2):  # roles, cases
        client.get(URL)
    for observation in Observation.objects.filter(case__key=KEY)[:8]:
        Observation.objects.filter(pk=observation.pk).update(case=None)
        observation.case = None
        open_case([observation], by=cast.committee, title="Un autre", occurred_on=date(2018, 1, 9))
    fresh = type(cast.committee).objects.get(pk=cast.committee.pk)
    with django_assert_num_queries(2):
        assert len(keys(api(fresh).get(URL))) == 10
