"""What a version of a dossier says that the one before did not: two frozen contents compared. Pure.

It reads the JSON as it was frozen, so that a version of any age can be compared.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

type Content = Mapping[str, Any]
type Labels = dict[str, tuple[str, str]]


def changes_between(before: Content, after: Content) -> list[str]:
    """Sentences for a person; empty when nothing of what is compared has changed."""
    return [
        *_of_state(before, after),
        *_of_numbers(before, after),
        *_of_criteria(before, after),
        *_of_exhibits(before, after),
        *_of_part(
            _taken(before.get("decision"), "decided_at"),
            _taken(after.get("decision"), "decided_at"),
            _("La décision de la commission y figure."),
            _("La décision de la commission n’y figure plus."),
            _("La décision de la commission n’est plus la même."),
        ),
        *_of_part(
            _taken(before.get("relay"), "approved_at"),
            _taken(after.get("relay"), "approved_at"),
            _("Le relais aux adhérents y figure."),
            _("Le relais aux adhérents n’y figure plus."),
            _("Le relais aux adhérents n’est plus le même."),
        ),
    ]


def _of_state(before: Content, after: Content) -> Iterator[str]:
    if before.get("language") != after.get("language"):
        return  # the same step reads otherwise
    was, now = (each.get("identification", {}).get("state", "") for each in (before, after))
    if was and now and was != now:
        yield _("Le cas était « %(was)s », il est « %(now)s ».") % {"was": was, "now": now}


def _of_numbers(before: Content, after: Content) -> Iterator[str]:
    """How many there are: their words may be in another language, or worded anew."""
    parts = {
        "observations": _("Observations : %(now)s au lieu de %(was)s."),
        "chronology": _("Faits datés : %(now)s au lieu de %(was)s."),
        "publisher_messages": _("Messages de l’éditeur : %(now)s au lieu de %(was)s."),
        "findings": _("Constatations : %(now)s au lieu de %(was)s."),
    }
    for part, said in parts.items():
        was, now = (len(each.get(part, ())) for each in (before, after))
        if was != now:
            yield said % {"was": was, "now": now}


def _of_criteria(before: Content, after: Content) -> Iterator[str]:
    were = _labels(before)
    for code, (title, now) in _labels(after).items():
        if code in were and were[code][1] != now:
            said = {"title": title, "was": were[code][1], "now": now}
            yield _("%(title)s : « %(now)s » au lieu de « %(was)s ».") % said


def _of_exhibits(before: Content, after: Content) -> Iterator[str]:
    were, now = _lines(before), _lines(after)
    added = [number for number, line in now.items() if number not in were]
    withdrawn = [
        number
        for number, line in now.items()
        if line["withdrawn_on"] and not were.get(number, line)["withdrawn_on"]
    ]
    if added:
        yield _("Pièces versées : %(numbers)s.") % {"numbers": _numbered(added)}
    if withdrawn:
        yield _("Pièces retirées : %(numbers)s.") % {"numbers": _numbered(withdrawn)}


def _lines(content: Content) -> dict[int, Mapping[str, Any]]:
    schedule = content.get("schedule") or {}
    return {line["number"]: line for line in schedule.get("exhibits", ())}


def _numbered(numbers: list[int]) -> str:
    return ", ".join(f"n° {number}" for number in numbers)


def _labels(content: Content) -> Labels:
    """Of the case of the document: its column comes first."""
    rows = content.get("comparison", {}).get("rows", ())
    return {row["code"]: (row["title"], row["cells"][0]["label"]) for row in rows if row["cells"]}


def _taken(part: Content | None, moment: str) -> object:
    """When it was taken: the same in every language, as its words are not."""
    return part and part.get(moment)


def _of_part(was: object, now: object, added: str, removed: str, other: str) -> Iterator[str]:
    if was == now:
        return
    if not was:
        yield added
    elif not now:
        yield removed
    else:
        yield other
