"""Where somebody is still named, in words that others wrote and that stay as evidence."""

import json
from collections.abc import Iterable, Iterator

from django.apps import apps
from django.db.models import CharField, Field, JSONField, Model, Q, TextField
from django.db.models.functions import Cast


def still_naming(names: Iterable[str]) -> list[str]:
    """What such rows are called, each once, whatever their table: every text column is read."""
    names = sorted(names)
    found = {
        str(model._meta.verbose_name_plural)
        for model in apps.get_models()
        if any(_names(model, field, names) for field in _texts(model))
    }
    return sorted(found)


def _texts(model: type[Model]) -> Iterator["Field[object, object]"]:
    for field in model._meta.local_concrete_fields:
        if isinstance(field, CharField | TextField | JSONField) and not field.choices:
            yield field


def _names(model: type[Model], field: "Field[object, object]", names: list[str]) -> bool:
    rows = model._base_manager.annotate(text_of_it=Cast(field.name, TextField()))
    wanted = Q()
    for name in names:
        # On SQLite, JSON keeps what is not ASCII as escapes.
        for spelled in {name, json.dumps(name)[1:-1]}:
            wanted |= Q(text_of_it__icontains=spelled)
    return rows.filter(wanted).exists()
