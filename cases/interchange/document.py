"""A file's bytes → one JSON object of our format, with nothing lost on the way."""

import json
from collections import Counter
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from cases.interchange.faults import Fault, FileRefused
from cases.interchange.rows import FORMAT


class Repeated(dict[str, object]):
    """A JSON object in which some field stands twice: one of the two answers would be lost."""

    names: tuple[str, ...] = ()


def load(content: str | bytes) -> dict[str, object]:
    document = _decoded(content)
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise _refused(_("Le fichier n’est pas au format %(format)s.") % {"format": FORMAT})
    return document


def _decoded(content: str | bytes) -> object:
    try:
        text = content.decode() if isinstance(content, bytes) else content
        return json.loads(
            text.removeprefix("\ufeff"),
            object_pairs_hook=_keep_repeated,
            parse_float=_decimal,
            parse_constant=float,
        )
    except UnicodeDecodeError:
        raise _refused(_("Le fichier n’est pas en UTF-8.")) from None
    except json.JSONDecodeError as error:
        raise _refused(
            _("Le fichier n’est pas du JSON : erreur à la ligne %(line)s, colonne %(column)s.")
            % {"line": error.lineno, "column": error.colno}
        ) from None
    except (ValueError, RecursionError):
        # A number of thousands of digits, or lists in lists without end.
        raise _refused(_("Le fichier n’est pas du JSON lisible.")) from None


def _keep_repeated(pairs: list[tuple[str, object]]) -> dict[str, object]:
    read = dict(pairs)
    if len(read) == len(pairs):
        return read
    repeated = Repeated(read)
    times = Counter(name for name, _value in pairs)
    repeated.names = tuple(name for name in read if times[name] > 1)
    return repeated


def _decimal(text: str) -> Decimal | float:
    try:
        return Decimal(text)
    except InvalidOperation:
        # Beyond any exponent. A float is refused wherever it stands.
        return float("inf")


def _refused(reason: str) -> FileRefused:
    return FileRefused([Fault("", "", reason)])
