"""The rows of reference, brought from the files of `data` into the database.

Run as often as one likes: what is there stays as it is, what is new is added, and a row that the
file tells otherwise under the same version is refused, since a sheet may have used it. An English
translation that a row lacks is added to it: no document cites one.
"""

import json
from collections.abc import Mapping
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
        _loaded(model, key, {**_provenance(told), **row})
        for table, (model, key) in TABLES.items()
        for row in told.get(table, ())
    )


def _provenance(told: Mapping[str, Any]) -> dict[str, Any]:
    return {"checked_on": told["checked_on"], "version": 1}


def _loaded(model: type[models.Model], key: tuple[str, ...], row: dict[str, Any]) -> bool:
    told = _as_kept(model, row)
    name = {field: told[field] for field in key}
    held, is_new = model._default_manager.get_or_create(**name, defaults=told)
    changed = [field for field, value in told.items() if getattr(held, field) != value]
    changed = _left_once_translated(held, told, changed)
    if not is_new and changed:
        said = _("%(row)s : %(fields)s. Donnez-lui une version de plus au lieu de la changer.")
        raise ReferenceRefused(
            said % {"row": " ".join(map(str, name.values())), "fields": ", ".join(changed)}
        )
    return is_new


def _left_once_translated(
    held: models.Model, told: Mapping[str, Any], changed: list[str]
) -> list[str]:
    lacking = [field for field in changed if field.endswith("_en") and not getattr(held, field)]
    if lacking:
        same = type(held)._default_manager.filter(pk=held.pk)
        same.update(**{field: told[field] for field in lacking})
    return [field for field in changed if field not in lacking]


def _as_kept(model: type[models.Model], row: Mapping[str, Any]) -> dict[str, Any]:
    """Dates and decimals are written as text in the file."""
    fields = {field.name: field for field in model._meta.concrete_fields}
    return {name: fields[name].to_python(value) for name, value in row.items()}
