"""Words that impute an intent or a crime in what was written of a group: to be said as facts."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from cases.claims.models import Cohort
from cases.errors import GuardRefused
from cases.wording import imputations_in
from reports.groups.content import Fact


def refuse_imputations(cohort: Cohort, written: Iterable[Fact]) -> None:
    """The common part repeats what people wrote of the group (guard G9)."""
    to_change = ", ".join(_words_in(cohort, written))
    if to_change:
        said = _("Un dossier ne prête ni intention ni faute. Écrivez d’abord %s.")
        raise GuardRefused(said % to_change)


def _words_in(cohort: Cohort, written: Iterable[Fact]) -> Iterator[str]:
    """Names of products and titles of incidents are passed over."""
    publisher = cohort.publisher
    names = (
        publisher.name,
        *publisher.products.values_list("name", flat=True),
        *cohort.cases.values_list("title", flat=True),
    )
    for told in (Fact("Nom du groupe", cohort.name), *written):
        for found in imputations_in(told.said, names=names):
            what = _("un fait à la place de « %(words)s » (%(where)s)")
            yield what % {"words": found.words, "where": told.label}
