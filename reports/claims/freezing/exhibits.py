"""The schedule of a claim: its contracts, what proves its losses, then the exhibits of its case."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from cases.claims.models import Claim, ContractVersion, LossLine, LossSheet
from cases.evidence.models import Item
from cases.evidence.scanning import Scan
from cases.models import Exhibit as CaseExhibit
from cases.vocabulary import Nature
from reports.content import Exhibit, Schedule
from reports.freezing.exhibits import nature_of


def claim_schedule(
    claim: Claim,
    lines: list[LossLine],
    files: list[tuple[ContractVersion, Item]],
    before: Schedule | None,
    *,
    on: date,
) -> Schedule | None:
    """A number that was once printed stays with its file; what is no longer produced keeps it and
    is said to be withdrawn. `before` is the schedule of the last dossier of this claim."""
    wanted = _by_digest(
        (
            *_of_contracts(claim.sheet, files),
            *_of_losses(lines),
            *_of_papers(claim),
            *_of_case(claim.sheet),
        )
    )
    known = before.exhibits if before else ()
    if not wanted and not known:
        return None
    kept = [_again(each, wanted, on) for each in known]
    added = [wanted[each] for each in wanted if each not in {old.sha256 for old in known}]
    numbered = [replace(each, number=place) for place, each in enumerate(added, len(known) + 1)]
    exhibits = (*kept, *numbered)
    if before is None:
        return Schedule(1, exhibits)
    return before if exhibits == known else Schedule(before.number + 1, exhibits)


def _by_digest(exhibits: Iterable[Exhibit]) -> dict[str, Exhibit]:
    """The same bytes are one exhibit, as they were first said."""
    found: dict[str, Exhibit] = {}
    for each in exhibits:
        found.setdefault(each.sha256, each)
    return found


def _again(exhibit: Exhibit, wanted: dict[str, Exhibit], on: date) -> Exhibit:
    if again := wanted.get(exhibit.sha256):
        return replace(again, number=exhibit.number)
    return exhibit if exhibit.is_withdrawn else replace(exhibit, withdrawn_on=on)


def _of_contracts(sheet: LossSheet, files: list[tuple[ContractVersion, Item]]) -> Iterator[Exhibit]:
    for version, item in files:
        title = item.title or version.title
        yield _exhibit(item, title, item.author or sheet.organisation.name, _nature(item), None)


def _nature(item: Item) -> str:
    return str(item.get_nature_display() or Nature.COPY.label)


def _of_losses(lines: list[LossLine]) -> Iterator[Exhibit]:
    for line in lines:
        for document in line.documents.all():
            item = document.item
            if not (item.privileged or item.erased_at or item.scan == Scan.INFECTED):
                title = item.title or f"{line.head.label} : {line.what}"
                origin = item.author or line.sheet.organisation.name
                yield _exhibit(item, title, origin, _nature(item), item.document_date)


def _of_papers(claim: Claim) -> Iterator[Exhibit]:
    """Proofs of what was sent and answered."""
    for paper in claim.papers.select_related("item").exclude(item__scan=Scan.INFECTED):
        item, title = paper.item, str(paper.get_kind_display())
        if not (item.privileged or item.erased_at):
            origin = item.author or claim.organisation.name
            yield _exhibit(item, item.title or title, origin, _nature(item), paper.dated_on)


def _of_case(sheet: LossSheet) -> Iterator[Exhibit]:
    held = CaseExhibit.objects.filter(case=sheet.case_id)
    held_back = held.that_may_not_leave().values("pk")
    exhibited = held.exhibited().exclude(pk__in=held_back).select_related("item__redacts")
    for row in exhibited.order_by("number"):
        yield _exhibit(row.item, row.title, row.origin, nature_of(row), row.dated_on)


def _exhibit(item: Item, title: str, origin: str, nature: str, dated_on: date | None) -> Exhibit:
    return Exhibit(
        number=0,
        title=title,
        dated_on=dated_on,
        origin=origin,
        nature=nature,
        name=item.name,
        media_type=item.media_type,
        size=item.size,
        sha256=item.sha256,
    )
