"""Words that impute an intent or a crime in what was written of a group: to be said as facts."""

from collections.abc import Iterable, Iterator

from cases.claims.models import Cohort
from cases.wording import imputations_in
from reports.claims.content import Flag
from reports.groups.content import Fact


def flags_in(cohort: Cohort, written: Iterable[Fact]) -> Iterator[Flag]:
    """In what people wrote of it. Names of products and titles of incidents are passed over."""
    publisher = cohort.publisher
    names = (
        publisher.name,
        *publisher.products.values_list("name", flat=True),
        *cohort.cases.values_list("title", flat=True),
    )
    for told in (Fact("Nom du groupe", cohort.name), *written):
        for found in imputations_in(told.said, names=names):
            yield Flag(told.label, found.words, found.instead)
