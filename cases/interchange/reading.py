"""A file's text → rows, or all its faults at once."""

from collections.abc import Iterator
from datetime import datetime

from cases.interchange.document import load
from cases.interchange.faults import Fault, FileRefused
from cases.interchange.fields import Clock, Fields
from cases.interchange.keys import Keys
from cases.interchange.observations import Surroundings, observation_rows
from cases.interchange.rows import (
    KEY_LENGTH,
    NAME_LENGTH,
    CaseRow,
    ObservationFile,
    OrganisationRow,
    ProductRow,
    PublisherRow,
)
from cases.vocabulary import Delivery
from members.kinds import OrganisationKind

TOP_FIELDS = frozenset(
    {"format", "timezone", "note", "publishers", "organisations", "cases", "observations"}
)
PUBLISHER_FIELDS = frozenset({"key", "name", "products"})
PRODUCT_FIELDS = frozenset({"key", "name", "delivery"})
ORGANISATION_FIELDS = frozenset({"key", "name", "kind"})
CASE_FIELDS = frozenset({"key", "publisher", "title", "occurred_on"})


def parse(content: str | bytes, *, now: datetime) -> ObservationFile:
    """Refused whole when anything in it is: the exception carries every fault."""
    faults: list[Fault] = []
    top = Fields(load(content), TOP_FIELDS, faults)
    # Allowed, and not kept.
    top.long_text("note")
    read = _file(top, now)
    if faults:
        raise FileRefused(faults)
    return read


def _file(top: Fields, now: datetime) -> ObservationFile:
    publishers, products = Keys("publishers"), Keys("products")
    organisations, cases = Keys("organisations"), Keys("cases")
    zone = top.required_zone("timezone")
    around = Surroundings(cases, organisations, products, zone, Clock(zone), now)
    # In this order: a row can only name what was read before it.
    return ObservationFile(
        timezone=zone.key,
        publishers=tuple(_publishers(top, publishers, products)),
        organisations=tuple(_organisations(top, organisations)),
        cases=tuple(_cases(top, publishers, cases)),
        observations=tuple(observation_rows(top, around)),
    )


def _publishers(top: Fields, publishers: Keys, products: Keys) -> Iterator[PublisherRow]:
    for row in publishers.rows(top, PUBLISHER_FIELDS):
        key = row.text("key", KEY_LENGTH)
        publishers.declare(row, key, publisher=key)
        name = row.text("name", NAME_LENGTH)
        yield PublisherRow(key, name, tuple(_products(row, key, products)))
    products.is_readable = products.is_readable and publishers.is_readable


def _products(publisher_row: Fields, publisher: str, products: Keys) -> Iterator[ProductRow]:
    for row in products.rows(publisher_row, PRODUCT_FIELDS):
        key = row.text("key", KEY_LENGTH)
        products.declare(row, key, publisher)
        yield ProductRow(
            key, row.text("name", NAME_LENGTH), row.required_code("delivery", Delivery)
        )


def _organisations(top: Fields, organisations: Keys) -> Iterator[OrganisationRow]:
    for row in organisations.rows(top, ORGANISATION_FIELDS):
        key = row.text("key", KEY_LENGTH)
        organisations.declare(row, key)
        yield OrganisationRow(
            key, row.text("name", NAME_LENGTH), row.required_code("kind", OrganisationKind)
        )


def _cases(top: Fields, publishers: Keys, cases: Keys) -> Iterator[CaseRow]:
    for row in cases.rows(top, CASE_FIELDS):
        key, publisher = row.text("key", KEY_LENGTH), row.text("publisher", KEY_LENGTH)
        cases.declare(row, key, publishers.publisher(row, "publisher", publisher))
        yield CaseRow(
            key, publisher, row.text("title", NAME_LENGTH), row.required_date("occurred_on")
        )
