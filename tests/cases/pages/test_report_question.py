from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from cases.actions import report_observation
from cases.evidence.models import Entry, Item
from cases.models import Draft, Observation, Product
from tests import factories
from tests.cases.pages.conftest import stated
from tests.cases.pages.flow import PNG, Report, photo


@pytest.fixture
def report(cast, logged_in, product):
    return Report(logged_in(cast.adherent)).begin(product)


def kept():
    return Draft.objects.get().answers


def errors(answer):
    assert answer.status_code == 422
    return dict(answer.context["form"].errors)


def test_each_answer_is_kept_and_leads_to_the_next_question(cast, logged_in, product):
    report = Report(logged_in(cast.adherent))
    steps = [
        ("produit", {"product": product.pk}, "constat"),
        ("constat", {"symptom": "slow", "severity": "degraded"}, "depuis"),
        ("depuis", {"since": "", "observed_at": "2026-11-23T09:10"}, "clients"),
        ("clients", {"affected_range": "up_to_5"}, "su"),
        ("su", {"awareness": "none", "source_type": "own"}, "recit"),
        ("recit", {"narrative": "Écran blanc"}, "verifier"),
    ]
    for step, said, following in steps:
        assert report.open(step).status_code == 200
        assert report.answer(step, **said).headers["Location"] == report.url(following)
    assert kept() == {
        "product": str(product.pk),
        "symptom": "slow",
        "severity": "degraded",
        "observed_at": "2026-11-23T08:10:00+00:00",
        "since": "",
        "first_symptom_at": None,
        "affected_range": "up_to_5",
        "customers_affected": None,
        "customers_subscribed": None,
        "awareness": "none",
        "source_type": "own",
        "narrative": "Écran blanc",
        "inference": "",
        "opinion": "",
    }


def test_a_page_shows_what_was_answered(report):
    report.answer("recit", narrative="Écran blanc", opinion="Encore")
    page = report.open("recit").content.decode()
    assert "Écran blanc" in page
    assert "Encore" in page
    assert report.open("constat").context["form"]["symptom"].value() == "login_impossible"


def test_send_at_once_from_the_second_question(cast, logged_in, product):
    report = Report(logged_in(cast.adherent))
    report.answer("produit", product=product.pk)
    assert "Envoyer tout de suite" in report.open("constat").content.decode()
    answer = report.answer("constat", symptom="slow", severity="degraded", envoyer="1")
    sent = Observation.objects.get()
    assert answer.headers["Location"] == f"/observations/{sent.pk}/recu/"
    assert (sent.product, sent.submission) == (product, report.key)
    version = sent.current
    assert (version.symptom, version.severity, version.source_type) == ("slow", "degraded", "own")
    assert timezone.now() - version.observed_at < timedelta(minutes=2)
    assert not Draft.objects.exists()


def test_changing_one_answer_comes_back_to_the_whole(report):
    assert "retour" in report.client.get(report.url("su") + "?retour=verifier").content.decode()
    answer = report.answer("su", awareness="publisher", source_type="own", retour="verifier")
    assert answer.headers["Location"] == report.url("verifier")


def test_a_question_comes_after_those_that_it_needs(cast, logged_in, product):
    report = Report(logged_in(cast.adherent))
    assert report.open("recit").headers["Location"] == report.url("produit")
    report.answer("produit", product=product.pk)
    assert report.open("recit").headers["Location"] == report.url("constat")
    assert report.open("autre").status_code == 404


def test_text_that_comes_before_the_product_is_not_lost(cast, logged_in):
    report = Report(logged_in(cast.adherent))
    answer = report.answer("recit", narrative="Écran blanc")
    assert answer.headers["Location"] == report.url("produit")
    assert kept()["narrative"] == "Écran blanc"


@pytest.mark.parametrize("who", ["colleague", "other_adherent", "committee"])
def test_a_draft_is_its_author_s_alone(who, cast, logged_in, report):
    other = Report(logged_in(getattr(cast, who)), report.key)
    for step in ("produit", "constat", "recit", "verifier"):
        assert other.open(step).status_code == 404
    assert other.answer("recit", narrative="SECRET").status_code == 404
    assert other.send().status_code == 404
    assert "narrative" not in kept()
    assert not Observation.objects.exists()


def test_an_author_who_changed_organisation_no_longer_finds_it(cast, logged_in, report):
    who = cast.adherent
    who.organisation = cast.other_adherent.organisation
    who.save()
    assert report.open("recit").status_code == 404


def test_who_reports_nothing_is_denied(cast, logged_in, product):
    report = Report(logged_in(cast.board))
    assert report.open("produit").status_code == 403
    assert report.answer("produit", product=product.pk).status_code == 403


@pytest.mark.parametrize(
    ("step", "said", "field", "sentence"),
    [
        ("produit", {}, "product", "Choisissez un produit"),
        ("produit", {"product": "999"}, "product", "Choisissez un produit"),
        ("produit", {"product": "x"}, "product", "Choisissez un produit"),
        ("constat", {"severity": "blocked"}, "symptom", "Choisissez ce qui se passe."),
        ("constat", {"symptom": "unknown", "severity": "blocked"}, "symptom", "choix valide"),
        ("depuis", {"observed_at": "2999-01-01T09:10"}, "observed_at", "pas encore pass"),
        ("depuis", {"observed_at": "2026-03-29T02:30"}, "observed_at", "pas exist"),
        ("depuis", {"observed_at": "0018-01-09T09:10"}, "observed_at", "Vérifiez l’année"),
        ("depuis", {"observed_at": ""}, "observed_at", "Donnez la date et l’heure"),
        (
            "depuis",
            {"since": "exact", "observed_at": "2026-11-23T09:10"},
            "first_symptom_at",
            "Donnez l’heure précise",
        ),
        (
            "depuis",
            {"first_symptom_at": "hier soir", "observed_at": "2026-11-23T09:10"},
            "first_symptom_at",
            "Écrivez une date et une heure",
        ),
        ("clients", {"customers_affected": "beaucoup"}, "customers_affected", "nombre entier"),
        ("clients", {"customers_affected": "-3"}, "customers_affected", "négatif"),
        ("clients", {"customers_subscribed": "99999999999"}, "customers_subscribed", "trop grand"),
        (
            "clients",
            {"customers_affected": "5", "customers_subscribed": "4"},
            "customers_affected",
            "plus de clients touchés",
        ),
        (
            "clients",
            {"affected_range": "up_to_5", "customers_affected": "12"},
            "affected_range",
            "gardez l’un des deux",
        ),
        ("su", {"source_type": ""}, "source_type", "Dites d’où vous tenez"),
        ("su", {"source_type": "own", "awareness": "rumour"}, "awareness", "choix valide"),
        ("recit", {"narrative": "x" * 20_001}, "narrative", "20000"),
        ("recit", {"narrative": "a\x00b"}, "narrative", "caractère"),
    ],
)
def test_what_is_refused_is_said_at_its_question_and_stays_typed(
    step, said, field, sentence, report
):
    before = kept()
    answer = report.answer(step, **said)
    found = errors(answer)
    assert list(found) == [field]
    assert sentence.replace(" ", "") in "".join(found[field]).replace("\u00a0", "").replace(" ", "")
    page = answer.content.decode()
    assert "<title>Erreur" in page.replace("\u00a0", " ").replace("  ", " ")
    typed = said.get(field, "")
    assert "\x00" in typed or step == "produit" or typed in page
    assert kept() == before


def test_the_other_fields_of_a_refused_page_stay_typed(report):
    answer = report.answer("clients", customers_affected="onze", customers_subscribed="40")
    page = answer.content.decode()
    assert 'value="onze"' in page
    assert 'value="40"' in page


def test_hostile_text_comes_back_as_text(report):
    hostile = '</textarea><script>alert("x")</script>'
    report.answer("recit", narrative=hostile)
    for step in ("recit", "verifier"):
        assert "<script>alert" not in report.open(step).content.decode()


@pytest.mark.parametrize("since", ["an_hour_before", "same_morning", "day_before"])
def test_about_when_is_kept_in_words_and_becomes_no_hour(since, report):
    report.answer("depuis", since=since, observed_at="2026-11-23T09:10", envoyer="1")
    version = Observation.objects.get().current
    assert (version.onset, version.first_symptom_at) == (since, None)


def test_this_moment_is_an_exact_hour_and_is_said_once(report):
    said = {"since": "now", "observed_at": "2026-11-23T09:10"}
    report.answer("depuis", **said)
    first = kept()["first_symptom_at"]
    assert timezone.now() - datetime.fromisoformat(first) < timedelta(minutes=2)
    draft = Draft.objects.get()
    draft.answers["first_symptom_at"] = "2026-11-23T08:00:00+00:00"
    draft.save()
    report.answer("depuis", **said)
    assert kept()["first_symptom_at"] == "2026-11-23T08:00:00+00:00"


def test_an_exact_hour_is_kept_to_the_minute_even_without_the_choice(report):
    report.answer(
        "depuis",
        first_symptom_at="2026-11-23T08:05",
        blocked_at="2026-11-23T08:40",
        observed_at="2026-11-23T09:10",
        envoyer="1",
    )
    version = Observation.objects.get().current
    assert version.first_symptom_at == datetime(2026, 11, 23, 7, 5, tzinfo=UTC)
    assert version.blocked_at == datetime(2026, 11, 23, 7, 40, tzinfo=UTC)
    assert version.onset == ""


def test_since_when_it_is_blocked_is_asked_only_of_what_is_blocked(report):
    assert "blocked_at" in report.open("depuis").context["form"].fields
    report.answer("constat", symptom="slow", severity="degraded")
    assert "blocked_at" not in report.open("depuis").context["form"].fields


def test_an_order_of_magnitude_never_becomes_a_number(report):
    report.answer("clients", affected_range="up_to_20", customers_subscribed="40", envoyer="1")
    version = Observation.objects.get().current
    assert (version.affected_range, version.customers_affected) == ("up_to_20", None)
    assert version.customers_subscribed == 40


def test_a_number_within_the_order_of_magnitude_is_kept_with_it(report):
    report.answer("clients", affected_range="up_to_20", customers_affected="12", envoyer="1")
    version = Observation.objects.get().current
    assert (version.affected_range, version.customers_affected) == ("up_to_20", 12)


def test_the_usual_products_of_the_organisation_come_first(cast, logged_in, product):
    publisher = factories.publisher("Sage")
    usual = Product.objects.create(key="s50", publisher=publisher, name="Sage 50c", delivery="saas")
    lately = Product.objects.create(key="s1", publisher=publisher, name="Sage 1", delivery="saas")
    report_observation(stated(), product=usual, by=cast.colleague)
    report_observation(stated(), product=lately, by=cast.other_adherent)
    report = Report(logged_in(cast.adherent))
    choices = report.open("produit").context["form"].fields["product"].choices
    assert [label for _, label in choices] == ["Sage 50c", "Sage 1", "EBP Compta"]


def test_a_product_is_found_by_words_whatever_their_accents(cast, logged_in, product):
    publisher = factories.publisher("Écureuil")
    wanted = Product.objects.create(
        key="e", publisher=publisher, name="Gestion d’été", delivery="saas"
    )
    report = Report(logged_in(cast.adherent))
    page = report.client.get(report.url("produit") + "?q=ETE+ecu")
    choices = page.context["form"].fields["product"].choices
    assert choices == [(str(wanted.pk), "Gestion d’été (Écureuil)")]
    everything = report.client.get(report.url("produit") + "?q=").context["form"]
    assert len(everything.fields["product"].choices) == 2
    nothing = report.client.get(report.url("produit") + "?q=zzz").content.decode()
    assert "Aucun produit ne porte ce nom" in nothing


def test_a_product_that_is_not_among_those_shown_can_be_sent(cast, logged_in, product):
    for number in range(10):
        other = factories.product(f"A {number}", factories.publisher("A"))
        report_observation(stated(), product=other, by=cast.other_adherent)
    report = Report(logged_in(cast.adherent))
    shown = report.open("produit").context["form"].fields["product"].choices
    assert str(product.pk) not in dict(shown)
    assert report.answer("produit", product=product.pk).status_code == 302
    assert str(product.pk) in dict(report.open("produit").context["form"].fields["product"].choices)


def test_photos_are_kept_at_once_and_shown_with_their_digest(report):
    answer = report.answer("recit", narrative="Voir photo", camera=photo(), ajouter="1")
    assert answer.headers["Location"] == report.url("recit")
    item = Item.objects.get()
    assert (item.name, item.media_type, item.size) == ("ecran.png", "image/png", len(PNG))
    page = report.open("recit").content.decode()
    for words in ("ecran.png", item.sha256[:8], "Voir photo"):
        assert words in page
    assert Entry.objects.get(verb="file.received").details["sha256"] == item.sha256


def test_a_refused_photo_is_said_and_the_others_and_the_text_are_kept(report):
    answer = report.answer(
        "recit", narrative="Voir photos", pictures=[photo(), photo("notes.png", b"du texte")]
    )
    [sentence] = errors(answer)["pictures"]
    assert "notes.png" in sentence
    assert "n’est pas une photo" in sentence
    assert [item.name for item in Item.objects.all()] == ["ecran.png"]
    assert "Voir photos" in answer.content.decode()
    assert kept()["narrative"] == "Voir photos"


def test_a_photo_can_be_taken_back_before_sending(report):
    report.answer("recit", camera=photo(), ajouter="1")
    item = Item.objects.get()
    answer = report.answer("recit", narrative="Sans photo", retirer=item.pk)
    assert answer.headers["Location"] == report.url("recit")
    assert not Item.objects.exists()
    assert report.answer("recit", retirer=item.pk).status_code == 302
    assert report.answer("recit", retirer="faux").status_code == 404


def test_a_page_left_open_leads_to_the_receipt_of_what_was_sent(report):
    report.send()
    receipt = f"/observations/{Observation.objects.get().pk}/recu/"
    for step in ("produit", "recit", "verifier"):
        assert report.open(step).headers["Location"] == receipt
    answer = report.client.post(report.url("recit"), {"narrative": "Trop tard"}, follow=True)
    assert answer.redirect_chain == [(receipt, 302)]
    assert "déjà envoyé" in answer.content.decode()
    assert not Draft.objects.exists()


def test_a_question_costs_the_same_with_one_product_and_with_many(
    cast, logged_in, product, django_assert_max_num_queries
):
    report = Report(logged_in(cast.adherent)).begin(product)
    for number in range(30):
        factories.product(f"Produit {number}")
    # Session, person, roles, sent?, draft, products.
    with django_assert_max_num_queries(8):
        report.open("produit")
