"""Controls that take what people type: local times, numbers with spaces, text with line ends.

`missing` is the sentence that answers an empty control; without one it may stay empty.
"""

import re
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from cases.answers import NARRATIVE_LENGTH, LocalTimeRefused, local_instant, local_minute

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

type Words = str | _StrPromise

PARIS = ZoneInfo("Europe/Paris")
MOST_DIGITS = 18
CONTROL_FORMAT = "%Y-%m-%dT%H:%M"
TYPED_FORMATS = (
    CONTROL_FORMAT,
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%d/%m/%Y %H:%M",
    "%d/%m/%Y %Hh%M",
)


def is_number(typed: str) -> bool:
    """Whether an address or a hidden control holds a number that every database can compare."""
    return typed.isascii() and typed.isdigit() and len(typed) <= MOST_DIGITS


class LocalMomentField(forms.Field):
    """A time as the clocks of `zone` showed it, kept as an instant.

    `kept` is the instant that the control was filled with: left as it is, it stays that one, even
    in the second pass of a repeated hour, which a control cannot tell from the first.
    """

    default_error_messages = {"invalid": _("Écrivez une date et une heure : 09/01/2018 09:10.")}

    def __init__(self, *, label: Words, missing: Words = "", help_text: Words = "") -> None:
        super().__init__(
            label=label,
            required=bool(missing),
            help_text=help_text,
            widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=CONTROL_FORMAT),
            error_messages={"required": missing},
        )
        self.zone = PARIS
        self.kept: datetime | None = None

    def prepare_value(self, value: object) -> object:
        return local_minute(value, self.zone) if isinstance(value, datetime) else value

    def to_python(self, value: str | None) -> datetime | None:
        if not value or not value.strip():
            return None
        naive = self._parsed(value.strip())
        if self.kept and local_minute(self.kept, self.zone) == naive.isoformat(timespec="minutes"):
            return self.kept
        try:
            return local_instant(naive, self.zone)
        except LocalTimeRefused as refusal:
            raise ValidationError(str(refusal)) from refusal

    def _parsed(self, typed: str) -> datetime:
        for layout in TYPED_FORMATS:
            try:
                return datetime.strptime(typed, layout).replace(second=0)  # noqa: DTZ007
            except ValueError:
                continue
        raise ValidationError(self.error_messages["invalid"], code="invalid")


class WholeNumberField(forms.IntegerField):
    """« 1 200 » is a number too. The text stays in the control when it is not one."""

    def __init__(self, *, label: Words, help_text: Words = "") -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(label=label, required=False, help_text=help_text, widget=widget)

    def to_python(self, value: object) -> int | None:
        return super().to_python(re.sub(r"\s", "", value) if isinstance(value, str) else value)


class ProseField(forms.CharField):
    """Text whose line ends are the same wherever it was typed."""

    def __init__(
        self, *, label: Words, missing: Words = "", help_text: Words = "", rows: int = 4
    ) -> None:
        super().__init__(
            label=label,
            required=bool(missing),
            help_text=help_text,
            widget=forms.Textarea(attrs={"rows": rows}),
            error_messages={"required": missing},
        )
        # Not `max_length`: the browser would cut what is pasted without a word.
        self.validators.append(MaxLengthValidator(NARRATIVE_LENGTH))

    def to_python(self, value: object) -> str:
        return plain_lines(super().to_python(value) or "")


class SirenField(forms.CharField):
    def to_python(self, value: object) -> str:
        """Nine digits, however they are spaced."""
        typed = re.sub(r"\s", "", super().to_python(value) or "")
        if typed and not (typed.isascii() and typed.isdigit() and len(typed) == 9):
            raise ValidationError(_("Un SIREN a neuf chiffres."))
        return typed


def plain_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
