"""A file of observations → rows, all or nothing, and nothing twice."""

import gc
import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import interchange
from cases.actions import create_case
from cases.actions.guards import refuse_outsiders
from cases.evidence import journal
from cases.interchange import (
    CaseRow,
    Fault,
    FileRefused,
    ObservationFile,
    ObservationRow,
    row_digest,
    row_name,
)
from cases.models import (
    Case,
    Observation,
    ObservationVersion,
    Product,
    Publisher,
    Source,
    SourceType,
)
from cases.statement import Statement, version_of
from members.models import Organisation, User

BATCH = 500


@dataclass(frozen=True)
class ImportReport:
    added: int
    already: int


@dataclass(frozen=True)
class Known:
    """What the database holds already of what a file names, by key."""

    publishers: dict[str, Publisher]
    products: dict[str, Product]
    organisations: dict[str, Organisation]
    cases: dict[str, Case]
    # By organisation and reference: what each version of the observation says.
    digests: dict[tuple[str, str], set[str]]


@contextmanager
def _uncollected() -> Iterator[None]:
    """Rows are made by the ten thousand and none is garbage before the end: looking for some takes
    a quarter of an import's time. Where two import at once, the first to end looks again."""
    looking = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looking:
            gc.enable()


@_uncollected()
@transaction.atomic
def import_observations(content: str | bytes, *, by: User | None) -> ImportReport:
    """Keep what a `promesse-observations/1` file holds. Running it twice adds nothing.

    `by` is None on the command line. Raises `FileRefused`, with every fault, and keeps nothing.
    """
    if by is not None:
        refuse_outsiders(by)
    now = timezone.now()
    file = interchange.parse(content, now=now)
    known = _known(file)
    faults = list(_conflicts(file, known))
    if faults:
        raise FileRefused(faults)
    new = [
        row for row in file.observations if (row.organisation, row.reference) not in known.digests
    ]
    opened = _keep_named(file, known, by)
    _keep_observations(new, file, known, now)
    _record(new, opened, known, by, hashlib.sha256(_as_bytes(content)).hexdigest())
    return ImportReport(added=len(new), already=len(file.observations) - len(new))


def _known(file: ObservationFile) -> Known:
    organisations = Organisation.objects.in_bulk(
        [row.key for row in file.organisations], field_name="key"
    )
    products = [product.key for publisher in file.publishers for product in publisher.products]
    return Known(
        publishers=Publisher.objects.in_bulk(
            [row.key for row in file.publishers], field_name="key"
        ),
        products={
            product.key: product
            for product in Product.objects.filter(key__in=products).select_related("publisher")
        },
        organisations=organisations,
        cases={
            case.key: case
            for case in Case.objects.filter(key__in=[row.key for row in file.cases]).select_related(
                "publisher"
            )
        },
        digests=_digests(organisations.values(), {row.reference for row in file.observations}),
    )


def _digests(
    organisations: Iterable[Organisation], references: set[str]
) -> dict[tuple[str, str], set[str]]:
    versions = ObservationVersion.objects.filter(observation__organisation__in=list(organisations))
    found: dict[tuple[str, str], set[str]] = {}
    for version in versions.select_related("observation__organisation", "observation__product"):
        if version.observation.reference in references:
            row = row_of(version, case="")
            found.setdefault((row.organisation, row.reference), set()).add(row_digest(row))
    return found


def row_of(version: ObservationVersion, *, case: str) -> ObservationRow:
    observation = version.observation
    return ObservationRow(
        case=case,
        reference=observation.reference,
        organisation=observation.organisation.key,
        product=observation.product.key,
        answers=version.as_answers(),
    )


def _conflicts(file: ObservationFile, known: Known) -> Iterator[Fault]:
    for publisher in file.publishers:
        for product in publisher.products:
            held = known.products.get(product.key)
            if held and held.publisher.key != publisher.key:
                yield Fault(
                    row_name("products", product.key),
                    "key",
                    _("Ce produit est déjà celui d’un autre éditeur : %(publisher)s.")
                    % {"publisher": held.publisher},
                )
    for row in file.cases:
        yield from _case_conflicts(row, file, known.cases.get(row.key))
    for index, observation in enumerate(file.observations):
        digests = known.digests.get((observation.organisation, observation.reference))
        if digests and row_digest(observation) not in digests:
            yield Fault(
                row_name(f"observations[{index}]", observation.organisation, observation.reference),
                "reference",
                _(
                    "Cette observation est déjà reçue avec un autre contenu : "
                    "une correction se fait sur l’observation elle-même."
                ),
            )


def _case_conflicts(row: CaseRow, file: ObservationFile, held: Case | None) -> Iterator[Fault]:
    if held and held.publisher.key != row.publisher:
        yield Fault(
            row_name("cases", row.key),
            "publisher",
            _("Ce cas concerne déjà un autre éditeur : %(publisher)s.")
            % {"publisher": held.publisher},
        )
    if held and held.time_zone != file.timezone:
        yield Fault(
            row_name("cases", row.key),
            "timezone",
            _("Ce cas est déjà ouvert dans un autre fuseau : %(zone)s.") % {"zone": held.time_zone},
        )


def _keep_named(file: ObservationFile, known: Known, by: User | None) -> list[Case]:
    """Create what the file names and the database lacks; the cases opened are returned."""
    for organisation in file.organisations:
        if organisation.key not in known.organisations:
            known.organisations[organisation.key] = Organisation.objects.create(
                key=organisation.key, name=organisation.name, kind=organisation.kind
            )
    for publisher in file.publishers:
        if publisher.key not in known.publishers:
            known.publishers[publisher.key] = Publisher.objects.create(
                key=publisher.key, name=publisher.name
            )
        for product in publisher.products:
            if product.key not in known.products:
                known.products[product.key] = Product.objects.create(
                    key=product.key,
                    publisher=known.publishers[publisher.key],
                    name=product.name,
                    delivery=product.delivery,
                )
    return [_open(row, file, known, by) for row in file.cases if row.key not in known.cases]


def _open(row: CaseRow, file: ObservationFile, known: Known, by: User | None) -> Case:
    case = known.cases[row.key] = create_case(
        known.publishers[row.publisher],
        title=row.title,
        occurred_on=row.occurred_on,
        by=by,
        key=row.key,
        time_zone=file.timezone,
    )
    return case


def _keep_observations(
    rows: list[ObservationRow], file: ObservationFile, known: Known, now: datetime
) -> None:
    observations = [
        Observation(
            reference=row.reference,
            organisation=known.organisations[row.organisation],
            product=known.products[row.product],
            case=known.cases[row.case],
            source=Source.IMPORT,
            received_at=now,
        )
        for row in rows
    ]
    Observation.objects.bulk_create(observations, batch_size=BATCH)
    versions = (
        version_of(
            observation,
            Statement(row.answers, SourceType.IMPORT, time_zone=file.timezone),
            number=1,
            by=None,
        )
        for observation, row in zip(observations, rows, strict=True)
    )
    ObservationVersion.objects.bulk_create(versions, batch_size=BATCH)


def _record(
    rows: list[ObservationRow], opened: list[Case], known: Known, by: User | None, sha256: str
) -> None:
    """One entry for each case that the file opened or added to."""
    added: dict[str, list[str]] = {case.key: [] for case in opened}
    for row in rows:
        added.setdefault(row.case, []).append(row.reference)
    for key, references in added.items():
        journal.record(
            "observations.imported",
            known.cases[key],
            by=by,
            details={"file": sha256, "count": len(references), "observations": references},
        )


def _as_bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content
