"""« Attestation de témoin »: a form that a witness fills in. The software writes no story, no date
and no signature: only who the witness is, and what may link them to the parties, to be confirmed.

The empty forms are printed once (`manage.py print_attestations`) and kept beside this module.
"""

import json
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from pikepdf import Name, String

from cases.models import Case
from members.models import User

FOLDER = Path(__file__).parent / "data"
TO_CONFIRM = "to_confirm"


class Way(models.TextChoices):
    """How the facts are told."""

    BY_HAND = "manuscrite", _("À la main")
    TYPED = "saisie", _("Au clavier")


@dataclass(frozen=True)
class Mention:
    code: str
    status: str
    text: str

    def __str__(self) -> str:
        """With the sign of what counsel has to confirm."""
        return f"{self.text}\u00a0†" if self.status == TO_CONFIRM else self.text


@cache
def mentions() -> dict[str, Mention]:
    data = json.loads((FOLDER / "attestation.json").read_text())
    return {each["code"]: Mention(**each) for each in data["mentions"]}


def form_path(way: Way) -> Path:
    return FOLDER / f"attestation-{way.value}.pdf"


def attestation(case: Case, way: Way, *, witness: User) -> bytes:
    """The form for this witness: their name, and the community of interests to confirm."""
    link = f"Adhérent de {settings.ASSOCIATION_NAME} ; partenaire de {case.publisher.name}"
    filled = BytesIO()
    with pikepdf.open(form_path(way)) as form:
        fields = {str(each.T): each for each in form.Root.AcroForm.Fields}
        fields["nom"].V = String(witness.full_name)
        fields["interets_precision"].V = String(link)
        fields["interets_oui"].V = fields["interets_oui"].AS = Name.on
        if witness.organisation:
            fields["employeur"].V = String(witness.organisation.name)
        form.save(filled, deterministic_id=True)
    return filled.getvalue()
