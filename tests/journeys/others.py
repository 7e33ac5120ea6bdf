"""Who claims and joins a group beside those whom a browser follows, by the acts themselves."""

from decimal import Decimal

from cases.claims import actions
from cases.claims.actions import Frame
from cases.claims.models import Cohort
from cases.evidence.receiving import Received
from members.models import User
from tests.claims.claiming import WHOLE
from tests.claims.declaring import declare
from tests.claims.grouping import claimant, joining_of

AMOUNTS = {"Nord": "120.00", "Sud": "310.50"}


def join() -> None:
    """The one group that is open."""
    cohort = Cohort.objects.get()
    handler = User.objects.get(email__startswith="commission-1@")
    for name, amount in AMOUNTS.items():
        by = claimant(name)
        claim = actions.open_claim(cohort.cases.get(), by=by)
        frame = Frame(True, None, None, None, handler)
        actions.describe_sheet(claim.sheet, frame, by=by, seen=claim.sheet.version)
        line = declare(claim.sheet, by, answers={"amount": Decimal(amount)})
        proof = Received(f"%PDF-1.7 facture {name}".encode(), "facture.pdf", "application/pdf")
        actions.document_loss(line, proof, by=by)
        actions.submit_claim(claim, WHOLE, by=by, seen=claim.version)
        joining_of(cohort, claim)
