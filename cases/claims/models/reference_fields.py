"""What every row of reference has: a code, a version, how certain it is, where it was read."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy

from cases.claims.vocabulary import Certainty
from members.typography import is_english

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

DAGGER = "†"


def superseded(model: type[models.Model]) -> Exists:
    """Of rows that have a code and a version: another version of the same code came later."""
    later = {"code": OuterRef("code"), "version__gt": OuterRef("version")}
    return Exists(model._default_manager.filter(**later))


def newest[Row: models.Model](model: type[Row]) -> models.QuerySet[Row]:
    """Of rows that have a code and a version, those in force."""
    return model._default_manager.filter(~superseded(model))


def marked(text: str, certainty: str) -> str:
    """With a dagger what counsel has to confirm."""
    return text + DAGGER if certainty == Certainty.TO_CONFIRM else text


def worded(row: models.Model, field: str) -> str:
    """What a row says, in English for who reads English and once it is translated.

    The French words alone are cited: an English one explains them.
    """
    english: str = getattr(row, f"{field}_en") if is_english() else ""
    french: str = getattr(row, field)
    return english or french


def code(length: int = 48) -> "models.SlugField[str, str]":
    return models.SlugField(gettext_lazy("code"), max_length=length)


def version() -> "models.PositiveSmallIntegerField[int, int]":
    return models.PositiveSmallIntegerField(gettext_lazy("version"), default=1)


def rank() -> "models.PositiveSmallIntegerField[int, int]":
    return models.PositiveSmallIntegerField(gettext_lazy("rang"))


def certainty() -> "models.CharField[str, str]":
    return models.CharField(gettext_lazy("certitude"), max_length=16, choices=Certainty)


def source() -> "models.CharField[str, str]":
    return models.CharField(gettext_lazy("source"), max_length=300, blank=True)


def checked_on() -> "models.DateField[date, date]":
    return models.DateField(gettext_lazy("vérifié le"))


def line(label: "_StrPromise", length: int = 300) -> "models.CharField[str, str]":
    return models.CharField(label, max_length=length, blank=True)


def version_once(name: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(fields=["code", "version"], name=name)
