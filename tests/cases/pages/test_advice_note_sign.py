import pytest
from django.urls import reverse

from cases.models import AdviceNote
from tests import factories
from tests.cast import PASSWORD
from tests.reports.test_dossier_download import asked_again

SAID = "La clause 12 me paraît nulle."


@pytest.fixture
def case(cast):
    case = factories.relayed_case(cast)
    factories.advice_mandate(cast, case)
    return case


@pytest.fixture
def page(case):
    return reverse("advice-note-sign", args=[case.pk])


def test_an_adviser_signs_a_note_that_shows_their_pseudonym_alone(cast, case, page, logged_in):
    client = asked_again(logged_in(cast.adviser), cast.adviser)
    response = client.post(page, {"text": SAID, "attests": "on"}, follow=True)
    assert SAID in response.content.decode()
    note = AdviceNote.objects.get()
    factories.mandate(cast, case)
    where = reverse("case-detail", args=[case.pk])
    for reader in (cast.committee, cast.lawyer):
        text = logged_in(reader).get(where).content.decode()
        assert SAID in text
        assert f"{factories.PSEUDONYM}, conseil juridique" in text
        assert f"entrée n° {note.entry_id} du journal" in text
        assert str(cast.adviser) not in text
        assert "n’est plus celle" not in text
    assert SAID not in logged_in(cast.adherent).get(where).content.decode()


def test_a_note_that_was_changed_says_so(cast, case, page, logged_in):
    client = asked_again(logged_in(cast.adviser), cast.adviser)
    client.post(page, {"text": SAID, "attests": "on"})
    AdviceNote.objects.update(text="La clause 12 est valable.")
    for where in ("case-detail", "admin:cases_case_change"):
        text = logged_in(cast.committee).get(reverse(where, args=[case.pk])).content.decode()
        assert "ette note n’est plus celle qui a été signée" in text


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ({"text": "", "attests": "on"}, "Écrivez la note avant de la signer."),
        ({"text": SAID}, "Attestez que vous êtes l’auteur de cette note."),
    ],
)
def test_what_is_missing_is_named_and_what_was_typed_comes_back(cast, page, logged_in, sent, why):
    response = asked_again(logged_in(cast.adviser), cast.adviser).post(page, sent)
    assert response.status_code == 422
    assert why in response.content.decode()
    assert sent["text"] in response.content.decode()
    assert not AdviceNote.objects.exists()


def test_who_signs_says_once_more_who_they_are(cast, page, logged_in):
    client = logged_in(cast.adviser)
    assert client.get(page).status_code == 200
    asked = client.post(page, {"text": SAID, "attests": "on"})
    assert asked.url.startswith(reverse("account_reauthenticate"))
    client.post(asked.url, {"password": PASSWORD, "next": page})
    assert AdviceNote.objects.get().text == SAID


def test_the_desk_gives_the_mandate_and_shows_what_it_is(cast, case, logged_in):
    case = factories.case(cast, cast.third_committee)
    client = logged_in(cast.committee)
    step = reverse("admin:cases_case_step", args=[case.pk, "donner-un-mandat"])
    seen = client.get(step).context["seen"]
    sent = {"lawyer": cast.adviser.pk, "since": "2026-01-01", "seen": str(seen)}
    refused = client.post(step, {**sent, "pseudonym": "T" * 81})
    assert refused.status_code == 422
    client.post(step, {**sent, "pseudonym": factories.PSEUDONYM})
    text = client.get(reverse("admin:cases_case_change", args=[case.pk])).content.decode()
    assert f"conseil juridique, sous le nom de {factories.PSEUDONYM}" in text
