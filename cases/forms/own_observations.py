from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from cases.models import Question
from cases.models.observation import ObservationQuerySet
from cases.states import CaseState, ObservationState


class OwnObservationsForm(forms.Form):
    """Which of one's observations to list: kept in the address."""

    etat = forms.ChoiceField(
        label=_("Montrer"),
        required=False,
        choices=[
            ("", _("Toutes")),
            ("question", _("Question en attente")),
            ("a-completer", _("À compléter")),
            ("sans-cas", _("Pas encore rattachées à un cas")),
            ("en-cours", _("Rattachées à un cas en cours")),
            ("relayees", _("Relayées")),
            ("hors-compte", _("Qui ne comptent pas")),
        ],
    )

    def applied_to(self, own: ObservationQuerySet) -> ObservationQuerySet:
        """An unknown value filters nothing."""
        chosen = self.cleaned_data["etat"] if self.is_valid() else ""
        received = ObservationState.RECEIVED
        pending = Question.objects.filter(observation=OuterRef("pk"), answered_at=None)
        closed = [CaseState.RELAYED, CaseState.DISMISSED]
        match chosen:
            case "question":
                return own.filter(Exists(pending))
            case "a-completer":
                return own.incomplete()
            case "sans-cas":
                return own.unattached()
            case "en-cours":
                return own.counted().filter(case__isnull=False).exclude(case__state__in=closed)
            case "relayees":
                return own.filter(state=received, case__state=CaseState.RELAYED)
            case "hors-compte":
                return own.exclude(state=received)
        return own
