"""What counsel sees of the dossier of a cohort, and takes away; with scripts and without."""

import subprocess
import sys
import zipfile
from io import BytesIO

import pytest
from django.core.cache import caches
from django.urls import reverse
from lxml import html

from cases.evidence import store
from cases.evidence.models import Entry
from cases.models import Mandate
from reports.groups import actions
from reports.groups.models import GroupAnnex, GroupOrder
from reports.groups.states import OrderState
from tests.reports.groups import ordering
from tests.reports.test_dossier_download import PURPOSE, asked_again

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def client(cast, logged_in):
    return asked_again(logged_in(cast.lawyer), cast.lawyer)


def url(name, row):
    return reverse(name, args=[row.pk])


def words(response) -> str:
    page = html.fromstring(response.content.decode())
    return " ".join(page.text_content().replace("\u00a0", " ").split())


def test_counsel_orders_and_follows(cast, client):
    cohort = ordering.cohort(cast)
    page = client.get(url("group-order-list", cohort))
    assert "une annexe pour chacune des 2 demandes du groupe" in words(page)
    answer = client.post(url("group-order-request", cohort))
    order = GroupOrder.objects.get()
    assert answer.url == url("group-order-detail", order)
    page = client.get(answer.url)
    assert "Prêts : 0 · en échec : 0 · restants : 3" in words(page)
    assert page["Refresh"] == "5"
    listed = words(client.get(url("group-order-list", cohort)))
    assert "Version 1" in listed
    assert "Commander le dossier" not in listed


def test_a_refused_order_says_what_is_missing(cast, client):
    cohort = ordering.cohort(cast)
    cohort.declarations.all().delete()
    answer = client.post(url("group-order-request", cohort), follow=True)
    assert "Avant de commander ce dossier, il manque" in words(answer)
    assert not GroupOrder.objects.exists()


def test_the_part_that_is_asked_for_again_says_where_it_is(cast, client):
    order = ordering.ordered(cast)
    ordering.end(ordering.claimed(order))
    ordering.claimed(order)
    part = client.get(url("group-order-detail", order), headers=HTMX)
    assert "Refresh" not in part
    assert "Prêts : 1 · en échec : 0 · restants : 2" in words(part)
    assert "En préparation : M1" in words(part)
    assert "<html" not in part.content.decode()


def test_pause_resume_stop_and_retry_are_buttons(cast, client):
    order = ordering.ordered(cast)
    for step, state in (("pause", "paused"), ("resume", "running"), ("cancel", "cancelled")):
        answer = client.post(url(f"group-order-{step}", order))
        assert answer.url == url("group-order-detail", order)
        order.refresh_from_db()
        assert order.state == state
    page = words(client.get(url("group-order-detail", order)))
    assert "Ce qui était déjà prêt reste à télécharger" in page
    assert "Reprendre" not in page


def test_what_failed_is_told_with_its_reason_and_tried_again(cast, client):
    order = ordering.with_one_failed(cast)
    page = client.get(url("group-order-detail", order))
    assert "M1 (DEM-2018-0001) : La mise en page a échoué." in words(page)
    assert "Refresh" not in page
    client.post(url("group-order-retry", order))
    order.refresh_from_db()
    assert order.state == OrderState.RUNNING


def test_what_came_too_late_is_refused_in_words(cast, client):
    order = ordering.done(cast)
    answer = client.post(url("group-order-pause", order), follow=True)
    assert "Ce dossier est « Terminée » : ce n’est plus possible." in words(answer)


def test_the_page_costs_as_many_queries_whatever_the_claimants(
    cast, client, django_assert_num_queries
):
    order = ordering.done(cast, claimants=5)
    client.get(url("group-order-detail", order))
    caches["pages"].clear()
    # Session, user, roles and mandates; the order; the last entry; its counts, documents, failures;
    # copies.
    with django_assert_num_queries(10):
        client.get(url("group-order-detail", order))


@pytest.mark.parametrize("name", ["group-order-download", "group-annex-download"])
def test_a_copy_asks_what_it_is_for_and_is_journalled(cast, client, name):
    order = ordering.done(cast)
    row = order if "order" in name else order.annexes.get(position=1)
    assert "À quoi servira cette copie" in words(client.get(url(name, row)))
    assert client.post(url(name, row), {"purpose": " "}).status_code == 422
    assert not Entry.objects.filter(verb__in=["group.exported", "group.annex_downloaded"])
    answer = client.post(url(name, row), {"purpose": PURPOSE})
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content)
    [entry] = Entry.objects.filter(verb__in=["group.exported", "group.annex_downloaded"])
    assert (entry.actor, entry.subject) == (cast.lawyer, row.journal_name)
    assert entry.details["purpose"] == PURPOSE
    assert PURPOSE in words(client.get(url("group-order-detail", order)))


@pytest.mark.parametrize("name", ["group-order-download", "group-annex-download"])
def test_who_did_not_say_who_they_are_of_late_is_asked_again(cast, logged_in, name):
    order = ordering.done(cast)
    row = order if "order" in name else order.annexes.get(position=1)
    answer = logged_in(cast.lawyer).get(url(name, row))
    assert answer.status_code == 302
    assert reverse("account_reauthenticate") in answer.url


def test_a_missing_file_is_told_and_nothing_is_in_the_journal(cast, client):
    order = ordering.done(cast)
    annex = order.annexes.get(position=1)
    store.path_of(annex.sha256).unlink()
    for name, row in (("group-annex-download", annex), ("group-order-download", order)):
        answer = client.post(url(name, row), {"purpose": PURPOSE}, follow=True)
        assert "Un fichier de ce dossier manque sur le serveur" in words(answer)
    assert not Entry.objects.filter(verb__in=["group.exported", "group.annex_downloaded"])


def test_the_whole_is_not_taken_before_it_is_over(cast, client):
    order = ordering.ordered(cast)
    answer = client.post(url("group-order-download", order), {"purpose": PURPOSE})
    assert answer.url == url("group-order-detail", order)
    assert client.get(url("group-annex-download", order.annexes.get(position=0))).status_code == 404


@pytest.mark.parametrize("who", ["other_lawyer", "committee", "chair", "adherent", "administrator"])
def test_nobody_else_finds_any_of_it(cast, logged_in, who):
    order = ordering.done(cast)
    client = logged_in(getattr(cast, who))
    for name, row in (
        ("group-order-list", order.cohort),
        ("group-order-detail", order),
        ("group-order-download", order),
        ("group-annex-download", order.annexes.get(position=1)),
    ):
        assert client.get(url(name, row)).status_code == 404
    for name in ("pause", "resume", "cancel", "retry"):
        assert client.post(url(f"group-order-{name}", order)).status_code == 404
    assert client.post(url("group-order-request", order.cohort)).status_code == 404


def test_a_mandate_that_ends_closes_every_page_at_once(cast, client):
    order = ordering.done(cast)
    Mandate.objects.update(revoked_at=order.ordered_at, revoked_by=cast.committee)
    assert client.get(url("group-order-detail", order)).status_code == 404


def test_the_bag_holds_each_document_once_and_checks_itself(cast, tmp_path):
    order = ordering.done(cast)
    content = b"".join(actions.export_order(order, by=cast.lawyer, purpose=PURPOSE))
    with zipfile.ZipFile(BytesIO(content)) as zipped:
        zipped.extractall(tmp_path / "bag")
        names = zipped.namelist()
    assert len(names) == len(set(names))
    [bag] = (tmp_path / "bag").iterdir()
    assert sorted(each.name for each in (bag / "data/annexes").iterdir()) == [
        "M1-DEM-2018-0001.pdf",
        "M2-DEM-2018-0002.pdf",
    ]
    done = subprocess.run(
        [sys.executable, "-I", str(bag / "verify.py")], capture_output=True, text=True, check=False
    )
    assert done.stdout.startswith("CONFORME\n"), done.stdout
    spoilt = bag / "data/annexes/M1-DEM-2018-0001.pdf"
    spoilt.write_bytes(spoilt.read_bytes() + b" ")
    done = subprocess.run(
        [sys.executable, "-I", str(bag / "verify.py")], capture_output=True, text=True, check=False
    )
    assert done.stdout.startswith("NON CONFORME\ndata/annexes/M1-DEM-2018-0001.pdf")
    assert GroupAnnex.objects.count() == 3
