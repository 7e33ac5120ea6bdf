"""What one organisation observed, as a form: the short part, then all that can come later."""

import re
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from cases.answers import Answers, CallHour, Notice, Refusal
from cases.forms.fields import PARIS, LocalMomentField, ProseField, WholeNumberField, plain_lines
from cases.forms.rows import CALL, NOTICE, part_name, row_fields, row_indexes, rows_initial
from cases.forms.tables import NONE_RECEIVED, RECEIVED, Rows, Tables
from cases.models import SourceType
from cases.statement import Statement, refusals_of
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
PLAIN_ANSWERS = (
    "observed_at",
    "symptom",
    "severity",
    "first_symptom_at",
    "blocked_at",
    "restored_at",
    "customers_subscribed",
    "customers_affected",
    "awareness",
    "usual_calls_per_hour",
    "answer_quality",
    "narrative",
)


class StatementForm(forms.Form):
    """`before` is what was stated so far: the form starts from it, in its time zone."""

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

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        before: Statement | None = None,
        initial: Mapping[str, object] | None = None,
    ) -> None:
        self.before = before
        self.zone = ZoneInfo(before.time_zone) if before else PARIS
        start = _initial_of(before) if before else {"observed_at": timezone.now()}
        super().__init__(data, initial={**start, **(initial or {})})
        self.tables = Tables(self, self._add_rows(data))
        if before and before.source_type == SourceType.IMPORT:
            self.fields["source_type"].choices = SourceType.choices  # type: ignore[attr-defined]
        for name, field in self.fields.items():
            if isinstance(field, LocalMomentField):
                field.zone = self.zone
                field.kept = start.get(name) if before else None  # type: ignore[assignment]

    def _add_rows(self, data: Mapping[str, object] | None) -> dict[str, list[int]]:
        answers = self.before.answers if self.before else None
        filled = {
            NOTICE: len(answers.publisher_notices or ()) if answers else 0,
            CALL: len(answers.calls or ()) if answers else 0,
        }
        indexes = {table: row_indexes(table, filled[table], data) for table in (NOTICE, CALL)}
        for table in (NOTICE, CALL):
            self.fields.update(row_fields(table, indexes[table]))
        return indexes

    @property
    def notice_rows(self) -> Rows:
        return self.tables.rows(NOTICE)

    @property
    def call_rows(self) -> Rows:
        return self.tables.rows(CALL)

    @property
    def opens_the_rest(self) -> bool:
        """Whether the folded part holds something: an error, or an answer already given."""
        short = {"product", "symptom", "severity", "observed_at", "source_type", "narrative"}
        short |= {"blocked_at", "customers_affected", "customers_subscribed", "awareness"}
        return self.before is not None or bool(set(self.errors) - short)

    def clean(self) -> dict[str, object]:
        self.tables.refuse_half_rows()
        if not {"observed_at", "symptom", "severity"} - set(self.cleaned_data):
            for refusal in refusals_of(self.statement(), now=timezone.now()):
                self.add_error(self._field_of(refusal), refusal.message)
        return self.cleaned_data

    def statement(self) -> Statement:
        given = self.cleaned_data
        return Statement(
            answers=self._answers(),
            source_type=SourceType(given.get("source_type") or SourceType.OWN),
            inference=self._prose("inference"),
            opinion=self._prose("opinion"),
            onset=given.get("onset", ""),
            affected_range=given.get("affected_range", ""),
            time_zone=str(self.zone),
        )

    def _answers(self) -> Answers:
        given = {name: self.cleaned_data.get(name) for name in PLAIN_ANSWERS}
        given["symptom"] = Symptom(self.cleaned_data["symptom"])
        given["severity"] = Severity(self.cleaned_data["severity"])
        awareness, quality = given["awareness"], given["answer_quality"]
        given["awareness"] = Awareness(awareness) if awareness else None
        given["answer_quality"] = AnswerQuality(quality) if quality else None
        given["narrative"] = self._prose("narrative")
        return Answers(**given, publisher_notices=self._notices(), calls=self._calls())  # type: ignore[arg-type]

    def _notices(self) -> tuple[Notice, ...] | None:
        rows = self.tables.notices()
        asked = rows or self.cleaned_data.get("notices_asked") == NONE_RECEIVED
        return rows if asked else None

    def _calls(self) -> tuple[CallHour, ...] | None:
        rows = self.tables.calls()
        kept_empty = self.before is not None and self.before.answers.calls == ()
        return rows if rows or kept_empty else None

    def _prose(self, name: str) -> str:
        """Spaces and line ends that a text area changes by itself are no correction."""
        typed: str = self.cleaned_data.get(name, "")
        kept = self.initial.get(name, "") if self.before else ""
        return kept if plain_lines(kept) == typed else typed

    def _field_of(self, refusal: Refusal) -> str:
        place = re.fullmatch(r"\[(\d+)\]\.(\w+)", refusal.item)
        if place is None:
            return refusal.field
        table = CALL if refusal.field == "calls" else NOTICE
        return part_name(table, self.tables.filled(table)[int(place[1])], place[2])


def _initial_of(statement: Statement) -> dict[str, object]:
    answers = statement.answers
    start: dict[str, object] = {name: getattr(answers, name) for name in PLAIN_ANSWERS}
    notices = answers.publisher_notices
    start["notices_asked"] = "" if notices is None else RECEIVED if notices else NONE_RECEIVED
    return {
        **start,
        "source_type": statement.source_type,
        "inference": statement.inference,
        "onset": statement.onset,
        "affected_range": statement.affected_range,
        "opinion": statement.opinion,
        **rows_initial(answers),
    }
