"""« Attestation de témoin »: a form that a witness fills in. The software writes no story, no date
and no signature: only who the witness is, and what may link them to the parties, to be confirmed.

The empty forms are printed once (`manage.py print_attestations`) and kept beside this module.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from members.models import User

FOLDER = Path(__file__).parent / "data"
FILLER = "reports.form_filling"
SECONDS = 30
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
    values = {
        "nom": witness.full_name,
        "employeur": witness.organisation.name if witness.organisation else "",
        "interets_oui": "on",
        "interets_precision": (
            f"Adhérent de {settings.ASSOCIATION_NAME} ; partenaire de {case.publisher.name}"
        ),
    }
    done = subprocess.run(  # noqa: S603  # our own module; the values are read, not run
        [sys.executable, "-m", FILLER, str(form_path(way))],
        cwd=settings.BASE_DIR,
        input=json.dumps(values).encode(),
        stdout=subprocess.PIPE,
        timeout=SECONDS,
        check=True,
    )
    return done.stdout
