import errno
import os

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from lxml.html import fromstring

from cases import actions
from cases.evidence.models import Entry, Item
from cases.models import Attachment
from tests.cases.pages.flow import photo


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    settings.PROMESSE_HOME = tmp_path


def pdf(name="constat.pdf", text=b"un constat"):
    return SimpleUploadedFile(name, b"%PDF-1.7 " + text)


def url(observation):
    return f"/observations/{observation.pk}/pieces/"


def test_several_files_join_at_once_each_with_its_own_digest(cast, logged_in, observation):
    client = logged_in(cast.adherent)
    sent = {"camera": photo(), "documents": [pdf(), pdf("annexe.pdf", b"une annexe")]}
    answer = client.post(url(observation), sent, follow=True)
    assert "3 pièces gardées." in answer.text
    assert sorted(item.name for item in Item.objects.all()) == [
        "annexe.pdf",
        "constat.pdf",
        "ecran.png",
    ]
    for item in Item.objects.all():
        assert item.sha256[:8] in answer.text
        assert f"/fichiers/{item.pk}/" in answer.text


def test_a_refused_file_is_said_at_its_control_and_the_others_are_kept(
    cast, logged_in, observation
):
    sent = {"documents": [pdf(), SimpleUploadedFile("page.html", b"<html>")]}
    answer = logged_in(cast.adherent).post(url(observation), sent)
    assert answer.status_code == 422
    [said] = fromstring(answer.text).xpath("//*[@id='id_documents_error']")
    assert "page.html" in said.text_content()
    assert "capture d’écran" in said.text_content()
    assert [each.item.name for each in Attachment.objects.all()] == ["constat.pdf"]


def test_a_script_sends_them_one_by_one_and_reads_what_became_of_each(cast, logged_in, observation):
    client, asks = logged_in(cast.adherent), {"Accept": "application/json"}
    answer = client.post(url(observation), {"documents": pdf()}, headers=asks)
    assert answer.status_code == 201
    assert answer.json() == {"files": [{"name": "constat.pdf", "status": 201, "refusal": ""}]}
    again = client.post(url(observation), {"documents": pdf()}, headers=asks)
    assert again.json() == answer.json()
    assert Item.objects.count() == 1
    refused = client.post(url(observation), {"documents": pdf("a.exe")}, headers=asks)
    assert refused.status_code == 422
    assert "est un programme" in refused.json()["files"][0]["refusal"]


def test_a_recording_needs_the_word_of_those_who_are_heard(cast, logged_in, observation):
    client = logged_in(cast.adherent)
    sound = SimpleUploadedFile("appel.mp3", b"ID3" + bytes(20))
    answer = client.post(url(observation), {"documents": sound})
    assert "en cochant la case" in answer.text
    sound.seek(0)
    client.post(url(observation), {"documents": sound, "agreed": "on"})
    assert Item.objects.get().media_type == "audio/mpeg"


def test_a_form_without_a_file_says_what_is_missing(cast, logged_in, observation):
    answer = logged_in(cast.adherent).post(url(observation), {})
    assert answer.status_code == 422
    assert "Choisissez au moins un fichier" in answer.text


def test_a_full_disk_is_said_and_leaves_nothing(
    cast, logged_in, observation, monkeypatch, tmp_path
):
    def full(descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    client, before = logged_in(cast.adherent), Entry.objects.count()
    monkeypatch.setattr(os, "fsync", full)
    answer = client.post(url(observation), {"documents": pdf()})
    assert answer.status_code == 507
    assert "le coffre est plein ou ne répond pas" in answer.text
    assert not Attachment.objects.exists()
    assert Entry.objects.count() == before
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("row", [Item, Attachment])
def test_a_full_database_is_said_and_leaves_nothing(
    row, cast, logged_in, observation, monkeypatch, tmp_path
):
    def full(*_args, **_named):
        raise OperationalError("database or disk is full")

    client, before = logged_in(cast.adherent), Entry.objects.count()
    monkeypatch.setattr(row, "save", full)
    answer = client.post(url(observation), {"documents": pdf()})
    assert answer.status_code == 507
    assert "le coffre est plein ou ne répond pas" in answer.text
    assert not Attachment.objects.exists()
    assert Entry.objects.count() == before
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_what_no_longer_counts_offers_no_form_and_says_why(cast, logged_in, observation):
    actions.withdraw_observation(observation, by=cast.adherent, reason="Erreur de ma part.")
    client = logged_in(cast.adherent)
    assert fromstring(client.get(url(observation)).text).xpath("//main//form") == []
    answer = client.post(url(observation), {"documents": pdf()})
    assert answer.status_code == 409


def test_the_committee_reads_and_joins_nothing(cast, logged_in, observation):
    client = logged_in(cast.committee)
    page = client.get(url(observation))
    assert fromstring(page.text).xpath("//main//form") == []
    assert "Aucune pièce pour l’instant" in page.text
    assert client.post(url(observation), {"documents": pdf()}).status_code == 403


def test_the_list_costs_the_same_for_1_and_5_files(
    cast, logged_in, observation, django_assert_num_queries
):
    client = logged_in(cast.adherent)
    client.post(url(observation), {"documents": pdf()})
    client.get(url(observation))
    # Session, user, memberships, observation, the last entry, files.
    with django_assert_num_queries(5):
        client.get(url(observation))
    client.post(url(observation), {"documents": [pdf(text=b"%d" % n) for n in range(4)]})
    client.get(url(observation))
    with django_assert_num_queries(5):
        client.get(url(observation))


def test_a_hostile_name_is_shown_and_sent_as_harmless_text(cast, logged_in, observation):
    client = logged_in(cast.adherent)
    name = "<img src=x onerror=alert(1)>\u202efdp.exe.pdf"
    client.post(url(observation), {"documents": SimpleUploadedFile(name, b"%PDF-1.7 x")})
    item = Item.objects.get()
    assert "<img" not in client.get(url(observation)).text
    answer = client.get(f"/fichiers/{item.pk}/")
    b"".join(answer.streaming_content)
    assert answer.headers["Content-Disposition"].startswith("attachment; filename")
    assert "\u202e" not in item.name
