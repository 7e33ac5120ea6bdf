"""The two tables inside the form: messages of the publisher, calls hour by hour."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from django import forms
from django.utils.translation import gettext as _

from cases.answers import Answers
from cases.forms.fields import LocalMomentField, WholeNumberField
from cases.vocabulary import Channel, NoticePhase

NOTICE: Final = "notice"
CALL: Final = "call"
PARTS: Final = {
    NOTICE: ("phase", "channel", "received_at"),
    CALL: ("hour", "count", "complaints"),
}
ROWS_OFFERED: Final = {NOTICE: 3, CALL: 6}
ROWS_TO_ADD: Final = 2


def part_name(table: str, index: int, part: str) -> str:
    return f"{table}_{index}_{part}"


def row_indexes(table: str, filled: int, data: Mapping[str, object] | None) -> list[int]:
    """The rows offered, those that were filled before, and any that the page sent back."""
    offered = max(ROWS_OFFERED[table], filled + ROWS_TO_ADD if filled else 0)
    pattern = re.compile(rf"{table}_(\d{{1,4}})_({'|'.join(PARTS[table])})")
    sent = (pattern.fullmatch(name) for name in data or ())
    return sorted({*range(offered), *(int(match[1]) for match in sent if match)})


def row_fields(table: str, indexes: Iterable[int]) -> dict[str, forms.Field]:
    make = _notice_fields if table == NOTICE else _call_fields
    return {
        part_name(table, index, part): field
        for index in indexes
        for part, field in make(index + 1).items()
    }


def _notice_fields(number: int) -> dict[str, forms.Field]:
    label = {"n": number}
    return {
        "phase": forms.ChoiceField(
            label=_("Message %(n)s, objet") % label,
            choices=[("", "–"), *NoticePhase.choices],
            required=False,
        ),
        "channel": forms.ChoiceField(
            label=_("Message %(n)s, par") % label,
            choices=[("", "–"), *Channel.choices],
            required=False,
        ),
        "received_at": LocalMomentField(label=_("Message %(n)s, reçu le") % label),
    }


def _call_fields(number: int) -> dict[str, forms.Field]:
    label = {"n": number}
    return {
        "hour": LocalMomentField(label=_("Ligne %(n)s, heure") % label),
        "count": WholeNumberField(label=_("Ligne %(n)s, appels reçus") % label),
        "complaints": WholeNumberField(label=_("Ligne %(n)s, dont réclamations") % label),
    }


def rows_initial(answers: Answers) -> dict[str, object]:
    listed = ((NOTICE, answers.publisher_notices), (CALL, answers.calls))
    return {
        part_name(table, index, part): getattr(row, part)
        for table, rows in listed
        for index, row in enumerate(rows or ())
        for part in PARTS[table]
    }
