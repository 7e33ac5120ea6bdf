from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy

from cases.forms.fields import ProseField
from cases.forms.statement import StatementForm
from cases.statement import Statement


class ReviseForm(StatementForm):
    """`seen` is the number of the version that the page was filled from."""

    seen = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=1,
        error_messages={
            "required": gettext_lazy("Rouvrez cette page depuis l’observation à modifier.")
        },
    )
    reason = ProseField(
        label=gettext_lazy("Pourquoi changez-vous une réponse ?"),
        help_text=gettext_lazy(
            "À remplir si vous corrigez une réponse déjà donnée, pas pour un simple ajout."
        ),
        rows=2,
    )

    def __init__(
        self, data: Mapping[str, object] | None = None, *, before: Statement, seen: int
    ) -> None:
        super().__init__(data, before=before, initial={"seen": seen})
