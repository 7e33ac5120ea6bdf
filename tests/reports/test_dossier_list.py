from datetime import date, timedelta

import pytest
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone

from cases import actions
from members.typography import day
from tests import factories
from tests.reports import dossiers

# Who is asking, four times; what is not looked at, the last entry; and the dossiers.
QUERIES = 6


@pytest.fixture
def page(logged_in):
    def as_user(user):
        return logged_in(user).get(reverse("dossier-list"))

    return as_user


def test_a_lawyer_reads_what_each_file_is_and_where_to_take_it(cast, page):
    case = factories.relayed_case(cast)
    dossier = dossiers.ready(cast, case)
    factories.mandate(cast, case)
    text = page(cast.lawyer).content.decode()
    for shown in (case.title, case.reference, dossier.sha256[:8], filesizeformat(dossier.size)):
        assert shown in text
    assert reverse("dossier-detail", args=[dossier.pk]) in text
    assert reverse("dossier-download", args=[dossier.pk]) in text
    assert reverse("counsel-case", args=[case.pk]) in text


def test_a_lawyer_sees_neither_other_cases_nor_what_is_not_ready(cast, page):
    mine, other = factories.relayed_case(cast), factories.case(cast, title="Panne des autres")
    factories.mandate(cast, mine)
    hidden = [dossiers.ready(cast, other), dossiers.failed(cast, mine)]
    text = page(cast.lawyer).content.decode()
    assert "Panne des autres" not in text
    assert [str(dossier.pk) for dossier in hidden if str(dossier.pk) in text] == []
    assert "Aucun dossier n’est encore prêt pour ce cas" in text


def test_a_lawyer_reads_that_a_dossier_is_being_made_and_is_not_led_to_it(cast, page):
    case = factories.relayed_case(cast)
    coming = dossiers.requested(cast, case)
    text = page(cast.lawyer).content.decode()
    assert "En préparation" not in text
    factories.mandate(cast, case)
    text = page(cast.lawyer).content.decode()
    assert "Version 1" in text
    assert "En préparation" in text
    assert str(coming.pk) not in text


def test_without_a_mandate_the_page_says_what_will_be_here(cast, page):
    text = page(cast.lawyer).content.decode()
    assert "Aucun dossier pour l’instant" in text
    assert "Ici viendront les cas pour lesquels la commission vous donne un mandat" in text


def test_each_mandate_shows_its_dates(cast, page):
    today = timezone.localdate()
    factories.mandate(cast, factories.case(cast), date(2018, 1, 9), today)
    factories.mandate(cast, factories.case(cast), date(2018, 1, 11))
    text = page(cast.lawyer).content.decode()
    assert f"Votre mandat : du {day(date(2018, 1, 9))} au {day(today)} inclus." in text
    assert f"Votre mandat : depuis le {day(date(2018, 1, 11))}, sans date de fin." in text


def test_each_version_says_what_changed_since_the_one_before(cast, page):
    case = factories.case(cast)
    dossiers.ready(cast, case)
    dossiers.failed(cast, case)
    more = factories.observation(cast.third_committee)
    actions.attach_observations([more], case, by=cast.committee)
    dossiers.ready(cast, case)
    factories.mandate(cast, case)
    text = page(cast.lawyer).content.decode()
    assert "Depuis la version 1 :" in text
    assert "Observations : 3 au lieu de 2." in text
    assert text.count("Depuis la version") == 1


def test_what_ended_since_i_asked_is_new_until_i_open_it(cast, page, logged_in):
    dossier = dossiers.ready(cast)
    assert "Nouveau" in page(cast.committee).content.decode()
    assert "Nouveau" not in page(cast.second_committee).content.decode()
    client = logged_in(cast.committee)
    home = client.get(reverse("home")).text
    news = "Nouveau : un dossier est prêt"
    # On the worst morning, what one comes for is first.
    assert home.index("p-button--beacon") < home.index(news)
    client.get(reverse("dossier-detail", args=[dossier.pk]))
    for name in ("home", "dossier-list"):
        assert "Nouveau" not in client.get(reverse(name)).content.decode()


@pytest.mark.parametrize(("since", "until"), [(1, None), (-9, -1)], ids=["future", "ended"])
def test_a_mandate_out_of_its_dates_shows_nothing(cast, page, since, until):
    case, today = factories.relayed_case(cast), timezone.localdate()
    dossiers.ready(cast, case)
    end = None if until is None else today + timedelta(days=until)
    factories.mandate(cast, case, today + timedelta(days=since), end)
    assert case.reference not in page(cast.lawyer).content.decode()


def test_a_revoked_mandate_empties_the_list(cast, page):
    case = factories.relayed_case(cast)
    dossiers.ready(cast, case)
    mandate = factories.mandate(cast, case)
    assert case.reference in page(cast.lawyer).content.decode()
    actions.revoke_mandate(mandate, by=cast.committee)
    assert case.reference not in page(cast.lawyer).content.decode()


def test_the_last_version_comes_first(cast, page):
    case = factories.relayed_case(cast)
    dossiers.ready(cast, case)
    dossiers.ready(cast, case)
    factories.mandate(cast, case)
    text = page(cast.lawyer).content.decode()
    assert text.index("Version 2") < text.index("Version 1")


def test_the_committee_sees_all_and_where_each_stands(cast, page):
    dossiers.ready(cast)
    dossiers.failed(cast)
    dossiers.requested(cast)
    text = page(cast.committee).content.decode()
    for state in ("Prêt", "En échec", "Demandé"):
        assert state in text


@pytest.mark.parametrize("who", ["adherent", "board", "administrator"])
def test_it_is_not_for_others(cast, page, who):
    assert page(getattr(cast, who)).status_code == 403


def test_the_list_costs_the_same_for_one_dossier_and_for_ten(
    cast, logged_in, django_assert_num_queries
):
    client, url = logged_in(cast.committee), reverse("dossier-list")
    dossiers.ready(cast)
    with django_assert_num_queries(QUERIES):
        client.get(url)
    for _ in range(9):
        dossiers.ready(cast)
    with django_assert_num_queries(QUERIES):
        client.get(url)
