"""What a version of a dossier says that the one before did not: two frozen contents compared. Pure.

It reads the JSON as it was frozen, so that a version of any age can be compared.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

type Content = Mapping[str, Any]
# Of an observation: where it stands among the others, which changes as some come and go.
PLACES = {"number", "observer"}
UNTRANSLATED = {"product", "observed_at", "fact", "inference", "opinion"}

type Labels = dict[str, tuple[str, str]]


def changes_between(before: Content, after: Content) -> list[str]:
    """Sentences for a person; empty when nothing of what is compared has changed."""
    return [
        *_of_state(before, after),
        *_of_numbers(before, after),
        *_of_observations(before, after),
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


def _of_observations(before: Content, after: Content) -> Iterator[str]:
    """Those that were said otherwise since. In another language, by what no language words."""
    same_language = before.get("language") == after.get("language")
    corrected = [
        f"A-{now['number']}"
        for was, now in _both(before, after)
        if _told(was, in_words=same_language) != _told(now, in_words=same_language)
    ]
    if corrected:
        yield _("Observations corrigées : %(numbers)s.") % {"numbers": ", ".join(corrected)}


def _both(before: Content, after: Content) -> Iterator[tuple[Content, Content]]:
    """Each observation with itself: known by its arrival, and by its turn where several came in one
    file. What came and went is counted elsewhere."""
    were, now = _by_arrival(before), _by_arrival(after)
    for arrival, those in now.items():
        if len(were.get(arrival, ())) == len(those):
            yield from zip(were[arrival], those, strict=True)


def _by_arrival(content: Content) -> dict[str, list[Content]]:
    arrived: dict[str, list[Content]] = {}
    for each in content.get("observations", ()):
        arrived.setdefault(each.get("received_at", ""), []).append(each)
    return arrived


def _told(observation: Content, *, in_words: bool) -> dict[str, Any]:
    names = observation.keys() - PLACES if in_words else UNTRANSLATED
    return {name: observation.get(name) for name in names}


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
