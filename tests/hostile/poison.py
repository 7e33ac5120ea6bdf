"""Hostile text in every column of the database where someone types."""

import json
from collections.abc import Iterable, Iterator
from itertools import cycle

from django.apps import apps
from django.db import connection
from django.db.models import CharField, Model, TextField

from cases.evidence import triggers
from cases.evidence.models import Words

APPS = ("members", "cases", "claims", "evidence", "reports")
# Codes, digests and addresses: what the software makes, or checks.
CODES = {
    *("key", "password", "email", "time_zone", "digest", "sha256", "content_digest", "salt"),
    *(
        "media_type",
        "series",
        "person_key",
        "code",
        "formula",
        "Case.reference",
        "DossierFile.name",
    ),
}
OURS = {"Entry", "Words", "DailyRoot"}
"""Written by the software."""
REFERENCE = {"status", "source", "sources"}
"""What a row of law has, which comes from a data file."""


def typed(model: type[Model]) -> list[CharField | TextField]:
    """Its columns that hold what someone typed."""
    names = {field.name for field in model._meta.local_concrete_fields}
    if model.__name__ in OURS or names & REFERENCE:
        return []
    columns = [
        field
        for field in model._meta.local_concrete_fields
        if isinstance(field, CharField | TextField) and not field.choices
    ]
    return [
        each
        for each in columns
        if not CODES & {each.name, f"{model.__name__}.{each.name}"} and not each.is_relation
    ]


def poison_everything(evil: Iterable[str]) -> dict[str, str]:
    """Each text that is not empty, whatever its table, with one of `evil`, in turn.

    The mark of each column, by its name.
    """
    marks, evil = {}, cycle(evil)
    for model in (model for app in APPS for model in apps.get_app_config(app).get_models()):
        for field in typed(model):
            mark = f"m{len(marks):03d}m"
            held = model._base_manager.exclude(**{field.name: ""})
            for number, row in enumerate(held.filter(**{f"{field.name}__isnull": False})):
                text = f"{mark}{number}{next(evil)}"[: field.max_length]
                model._base_manager.filter(pk=row.pk).update(**{field.name: text})
                marks[f"{model.__name__}.{field.name}"] = mark
    _poison_words(evil)
    return marks


def _poison_words(evil: Iterator[str]) -> None:
    """Those of the journal, whose triggers step aside: nothing checks the chain here."""
    triggers.drop(connection, [triggers.WORDS])
    for words in Words.objects.all():
        said = {name: _poisoned(value, evil) for name, value in json.loads(words.said).items()}
        Words.objects.filter(pk=words.pk).update(said=json.dumps(said))
    triggers.create(connection, [triggers.WORDS])


def _poisoned(value: object, evil: Iterator[str]) -> object:
    return f"{value}{next(evil)}" if isinstance(value, str) else value
