from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.claims.claim_forms import ActForm
from cases.claims.forms import DayField
from cases.claims.models import Knowledge
from cases.forms.fields import ProseField

NO_PROOF = ("", _("Aucune pour l’instant"))


class KnownForm(ActForm):
    known_on = DayField(
        label=_("Faits connus le"),
        help_text=_("Le jour où votre organisation a su, ou aurait dû savoir, ce qui s’est passé."),
        required=True,
    )
    basis = ProseField(
        label=_("Comment ils ont été connus ce jour-là"),
        help_text=_("Un courriel de l’éditeur, un appel d’un client, un constat : en une phrase."),
        missing=_("Dites comment les faits ont été connus ce jour-là."),
        rows=3,
    )
    evidence = forms.TypedChoiceField(
        label=_("Pièce qui le montre"),
        help_text=_("Une pièce déjà jointe à la demande, à sa fiche ou à ses contrats."),
        coerce=UUID,
        empty_value=None,
        required=False,
        error_messages={
            "invalid_choice": _("Cette pièce n’est plus sur la demande : relisez la liste.")
        },
    )

    def __init__(
        self, proofs: Mapping[UUID, str], said: Knowledge | None, seen: int, data: Any = None
    ) -> None:
        told = {"known_on": said.known_on, "basis": said.basis} if said else {}
        held = {"evidence": said.evidence_id} if said else {}
        super().__init__(data, initial={"seen": seen, **told, **held})
        choices = [NO_PROOF, *proofs.items()]
        self.fields["evidence"].choices = choices  # type: ignore[attr-defined]
