"""The sentences of reference in force, with their daggers and the facts of a claim put in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from cases.claims.errors import ReferenceMissing
from cases.claims.models import LegalSentence
from cases.claims.models.reference_fields import marked
from cases.claims.vocabulary import Certainty
from reports.claims.content import Said, ToConfirm


@dataclass(frozen=True)
class Sentences:
    rows: Mapping[str, LegalSentence]
    has_daggers: bool = True
    doubted: list[ToConfirm] = field(default_factory=list)
    """Of what it said, what counsel has to confirm."""

    def __call__(self, code: str, **facts: str) -> str:
        """What stands for a fact is replaced once: braces in a fact stay as they were written."""
        row = self.rows[code]
        said = row.text.format_map(facts)
        if row.certainty == Certainty.TO_CONFIRM:
            self.doubted.append(ToConfirm(said, row.source))
        return marked(said, row.certainty) if self.has_daggers else said

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


def sentences_to_send() -> Sentences:
    """Without daggers: for what an adversary reads."""
    return replace(sentences_in_force(), has_daggers=False)
