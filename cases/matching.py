"""Which cases and observations may be about the same incident.

The rule: the same product, observed within six hours of each other. Of those, the nearest is the
one whose text shares the most words with this one; when as many are shared, the one observed
nearer in time; then the one whose key comes first. Words are compared without case, accents or
the mark of the plural, and the words of every French sentence are left out. Nothing is learned
or weighed, so that the same rows always give the same order.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

WINDOW = timedelta(hours=6)
SHORTEST_WORD = 3
# Short words keep their last letter: the s of « bus » is no plural.
SHORTEST_PLURAL = 5
WORDS_OF_EVERY_SENTENCE = """
a ai ainsi alors apres as assez au aucun aucune aujourd aussi autre autres aux avant avec avez
avoir avons beaucoup bien car ce ceci cela celle celui ces cet cette ceux chacun chaque chez ci
comme comment contre dans de debut deja depuis des deux dit dont du elle elles en encore entre
es est et etaient etait etant ete etes etre eu eux faire fait fois font hier hui ici il ils
jamais je jusqu la le les leur leurs lors lui ma maintenant mais matin me meme memes mes midi
moi moins mon ne ni nos notre notres nous on ont ou par parce pas pendant peu peut peuvent plus
plusieurs pour pourquoi puis quand que quel quelle quelles quels qui quoi rien sa sans se sera
ses seul si soir soit sommes son sont sous sur ta tant te tes toi ton toujours tous tout toute
toutes tres trois trop tu un une vers vient voici voila vos votre vous vu
"""
STOP_WORDS = frozenset(WORDS_OF_EVERY_SENTENCE.split())


@dataclass(frozen=True, slots=True)
class Candidate:
    key: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Match:
    """`shared` as the text that was compared writes them."""

    key: str
    shared: tuple[str, ...]
    apart: timedelta


def words_of(text: str) -> frozenset[str]:
    return frozenset(_as_written(text))


def _as_written(text: str) -> dict[str, str]:
    """Each word as it is compared, with the first way in which the text writes it."""
    found: dict[str, str] = {}
    for word in re.findall(r"[^\W_]+", text.casefold()):
        bare = _without_accents(word)
        if len(bare) >= SHORTEST_WORD and bare not in STOP_WORDS:
            found.setdefault(_singular(bare), word)
    return found


def _without_accents(word: str) -> str:
    parts = unicodedata.normalize("NFKD", word.replace("œ", "oe").replace("æ", "ae"))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def _singular(word: str) -> str:
    if len(word) >= SHORTEST_PLURAL and word[-1] in "sx" and word[-2:] != "ss":
        return word[:-1]
    return word


def ranked(text: str, at: datetime, candidates: Iterable[Candidate]) -> list[Match]:
    """Those within the window, best first. A key given several times keeps its best match."""
    said = _as_written(text)
    best: dict[str, Match] = {}
    for candidate in candidates:
        apart = abs(candidate.at - at)
        if apart > WINDOW:
            continue
        shared = tuple(said[word] for word in sorted(said.keys() & words_of(candidate.text)))
        match = Match(candidate.key, shared, apart)
        kept = best.get(candidate.key)
        if kept is None or _rank(match) < _rank(kept):
            best[candidate.key] = match
    return sorted(best.values(), key=_rank)


def _rank(match: Match) -> tuple[int, timedelta, str]:
    return (-len(match.shared), match.apart, match.key)
