"""The three pages of who joins a group without an account."""

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cases.claims import actions, opt_in_notices
from cases.claims.cohort_links import form_token, token_of, withdrawal_token
from cases.claims.models import Cohort, LossHead, OptIn
from cases.claims.predicates import Criteria, as_data
from tests import factories
from tests.claims.grouping import open_to_opt_ins

STRANGER = "jeanne@example.net"


@pytest.fixture
def cohort(cast, references):
    asked = Criteria(products=frozenset({"compta-un"}), minimum=10)
    return open_to_opt_ins(factories.case(cast), by=cast.chair, criteria=asked)


@pytest.fixture
def anyone():
    return Client()


def text_of(response):
    return response.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def form_of(cohort, **told):
    return {
        "kind": "end_user",
        "name": "Boulangerie Dupont",
        "domicile": "1 rue des Lilas\n44000 Nantes",
        "siren": "123 456 789",
        "criterion_1": "on",
        "criterion_2": "on",
        "case": cohort.cases.first().pk,
        "product": factories.product().pk,
        "what": "Location d’un secours",
        "head": LossHead.objects.get(code="external_costs").pk,
        "category": "means_engaged",
        "amount": "1 200,50",
        "recovers_vat": "on",
        "agrees": "on",
        "signed_name": "Jeanne Dupont, gérante",
        **told,
    }


def test_a_stranger_asks_signs_keeps_the_acknowledgement_and_leaves(anyone, cohort):
    page = reverse("opt-in-ask", args=[token_of(cohort)])
    shown = anyone.get(page)
    assert shown["X-Robots-Tag"] == "noindex, nofollow"
    assert "ne vaut ni n’implique adhésion" in text_of(shown)
    assert "Regardez vos messages" in text_of(anyone.post(page, {"email": STRANGER}))
    token = mail.outbox[0].body.split("/adherer/formulaire/")[1].split("/")[0]
    form = reverse("opt-in-sign", args=[token])
    assert "C’est votre cas" in text_of(anyone.get(form))
    paper = SimpleUploadedFile("facture.pdf", b"%PDF-1.7 facture")
    signed = anyone.post(form, form_of(cohort, documents=paper))
    opt_in = OptIn.objects.get()
    assert signed.url == reverse("opt-in-withdraw", args=[withdrawal_token(opt_in)])
    assert (opt_in.siren, opt_in.email) == ("123456789", STRANGER)
    assert "Votre adhésion est enregistrée" in text_of(anyone.get(signed.url))
    [claim] = cohort.claims()
    assert claim.sheet.lines.get().documents.count() == 1
    left = anyone.post(signed.url, follow=True)
    assert "Mandat révoqué" in text_of(left)
    assert anyone.post(signed.url).status_code == 409


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"siren": "12"}, "neuf chiffres"),
        ({"siren": ""}, "ou cochez que vous êtes un particulier"),
        ({"is_person": "on"}, "Un particulier n’a pas de SIREN"),
        ({"criterion_1": ""}, "c’est un critère"),
        ({"agrees": ""}, "n’adhérez pas"),
        ({"signed_name": ""}, "écrivez votre nom"),
        ({"amount": "beaucoup"}, "Écrivez un nombre"),
        ({"amount": "9"}, "ne remplit pas les critères"),
        ({"domicile": ""}, "adresse complète"),
        ({"head": ""}, "de quoi il s’agit"),
        ({"what": "Payé à ces escrocs"}, "Écrivez un fait à la place de"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_comes_back(anyone, cohort, told, sentence):
    form = reverse("opt-in-sign", args=[form_token(cohort, STRANGER)])
    response = anyone.post(form, form_of(cohort, **told))
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert 'value="Boulangerie Dupont"' in text_of(response)
    assert not OptIn.objects.exists()


def test_a_file_that_may_not_be_kept_is_refused_before_anything_is(anyone, cohort):
    form = reverse("opt-in-sign", args=[form_token(cohort, STRANGER)])
    bad = SimpleUploadedFile("x.exe", b"MZ")
    assert anyone.post(form, form_of(cohort, documents=bad)).status_code == 422
    assert not OptIn.objects.exists()


def test_the_pages_and_the_mails_are_in_english_for_who_reads_it(anyone, cohort):
    anyone.post(reverse("language"), {"language": "en"})
    page = reverse("opt-in-ask", args=[token_of(cohort)])
    shown = text_of(anyone.get(page))
    assert "Translation, for information" in shown
    assert "neither is nor implies membership" in shown
    anyone.post(page, {"email": STRANGER})
    assert mail.outbox[0].subject.endswith("Your opt-in form")
    anyone.post(reverse("opt-in-sign", args=[form_token(cohort, STRANGER)]), form_of(cohort))
    opt_in = OptIn.objects.get()
    assert opt_in.language == "en"
    opt_in_notices.send_joined(opt_in.pk)
    assert mail.outbox[1].subject.endswith("You have joined")


@pytest.mark.parametrize("email", ["", "jeanne"])
def test_an_address_that_cannot_be_one_is_refused(anyone, cohort, email):
    page = reverse("opt-in-ask", args=[token_of(cohort)])
    assert anyone.post(page, {"email": email}).status_code == 422
    assert not mail.outbox


def test_a_mail_server_that_is_down_is_told_and_the_address_comes_back(anyone, cohort, monkeypatch):
    def down(*args, **kwargs):
        raise OSError

    monkeypatch.setattr(opt_in_notices, "send_form", down)
    page = reverse("opt-in-ask", args=[token_of(cohort)])
    refused = anyone.post(page, {"email": STRANGER})
    assert refused.status_code == 422
    assert STRANGER in text_of(refused)


def test_a_link_whose_time_is_over_says_so_everywhere(anyone, cast, cohort):
    addresses = [
        reverse("opt-in-ask", args=[token_of(cohort)]),
        reverse("opt-in-sign", args=[form_token(cohort, STRANGER)]),
    ]
    actions.close_cohort(cohort, by=cast.chair, reason="Accord.")
    for address in addresses:
        gone = anyone.get(address)
        assert gone.status_code == 410
        assert "ne prend pas d’adhésion" in text_of(gone)


def test_an_address_is_sent_five_forms_an_hour_and_no_more(anyone, cohort):
    page = reverse("opt-in-ask", args=[token_of(cohort)])
    statuses = [anyone.post(page, {"email": STRANGER}).status_code for _ in range(6)]
    assert statuses == [200] * 5 + [429]


@pytest.mark.parametrize("name", ["opt-in-ask", "opt-in-sign", "opt-in-withdraw"])
def test_who_tries_addresses_waits_a_minute(anyone, db, name):
    address = reverse(name, args=["essai"])
    statuses = [anyone.get(address).status_code for _ in range(31)]
    assert statuses == [404] * 30 + [429]


def test_one_case_and_no_criterion_ask_no_more_than_they_must(anyone, cohort):
    Cohort.objects.filter(pk=cohort.pk).update(criteria=as_data(Criteria()))
    form = reverse("opt-in-sign", args=[form_token(cohort, STRANGER)])
    assert "C’est votre cas" not in text_of(anyone.get(form))


def test_a_person_without_a_company_joins_without_a_siren(anyone, cohort):
    form = reverse("opt-in-sign", args=[form_token(cohort, STRANGER)])
    assert anyone.post(form, form_of(cohort, siren="", is_person="on")).status_code == 302
    assert OptIn.objects.get().siren == ""
