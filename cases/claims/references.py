"""The rows of reference, brought from the files of `data` into the database.

Run as often as one likes: what is there stays as it is, what is new is added, and a row that the
file tells otherwise under the same version is refused, since a sheet may have used it. An English
translation that a row lacks is added to it: no document cites one.
"""

import json
from collections.abc import Iterable, Mapping
from operator import attrgetter
from pathlib import Path
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from cases.claims.errors import ReferenceRefused
from cases.claims.models import (
    CollectiveRoute,
    CourtJurisdiction,
    LegalFigure,
    LegalGround,
    LegalRate,
    LegalReference,
    LegalRemark,
    LegalRight,
    LegalSentence,
    LossHead,
    MandateText,
    ProofElement,
)

DATA = Path(__file__).with_name("data") / "references.json"
TABLES: dict[str, tuple[type[models.Model], tuple[str, ...]]] = {
    "loss_heads": (LossHead, ("code", "version")),
    "legal_rates": (LegalRate, ("kind", "since", "version")),
    "legal_figures": (LegalFigure, ("code", "version")),
    "collective_routes": (CollectiveRoute, ("code", "version")),
    "court_jurisdictions": (CourtJurisdiction, ("code", "version")),
    "mandate_texts": (MandateText, ("code", "version")),
    "legal_references": (LegalReference, ("code", "version")),
    "proof_elements": (ProofElement, ("code", "version")),
    "legal_grounds": (LegalGround, ("code", "version")),
    "legal_remarks": (LegalRemark, ("code", "version")),
    "legal_rights": (LegalRight, ("code", "version")),
    "legal_sentences": (LegalSentence, ("code", "version")),
}


@transaction.atomic
def load_references(*paths: Path) -> int:
    """How many rows were added, from every file unless some are named. All, or none."""
    return sum(_loaded_from(path) for path in paths or sorted(DATA.parent.glob("*.json")))


def _loaded_from(path: Path) -> int:
    told = json.loads(path.read_text(encoding="utf-8"))
    return sum(
        _loaded(model, key, [{**_provenance(told), **row} for row in told.get(table, ())])
        for table, (model, key) in TABLES.items()
    )


def _provenance(told: Mapping[str, Any]) -> dict[str, Any]:
    return {"checked_on": told["checked_on"], "version": 1}


def _loaded(model: type[models.Model], key: tuple[str, ...], rows: list[dict[str, Any]]) -> int:
    named = attrgetter(*key)
    held = {named(row): row for row in model._default_manager.all()} if rows else {}
    added = []
    for row in rows:
        told = model(**_as_kept(model, row))
        if (name := named(told)) in held:
            _translate_or_refuse(name, held[name], told, row)
        else:
            held[name] = told
            added.append(told)
    model._default_manager.bulk_create(added)
    return len(added)


def _translate_or_refuse(
    name: tuple[object, ...], held: models.Model, told: models.Model, fields: Iterable[str]
) -> None:
    changed = [field for field in fields if getattr(held, field) != getattr(told, field)]
    lacking = [field for field in changed if field.endswith("_en") and not getattr(held, field)]
    if len(changed) > len(lacking):
        said = _("%(row)s : %(fields)s. Donnez-lui une version de plus au lieu de la changer.")
        raise ReferenceRefused(
            said % {"row": " ".join(map(str, name)), "fields": ", ".join(changed)}
        )
    for field in lacking:
        setattr(held, field, getattr(told, field))
    if lacking:
        held.save(update_fields=lacking)


def _as_kept(model: type[models.Model], row: Mapping[str, Any]) -> dict[str, Any]:
    """Dates and decimals are written as text in the file."""
    fields = {field.name: field for field in model._meta.concrete_fields}
    return {name: fields[name].to_python(value) for name, value in row.items()}
