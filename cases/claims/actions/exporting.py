"""What leaves the site about claims is told in the journal."""

from dataclasses import dataclass

from django.db import transaction

from cases.evidence import journal
from cases.models import Case
from members.models import User


@dataclass(frozen=True)
class ClaimsOfCase:
    case: Case

    @property
    def journal_name(self) -> str:
        return f"private:claims:{self.case.reference}"

    @property
    def journal_thread(self) -> str:
        return self.journal_name


@transaction.atomic
def tell_claims_exported(case: Case, count: int, *, by: User) -> None:
    journal.record("claims.exported", ClaimsOfCase(case), by=by, details={"count": count})
