"""The sentences of reference in force, with their daggers and the facts of a claim put in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cases.claims.errors import ReferenceMissing
from cases.claims.models import LegalSentence
from cases.claims.vocabulary import Certainty
from reports.claims.content import Said, ToConfirm


@dataclass(frozen=True)
class Sentences:
    rows: Mapping[str, LegalSentence]

    def __call__(self, code: str, **facts: str) -> str:
        """What stands for a fact is replaced once: braces in a fact stay as they were written."""
        return str(self.rows[code]).format_map(facts)

    def said(self, codes: Iterable[str]) -> tuple[Said, ...]:
        rows = [self.rows[code] for code in codes]
        return tuple(Said(row.code, row.version, str(row)) for row in rows)

    def to_confirm(self, codes: Iterable[str]) -> list[ToConfirm]:
        rows = [self.rows[code] for code in codes]
        return [
            ToConfirm(row.text, row.source) for row in rows if row.certainty == Certainty.TO_CONFIRM
        ]


def sentences_in_force() -> Sentences:
    """Raises `ReferenceMissing` where the tables were not loaded."""
    rows = {row.code: row for row in LegalSentence.objects.newest()}
    if not rows:
        raise ReferenceMissing(
            _("Les phrases de référence ne sont pas chargées ici : prévenez l’administrateur.")
        )
    return Sentences(rows)
