"""Every question about what one organisation observed. Pages ask some of them each."""

from django import forms
from django.utils.translation import gettext_lazy

from cases.forms.fields import LocalMomentField, ProseField, WholeNumberField
from cases.forms.tables import NONE_RECEIVED, RECEIVED
from cases.models import SourceType
from cases.vocabulary import (
    AffectedRange,
    AnswerQuality,
    Awareness,
    Onset,
    Severity,
    Symptom,
)

BLOCKING_MISSING = gettext_lazy("Dites si l’on peut encore travailler.")
UNKNOWN = ("", gettext_lazy("Je ne sais pas"))
WHEN_MISSING = gettext_lazy("Donnez la date et l’heure de votre constat.")


class StatementForm(forms.Form):
    symptom = forms.ChoiceField(
        label=gettext_lazy("Que se passe-t-il ?"),
        choices=Symptom,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choisissez ce qui se passe.")},
    )
    severity = forms.ChoiceField(
        label=gettext_lazy("Est-ce bloquant ?"),
        choices=Severity,
        widget=forms.RadioSelect,
        error_messages={"required": BLOCKING_MISSING},
    )
    blocked_at = LocalMomentField(
        label=gettext_lazy("Depuis quand est-ce bloqué ?"),
        help_text=gettext_lazy("Laissez vide si ce n’est pas bloqué ou si vous ne savez pas."),
    )
    onset = forms.ChoiceField(
        label=gettext_lazy("Depuis quand, à peu près ?"),
        choices=[UNKNOWN, *Onset.choices],
        required=False,
    )
    affected_range = forms.ChoiceField(
        label=gettext_lazy("Clients touchés, à peu près"),
        choices=[UNKNOWN, *AffectedRange.choices],
        required=False,
    )
    customers_affected = WholeNumberField(
        label=gettext_lazy("Combien de vos clients sont touchés ?"),
        help_text=gettext_lazy("Vide = je ne sais pas. Écrivez 0 si aucun n’est touché."),
    )
    customers_subscribed = WholeNumberField(
        label=gettext_lazy("Combien de vos clients utilisent ce produit ?"),
        help_text=gettext_lazy("Vide = je ne sais pas."),
    )
    awareness = forms.ChoiceField(
        label=gettext_lazy("Comment avez-vous appris l’incident chez l’éditeur ?"),
        choices=[UNKNOWN, *Awareness.choices],
        widget=forms.RadioSelect,
        required=False,
    )
    source_type = forms.ChoiceField(
        label=gettext_lazy("D’où tenez-vous ce que vous signalez ?"),
        choices=[choice for choice in SourceType.choices if choice[0] != SourceType.IMPORT],
        error_messages={"required": gettext_lazy("Dites d’où vous tenez ce que vous signalez.")},
        widget=forms.RadioSelect,
        initial=SourceType.OWN,
    )
    observed_at = LocalMomentField(
        label=gettext_lazy("Constaté le"),
        help_text=gettext_lazy("Maintenant, sauf si vous signalez après coup."),
        missing=WHEN_MISSING,
    )
    narrative = ProseField(
        label=gettext_lazy("Ce que vous avez constaté"),
        help_text=gettext_lazy("Les faits seulement : ce qui s’affiche, depuis quand, où."),
    )
    first_symptom_at = LocalMomentField(
        label=gettext_lazy("Premier appel ou premier signe le"),
    )
    restored_at = LocalMomentField(label=gettext_lazy("Retour à la normale constaté le"))
    notices_asked = forms.ChoiceField(
        label=gettext_lazy("Avez-vous reçu des messages de l’éditeur ?"),
        choices=[
            ("", gettext_lazy("Je ne réponds pas pour l’instant")),
            (NONE_RECEIVED, gettext_lazy("Aucun message reçu")),
            (RECEIVED, gettext_lazy("Oui, ceux du tableau ci-dessous")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    usual_calls_per_hour = forms.DecimalField(
        label=gettext_lazy("Appels par heure en temps ordinaire"),
        help_text=gettext_lazy("Vide = je ne sais pas."),
        localize=True,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    answer_quality = forms.ChoiceField(
        label=gettext_lazy("Quelle réponse avez-vous pu donner à vos clients ?"),
        choices=[UNKNOWN, *AnswerQuality.choices],
        widget=forms.RadioSelect,
        required=False,
    )
    inference = ProseField(
        label=gettext_lazy("Ce que vous en déduisez"),
        help_text=gettext_lazy("Gardé à part des faits."),
        rows=3,
    )
    opinion = ProseField(
        label=gettext_lazy("Votre avis"), help_text=gettext_lazy("Gardé à part des faits."), rows=3
    )
