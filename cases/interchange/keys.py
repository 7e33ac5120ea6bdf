"""The keys that one list of a file declares, for the rows of other lists that name them."""

from django.utils.translation import gettext as _

from cases.interchange.faults import shown
from cases.interchange.fields import Fields


class Keys:
    """Each key with its place and the publisher that it belongs to, where it has one."""

    def __init__(self, listed_in: str) -> None:
        self._listed_in = listed_in
        self._places: dict[str, str] = {}
        self._publishers: dict[str, str] = {}
        self.is_readable = True

    def rows(self, holder: Fields, known: frozenset[str]) -> list[Fields]:
        """A list that cannot be read is one fault, not one for each row that names its keys."""
        rows = holder.rows(self._listed_in, known, ("key",))
        self.is_readable = self.is_readable and rows is not None
        return rows or []

    def declare(self, row: Fields, key: str, publisher: str = "") -> None:
        if key in self._places:
            row.refuse(
                "key", _("Cette clé est déjà celle de %(place)s.") % {"place": self._places[key]}
            )
        elif key:
            self._places[key] = row.place
            self._publishers[key] = publisher

    def publisher(self, row: Fields, field: str, key: str) -> str:
        """Of the key that `field` names; empty when it is not known."""
        if key and self.is_readable and key not in self._places:
            row.refuse(
                field,
                _("« %(key)s » n’est pas une clé de la liste « %(list)s ».")
                % {"key": shown(key), "list": self._listed_in},
            )
        return self._publishers.get(key, "")
