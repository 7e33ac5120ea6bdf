"""When something was done and by whom: two fields that come and go together."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from members.models import User

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def stamp(label: "_StrPromise") -> "models.DateTimeField[datetime | None, datetime | None]":
    return models.DateTimeField(label, null=True, editable=False)


def author() -> "models.ForeignKey[User | None, User | None]":
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
    )


def whole(name: str) -> Q:
    return Q(**{f"{name}_at__isnull": False, f"{name}_by__isnull": False})


def absent(name: str) -> Q:
    return Q(**{f"{name}_at": None, f"{name}_by": None})


def paired(name: str) -> Q:
    return whole(name) | absent(name)
