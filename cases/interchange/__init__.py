"""The file format `promesse-observations/1`: read whole or refused whole, and written back."""

from cases.interchange.faults import Fault, FileRefused, row_name
from cases.interchange.reading import parse
from cases.interchange.rows import (
    CaseRow,
    ObservationFile,
    ObservationRow,
    OrganisationRow,
    ProductRow,
    PublisherRow,
)
from cases.interchange.writing import as_document, row_digest, write

__all__ = [
    "CaseRow",
    "Fault",
    "FileRefused",
    "ObservationFile",
    "ObservationRow",
    "OrganisationRow",
    "ProductRow",
    "PublisherRow",
    "as_document",
    "parse",
    "row_digest",
    "row_name",
    "write",
]
