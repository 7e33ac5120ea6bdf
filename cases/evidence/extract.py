"""Entries of the journal as someone takes them away: each with what shows that it is in a root."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from cases.evidence.chain import instant
from cases.evidence.custody import FILE_KEPT, FILE_SEALED
from cases.evidence.merkle import proof_of
from cases.evidence.models import DailyRoot, Entry

BAG_EXPORTED = {"claim_document.exported", "dossier.exported", "group.exported"}
SHOWN = FILE_KEPT | BAG_EXPORTED | {FILE_SEALED}


@dataclass(frozen=True)
class Proved:
    """Without a root as long as its day is not over: the next one will cover it."""

    entry: Entry
    root: DailyRoot | None
    proof: list[str]

    def as_json(self) -> dict[str, Any]:
        """What its digest is taken of, and no word of a person. Facts only where they are of
        files, whose digests have to be compared."""
        entry, shows_facts = self.entry, self.entry.verb in SHOWN
        return {
            "sequence": entry.sequence,
            "previous": entry.previous,
            "verb": entry.verb,
            "actor": entry.actor_id,
            "functions": entry.functions,
            "at": instant(entry.at),
            "subject": entry.subject,
            "thread": entry.thread,
            "facts_digest": entry.facts_digest,
            "words_digest": entry.words_digest,
            "digest": entry.digest,
            "facts": entry.facts if shows_facts else None,
            "salt": entry.salt if shows_facts else None,
            "day": str(self.root.day) if self.root else None,
            "index": entry.sequence - self.root.first if self.root else None,
            "size": self.root.last - self.root.first + 1 if self.root else None,
            "proof": self.proof,
        }


def proved(entries: Iterable[Entry]) -> Iterator[Proved]:
    """In their order. The digests of a day are read once, whatever the number of entries."""
    roots = list(DailyRoot.objects.select_related("stamp").order_by("day"))
    digests: dict[DailyRoot, list[bytes]] = {}
    for entry in entries:
        root = next((each for each in roots if each.first <= entry.sequence <= each.last), None)
        if root is None:
            yield Proved(entry, None, [])
            continue
        if root not in digests:
            digests = {root: _digests(root)}
        found = proof_of(digests[root], entry.sequence - root.first)
        yield Proved(entry, root, [each.hex() for each in found])


def _digests(root: DailyRoot) -> list[bytes]:
    covered = Entry.objects.filter(sequence__range=(root.first, root.last)).order_by("sequence")
    return [bytes.fromhex(each) for each in covered.values_list("digest", flat=True)]
