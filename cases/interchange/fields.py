"""One JSON object of a file, read field by field; what is wrong is noted, never raised.

A faulty field reads as unanswered, a faulty required one as a stand-in: with one fault noted the
file is refused, so that no stand-in is ever kept.
"""

import re
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.translation import gettext as _

from cases.answers import LocalTimeRefused, is_on_calendar, local_instant, off_calendar
from cases.interchange.document import Repeated
from cases.interchange.faults import UNSHOWABLE, Fault, row_name, shown
from cases.interchange.rows import KEY_LENGTH

STAND_IN = date(2000, 1, 1)
LOCAL_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d", re.ASCII)
LOCAL_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class Clock:
    """The local times of one file as instants. The same few strings come back all the time."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._instants: dict[str, datetime] = {}
        self.stand_in = local_instant(datetime.combine(STAND_IN, time()), zone)

    def instant(self, text: str) -> datetime:
        known = self._instants.get(text)
        if known is None:
            known = self._instants[text] = local_instant(self._naive(text), self._zone)
        return known

    def _naive(self, text: str) -> datetime:
        if not LOCAL_TIME.fullmatch(text):
            raise LocalTimeRefused(_("Écrivez un moment sous la forme 2018-01-09T09:10."))
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            raise LocalTimeRefused(_("Cette date ou cette heure n’existe pas.")) from None


class Fields:
    __slots__ = ("_faults", "_prefix", "_row", "_values", "place")

    def __init__(
        self,
        values: dict[str, object],
        known: frozenset[str],
        faults: list[Fault],
        *,
        place: str = "",
        row: str = "",
        prefix: str = "",
    ) -> None:
        self._values = values
        self._faults = faults
        self.place = place
        self._row = row
        self._prefix = prefix
        if not values.keys() <= known:
            for name in sorted(values.keys() - known):
                self.refuse(shown(name), _("Ce champ est inconnu."))
        if type(values) is Repeated:
            for name in values.names:
                self.refuse(shown(name), _("Ce champ figure deux fois."))

    def refuse(self, field: str, reason: str) -> None:
        self._faults.append(Fault(self._row, self._prefix + field, reason))

    def _refuse_absent(self, field: str) -> None:
        if self._values.get(field) is None:
            self.refuse(field, _("Ce champ est obligatoire."))

    def text(self, field: str, longest: int) -> str:
        """A required text on one line."""
        value = self._values.get(field)
        if value is None:
            self._refuse_absent(field)
        elif not isinstance(value, str):
            self.refuse(field, _("Un texte est attendu."))
        elif not value.strip():
            self.refuse(field, _("Ce champ est vide."))
        elif len(value) > longest:
            self.refuse(field, _("Ce texte dépasse %(longest)s caractères.") % {"longest": longest})
        elif UNSHOWABLE.search(value):
            self.refuse(field, _("Ce texte contient un caractère interdit."))
        else:
            return value
        return ""

    def long_text(self, field: str) -> str:
        value = self._values.get(field)
        if isinstance(value, str):
            return value
        if value is not None:
            self.refuse(field, _("Un texte est attendu."))
        return ""

    def code[Codes: Enum](self, field: str, codes: type[Codes]) -> Codes | None:
        value = self._values.get(field)
        if value is None:
            return None
        try:
            return codes(value)
        except ValueError:
            self.refuse(
                field,
                _("Le code « %(value)s » est inconnu ; les codes sont : %(codes)s.")
                % {"value": shown(value), "codes": ", ".join(each.value for each in codes)},
            )
            return None

    def required_code[Codes: Enum](self, field: str, codes: type[Codes]) -> Codes:
        code = self.code(field, codes)
        if code is None:
            self._refuse_absent(field)
            return next(iter(codes))
        return code

    def whole(self, field: str) -> int | None:
        value = self._values.get(field)
        # A boolean is an integer to Python, not to the person who counted.
        if value is None or type(value) is int:
            return value
        self.refuse(field, _("Un nombre entier est attendu."))
        return None

    def required_whole(self, field: str) -> int:
        number = self.whole(field)
        if number is None:
            self._refuse_absent(field)
            return 0
        return number

    def decimal(self, field: str) -> Decimal | None:
        value = self._values.get(field)
        if value is None:
            return None
        if type(value) is int or isinstance(value, Decimal):
            return Decimal(value) or Decimal(0)
        self.refuse(field, _("Un nombre est attendu."))
        return None

    def moment(self, field: str, clock: Clock) -> datetime | None:
        value = self._values.get(field)
        if value is None:
            return None
        if not isinstance(value, str):
            self.refuse(field, _("Un moment est attendu, sous la forme 2018-01-09T09:10."))
            return None
        try:
            return clock.instant(value)
        except LocalTimeRefused as refusal:
            self.refuse(field, str(refusal))
            return None

    def required_moment(self, field: str, clock: Clock) -> datetime:
        moment = self.moment(field, clock)
        if moment is None:
            self._refuse_absent(field)
            return clock.stand_in
        return moment

    def required_zone(self, field: str) -> ZoneInfo:
        name = self.text(field, KEY_LENGTH)
        try:
            return ZoneInfo(name or "UTC")
        except (ZoneInfoNotFoundError, ValueError, OSError):
            self.refuse(
                field,
                _("« %(name)s » n’est pas un fuseau horaire comme « Europe/Paris ».")
                % {"name": shown(name)},
            )
            return ZoneInfo("UTC")

    def required_date(self, field: str) -> date:
        value = self._values.get(field)
        if value is None:
            self._refuse_absent(field)
        elif not isinstance(value, str) or not LOCAL_DATE.fullmatch(value):
            self.refuse(field, _("Écrivez une date sous la forme 2018-01-09."))
        else:
            return self._date(field, value)
        return STAND_IN

    def _date(self, field: str, text: str) -> date:
        try:
            day = date.fromisoformat(text)
        except ValueError:
            self.refuse(field, _("Cette date n’existe pas."))
            return STAND_IN
        if not is_on_calendar(day):
            self.refuse(field, off_calendar())
        return day

    def _objects(self, field: str) -> list[tuple[str, dict[str, object]]] | None:
        """The objects of a list, each with its place: « cases[2] »."""
        value = self._values.get(field)
        if value is None:
            return None
        if not isinstance(value, list):
            self.refuse(field, _("Une liste est attendue."))
            return None
        placed = [(f"{field}[{index}]", each) for index, each in enumerate(value)]
        for place, each in placed:
            if not isinstance(each, dict):
                self.refuse(place, _("Un objet est attendu."))
        return [(place, each) for place, each in placed if isinstance(each, dict)]

    def rows(
        self, field: str, known: frozenset[str], named_by: tuple[str, ...]
    ) -> "list[Fields] | None":
        """The rows of a required list, each named by its place and the fields that say which."""
        self._refuse_absent(field)
        placed = self._objects(field)
        if placed is None:
            return None
        within = f"{self.place}." if self.place else ""
        return [self._row_at(f"{within}{place}", each, known, named_by) for place, each in placed]

    def _row_at(
        self,
        place: str,
        values: dict[str, object],
        known: frozenset[str],
        named_by: tuple[str, ...],
    ) -> "Fields":
        row = row_name(place, *(values.get(name) for name in named_by))
        return Fields(values, known, self._faults, place=place, row=row)

    def parts(self, field: str, known: frozenset[str]) -> "list[Fields] | None":
        """The objects of one answer; None with one that is not, so that places stay right."""
        placed = self._objects(field)
        if placed is None or len(placed) != len(cast("list[object]", self._values[field])):
            return None
        return [
            Fields(values, known, self._faults, row=self._row, prefix=f"{place}.")
            for place, values in placed
        ]
