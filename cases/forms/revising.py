"""What an observation states, one section a page, and what each section changes of it."""

import copy
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Final
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.answers import Answers, Refusal
from cases.forms.fields import LocalMomentField, ProseField, Words, plain_lines
from cases.forms.rows import CALL, NOTICE, part_name, row_fields, row_indexes, rows_initial
from cases.forms.statement import StatementForm
from cases.forms.tables import NONE_RECEIVED, RECEIVED, Rows, Tables
from cases.models import SourceType
from cases.statement import Statement, answered_in, changes_an_answer, refusals_of
from cases.vocabulary import AnswerQuality, Awareness, Severity, Symptom

ASKED_OF_NOTICES: Final = "notices_asked"
COLUMNS: Final = {NOTICE: "publisher_notices", CALL: "calls"}
CODES: Final = {
    "symptom": Symptom,
    "severity": Severity,
    "source_type": SourceType,
    "awareness": Awareness,
    "answer_quality": AnswerQuality,
}
PROSE: Final = frozenset({"narrative", "inference", "opinion"})
ANSWERS: Final = frozenset(field.name for field in fields(Answers))


@dataclass(frozen=True)
class Section:
    """`questions` are fields of `StatementForm`; a `table` of rows may follow them."""

    slug: str
    title: Words
    questions: tuple[str, ...]
    table: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """What it answers, by the name under which a version keeps it."""
        asked = tuple(name for name in self.questions if name != ASKED_OF_NOTICES)
        return (*asked, COLUMNS[self.table]) if self.table else asked


SECTIONS: Final = (
    Section("constat", gettext_lazy("Le constat"), ("symptom", "severity", "source_type")),
    Section(
        "moments",
        gettext_lazy("Les moments"),
        ("observed_at", "onset", "first_symptom_at", "blocked_at", "restored_at"),
    ),
    Section(
        "clients",
        gettext_lazy("Vos clients"),
        ("affected_range", "customers_affected", "customers_subscribed"),
    ),
    Section("su", gettext_lazy("Comment vous l’avez su"), ("awareness",)),
    Section("messages", gettext_lazy("Les messages de l’éditeur"), (ASKED_OF_NOTICES,), NOTICE),
    Section("appels", gettext_lazy("Les appels reçus"), ("usual_calls_per_hour",), CALL),
    Section("reponse", gettext_lazy("La réponse à vos clients"), ("answer_quality",)),
    Section("recit", gettext_lazy("Votre récit"), ("narrative", "inference", "opinion")),
)
BY_SLUG: Final = {section.slug: section for section in SECTIONS}


class SectionForm(forms.Form):
    """`before` is all that was stated so far, `seen` the number of the version that states it."""

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
        self,
        section: Section,
        data: Mapping[str, object] | None = None,
        *,
        before: Statement,
        seen: int,
    ) -> None:
        self.section, self.before = section, before
        super().__init__(data, initial={**_initial_of(before), "seen": seen})
        reason = self.fields.pop("reason")
        for name in section.questions:
            self.fields[name] = copy.deepcopy(StatementForm.base_fields[name])
        self.tables = Tables(self, self._add_rows(data))
        if answered_in(before) & set(section.columns):
            self.fields["reason"] = reason
        self._start_from_what_was_stated()

    def _add_rows(self, data: Mapping[str, object] | None) -> dict[str, list[int]]:
        table = self.section.table
        if not table:
            return {}
        filled = len(getattr(self.before.answers, COLUMNS[table]) or ())
        indexes = row_indexes(table, filled, data)
        self.fields.update(row_fields(table, indexes))
        return {table: indexes}

    def _start_from_what_was_stated(self) -> None:
        if self.before.source_type == SourceType.IMPORT and "source_type" in self.fields:
            self.fields["source_type"].choices = SourceType.choices  # type: ignore[attr-defined]
        for name, field in self.fields.items():
            if isinstance(field, LocalMomentField):
                field.zone = ZoneInfo(self.before.time_zone)
                field.kept = self.initial.get(name)

    @property
    def questions(self) -> list[forms.BoundField]:
        return [self[name] for name in self.section.questions]

    @property
    def rows(self) -> Rows | None:
        return self.tables.rows(self.section.table) if self.section.table else None

    def clean(self) -> dict[str, Any]:
        self.tables.refuse_half_rows()
        if not self.errors:
            after = self.statement()
            for refusal in refusals_of(after, now=timezone.now()):
                self.add_error(self._field_of(refusal), refusal.message)
            if changes_an_answer(self.before, after) and not self.cleaned_data.get("reason"):
                self.add_error(
                    "reason", _("Vous changez une réponse déjà donnée : dites pourquoi.")
                )
        return self.cleaned_data

    def statement(self) -> Statement:
        """All that was stated, with this section as it is now answered."""
        said = {name: self._said(name) for name in self.section.columns}
        answers = {name: said.pop(name) for name in list(said) if name in ANSWERS}
        return replace(self.before, answers=replace(self.before.answers, **answers), **said)

    def _said(self, name: str) -> Any:
        if name == COLUMNS[NOTICE]:
            rows = self.tables.notices()
            asked = rows or self.cleaned_data.get(ASKED_OF_NOTICES) == NONE_RECEIVED
            return rows if asked else None
        if name == COLUMNS[CALL]:
            # None of them and « nobody counted » look the same on the page.
            return self.tables.calls() or (() if self.before.answers.calls == () else None)
        value = self.cleaned_data[name]
        if name in PROSE:
            return self._prose(name, value)
        if name in CODES:
            return CODES[name](value) if value else None
        return value

    def _prose(self, name: str, typed: str) -> str:
        """Spaces and line ends that a text area changes by itself are no correction."""
        kept: str = self.initial[name]
        return kept if plain_lines(kept) == typed else typed

    def _field_of(self, refusal: Refusal) -> str | None:
        """Another section's refusal, of what was kept before it was refused, has no field here."""
        place = re.fullmatch(r"\[(\d+)\]\.(\w+)", refusal.item)
        name = refusal.field
        if place is not None:
            table = CALL if refusal.field == COLUMNS[CALL] else NOTICE
            if table != self.section.table:
                return None
            name = part_name(table, self.tables.filled(table)[int(place[1])], place[2])
        return name if name in self.fields else None


def _initial_of(statement: Statement) -> dict[str, Any]:
    start = {field.name: getattr(statement.answers, field.name) for field in fields(Answers)}
    notices = statement.answers.publisher_notices
    start[ASKED_OF_NOTICES] = "" if notices is None else RECEIVED if notices else NONE_RECEIVED
    own = {field.name: getattr(statement, field.name) for field in fields(statement)}
    return {**own, **start, **rows_initial(statement.answers)}
