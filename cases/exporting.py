"""Rows → the file format that `importing` reads. Importing it elsewhere gives the same export."""

from django.utils.translation import gettext as _

from cases.errors import Refused
from cases.importing import row_of
from cases.interchange import (
    CaseRow,
    ObservationFile,
    OrganisationRow,
    ProductRow,
    PublisherRow,
)
from cases.models import Case, CaseQuerySet, ObservationVersion, Product, Publisher
from cases.vocabulary import Delivery
from members.kinds import OrganisationKind
from members.models import Organisation


def export_observations(cases: CaseQuerySet) -> ObservationFile:
    """The current version of each observation that counts in these cases.

    Raises `Refused` when the cases are not all in one time zone: a file has only one.
    """
    held = list(cases.select_related("publisher"))
    zones = {case.time_zone for case in held}
    if len(zones) > 1:
        raise Refused(
            _("Ces cas n’ont pas le même fuseau horaire : exportez-les un par un, avec --case.")
        )
    versions = list(
        ObservationVersion.objects.counted()
        .filter(observation__case__in=cases)
        .select_related("observation__organisation", "observation__product__publisher")
    )
    keys: dict[int | None, str] = {case.pk: case.key for case in held}
    return ObservationFile(
        timezone=zones.pop() if zones else "Europe/Paris",
        publishers=_publishers(held, versions),
        organisations=_organisations(versions),
        cases=tuple(
            CaseRow(case.key, case.publisher.key, case.title, case.occurred_on) for case in held
        ),
        observations=tuple(
            row_of(version, case=keys[version.observation.case_id]) for version in versions
        ),
    )


def _publishers(cases: list[Case], versions: list[ObservationVersion]) -> tuple[PublisherRow, ...]:
    """Only what the exported rows name: the rest of the catalogue stays here."""
    products: dict[Publisher, set[Product]] = {case.publisher: set() for case in cases}
    for version in versions:
        product = version.observation.product
        products.setdefault(product.publisher, set()).add(product)
    return tuple(
        PublisherRow(publisher.key, publisher.name, tuple(_products(held)))
        for publisher, held in products.items()
    )


def _products(products: set[Product]) -> list[ProductRow]:
    return [
        ProductRow(product.key, product.name, Delivery(product.delivery))
        for product in sorted(products, key=lambda product: product.key)
    ]


def _organisations(versions: list[ObservationVersion]) -> tuple[OrganisationRow, ...]:
    organisations: set[Organisation] = {version.observation.organisation for version in versions}
    return tuple(
        OrganisationRow(organisation.key, organisation.name, OrganisationKind(organisation.kind))
        for organisation in organisations
    )
