"""The committee joins its own files to a case without leaving the desk."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cases.evidence.models import Entry
from tests import factories


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    settings.PROMESSE_HOME = tmp_path


@pytest.fixture
def case(cast):
    return factories.case(cast)


@pytest.fixture
def client(cast, logged_in):
    return logged_in(cast.committee)


def address(case):
    return reverse("admin:cases_case_attach", args=[case.pk])


def given(name="constat.pdf"):
    return SimpleUploadedFile(name, b"%PDF-1.7 " + name.encode())


def test_files_are_joined_by_the_act_of_the_members_page(cast, case, client):
    desk = client.get(reverse("admin:cases_case_change", args=[case.pk])).content.decode()
    assert address(case) in desk
    sent = {"documents": [given(), given("releve.pdf")]}
    page = client.post(address(case), sent, follow=True).content.decode()
    assert "2 pièces gardées." in page
    assert sorted(each.item.name for each in case.attachments.all()) == [
        "constat.pdf",
        "releve.pdf",
    ]
    told = Entry.objects.filter(verb="case.file_attached")
    assert [each.actor for each in told] == [cast.committee] * 2


@pytest.mark.parametrize(
    ("files", "why"),
    [([], "Choisissez au moins un fichier"), ([given("page.exe")], "est un programme")],
)
def test_a_refusal_is_said_where_it_was_chosen_and_nothing_is_kept(case, client, files, why):
    response = client.post(address(case), {"documents": files})
    assert response.status_code == 422
    assert why in response.content.decode()
    assert not case.attachments.exists()


def test_what_is_sound_is_kept_beside_what_is_refused(case, client):
    response = client.post(address(case), {"documents": [given(), given("page.exe")]})
    assert response.status_code == 422
    assert [each.item.name for each in case.attachments.all()] == ["constat.pdf"]
