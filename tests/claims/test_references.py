"""The rows of reference and the file that brings them."""

import json
from datetime import date
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils.translation import override

from cases.claims.errors import ReferenceRefused
from cases.claims.models import (
    CollectiveRoute,
    CourtJurisdiction,
    LegalFigure,
    LegalRate,
    LossHead,
    MandateText,
)
from cases.claims.models.reference_fields import newest, worded
from cases.claims.references import DATA, load_references
from cases.claims.vocabulary import Bucket, Certainty, RateKind

CHECKED = date(2026, 11, 24)


def changed(tmp_path, change):
    told = json.loads(DATA.read_text(encoding="utf-8"))
    change(told)
    path = tmp_path / "references.json"
    path.write_text(json.dumps(told), encoding="utf-8")
    return path


def test_every_head_of_the_table_is_there_in_its_order(references):
    assert list(LossHead.objects.newest().values_list("code", flat=True)) == [
        "support_hours",
        "overtime",
        "customer_credits",
        "displaced_billable",
        "lost_sales",
        "lost_customers",
        "external_costs",
        "penalties_paid",
        "prorata_subscription",
        "sla_credit",
        "image",
        "moral",
        "proof_costs",
        "late_invoice",
    ]


def test_a_rate_that_nobody_found_is_not_in_the_table(references):
    table = LegalRate.objects.table(RateKind.COMPANIES)
    assert table[date(2026, 1, 1)] == Decimal("2.62")
    assert date(2026, 7, 1) not in table
    unknown = LegalRate.objects.get(kind=RateKind.COMPANIES, since=date(2026, 7, 1))
    assert unknown.certainty == Certainty.TO_CONFIRM


def test_what_is_to_confirm_bears_a_dagger(references):
    head = LossHead(label="Temps de support", certainty=Certainty.TO_CONFIRM)
    assert str(head) == "Temps de support†"


@pytest.mark.django_db
def test_loading_twice_adds_nothing(capsys):
    call_command("load_references")
    call_command("load_references")
    assert capsys.readouterr().out.split("\n")[1] == "Lignes ajoutées : 0."


def test_a_row_told_otherwise_under_the_same_version_is_refused_and_nothing_is_added(
    references, tmp_path
):
    def rewrite(told):
        told["legal_figures"][0]["value"] = "360"
        told["legal_rates"][-1]["version"] = 2

    before = LegalRate.objects.count()
    with pytest.raises(ReferenceRefused, match="day_base 1 : value"):
        load_references(changed(tmp_path, rewrite))
    assert LegalRate.objects.count() == before


def test_a_higher_version_is_added_and_is_the_one_in_force(references, tmp_path):
    def add(told):
        row = {**told["legal_figures"][0], "version": 2, "value": "366"}
        told["legal_figures"].append(row)

    assert load_references(changed(tmp_path, add)) == 1
    assert LegalFigure.objects.newest().get(code="day_base").value == Decimal("366")


def test_the_command_says_what_was_refused(references, monkeypatch, tmp_path):
    def rewrite(told):
        told["loss_heads"][0]["proof"] = "Aucune"

    path = changed(tmp_path, rewrite)
    monkeypatch.setattr(
        "cases.claims.management.commands.load_references.load_references",
        lambda: load_references(path),
    )
    with pytest.raises(CommandError, match="support_hours 1 : proof"):
        call_command("load_references")


def head(**told):
    return LossHead.objects.create(
        **{
            "code": "essai",
            "rank": 99,
            "label": "Essai",
            "formula": "amount",
            "bucket": Bucket.PRINCIPAL,
            "certainty": Certainty.SEEN,
            "checked_on": CHECKED,
            **told,
        }
    )


@pytest.mark.parametrize(
    ("told", "constraint"),
    [
        ({"formula": "late_invoice"}, "loss_head_penalties_on_invoices_alone"),
        ({"bucket": Bucket.INVOICES}, "loss_head_penalties_on_invoices_alone"),
        ({"bucket": Bucket.COURT}, "loss_head_left_to_the_court_has_no_amount"),
        ({"formula": "none"}, "loss_head_left_to_the_court_has_no_amount"),
        ({"code": "image"}, "loss_head_version_once|claims_losshead.code"),
    ],
)
def test_a_head_that_would_count_what_it_must_not_is_refused(references, told, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        head(**told)


def test_a_rate_without_a_percentage_is_to_confirm(references):
    with pytest.raises(IntegrityError, match="legal_rate_unknown_is_to_confirm"):
        LegalRate.objects.create(
            kind=RateKind.COMPANIES,
            since=date(2027, 1, 1),
            until=date(2027, 6, 30),
            percent=None,
            certainty=Certainty.SEEN,
            checked_on=CHECKED,
        )


FRENCH_WORDS = ("label", "claimant", "adhesion", "court", "damages", "notes", "to_confirm")


def test_the_eight_ways_heads_and_courts_are_all_told_in_english(references):
    told = {
        CollectiveRoute: FRENCH_WORDS,
        CourtJurisdiction: ("label", "to_confirm"),
        LossHead: ("label", "explanation", "proof"),
        MandateText: ("title",),
    }
    for model, names in told.items():
        for row in newest(model):
            for name in names:
                french, english = getattr(row, name), getattr(row, f"{name}_en")
                assert bool(french) is bool(english), (row.code, name)
                assert french in ("", "–") or french != english, (row.code, name)


def test_a_row_is_told_in_the_language_of_its_reader(references):
    row = CollectiveRoute.objects.get(code="report_to_authority")
    assert str(row) == "Signalement à une autorité"
    with override("en"):
        assert str(row) == "Report to an authority"
        assert worded(row, "notes") == "Costs little, and no loss has to be proved."
        row.notes_en = ""
        assert worded(row, "notes") == row.notes


def test_a_row_that_lacks_its_english_gets_it_and_no_other_word_changes(references):
    LossHead.objects.update(label_en="", proof_en="Receipts")
    before = LossHead.objects.filter(code="external_costs").values().get()
    with pytest.raises(ReferenceRefused, match="proof_en"):
        load_references()
    LossHead.objects.update(proof_en="")
    assert load_references() == 0
    after = LossHead.objects.filter(code="external_costs").values().get()
    assert after == {**before, "label_en": "External costs of a workaround", "proof_en": "Invoices"}


def test_how_a_loss_is_worked_out_is_said_without_a_mathematician_s_sign(references):
    head = LossHead.objects.newest().get(code="external_costs")
    assert head.calculation == "somme des factures hors taxes"
    with override("en"):
        assert head.calculation == "sum of invoices without VAT"
    assert not [each for each in newest(LossHead) if "Σ" in each.calculation]
