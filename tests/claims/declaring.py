"""How the tests of losses say what was lost."""

from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from cases.claims import actions
from cases.claims.models import LossHead, LossLine, LossSheet
from cases.claims.periods import read_periods
from cases.claims.vocabulary import Category
from cases.evidence.receiving import Received
from members.models import User

PARIS = ZoneInfo("Europe/Paris")
PROOF = Received(b"%PDF-1.7 une facture", "facture.pdf", "application/pdf")
MORNING = "Alice Martin ; 09/01/2018 ; 9:00 ; 12:30"
HOURLY = {"hourly_cost": Decimal("38.40")}


def head(code: str) -> LossHead:
    return LossHead.objects.get(code=code)


def declare(
    sheet: LossSheet,
    by: User,
    code: str = "external_costs",
    worked: str = "",
    answers: dict[str, Decimal | date | None] | None = None,
) -> LossLine:
    return actions.declare_loss(
        sheet,
        head(code),
        by=by,
        category=Category.TIME_TO_RESTORE,
        what="Location d’un secours",
        answers={"amount": Decimal("100.00")} if answers is None else answers,
        periods=read_periods(worked, PARIS) if worked else (),
    )
