"""The pages of a sheet of losses, walked by those whose they are."""

import errno
import os
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from cases import actions as case_actions
from cases.answers import CallHour
from cases.claims import actions
from cases.claims.models import Claim, LossLine, LossSheet
from cases.claims.states import ClaimState, LossState
from cases.evidence.models import Entry
from members.typography import amount
from tests import factories
from tests.claims.claiming import document, hand_over, opened, send_notice, submit, verify
from tests.claims.declaring import MORNING, declare
from tests.reports.test_dossier_download import PURPOSE, asked_again


@pytest.fixture
def client(logged_in, cast):
    return logged_in(cast.adherent)


def page(client, name, *args):
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return response.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def declared(client, sheet, code, **sent):
    told = {"what": "Support du matin", "category": "time_to_restore", **sent}
    return client.post(reverse("loss-declare", args=[sheet.pk, code]), told)


def test_a_member_opens_their_sheet_from_the_case_and_finds_it_again(client, cast, references):
    case = factories.case(cast)
    address = reverse("loss-sheet-open", args=[case.pk])
    assert address in page(client, "case-detail", case.pk)
    assert "Personne d’autre" in page(client, "loss-sheet-open", case.pk)
    response = client.post(address)
    sheet = LossSheet.objects.get()
    assert response.url == client.get(address).url == reverse("loss-sheet", args=[sheet.pk])


def test_no_loss_is_offered_once_its_claim_is_sent(client, cast, references):
    claim = opened(cast)
    assert "Ajouter une perte" in page(client, "loss-sheet", claim.sheet.pk)
    for act in (submit, verify, document, send_notice):
        act(claim, cast)
        assert "Ajouter une perte" not in page(client, "loss-sheet", claim.sheet.pk)


def test_no_loss_is_corrected_or_taken_off_once_its_claim_is_sent(client, cast, references):
    claim = opened(cast)
    line = claim.sheet.lines.get()
    shown = page(client, "loss-line", line.pk)
    assert ("Corriger" in shown, "Retirer de la fiche" in shown) == (True, True)
    submit(claim, cast)
    shown = page(client, "loss-line", line.pk)
    assert ("Corriger" in shown, "Retirer de la fiche" in shown) == (False, False)


def test_a_loss_is_declared_with_its_hours_and_shown_with_its_amount(client, sheet):
    response = declared(client, sheet, "support_hours", worked=MORNING, hourly_cost="38,40")
    line = LossLine.objects.get()
    assert response.url == reverse("loss-line", args=[line.pk])
    shown = page(client, "loss-line", line.pk)
    assert "134,40 €" in shown
    assert "<dd>38,40</dd>" in shown
    assert "Alice Martin · 9 janv. 2018 à 9 h 00 – 12 h 30" in shown
    assert "134,40 €" in page(client, "loss-sheet", sheet.pk)


@pytest.mark.parametrize(
    ("code", "sent", "sentence"),
    [
        ("support_hours", {"hourly_cost": "38.40"}, "Dites qui a travaillé"),
        ("support_hours", {"worked": "hier", "hourly_cost": "1"}, "écrivez « Nom"),
        ("support_hours", {"worked": MORNING, "hourly_cost": "cher"}, "Écrivez un nombre"),
        ("support_hours", {"worked": MORNING, "hourly_cost": "NaN"}, "Écrivez un nombre"),
        ("support_hours", {"worked": MORNING, "hourly_cost": "1", "calls": "5"}, "aux trois"),
        ("lost_sales", {"price": "10", "margin": "50", "chance": "100"}, "99.99"),
        ("external_costs", {}, "Répondez par un nombre"),
        ("late_invoice", {"amount": "1", "due_on": "2026-01-02", "paid_on": "2026-01-01"}, "temps"),
        ("external_costs", {"amount": "1", "what": ""}, "en une ligne"),
        (
            "prorata_subscription",
            {"fee": "9999999", "down": "9", "period": "9", "subscribers": "999999"},
            "relisez",
        ),
    ],
)
def test_what_cannot_be_counted_is_refused_and_what_was_typed_stays(
    client, sheet, code, sent, sentence
):
    response = declared(client, sheet, code, **sent)
    assert response.status_code == 422
    shown = response.content.decode().replace("\u00a0", " ").replace(",99", ".99")
    assert sentence in shown
    assert all(value.split(" ; ")[0] in shown for value in sent.values() if value)
    assert not LossLine.objects.exists()


def test_an_hour_counted_elsewhere_is_named(client, sheet, cast):
    declare(sheet, cast.adherent, "support_hours", MORNING, {"hourly_cost": Decimal(30)})
    response = declared(client, sheet, "support_hours", worked=MORNING, hourly_cost="30")
    assert response.status_code == 422
    assert "Alice Martin est déjà compté" in response.content.decode()


def test_the_calls_come_from_the_organisation_s_own_observation(client, cast, references):
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    said = factories.answers()
    told = type(said)(
        **{
            **{name: getattr(said, name) for name in said.__slots__},
            "usual_calls_per_hour": Decimal("10.75"),
            "calls": (CallHour(hour, 40), CallHour(hour.replace(hour=(hour.hour + 1) % 24), 46)),
        }
    )
    observed = factories.observation(cast.adherent, factories.statement(told))
    case = case_actions.open_case(
        [observed], by=cast.committee, title="Lenteurs", occurred_on=hour.date()
    )
    sheet = actions.open_sheet(case, by=cast.adherent)
    shown = page(client, "loss-declare", sheet.pk, "support_hours")
    assert "repris de votre observation" in shown
    assert 'value="86"' in shown
    assert 'value="21.50"' in shown or 'value="21,50"' in shown
    claim = actions.open_claim(case, by=cast.adherent)
    address = reverse("loss-declare", args=[sheet.pk, "support_hours"])
    waiting = page(client, "claim-detail", claim.pk)
    assert "86 appels au lieu de 21,5" in waiting
    assert address in waiting
    declare(sheet, cast.adherent, "support_hours", MORNING, {"hourly_cost": Decimal(30)})
    assert address not in page(client, "claim-detail", claim.pk)


def test_a_document_is_joined_then_downloaded_by_counsel_and_each_time_is_told(
    client, line, cast, logged_in
):
    address = reverse("loss-line", args=[line.pk])
    assert client.post(address).status_code == 422
    bad = client.post(address, {"documents": SimpleUploadedFile("x.exe", b"MZ")})
    assert bad.status_code == 422
    sent = SimpleUploadedFile("facture.pdf", b"%PDF-1.7 une facture")
    assert client.post(address, {"documents": sent}).status_code == 302
    line.refresh_from_db()
    assert line.state == LossState.DOCUMENTED
    factories.mandate(cast, line.sheet.case)
    hand_over(line.sheet)
    document = line.documents.get()
    counsel = asked_again(logged_in(cast.lawyer), cast.lawyer)
    assert "facture.pdf" in page(counsel, "loss-line", line.pk)
    own = reverse("loss-document", args=[document.item_id])
    assert "À quoi servira cette copie" in counsel.get(own).text
    response = counsel.post(own, {"purpose": PURPOSE})
    assert b"".join(response.streaming_content) == b"%PDF-1.7 une facture"
    told = Entry.objects.get(verb="file.downloaded")
    assert told.details["purpose"] == PURPOSE
    assert (told.actor, told.subject) == (cast.lawyer, f"private:document:{document.item_id}")


def test_a_full_disk_is_said_on_the_page_of_a_loss_too(client, line, monkeypatch):
    def full(descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    sent = {"documents": SimpleUploadedFile("facture.pdf", b"%PDF-1.7 une facture")}
    answer = client.post(reverse("loss-line", args=[line.pk]), sent)
    assert answer.status_code == 422
    assert "le coffre est plein ou ne répond pas" in answer.content.decode()


def test_a_document_that_the_store_lost_is_said_to_be(client, documented, settings, tmp_path):
    settings.PROMESSE_HOME = tmp_path / "ailleurs"
    document = documented.documents.get()
    response = client.get(reverse("loss-document", args=[document.item_id]), follow=True)
    assert "n’est plus dans le coffre" in response.content.decode()


def test_each_reader_has_the_buttons_of_their_steps(
    client, documented, name_handler, cast, logged_in
):
    name_handler()
    factories.mandate(cast, documented.sheet.case)
    for who, mine, others in (
        ("adherent", "retirer", "verifier"),
        ("committee", "verifier", "retirer"),
        ("lawyer", "etablir", "retirer"),
    ):
        if who == "lawyer":
            hand_over(documented.sheet)
        shown = page(logged_in(getattr(cast, who)), "loss-line", documented.pk)
        assert reverse("loss-step", args=[documented.pk, mine]) in shown
        assert reverse("loss-step", args=[documented.pk, others]) not in shown


def test_counsel_tells_a_loss_proved_and_it_is_withdrawn_no_more(
    client, documented, cast, logged_in
):
    factories.mandate(cast, documented.sheet.case)
    hand_over(documented.sheet)
    logged_in(cast.lawyer).post(reverse("loss-step", args=[documented.pk, "etablir"]))
    Claim.objects.update(state=ClaimState.DRAFT, submitted_at=None, submitted_by=None)
    response = client.post(reverse("loss-step", args=[documented.pk, "retirer"]), follow=True)
    assert "ce n’est plus possible" in response.content.decode()
    documented.refresh_from_db()
    assert documented.state == LossState.PROVED


def test_the_days_of_an_invoice_are_shown_as_days(client, sheet):
    days = {"due_on": "2025-11-30", "paid_on": "15/03/2026"}
    declared(client, sheet, "late_invoice", amount="2 450,00", **days)
    shown = page(client, "loss-line", LossLine.objects.get().pk)
    assert "<dd>30 nov. 2025</dd>" in shown
    assert "<dd>15 mars 2026</dd>" in shown
    assert "125,63 €" in shown


def test_there_is_no_other_step(client, line):
    response = client.post(reverse("loss-step", args=[line.pk, "effacer"]))
    assert response.status_code == 404


def test_the_frame_is_kept_and_its_interest_counted(client, line, cast):
    address = reverse("loss-sheet-describe", args=[line.sheet_id])
    sent = {
        "recovers_vat": "on",
        "handler": cast.committee.pk,
        "cap": "1 200,50",
        "notice_received_on": "2026-05-31",
        "counted_until": "2026-11-24",
        "seen": "1",
    }
    assert client.post(address, sent).status_code == 302
    shown = page(client, "loss-sheet", line.sheet_id)
    assert "Chloé Commission, de la commission" in shown
    assert "s’arrêtent au 30 juin 2026" in shown
    assert "1 200,50 €" in shown
    assert "n’interrompt pas la prescription" in shown
    assert client.post(address, sent).status_code == 409
    assert client.post(address, {**sent, "notice_received_on": ""}).status_code == 422


def test_what_the_total_is_made_of_is_drawn_and_adds_up(client, line, cast):
    sheet = line.sheet
    assert "De quoi le total est fait" not in page(client, "loss-sheet", sheet.pk)
    declare(sheet, cast.adherent)
    declare(sheet, cast.adherent, "proof_costs", answers={"amount": Decimal("30.00")})
    withdrawn = declare(sheet, cast.adherent, "customer_credits")
    actions.withdraw_loss(withdrawn, by=cast.adherent)
    frame = actions.Frame(True, None, date(2025, 12, 31), date(2026, 6, 30), cast.committee)
    actions.describe_sheet(sheet, frame, by=cast.adherent, seen=sheet.version)
    context = client.get(reverse("loss-sheet", args=[sheet.pk])).context
    rows = [row[0] for row in context["chart"].rows]
    assert rows == [
        "Frais externes de contournement",
        "Intérêts",
        "Frais de constat, d’envoi et de conseil",
        "Total",
    ]
    assert context["chart"].rows[-1][1] == amount(context["reckoning"].in_all)
    assert "De quoi le total est fait" in page(client, "loss-sheet", sheet.pk)


def test_a_person_of_the_own_organisation_cannot_be_chosen(logged_in, cast, references):
    own = actions.open_sheet(factories.case(cast), by=cast.committee)
    address = reverse("loss-sheet-describe", args=[own.pk])
    sent = {"handler": cast.committee.pk, "seen": "1", "recovers_vat": "on"}
    assert logged_in(cast.committee).post(address, sent).status_code == 422


def test_the_handler_finds_the_sheet_on_the_case_and_nobody_else_of_the_committee(
    sheet, name_handler, cast, logged_in
):
    name_handler()
    address = reverse("loss-sheet", args=[sheet.pk])
    assert address in page(logged_in(cast.committee), "case-detail", sheet.case_id)
    assert address not in page(logged_in(cast.second_committee), "case-detail", sheet.case_id)


def test_the_desk_s_journal_does_not_show_who_counts_losses(sheet, line, cast, logged_in):
    entry = Entry.objects.get(verb="losses.declared")
    desk = logged_in(cast.chair)
    listed = desk.get(reverse("admin:evidence_entry_changelist")).content.decode()
    assert "fiche de pertes" not in listed
    assert "déclaré une perte" not in listed
    shown = desk.get(reverse("admin:evidence_entry_change", args=[entry.pk]))
    assert shown.status_code in (302, 404)


def test_a_sheet_costs_the_same_for_one_line_and_for_ten(
    client, sheet, cast, django_assert_max_num_queries
):
    declare(sheet, cast.adherent)
    with django_assert_max_num_queries(40) as one:
        page(client, "loss-sheet", sheet.pk)
    for _each in range(9):
        declare(sheet, cast.adherent)
    with django_assert_max_num_queries(len(one)):
        page(client, "loss-sheet", sheet.pk)


def test_the_cost_of_an_hour_is_worked_out_from_the_pay_which_is_not_kept(client, sheet):
    pay = {"annual_gross": "34 000", "pay_charges": "42", "productive_hours": "1607"}
    declared(client, sheet, "support_hours", worked=MORNING, **pay)
    line = LossLine.objects.get()
    assert line.answers["hourly_cost"] == "30.04"
    assert line.amount == Decimal("105.14")
    assert "34000" not in str(line.answers)


@pytest.mark.parametrize(
    "pay", [{}, {"annual_gross": "34000"}, {"annual_gross": "x"}, {"productive_hours": "0"}]
)
def test_without_the_cost_of_an_hour_or_the_whole_pay_nothing_is_counted(client, sheet, pay):
    response = declared(client, sheet, "support_hours", worked=MORNING, **pay)
    assert response.status_code == 422
    assert not LossLine.objects.exists()


def test_a_loss_is_corrected_from_its_own_answers(client, sheet, cast):
    line = declare(
        sheet, cast.adherent, "support_hours", MORNING, {"hourly_cost": Decimal("38.40")}
    )
    address = reverse("loss-correct", args=[line.pk])
    assert address in page(client, "loss-line", line.pk)
    shown = page(client, "loss-correct", line.pk)
    assert "Alice Martin ; 09/01/2018 ; 09:00 ; 12:30" in shown
    sent = {"what": "Support", "category": "time_to_restore", "hourly_cost": "40"}
    assert client.post(address, {**sent, "worked": "hier"}).status_code == 422
    client.post(address, {**sent, "worked": MORNING})
    corrected = LossLine.objects.get(corrects=line)
    assert corrected.amount == Decimal("140.00")
    assert reverse("loss-line", args=[line.pk]) in page(client, "loss-line", corrected.pk)
    assert client.post(address, {**sent, "worked": MORNING}).status_code == 422
