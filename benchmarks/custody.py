"""Verifying the journal against hashing the same bytes in one loop, in one run on one database.

    python benchmarks/custody.py [ENTRIES]

Makes a journal of so many entries (1,000,000 unless told), one in ten with words, a root every
2,000. Prints the processor's seconds of `custody.verify`; of a loop that reads the same rows from
the same database and hashes each; of a loop that hashes the very strings, ready in a file; the
ratios; and by how much memory grew while verifying.
"""

import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from itertools import batched
from pathlib import Path
from typing import BinaryIO

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "promesse.settings"
os.environ["PROMESSE_HOME"] = tempfile.mkdtemp(prefix="promesse-benchmark-")

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from cases.evidence import custody  # noqa: E402
from cases.evidence.chain import (  # noqa: E402
    GENESIS,
    Link,
    canonical,
    digest_of,
    instant,
    salted_digest,
)
from cases.evidence.journal import OWN_COLUMNS  # noqa: E402
from cases.evidence.merkle import root_of  # noqa: E402
from cases.evidence.models import DailyRoot  # noqa: E402

ENTRIES = 1_000_000
A_DAY = 2_000
RUNS = 3
START = datetime(2024, 1, 1, 8, tzinfo=UTC)
SALT = "5a" * 16
COLUMNS = sorted(OWN_COLUMNS)
# Past the ORM, so that a million rows are there within two minutes.
ENTRY = f"INSERT INTO evidence_entry (at, {', '.join(COLUMNS)}) VALUES (%s{', %s' * len(COLUMNS)})"  # noqa: S608
WORDS = "INSERT INTO evidence_words (entry_id, salt, said) VALUES (%s, %s, %s)"


def chain(size: int) -> Iterator[Link]:
    previous = GENESIS
    for sequence in range(1, size + 1):
        facts = f'{{"digest":"{previous}","version":{sequence % 7}}}'
        words = f'{{"reason":"Le client n° {sequence} a rappelé."}}' if sequence % 10 == 0 else None
        link = Link(
            instant=instant(START + timedelta(seconds=sequence)),
            sequence=sequence,
            previous=previous,
            verb="observation.corrected",
            actor=None,
            functions="Commission stratégie",
            subject=f"observation:{sequence % 5000:036}",
            thread=f"case:PRM-2018-{sequence % 400:04}",
            salt=SALT,
            facts=facts,
            facts_digest=salted_digest(SALT, facts),
            words_digest=salted_digest(SALT, words) if words else "",
            digest="",
            words_salt=SALT if words else None,
            words=words,
        )
        yield (link := link._replace(digest=digest_of(link)))
        previous = link.digest


def hashed(link: Link) -> Iterator[bytes]:
    """The byte strings that verifying this entry hashes, one a line of the file."""
    yield (SALT + link.facts).encode()
    if link.words is not None:
        yield (SALT + link.words).encode()
    yield canonical([*link[:8], link.facts_digest, *([link.words_digest] if link.words else [])])
    yield link.digest[:33].encode()  # as long as a leaf of the tree
    yield (link.digest * 2)[:65].encode()  # and as a node


def make(size: int, same_bytes: BinaryIO) -> None:
    for number, day in enumerate(batched(chain(size), A_DAY)):
        for link in day:
            same_bytes.writelines(line + b"\n" for line in hashed(link))
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(ENTRY, map(row_of, day))
            cursor.executemany(WORDS, [(e.sequence, SALT, e.words) for e in day if e.words])
            DailyRoot.objects.create(
                day=date(2000, 1, 1) + timedelta(days=number),
                first=day[0].sequence,
                last=day[-1].sequence,
                root=root_of(bytes.fromhex(link.digest) for link in day).hex(),
            )


def row_of(link: Link) -> list[object]:
    at = connection.ops.adapt_datetimefield_value(datetime.fromisoformat(link.instant))
    return [at, *(getattr(link, name) for name in COLUMNS)]


def read_and_hash_in_one_loop() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM evidence_entry LEFT JOIN evidence_words ON entry_id = sequence"
        )
        for row in cursor:
            sha256("".join(map(str, row)).encode()).digest()


def hash_in_one_loop(path: Path) -> None:
    with path.open("rb") as lines:
        for line in lines:
            sha256(line).digest()


def best(run: Callable[[], object]) -> float:
    return min(timed(run) for _ in range(RUNS))


def timed(run: Callable[[], object]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start


def largest() -> int:
    """The most memory that this process has held so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else ENTRIES
    call_command("migrate", verbosity=0)
    path = Path(os.environ["PROMESSE_HOME"]) / "same-bytes"
    with path.open("wb") as same_bytes:
        make(size, same_bytes)
    before = largest()
    found = []
    seconds = best(lambda: found.append(custody.verify([])))
    assert {each.entries for each in found} == {size}
    read = best(read_and_hash_in_one_loop)
    floor = best(lambda: hash_in_one_loop(path))
    print(f"{size:,} entries, {found[0].roots:,} roots: verify {seconds:.2f} s")
    print(f"rows read and hashed in one loop: {read:.2f} s, ratio {seconds / read:.2f}")
    print(f"same strings from a file, in one loop: {floor:.2f} s, ratio {seconds / floor:.2f}")
    print(f"memory: {largest()} MiB at most, {before} MiB before verifying")


if __name__ == "__main__":
    main()
