"""The acts on a sheet of losses, and who may do them."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.actions import revoke_mandate
from cases.claims import actions
from cases.claims.errors import LossRefused
from cases.claims.models import Claim, LossDocument, LossLine, LossSheet, WorkedPeriod
from cases.claims.periods import read_periods
from cases.claims.reckoning import reckon, suggested
from cases.claims.states import ClaimState, LossState
from cases.errors import GuardRefused, StepRefused, VersionRefused
from cases.evidence.models import Entry
from tests import factories
from tests.claims.claiming import hand_over
from tests.claims.declaring import HOURLY, MORNING, PARIS, PROOF, declare, head


def frame(handler=None, *, vat=True, cap=None, received=None, until=None):
    return actions.Frame(vat, cap, received, until, handler)


def test_an_organisation_has_one_sheet_on_a_case(sheet, cast):
    assert actions.open_sheet(sheet.case, by=cast.colleague) == sheet
    assert Entry.objects.filter(verb="losses.sheet_opened").count() == 1


def test_who_speaks_for_no_organisation_opens_none(sheet, cast):
    with pytest.raises(PermissionDenied):
        actions.open_sheet(sheet.case, by=cast.lawyer)


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("adherent", True),
        ("colleague", True),
        ("other_adherent", False),
        ("committee", True),
        ("second_committee", False),
        ("chair", False),
        ("board", False),
        ("administrator", False),
        ("lawyer", True),
        ("other_lawyer", False),
        ("adviser", False),
        ("stranger", False),
    ],
)
def test_a_sheet_is_seen_by_its_own_the_named_handler_and_counsel(
    sheet, line, name_handler, cast, who, sees
):
    name_handler()
    factories.mandate(cast, sheet.case)
    factories.advice_mandate(cast, sheet.case)
    hand_over(sheet)
    assert LossSheet.objects.visible_to(getattr(cast, who)).exists() is sees
    assert LossLine.objects.visible_to(getattr(cast, who)).exists() is sees


def test_counsel_sees_it_no_more_once_the_mandate_is_revoked(sheet, cast):
    mandate = factories.mandate(cast, sheet.case)
    revoke_mandate(mandate, by=cast.committee)
    assert not LossSheet.objects.visible_to(cast.lawyer).exists()


def test_the_journal_tells_the_act_and_no_amount_and_the_case_tells_nothing(sheet, line, cast):
    entry = Entry.objects.get(verb="losses.declared")
    assert entry.details == {}
    assert entry.subject.startswith("private:")
    assert not sheet.case.journal.filter(verb__startswith="losses.").exists()


def test_a_frame_changed_meanwhile_is_refused(sheet, cast):
    actions.describe_sheet(sheet, frame(cap=Decimal(500)), by=cast.adherent, seen=1)
    with pytest.raises(VersionRefused, match="a changé depuis"):
        actions.describe_sheet(sheet, frame(), by=cast.colleague, seen=1)
    assert LossSheet.objects.get().cap == 500


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"until": date(2026, 3, 31)}, "quand l’éditeur a reçu"),
        ({"received": date(2026, 3, 31), "until": date(2026, 3, 31)}, "du lendemain"),
        ({"received": date(2016, 1, 1)}, "précède l’incident"),
    ],
)
def test_interest_needs_a_notice_and_a_later_day(sheet, cast, told, sentence):
    with pytest.raises(GuardRefused, match=sentence):
        actions.describe_sheet(sheet, frame(**told), by=cast.adherent, seen=1)


def test_the_handler_is_of_the_committee_and_of_another_organisation(sheet, cast):
    with pytest.raises(GuardRefused, match="de la commission"):
        actions.describe_sheet(sheet, frame(cast.other_adherent), by=cast.adherent, seen=1)
    own = actions.open_sheet(sheet.case, by=cast.committee)
    with pytest.raises(GuardRefused, match="autre organisation"):
        actions.describe_sheet(own, frame(cast.committee), by=cast.committee, seen=1)


def test_what_was_worked_out_keeps_its_tax_rule(sheet, line, cast):
    with pytest.raises(GuardRefused, match="autre régime de TVA"):
        actions.describe_sheet(sheet, frame(vat=False), by=cast.adherent, seen=1)
    actions.withdraw_loss(line, by=cast.adherent)
    actions.describe_sheet(sheet, frame(vat=False), by=cast.adherent, seen=1)
    told = {"amount": Decimal(100), "vat": Decimal(20)}
    assert declare(sheet, cast.adherent, answers=told).amount == 120


def test_only_its_own_write_in_a_sheet(sheet, line, cast):
    factories.mandate(cast, sheet.case)
    for act in (
        lambda: declare(sheet, cast.other_adherent),
        lambda: actions.describe_sheet(sheet, frame(), by=cast.lawyer, seen=1),
        lambda: actions.document_loss(line, PROOF, by=cast.lawyer),
        lambda: actions.withdraw_loss(line, by=cast.committee),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_a_loss_is_worked_out_when_it_is_declared(sheet, cast):
    held = declare(sheet, cast.adherent, "support_hours", MORNING, HOURLY)
    assert str(held.amount) == "134.40"
    assert (held.state, held.answers) == (LossState.DECLARED, {"hourly_cost": "38.40"})
    [period] = held.periods.all()
    assert (period.person_key, period.hours) == ("alice martin", Decimal("3.5"))


def test_an_hour_of_somebody_is_counted_once_whatever_the_head(sheet, cast):
    declare(sheet, cast.adherent, "support_hours", MORNING, HOURLY)
    told = {"gross_hourly": Decimal(20), "charges": Decimal(42)}
    with pytest.raises(LossRefused, match=r"Temps de support détourné.*PRM-2018-"):
        declare(sheet, cast.colleague, "overtime", "ALICE  Martin ; 9/1/2018 ; 12:00 ; 13:00", told)
    assert WorkedPeriod.objects.count() == LossLine.objects.count() == 1


@pytest.mark.parametrize(
    "worked",
    [
        "Alice Martin ; 09/01/2018 ; 12:30 ; 13:00",
        "Alice Martin ; 10/01/2018 ; 9:00 ; 12:30",
        "Paul Martin ; 09/01/2018 ; 9:00 ; 12:30",
    ],
)
def test_another_hour_or_another_person_is_counted(sheet, cast, worked):
    declare(sheet, cast.adherent, "support_hours", MORNING, HOURLY)
    declare(sheet, cast.adherent, "support_hours", worked, HOURLY)
    assert LossLine.objects.count() == 2


def test_an_hour_is_counted_once_over_two_incidents_too(sheet, cast):
    declare(sheet, cast.adherent, "support_hours", MORNING, HOURLY)
    second = actions.open_sheet(factories.case(cast), by=cast.adherent)
    with pytest.raises(LossRefused, match="déjà compté"):
        declare(second, cast.adherent, "support_hours", MORNING, HOURLY)


def test_a_namesake_in_another_organisation_is_somebody_else(sheet, cast):
    declare(sheet, cast.adherent, "support_hours", MORNING, HOURLY)
    other = actions.open_sheet(sheet.case, by=cast.other_adherent)
    declare(other, cast.other_adherent, "support_hours", MORNING, HOURLY)


def test_the_hours_of_a_withdrawn_line_may_be_counted_elsewhere(sheet, cast):
    held = declare(sheet, cast.adherent, "support_hours", MORNING, HOURLY)
    actions.withdraw_loss(held, by=cast.adherent)
    declare(sheet, cast.adherent, "support_hours", MORNING, HOURLY)
    assert reckon(sheet).totals.principal == Decimal("134.40")


def test_a_subscription_is_repaired_once(sheet, cast):
    outage = {"fee": 59, "down": 456, "period": 44640, "subscribers": 1240}
    credit = {"fee": 59, "credit": 10, "subscribers": 1240}
    as_decimals = [{k: Decimal(v) for k, v in told.items()} for told in (outage, credit)]
    first = declare(sheet, cast.adherent, "prorata_subscription", answers=as_decimals[0])
    assert first.amount == 744
    with pytest.raises(LossRefused, match="répare la même perte"):
        declare(sheet, cast.adherent, "sla_credit", answers=as_decimals[1])


def test_the_first_file_documents_a_loss_and_the_same_file_is_one(line, cast):
    first = actions.document_loss(line, PROOF, by=cast.adherent)
    assert actions.document_loss(line, PROOF, by=cast.colleague) == first
    line.refresh_from_db()
    assert (line.state, line.documented_by) == (LossState.DOCUMENTED, cast.adherent)
    other = type(PROOF)(b"%PDF-1.7 autre", "autre.pdf", "application/pdf")
    actions.document_loss(line, other, by=cast.adherent)
    assert LossDocument.objects.count() == 2


def test_no_file_joins_a_withdrawn_loss(line, cast):
    actions.withdraw_loss(line, by=cast.adherent)
    with pytest.raises(StepRefused, match="déclarez-la de nouveau"):
        actions.document_loss(line, PROOF, by=cast.adherent)


def test_the_handler_verifies_and_counsel_proves(documented, name_handler, cast):
    name_handler()
    documented.sheet.refresh_from_db()
    factories.mandate(cast, documented.sheet.case)
    hand_over(documented.sheet)
    actions.verify_loss(documented, by=cast.committee)
    actions.prove_loss(documented, by=cast.lawyer)
    Claim.objects.update(state=ClaimState.DRAFT, submitted_at=None, submitted_by=None)
    assert (documented.state, documented.proved_by) == (LossState.PROVED, cast.lawyer)
    with pytest.raises(StepRefused, match="Établie par l’avocat"):
        actions.withdraw_loss(documented, by=cast.adherent)


def test_another_of_the_committee_verifies_nothing(documented, cast):
    with pytest.raises(PermissionDenied):
        actions.verify_loss(documented, by=cast.second_committee)


def test_a_lawyer_without_a_mandate_proves_nothing(documented, cast):
    factories.mandate(cast, documented.sheet.case)
    for who in (cast.other_lawyer, cast.adherent):
        with pytest.raises(PermissionDenied):
            actions.prove_loss(documented, by=who)


def test_nothing_is_proved_without_a_document(line, cast):
    factories.mandate(cast, line.sheet.case)
    hand_over(line.sheet)
    with pytest.raises(GuardRefused, match="il en faut un"):
        actions.prove_loss(line, by=cast.lawyer)


def test_what_is_left_to_the_court_has_no_amount_and_is_not_proved(sheet, cast):
    factories.mandate(cast, sheet.case)
    image = declare(sheet, cast.adherent, "image", answers={})
    assert image.amount == 0
    hand_over(sheet)
    with pytest.raises(GuardRefused, match="appréciation du tribunal"):
        actions.prove_loss(image, by=cast.lawyer)


def test_a_sheet_comes_to_its_lines_its_interest_and_its_costs(sheet, cast):
    declare(sheet, cast.adherent, answers={"amount": Decimal("3577.41")})
    declare(sheet, cast.adherent, "proof_costs", answers={"amount": Decimal("324.99")})
    days = {"due_on": date(2025, 11, 30), "paid_on": date(2026, 3, 15)}
    declare(sheet, cast.adherent, "late_invoice", answers={"amount": Decimal(2450), **days})
    assert reckon(sheet).interest is None
    period = frame(received=date(2025, 10, 2), until=date(2026, 3, 31))
    actions.describe_sheet(sheet, period, by=cast.adherent, seen=1)
    found = reckon(sheet)
    assert str(found.with_interest) == "3624.87"
    assert str(found.in_all) == "3949.86"
    assert str(found.invoices) == "125.63"
    assert found.by_state[0] == ("Déclarée", Decimal("3577.41"))


def test_a_count_stops_where_no_rate_is_known(sheet, line, cast):
    period = frame(received=date(2026, 5, 31), until=date(2026, 11, 24))
    actions.describe_sheet(sheet, period, by=cast.adherent, seen=1)
    assert reckon(sheet).interest.stopped_on == date(2026, 6, 30)


def test_nothing_is_suggested_where_no_call_was_told(sheet):
    assert suggested(sheet, head("support_hours")) == {}
    assert suggested(sheet, head("image")) == {}


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"amount": Decimal(-1)}, "loss_line_amount_is_not_negative"),
        ({"state": LossState.DOCUMENTED}, "loss_line_documented_by_someone_at_some_time"),
        ({"state": LossState.VERIFIED}, "loss_line_verified_by_someone_once_documented"),
        ({"state": LossState.PROVED}, "loss_line_proved_by_someone_once_documented"),
        ({"state": LossState.WITHDRAWN}, "loss_line_withdrawn_by_someone_at_some_time"),
    ],
)
def test_a_line_that_says_what_cannot_be_is_refused(line, changes, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        LossLine.objects.filter(pk=line.pk).update(**changes)


def test_a_line_is_not_proved_before_it_is_documented(line, cast):
    stamps = {"proved_at": timezone.now(), "proved_by": cast.lawyer}
    with pytest.raises(IntegrityError, match="loss_line_proved"), transaction.atomic():
        LossLine.objects.filter(pk=line.pk).update(state=LossState.PROVED, **stamps)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"cap": Decimal(-1)}, "loss_sheet_cap_is_not_negative"),
        ({"counted_until": date(2026, 1, 1)}, "loss_sheet_counts_from_a_notice"),
    ],
)
def test_a_sheet_that_says_what_cannot_be_is_refused(sheet, changes, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        LossSheet.objects.filter(pk=sheet.pk).update(**changes)


def test_a_period_ends_after_it_began(sheet, cast):
    declare(sheet, cast.adherent, "support_hours", MORNING, HOURLY)
    now = timezone.now()
    with pytest.raises(IntegrityError, match="worked_period_ends"), transaction.atomic():
        WorkedPeriod.objects.update(begins_at=now, ends_at=now)


def test_a_loss_is_corrected_by_another_that_takes_its_documents(documented, cast):
    corrected = actions.correct_loss(
        documented,
        by=cast.colleague,
        category=documented.category,
        what="Location d’un secours, deux jours",
        answers={"amount": Decimal("120.00")},
    )
    documented.refresh_from_db()
    assert (documented.state, documented.documents.count()) == (LossState.WITHDRAWN, 0)
    assert (corrected.corrects, corrected.amount) == (documented, Decimal("120.00"))
    assert (corrected.state, corrected.documents.count()) == (LossState.DOCUMENTED, 1)
    told = Entry.objects.get(verb="losses.corrected")
    assert told.details == {"corrects": str(documented.pk)}


def test_the_hours_of_a_loss_are_free_for_its_correction(sheet, cast):
    line = declare(sheet, cast.adherent, "support_hours", MORNING, HOURLY)
    corrected = actions.correct_loss(
        line,
        by=cast.adherent,
        category=line.category,
        what="Support",
        answers={**HOURLY},
        periods=read_periods(MORNING, PARIS),
    )
    assert (corrected.amount, corrected.state) == (line.amount, LossState.DECLARED)


def test_a_correction_that_cannot_be_changes_nothing(documented, cast):
    with pytest.raises(LossRefused):
        actions.correct_loss(
            documented,
            by=cast.adherent,
            category=documented.category,
            what="Trop",
            answers={"amount": Decimal("9999999999.00")},
        )
    documented.refresh_from_db()
    assert documented.state == LossState.DOCUMENTED
