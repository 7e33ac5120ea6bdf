"""Who establishes the document, and on which incident."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.utils.translation import gettext_noop


class Classification(StrEnum):
    PUBLIC = gettext_noop("public")
    MEMBERS = gettext_noop("membres")
    LAWYER = gettext_noop("avocat – confidentiel")


class ReportStatus(StrEnum):
    DRAFT = gettext_noop("projet")
    VALIDATED = gettext_noop("validé")


@dataclass(frozen=True)
class Association:
    name: str
    rna: str = ""
    siren: str = ""
    seat: str = ""
    publication_director: str = ""


@dataclass(frozen=True)
class Cover:
    association: Association
    reference: str
    version: int
    established_at: datetime
    classification: Classification
    status: ReportStatus
    authors: tuple[str, ...]
    """By function, never by name."""
    software: str
    demonstration_notice: str = ""
    time_barred_notice: str = ""


@dataclass(frozen=True)
class Product:
    name: str
    delivery: str


@dataclass(frozen=True)
class Identification:
    case_key: str
    case_reference: str
    title: str
    occurred_on: date
    state: str
    publisher: str
    products: tuple[Product, ...]
    publisher_siren: str = ""
    function_affected: str = ""
