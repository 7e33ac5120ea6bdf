"""Whether the journal, its roots, their time stamps and the files it tells of are as they were.

Everything is read as it goes: a journal of any length takes the same memory, but for one line a
file and one a day.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from cases.evidence import journal, store, time_stamps
from cases.evidence.chain import GENESIS, Link, is_sound
from cases.evidence.merkle import Tree
from cases.evidence.models import DailyRoot, Entry
from members.typography import day

# The acts that put a file in the store, or that date a root; whoever does them.
FILE_KEPT = journal.FILE_MADE | {"file.received"}
FILE_SEALED = "dossier.sealed"
FILE_FORGOTTEN = "file.discarded"
FILE_ERASED = "file.erased"
ROOT_STAMPED = "root.timestamped"
WORDS_ERASED = "journal.words_erased"

type NamedFile = tuple[str, str]
"""What a row says: its name in the journal, and the SHA-256 of its file, or nothing once that was
erased."""


class Broken(Exception):
    """What does not hold, first of all, as a sentence."""


@dataclass(frozen=True)
class Custody:
    entries: int
    files: int
    roots: int
    stamped: int
    erased: int = 0


@dataclass
class Told:
    """What the entries say that has to be looked for elsewhere."""

    last: int = 0
    files: dict[str, tuple[int, str]] = field(default_factory=dict)
    erased: dict[str, tuple[int, str]] = field(default_factory=dict)
    stamps: dict[str, tuple[int, str]] = field(default_factory=dict)
    silent: set[int] = field(default_factory=set)
    """Entries whose words are gone, and no act has told it."""

    def take(self, link: Link) -> None:
        self.last = link.sequence
        if link.words_digest and link.words is None:
            self.silent.add(link.sequence)
        if link.verb in FILE_KEPT:
            self.files[link.subject] = (link.sequence, json.loads(link.facts)["sha256"])
        elif link.verb == FILE_FORGOTTEN:
            self.files.pop(link.subject, None)
        elif link.verb == FILE_ERASED and link.subject in self.files:
            self.erased[link.subject] = (link.sequence, self.files.pop(link.subject)[1])
        elif link.verb == ROOT_STAMPED:
            self.stamps[link.subject] = (link.sequence, json.loads(link.facts)["token"])
        elif link.verb == WORDS_ERASED:
            self.silent.discard(json.loads(link.facts)["entry"])


def verify(rows: Iterable[NamedFile]) -> Custody:
    """Raises `Broken`. `rows` are all those that have a file in the store."""
    roots = list(DailyRoot.objects.select_related("stamp").order_by("day"))
    told = Told()
    for link in _under(roots, _sound(journal.links())):
        told.take(link)
    _refuse_silence(told)
    stamped = _refuse_stamps(roots, told)
    files = _refuse_files(told)
    _refuse_left(told)
    _refuse_rows(rows, told)
    return Custody(told.last, files, len(roots), stamped, len(told.erased))


def _sound(chain: Iterable[Link]) -> Iterator[Link]:
    previous, expected = GENESIS, 1
    for link in chain:
        if link.sequence != expected:
            raise Broken(_("l’entrée n° %(n)s manque.") % {"n": expected})
        if link.previous != previous or not is_sound(link):
            raise Broken(
                _("l’entrée n° %(n)s n’est plus celle qui a été écrite.") % {"n": expected}
            )
        yield link
        previous, expected = link.digest, expected + 1


def _under(roots: Iterable[DailyRoot], chain: Iterable[Link]) -> Iterator[Link]:
    """Each root is that of the entries it covers, and none is left out between two roots."""
    waiting, reached = iter(roots), 0
    root, first, tree = next(waiting, None), 1, Tree()
    for link in chain:
        reached = link.sequence
        if root is not None:
            tree.add(bytes.fromhex(link.digest))
            if reached == root.last:
                _refuse_root(root, first, tree)
                root, first, tree = next(waiting, None), reached + 1, Tree()
        yield link
    if root is not None:
        missing = _("l’entrée n° %(n)s manque, que couvre la racine du %(day)s.")
        raise Broken(missing % {"n": reached + 1, "day": day(root.day)})


def _refuse_root(root: DailyRoot, first: int, tree: Tree) -> None:
    if root.first != first or tree.root().hex() != root.root:
        other = _("la racine du %(day)s n’est pas celle des entrées n° %(first)s à %(last)s.")
        raise Broken(other % {"day": day(root.day), "first": first, "last": root.last})


def _refuse_silence(told: Told) -> None:
    if told.silent:
        gone = _("les mots de l’entrée n° %(n)s ont disparu, et aucun acte ne les efface.")
        raise Broken(gone % {"n": min(told.silent)})


def _refuse_stamps(roots: list[DailyRoot], told: Told) -> int:
    """How many hold; each that the journal tells of is there, and is the one that was received."""
    stamps = {root.journal_name: root.stamp for root in roots if hasattr(root, "stamp")}
    for name, (sequence, token) in told.stamps.items():
        stamp = stamps.get(name)
        if stamp is None or hashlib.sha256(stamp.answer).hexdigest() != token:
            raise Broken(
                _("l’horodatage reçu à l’entrée n° %(n)s manque ou a été remplacé.")
                % {"n": sequence}
            )
    for stamp in stamps.values():
        try:
            time_stamps.verify(bytes(stamp.answer), stamp.root.statement)
        except time_stamps.NotStamped as failure:
            raise Broken(
                _("l’horodatage de la racine du %(day)s ne se vérifie pas (%(reason)s).")
                % {"day": day(stamp.root.day), "reason": failure}
            ) from failure
    return len(stamps)


def _refuse_files(told: Told) -> int:
    """How many different files there are; each still has the bytes that were received."""
    checked: set[str] = set()
    for name, (sequence, sha256) in told.files.items():
        if sha256 in checked or _digest_of(sha256) == sha256 or _acted_since(name, told):
            checked.add(sha256)
            continue
        raise Broken(
            _("le fichier de l’entrée n° %(n)s manque ou a été altéré (%(path)s).")
            % {"n": sequence, "path": store.name_of(sha256)}
        )
    return len(checked)


def _refuse_left(told: Told) -> None:
    """What an act erased is there no more, but for another's who handed in the same bytes."""
    held = {sha256 for _sequence, sha256 in told.files.values()}
    for name, (sequence, sha256) in told.erased.items():
        if sha256 not in held and store.has(sha256) and not _acted_since(name, told):
            raise Broken(
                _("le fichier que l’entrée n° %(n)s dit effacé est encore au coffre (%(path)s).")
                % {"n": sequence, "path": store.name_of(sha256)}
            )


def _digest_of(sha256: str) -> str:
    try:
        with store.open_kept(sha256) as kept:
            return hashlib.file_digest(kept, "sha256").hexdigest()  # type: ignore[arg-type]  # stub
    except OSError:
        return ""


def _refuse_rows(rows: Iterable[NamedFile], told: Told) -> None:
    for name, sha256 in rows:
        sequence, received = told.files.get(name, (0, ""))
        is_as_told = sha256 == received if sha256 else name in told.erased
        if is_as_told or _acted_since(name, told):
            continue
        raise Broken(
            _("la fiche « %(name)s » ne désigne plus le fichier de l’entrée n° %(n)s.")
            % {"name": name, "n": sequence}
            if sequence
            else _("la fiche « %(name)s » a un fichier dont aucune entrée ne parle.")
            % {"name": name}
        )


def _acted_since(name: str, told: Told) -> bool:
    """Something was done to it while we were reading."""
    return Entry.objects.filter(subject=name, sequence__gt=told.last).exists()
