"""What the two tables inside the form say once they are filled, and their rows half filled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from cases.answers import CallHour, Notice
from cases.forms.rows import CALL, NOTICE, PARTS, part_name
from cases.vocabulary import Channel, NoticePhase

NONE_RECEIVED: Final = "none"
RECEIVED: Final = "some"


type Row = list[BoundField]


@dataclass(frozen=True)
class Rows:
    """What is filled, or refused, is in view; the rows that are free are folded."""

    shown: list[Row]
    folded: list[Row]


@dataclass(frozen=True)
class Tables:
    """`indexes` are the rows of each table that the page holds."""

    form: forms.Form
    indexes: Mapping[str, Sequence[int]]

    def rows(self, table: str) -> Rows:
        rows = [
            [self.form[part_name(table, index, part)] for part in PARTS[table]]
            for index in self.indexes[table]
        ]
        shown = [row for row in rows if _is_in_use(row)]
        return Rows(shown, [row for row in rows if row not in shown])

    def filled(self, table: str) -> list[int]:
        """The rows whose first needed parts are there."""
        needed = PARTS[table] if table == NOTICE else ("hour", "count")
        return [
            index
            for index in self.indexes[table]
            if all(self._part(table, index, part) not in (None, "") for part in needed)
        ]

    def notices(self) -> tuple[Notice, ...]:
        return tuple(
            Notice(
                NoticePhase(self._part(NOTICE, index, "phase")),
                Channel(self._part(NOTICE, index, "channel")),
                self._part(NOTICE, index, "received_at"),
            )
            for index in self.filled(NOTICE)
        )

    def calls(self) -> tuple[CallHour, ...]:
        return tuple(
            CallHour(*(self._part(CALL, index, part) for part in PARTS[CALL]))
            for index in self.filled(CALL)
        )

    def refuse_half_rows(self) -> None:
        messages = {
            NOTICE: _("Complétez ce message : objet, canal et moment, ou videz la ligne."),
            CALL: _("Donnez l’heure et le nombre d’appels, ou videz la ligne."),
        }
        for table, indexes in self.indexes.items():
            whole = set(self.filled(table))
            for index in indexes:
                if index not in whole and self._is_started(table, index):
                    self._refuse_missing_part(table, index, messages[table])
        if NOTICE in self.indexes:
            self._refuse_unclear_notices()

    def _part(self, table: str, index: int, part: str) -> Any:
        return self.form.cleaned_data.get(part_name(table, index, part))

    def _is_started(self, table: str, index: int) -> bool:
        parts = (self._part(table, index, part) for part in PARTS[table])
        return any(value not in (None, "") for value in parts)

    def _refuse_missing_part(self, table: str, index: int, message: str) -> None:
        names = [part_name(table, index, part) for part in PARTS[table]]
        if any(name in self.form.errors for name in names):
            return
        given = self.form.cleaned_data
        missing = next(name for name in names if given.get(name) in (None, ""))
        self.form.add_error(missing, message)

    def _refuse_unclear_notices(self) -> None:
        asked = self.form.cleaned_data.get("notices_asked")
        started = any(self._is_started(NOTICE, index) for index in self.indexes[NOTICE])
        broken = any(name.startswith(f"{NOTICE}_") for name in self.form.errors)
        if asked == NONE_RECEIVED and started:
            self.form.add_error(
                "notices_asked",
                _("Vous répondez « aucun » mais un message est décrit : choisissez."),
            )
        if asked == RECEIVED and not started and not broken:
            self.form.add_error("notices_asked", _("Décrivez au moins un message reçu ci-dessous."))


def _is_in_use(row: Row) -> bool:
    return any(field.errors or field.value() not in (None, "") for field in row)
